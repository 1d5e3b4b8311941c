"""The agreement's indicators over time, as pictures with words and tables."""

from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from pejl.followup.models import Reading
from pejl.people.models import Indicator, Organisation
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.render import Frame, draw_layers

FRAME = Frame(264, 100, left=32, right=32, top=32, bottom=28)  # read at 288 pixels, on a phone
LINE, INK = "#1d4f91", "#333333"


@dataclass(frozen=True)
class Line:
    indicator: Indicator
    picture: Picture


def list_lines(organisation: Organisation) -> list[Line]:
    """One for each indicator that has a reading, in the agreement's order."""
    found = Reading.objects.filter(indicator__focus_area__agreement__organisation=organisation)
    order = ("indicator__focus_area__number", "indicator__rank", "indicator_id", "on")
    held: dict[Indicator, list[Reading]] = {}
    for row in found.select_related("indicator__focus_area").order_by(*order):
        held.setdefault(row.indicator, []).append(row)
    return [Line(indicator, draw_line(indicator, rows)) for indicator, rows in held.items()]


def draw_line(indicator: Indicator, readings: list[Reading]) -> Picture:
    """`readings` are its own, at least one, oldest first."""
    rows = tuple((date_format(row.on), say_value(row)) for row in readings)
    title = _("%(value)s now") % {"value": rows[-1][1]}
    if len(rows) > 1:
        title = _("From %(first)s to %(last)s") % {"first": rows[0][1], "last": rows[-1][1]}
    return Picture(
        svg=draw_layers(make_layers(readings), FRAME),
        title=title,
        alt="; ".join(f"{day}: {value}" for day, value in rows) + ".",
        header=(_("Date"), _("Value")),
        rows=rows,
        note=say_ground(indicator),
    )


def say_ground(indicator: Indicator) -> str:
    """What the agreement itself says of it."""
    said = {
        _("In the agreement: %(value)s."): indicator.now,
        _("Target: %(value)s."): indicator.target,
    }
    return " ".join(text % {"value": value} for text, value in said.items() if value)


def say_value(row: Reading) -> str:
    return number_format(row.value.normalize() if row.value % 1 else int(row.value))


def make_layers(readings: list[Reading]) -> list[dict[str, object]]:
    values = [
        {
            "on": row.on.isoformat(),
            "value": float(row.value),
            "said": say_value(row),
            "when": date_format(row.on, "SHORT_DATE_FORMAT"),
        }
        for row in readings
    ]
    ends = [values[0], values[-1]] if len(values) > 1 else values
    x = {"field": "on", "type": "temporal", "axis": None}
    y = {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": False}}
    data, place = {"values": values}, {"x": x, "y": y}
    text = {"type": "text", "dy": -16, "fontSize": 17, "color": INK}
    bottom = {"type": "text", "fontSize": 15, "color": INK, "y": {"expr": "height + 20"}}
    sides = [("left", -FRAME.left), ("right", FRAME.right)]  # so that both dates keep inside
    marks: list[tuple[dict[str, object], dict[str, object]]] = [
        ({"type": "line", "color": LINE, "strokeWidth": 3}, place),
        ({"type": "point", "color": LINE, "filled": True, "size": 90}, place),
    ]
    layers = [{"data": data, "mark": mark, "encoding": encoding} for mark, encoding in marks]
    ended = {"values": ends}
    layers.append({"data": ended, "mark": text, "encoding": {**place, "text": {"field": "said"}}})
    when = {"x": x, "text": {"field": "when"}}
    if len(ends) == 1:
        return [*layers, {"data": ended, "mark": bottom, "encoding": when}]
    dates = [
        {"data": {"values": [end]}, "mark": {**bottom, "align": side, "dx": dx}, "encoding": when}
        for end, (side, dx) in zip(ends, sides, strict=True)
    ]
    return [*layers, *dates]
