"""What stands around a chain: its levels, its areas, and how many people each holds."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.ui.pictures.chain_people import ChainPerson, find_leaders
from pejl.ui.pictures.lettering import wrap_text

LABELS = 148
NAMED = 5


def list_areas(
    people: Sequence[ChainPerson], areas: Sequence[str]
) -> list[tuple[str, list[ChainPerson]]]:
    """The areas that have people, in their order; those without an area come last."""
    columns: list[tuple[int | None, str]] = [*enumerate(areas), (None, _("No area"))]
    found = [(name, [one for one in people if one.area == at]) for at, name in columns]
    return [(name, members) for name, members in found if members]


def say_people(count: int) -> str:
    return ngettext("%(count)s leader", "%(count)s leaders", count) % {"count": count}


def head_level(name: str, count: int, px: int) -> list[str]:
    """The level's name in lines, and how many it has."""
    return [*wrap_text(name, LABELS - 20, px, bold=True), say_people(count)]


def say_chain(people: Sequence[ChainPerson]) -> str:
    filled = len({person.level for person in people})
    on_levels = ngettext("%(count)s level", "%(count)s levels", filled) % {"count": filled}
    found = len({person.area for person in people if person.area is not None})
    in_areas = ngettext("%(count)s area", "%(count)s areas", found) % {"count": found}
    words = _("%(people)s on %(levels)s in %(areas)s")
    return words % {"people": say_people(len(people)), "levels": on_levels, "areas": in_areas}


def describe_chain(people: Sequence[ChainPerson], levels: Sequence[str]) -> str:
    """The picture in words; who leads whom is said by the outline beside it."""
    counts = [sum(one.level == at for one in people) for at in range(len(levels))]
    parts = [f"{name}: {count}" for name, count in zip(levels, counts, strict=True) if count]
    shape = _("From the top: %(levels)s.") % {"levels": ", ".join(parts)}
    return f"{say_chain(people)}. {shape} " + _("The list says who leads whom.")


def count_table(
    people: Sequence[ChainPerson], levels: Sequence[str], areas: Sequence[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Header and rows: people by level and area."""
    columns = list_areas(people, areas)
    header = (_("Level"), *(name for name, _members in columns), _("All"))
    rows = []
    for at, level in enumerate(levels):
        counts = [sum(one.level == at for one in members) for _name, members in columns]
        rows.append((level, *(str(count) for count in counts), str(sum(counts))))
    return header, tuple(rows)


def say_tops(people: Sequence[ChainPerson]) -> str:
    """Who has no leader in the list, when it is not the one at the top alone."""
    leaders = find_leaders(people)
    tops = [person.name for person in people if leaders[person.id] is None]
    if len(tops) < 2:
        return ""
    shown = ", ".join(tops[:NAMED]) + (" …" if len(tops) > NAMED else "")
    return _("%(count)s have no leader in the list: %(names)s.") % {
        "count": len(tops),
        "names": shown,
    }
