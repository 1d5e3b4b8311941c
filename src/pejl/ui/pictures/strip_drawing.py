"""Draws strips: answers as circles along a scale, and each group's mean."""

from collections.abc import Sequence

from pejl.ui.colours import INK, LINE, MUTED
from pejl.ui.pictures.answers import (
    count_answers,
    find_mean,
    list_counts,
    say_answers,
    say_mean,
    say_missing,
)
from pejl.ui.pictures.marks import HALO, SHAPES, drawn, mark, pixels, tint, write
from pejl.ui.pictures.render import Spec, draw_layers
from pejl.ui.pictures.sizes import Size
from pejl.ui.pictures.strip_words import count_steps
from pejl.ui.pictures.strips import Place, Plan, Strip, plan_strips, wrap_ends


def draw_strips(
    strips: Sequence[Strip],
    ends: tuple[str, str],
    size: Size,
    *,
    connected: bool = False,
) -> str:
    """The SVG. `connected` draws a line from mean to mean, broken where one is missing."""
    plan = plan_strips(strips, count_steps(strips), ends, size)
    layers = [
        *draw_lines(plan),
        draw_circles(plan),
        *([draw_links(plan)] if connected else []),
        *draw_moves(plan),
        *draw_means(plan),
        *draw_labels(plan),
        *draw_ends(plan, ends),
    ]
    return draw_layers(layers, plan.frame)


def along(plan: Plan, field: str = "step") -> Spec:
    """The scale itself: the first and the last step half a step from the frame."""
    scale = {"domain": [0.5, plan.steps + 0.5], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def draw_lines(plan: Plan) -> list[Spec]:
    """The scale of each group that has figures, with a tick for each step."""
    rows = [place.middle for place, _mean in list_means(plan)]
    lines = [{"step": 1, "end": plan.steps, "y": y} for y in rows]
    tick = plan.size.text / 4
    ticks = [
        {"step": step, "y": y - tick, "end": y + tick}
        for y in rows
        for step in range(1, plan.steps + 1)
    ]
    x, y = along(plan), pixels("y")
    end = {"field": "end"}
    look = {"stroke": LINE, "strokeWidth": plan.size.text / 14}
    return [
        mark("rule", lines, {"x": x, "x2": end, "y": y}, **look),
        mark("rule", ticks, {"x": x, "y": y, "y2": {**pixels("end"), "axis": None}}, **look),
    ]


def draw_circles(plan: Plan) -> Spec:
    """Areas are shares of the group's answers: a small group is seen as well as a large one. A
    group of few answers has none."""
    largest = max((find_share(place.strip) for place in plan.places), default=1) or 1
    values = [
        {
            "step": step,
            "y": place.middle,
            "area": 4 * plan.radius**2 * count / sum(counts) / largest,
            "fill": tint(place.strip.colour, 0.3),
            "stroke": place.strip.colour,
        }
        for place in plan.places
        for counts in [list_counts(place.strip.counts)]
        for step, count in enumerate(counts, 1)
        if count
    ]
    encoding = {
        "x": along(plan),
        "y": pixels("y"),
        "size": drawn("area"),
        "fill": drawn("fill"),
        "stroke": drawn("stroke"),
    }
    return mark("point", values, encoding, shape="circle", strokeWidth=1.5, opacity=1)


def find_share(strip: Strip) -> float:
    """The largest share of a group's answers that stands on one step."""
    counts = list_counts(strip.counts)
    return max(counts) / sum(counts) if sum(counts) else 0


def list_means(plan: Plan) -> list[tuple[Place, float]]:
    means = [(place, find_mean(place.strip.counts)) for place in plan.places]
    return [(place, mean) for place, mean in means if mean is not None]


def draw_links(plan: Plan) -> Spec:
    values = []
    run = 0
    for place in plan.places:
        mean = find_mean(place.strip.counts)
        run += mean is None
        if mean is not None:
            values.append({"step": mean, "y": place.middle, "run": run})
    encoding = {
        "x": along(plan),
        "y": pixels("y"),
        "order": {"field": "y", "type": "quantitative"},
        "detail": {"field": "run", "type": "nominal"},
    }
    return mark("line", values, encoding, stroke=INK, strokeWidth=plan.size.text / 10)


def draw_moves(plan: Plan) -> list[Spec]:
    """Each earlier mean: hollow, with a line to where the group stands now, and its figure under
    it, so that both can be read however near they are."""
    size = plan.size
    found = [
        {
            "step": earlier,
            "end": mean,
            "y": place.middle,
            "fill": HALO,
            "stroke": place.strip.colour,
            "shape": SHAPES.get(place.strip.shape, place.strip.shape),
        }
        for place, mean in list_means(plan)
        if (earlier := find_mean(place.strip.before)) is not None
    ]
    if not found:
        return []
    below = plan.radius + 0.65 * size.text
    texts = [
        {"step": find_mean(place.strip.before), "y": place.middle + below, "lines": [said]}
        for place, _mean in list_means(plan)
        if (said := say_mean(place.strip.before))
    ]
    x, y, line = along(plan), pixels("y"), {"strokeWidth": size.text / 10}
    look = {"size": size.text**2 * 0.7, "opacity": 1, **line}
    shape = {"shape": drawn("shape"), "fill": drawn("fill"), "stroke": drawn("stroke")}
    link = {"x": x, "x2": {"field": "end"}, "y": y, "stroke": drawn("stroke")}
    return [
        mark("rule", found, link, **line),
        mark("point", found, {"x": x, "y": y, **shape}, **look),
        write(texts, x, size.small, align="center", fill=MUTED),
    ]


def draw_means(plan: Plan) -> list[Spec]:
    """Each mean: the focus area's shape on the scale, and its figure above."""
    size = plan.size
    above = plan.radius + 0.55 * size.text
    marks = []
    texts = []
    for place, mean in list_means(plan):
        spot = {"step": mean, "y": place.middle, "fill": place.strip.colour}
        marks.append({**spot, "shape": SHAPES.get(place.strip.shape, place.strip.shape)})
        mean_words = say_mean(place.strip.counts)
        texts.append({"step": mean, "y": place.middle - above, "lines": [mean_words]})
    look = {"size": size.text**2 * 0.9, "stroke": HALO, "strokeWidth": size.text / 10, "opacity": 1}
    style = {"align": "center", "fontWeight": 600}
    halo = {"stroke": HALO, "strokeWidth": size.text / 4, "fill": HALO, "strokeJoin": "round"}
    x, y = along(plan), pixels("y")
    return [
        mark(
            "point", marks, {"x": x, "y": y, "shape": drawn("shape"), "fill": drawn("fill")}, **look
        ),
        write(texts, x, size.text, **style, **halo),
        write(texts, x, size.text, **style),
    ]


def draw_labels(plan: Plan) -> list[Spec]:
    size, frame = plan.size, plan.frame
    names = [{"lines": place.lines, "y": place.label} for place in plan.places]
    numbers = [
        {
            "lines": [say_answers(count_answers(place.strip.counts))],
            "y": place.label if size.stacked else place.middle,
        }
        for place, _mean in list_means(plan)
    ]
    missing = [
        {
            "lines": [say_missing(place.strip.counts)],
            "y": place.middle,
            "step": (plan.steps + 1) / 2,
        }
        for place in plan.places
        if find_mean(place.strip.counts) is None
    ]
    quiet = {"fill": MUTED, "align": "right"}
    return [
        write(names, {"value": -frame.left}, size.text, fontWeight=600),
        write(numbers, {"value": frame.width + frame.right}, size.small, **quiet),
        write(missing, along(plan), size.small, align="center", fill=MUTED),
    ]


def draw_ends(plan: Plan, ends: tuple[str, str]) -> list[Spec]:
    """The steps' numbers, and under them what the first and the last one mean."""
    size, frame = plan.size, plan.frame
    top = frame.height + 0.7 * size.small
    numbers = [{"lines": [str(step)], "step": step, "y": top} for step in range(1, plan.steps + 1)]
    low, high = (
        [{"lines": lines, "y": top + 1.3 * size.small}]
        for lines in wrap_ends(ends, frame.width, size)
    )
    return [
        write(numbers, along(plan), size.small, align="center", fill=MUTED),
        write(low, {"value": 0}, size.small),
        write(high, {"value": frame.width}, size.small, align="right"),
    ]
