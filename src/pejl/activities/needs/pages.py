"""What the screen shows of the harvest at a time. Pure, as the rules."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, structs

from pejl.activities.needs.rules import Written
from pejl.ui.screen_room import ROW_EDGE, ROW_LINE, ROW_WIDTH, count_lines

MOST_LINES = 7


class Page(Struct, frozen=True):
    """Needs of one focus area (0: of none), each with the actions that have room here."""

    focus: int
    needs: tuple[Written, ...]


def lay_pages(needs: Sequence[Written], room: int) -> tuple[Page, ...]:
    """In their order, at most seven lines of `room` pixels a page. A need whose actions do not fit
    stands again on the next page with those that are left; at least one goes with it each time."""
    return tuple(
        Page(focus, page)
        for focus, found in groupby(needs, key=lambda need: need.focus)
        for page in fill_pages(tuple(found), room)
    )


def fill_pages(needs: Sequence[Written], room: int) -> Iterator[tuple[Written, ...]]:
    page: tuple[Written, ...] = ()
    for part in (part for need in needs for part in split(need, room)):
        if page and not fits((*page, part), room):
            yield page
            page = ()
        page = (*page, part)
    if page:
        yield page


def split(need: Written, room: int) -> Iterator[Written]:
    """The need in as many parts as it needs pages."""
    taken: tuple[str, ...] = ()
    for action in need.actions:
        if taken and not fits([with_actions(need, (*taken, action))], room):
            yield with_actions(need, taken)
            taken = ()
        taken = (*taken, action)
    yield with_actions(need, taken)


def with_actions(need: Written, actions: tuple[str, ...]) -> Written:
    return structs.replace(need, actions=actions)


def fits(needs: Sequence[Written], room: int) -> bool:
    lines = [count_need(need) for need in needs]
    return sum(lines) <= MOST_LINES and sum(lines) * ROW_LINE + len(lines) * ROW_EDGE <= room


def count_need(need: Written) -> int:
    """The lines that a need takes with its actions."""
    return sum(count_lines(text, ROW_WIDTH) for text in (need.text, *need.actions))
