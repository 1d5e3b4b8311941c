"""What the last day left, and how it is said and drawn.

The rooms that keep it stand above: `AppConfig.looks_back` names their function of a day.
"""

from collections.abc import Sequence
from itertools import groupby

import msgspec
from django.apps import apps
from django.db.models import F
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.analysis.change import Verdict
from pejl.days.contract import Since
from pejl.days.entries import Moved
from pejl.days.models import Slot, ThemeDay
from pejl.days.parts import SMALLEST
from pejl.days.registry import AnyActivity, list_activities
from pejl.days.template import find_wording
from pejl.ui.pictures.changes import Block, Shift, draw_changes
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import Use

REAL = {Verdict.RISEN: True, Verdict.FALLEN: True, Verdict.NOISE: False, Verdict.TOO_FEW: None}
ON_SCREEN = 2


def look_back(day: ThemeDay) -> Since | None:
    """None where no earlier day left anything."""
    names = [app.looks_back for app in apps.get_app_configs() if hasattr(app, "looks_back")]
    found = (import_string(name)(day) for name in names)
    return next((since for since in found if since is not None), None)


def draw_since(since: Since, use: Use) -> Picture | None:
    """Then and now by focus area and level; on the screen those where most is real."""
    blocks = [
        Block(
            focus.number,
            focus.title,
            rows[0].steps,
            tuple(
                Shift(one.group or _("The whole room"), one.before, one.now, REAL[one.verdict])
                for one in rows
            ),
        )
        for focus, found in groupby(since.moved, key=lambda one: one.focus)
        for rows in [list(found)]
    ]
    if not blocks:
        return None
    note = say_note(since)
    if use == "beside" and len(blocks) > ON_SCREEN:
        most = sorted(blocks, key=lambda block: -sum(one.real is True for one in block.shifts))
        note = f"{note} {say_more(len(blocks) - ON_SCREEN)}"
        blocks = [block for block in blocks if block in most[:ON_SCREEN]]
    return draw_changes(blocks, title=say_moved(since), note=note, use=use)


def say_more(n: int) -> str:
    """Where the rest of the focus areas are."""
    words = ngettext(
        "%(n)d more focus area is on the phones.", "%(n)d more focus areas are on the phones.", n
    )
    return words % {"n": n}


def say_moved(since: Since) -> str:
    """What is real, by focus area."""
    real = [one for one in since.moved if REAL[one.verdict]]
    if not real:
        return _("No change is certain: the differences may be chance.")
    said = {
        _("Certainly up: %(said)s."): [one for one in real if one.verdict is Verdict.RISEN],
        _("Certainly down: %(said)s."): [one for one in real if one.verdict is Verdict.FALLEN],
    }
    return " ".join(text % {"said": say_where(found)} for text, found in said.items() if found)


def say_where(moved: Sequence[Moved]) -> str:
    return "; ".join(
        say_one(focus.title, [one.group for one in found])
        for focus, found in groupby(moved, key=lambda one: one.focus)
    )


def say_one(focus: str, groups: Sequence[str]) -> str:
    levels = [group for group in groups if group]
    words = {"focus": focus, "n": len(levels), "names": ", ".join(levels)}
    if len(levels) == len(groups):
        return _("%(focus)s (%(names)s)") % words
    if not levels:
        return _("%(focus)s (the whole room)") % words
    said = ngettext(
        "%(focus)s (the whole room and %(n)d level by itself)",
        "%(focus)s (the whole room and %(n)d levels by themselves)",
        len(levels),
    )
    return said % words


def say_key() -> str:
    """How to read the picture."""
    return _("A ring is then, a filled mark is now; colour and a thick line: certain.")


def say_note(since: Since) -> str:
    """How to read the picture, and who stands behind it."""
    said = [say_key()]
    if since.both >= SMALLEST:
        both = _("%(n)d answered both times; they are held against themselves.")
        said.append(both % {"n": since.both})
    return " ".join([*said, *since.notes])


def find_brief() -> AnyActivity:
    return next(one for one in list_activities() if one.looks_back)


def has_brief(day: ThemeDay) -> bool:
    return day.slots.filter(activity=find_brief().key).exists()


def open_with_brief(day: ThemeDay) -> bool:
    """Puts the item that looks back first in a programme that has none and has not begun; whether
    it did."""
    if has_brief(day) or day.slots.filter(opened_at__isnull=False).exists():
        return False
    day.slots.update(position=F("position") + 1)
    wording = find_wording(find_brief().key)
    Slot.objects.create(
        day=day,
        position=1,
        activity=find_brief().key,
        title=wording.title,
        text=wording.text,
        minutes=wording.minutes,
        form=wording.form,
        promise=find_brief().promise,
        script=msgspec.to_builtins(wording.script),
    )
    return True
