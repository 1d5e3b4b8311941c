"""Which lines of an agreement are its title and the heads of its focus areas."""

from pejl.interchange.agreement_pieces import BOLD_LEVEL, MEASURES, Piece


def find_title(pieces: list[Piece]) -> int | None:
    """The first heading that heads no focus area, or else a plain first line."""
    for i, piece in enumerate(pieces):
        if piece.opens or piece.label in MEASURES:
            break
        if piece.level is not None and piece.level <= BOLD_LEVEL and not piece.bulleted:
            if not owns_measure(pieces, i) or any(later.opens for later in pieces[i:]):
                return i
            break
    first = pieces[0] if pieces else None
    plain = first and first.label is None and first.level is None and not first.bulleted
    return 0 if plain else None


def find_areas(pieces: list[Piece], title: int | None) -> set[int]:
    """The heads of focus areas: numbered or named so, or followed by a goal, sign or indicator.

    What stands deeper in the document than the first of them is a heading within one.
    """
    areas: set[int] = set()
    top: int | None = None
    for i, piece in enumerate(pieces):
        if i == title or piece.level is None or (top is not None and piece.level > top):
            continue
        if (piece.opens and piece.level <= BOLD_LEVEL) or owns_measure(pieces, i):
            areas.add(i)
            top = piece.level if top is None else top
    return areas


def owns_measure(pieces: list[Piece], head: int) -> bool:
    """Whether a goal, sign or indicator follows before anything else that may head an area."""
    for i in range(head + 1, len(pieces)):
        if pieces[i].level is not None:
            return False
        if pieces[i].label in MEASURES:
            return True
    return False
