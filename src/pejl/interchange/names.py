"""Text as people type it: names, e-mails, and the same word in several spellings."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

BLANKS = frozenset({"-", "–", "—"})
SUFFIX = re.compile(r"(ph\.?\s?d|jr|sr|mba|msc|m\.sc|(cand|mag|dr)\.?\s?\w*)\.?", re.IGNORECASE)
LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[^\W_]([\w-]*[^\W_])?"
EMAIL = re.compile(rf"{LOCAL}(\.{LOCAL})*@{LABEL}(\.{LABEL})+")
IN_BRACKETS = re.compile(r"<([^<>@\s]+@[^<>@\s]+)>")
MARKUP = re.compile(r"<\s*[a-zA-Z/!?]|&#?\w+;|\{\{|\{%|\$\{|javascript:", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>?")
FORMULA = re.compile(r"[=@]|[+-]\s*[\w(\"']")
PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
SHOUTING_FROM = 5


def clean(text: str) -> str:
    """One line, single blanks, composed letters, nothing invisible; a lone dash is nothing."""
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", text)
        text = "".join(map(show_character, text))
    text = " ".join(text.split())
    return "" if text in BLANKS else text


def show_character(char: str) -> str:
    if char.isspace():
        return " "
    return char if char.isprintable() else ""


def simplify(text: str) -> str:
    """Lower case, a-z for Danish letters, words and figures only: for comparing."""
    plain = clean(text).casefold().translate(PLAIN_LETTERS)
    return " ".join(re.findall(r"[^\W_]+", plain))


def read_name(text: str) -> str:
    """ "Efternavn, Fornavn" the right way round; a degree after the comma stays where it is."""
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma:
        return text
    if not last or not first:
        return last or first
    if SUFFIX.fullmatch(first) or "," in first:
        return text
    return f"{first} {last}"


def read_email(text: str) -> str:
    """Lower case, freed from "mailto:" and from a name around it."""
    text = text.lower().removeprefix("mailto:").strip()
    found = IN_BRACKETS.search(text)
    return found[1] if found else text


def is_email(text: str) -> bool:
    return len(text) <= 254 and EMAIL.fullmatch(text) is not None


def mend_email(text: str) -> str | None:
    """The address that was probably meant, or None."""
    mended = re.sub(r"\s*(\(at\)|\[at\]|\sat\s)\s*", "@", text)
    mended = re.sub(r"\s+", "", mended).translate(PLAIN_LETTERS)
    mended = re.sub(r"@+", "@", mended.replace(",", ".").replace(";", "."))
    mended = re.sub(r"\.+", ".", mended).replace(".@", "@").replace("@.", "@").strip(".<>\"'()")
    return mended if is_email(mended) else None


def guess_name(email: str) -> str | None:
    """The name in an address like ivan.thomsen@…, or None."""
    words = [word for word in re.split(r"[._-]", email.partition("@")[0]) if word.isalpha()]
    return " ".join(word.capitalize() for word in words) if len(words) > 1 else None


def looks_like_markup(text: str) -> bool:
    return MARKUP.search(text) is not None


def looks_like_formula(text: str) -> bool:
    return FORMULA.match(text) is not None


def strip_markup(text: str) -> str:
    return clean(TAG.sub(" ", html.unescape(TAG.sub(" ", text))))


def unify_spellings(texts: Iterable[str], settled: Iterable[str] = ()) -> Mapping[str, str]:
    """Which spelling to use for each: a settled one, else the most common and best-cased."""
    groups: dict[str, Counter[str]] = {}
    for text in texts:
        groups.setdefault(text.casefold(), Counter())[text] += 1
    best = {key: max(group.items(), key=rate_spelling)[0] for key, group in groups.items()}
    best |= {text.casefold(): text for text in settled if text.casefold() in best}
    return {text: best[key] for key, group in groups.items() for text in group}


def rate_spelling(item: tuple[str, int]) -> tuple[float, float, str]:
    """Shouting and all lower case count for less, unless short as PPR."""
    text, count = item
    shouting = text.isupper() and len(text) >= SHOUTING_FROM
    worth = 0.1 if shouting else 0.5 if text.islower() else 1.0
    return count * worth, worth, text
