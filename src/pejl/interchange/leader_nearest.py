"""The nearest spelling among thousands, without comparing everybody with everybody."""

from difflib import get_close_matches

from pejl.interchange.names import simplify

BUCKET = 100
LOOKUPS = 200
LIKENESS = 0.7


class Nearest:
    """Candidates share the first letter of a word. Answers at most LOOKUPS questions.

    Where a letter has too many people, those with the same two letters are looked at as well.
    """

    def __init__(self, people: list[tuple[str, str]]) -> None:
        self.buckets: dict[str, list[tuple[str, str]]] = {}
        self.left = LOOKUPS
        for name, email in sorted(set(people)):
            for start in list_starts(name) | list_starts(email.partition("@")[0]):
                bucket = self.buckets.setdefault(start, [])
                if email and len(bucket) < BUCKET:
                    bucket.append((name, email))

    def find(self, text: str, own_email: str) -> str | None:
        """The e-mail of the person whose name (or e-mail, if `text` is one) is nearest."""
        if not self.left:
            return None
        self.left -= 1
        by_email = "@" in text
        starts = list_starts(text.partition("@")[0])
        people = {
            (email if by_email else simplify_name(name)): email
            for start in sorted(starts)
            for name, email in self.buckets.get(start, [])
            if email != own_email
        }
        wanted = text.lower() if by_email else simplify_name(text)
        near = get_close_matches(wanted, list(people), n=1, cutoff=LIKENESS)
        return people[near[0]] if near else None


def list_starts(text: str) -> set[str]:
    return {word[:length] for word in simplify(text).split() for length in (1, 2)}


def simplify_name(name: str) -> str:
    """Words in one order, so that "Thomsen, Ivan" is near "Ivan Thomson"."""
    return " ".join(sorted(simplify(name).split()))
