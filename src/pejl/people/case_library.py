"""The library of cases: those that come along, and the organisation's own. All that is read of it
is read here, for one organisation."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejl.people.case import CaseText, PictureText, RoleText
from pejl.people.models import Case, CasePicture, Organisation

LONGEST_TITLE = 80


def list_coming_along() -> tuple[CaseText, ...]:
    """In the language that is spoken; each has the same key in all."""
    return read_cases("en" if (get_language() or "da").startswith("en") else "da")


@cache
def read_cases(language: str) -> tuple[CaseText, ...]:
    text = (files("pejl.people") / "cases" / f"{language}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text)["case"], tuple[CaseText, ...])


def list_cases(organisation: Organisation) -> tuple[CaseText, ...]:
    """Those that come along, then its own by title; also those it has removed, marked so."""
    own = list_own(organisation).select_related("picture").defer("picture__data")
    return (*list_coming_along(), *(describe_case(case) for case in own))


def list_own(organisation: Organisation) -> "QuerySet[Case]":
    return Case.objects.filter(organisation=organisation)


def find_own(organisation: Organisation, case_id: int) -> Case:
    """404 for what is not the organisation's."""
    return get_object_or_404(list_own(organisation), id=case_id)


def find_case(organisation: Organisation, key: str) -> CaseText | None:
    return next((case for case in list_cases(organisation) if case.key == key), None)


def find_picture(organisation: Organisation, key: str) -> CasePicture | None:
    return CasePicture.objects.filter(organisation=organisation, key=key).first()


def describe_case(case: Case) -> CaseText:
    return CaseText(
        title=case.title,
        text=case.text,
        roles=tuple(RoleText(**role) for role in case.roles),
        questions=tuple(case.questions),
        prompts=tuple(case.prompts),
        picture=describe_picture(case),
        key=case.key,
        removed=case.removed,
    )


def describe_picture(case: Case) -> PictureText | None:
    kept = case.picture
    return PictureText(kept.key, case.alt, kept.width, kept.height) if kept else None


def copy_case(organisation: Organisation, text: CaseText) -> Case:
    """A case of the organisation's own that says the same, under a title that tells it apart."""
    ending = " " + _("(copy)")
    plain = msgspec.to_builtins(text)
    said: dict[str, Any] = {name: plain[name] for name in ("text", "roles", "questions", "prompts")}
    picture = find_picture(organisation, text.picture.key) if text.picture else None
    return Case.objects.create(
        organisation=organisation,
        title=text.title[: LONGEST_TITLE - len(ending)] + ending,
        picture=picture,
        alt=text.picture.alt if text.picture else "",
        **said,
    )
