"""How strong a password is, said so that one knows what to change."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ENOUGH = 3  # of 4: safe against one who has the stored passwords and tries 10,000,000,000 guesses
LONGEST = 72  # what zxcvbn looks at


class StrengthValidator:
    """Refuses what is guessed too easily, by zxcvbn (Wheeler, USENIX Security 2016), which also
    gets the words Danes use and the account's own."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with what makes it weak."""
        from zxcvbn import zxcvbn  # its dictionaries take a moment to load

        known = list(dict.fromkeys([*list_own_words(user), *read_danish_words()]))
        found = zxcvbn(password[:LONGEST], user_inputs=known)
        if found["score"] < ENOUGH:
            raise ValidationError(" ".join(explain(found)), code="weak")

    def get_help_text(self) -> str:
        return _("Four or five words that do not belong together are easy to keep in mind.")


@cache
def read_danish_words() -> tuple[str, ...]:
    path = Path(__file__).with_name("weak_words.txt")
    return tuple(path.read_text(encoding="utf-8").split())


def list_own_words(user: User | None) -> list[str]:
    """What others know of the one it is for: the address, the names."""
    if user is None:
        return []
    texts = [user.email, user.first_name, user.last_name]
    if user.pk:
        texts += user.memberships.values_list("organisation__name", flat=True)
    whole = [text.lower() for text in texts if text]
    joined = ["".join(text.split()) for text in whole]
    return whole + joined + [part for text in whole for part in re.findall(r"\w{3,}", text)]


def explain(found: dict[str, Any]) -> list[str]:
    """What zxcvbn found, in sentences: the longest part that is easily guessed, and what to do."""
    longest = max(found["sequence"], key=lambda part: len(part["token"]))
    return [_("It is too easy to guess."), *name_weakness(longest), _("Add a word or two more.")]


def name_weakness(part: dict[str, Any]) -> list[str]:
    said = {
        "spatial": _("The keys lie in a row on the keyboard."),
        "repeat": _("The same is repeated."),
        "sequence": _("Letters or digits follow one another."),
        "regex": _("Years are among the first that are tried."),
        "date": _("Dates are among the first that are tried."),
        "dictionary": _("“%(word)s” is among the first that are tried.") % {"word": part["token"]},
    }
    pattern: str = part["pattern"]
    return [said[pattern]] if pattern in said else []
