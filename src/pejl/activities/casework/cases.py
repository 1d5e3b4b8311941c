"""The cases that come along, in the language of the day."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from django.utils.translation import get_language

from pejl.activities.casework.rules import Case


def list_cases() -> tuple[Case, ...]:
    return read_cases("da" if (get_language() or "da").startswith("da") else "en")


@cache
def read_cases(language: str) -> tuple[Case, ...]:
    text = (files("pejl.activities.casework") / "cases" / f"{language}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text)["case"], tuple[Case, ...])
