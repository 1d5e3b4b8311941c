"""All that a day shows, as texts, in the installation of the environment; and whether two tell the
same but for the numbers of their rows. As a script: tells its last day."""

import json
import os
import re
import sys

import msgspec

TABLES = ("focus_areas", "slots", "contributions", "outcomes", "attendances", "cases")
TOKEN = re.compile(r"[A-Za-z0-9_-]{24}|\d+|\s+|.", re.DOTALL)


def tell_day(day):
    """Also the ids, in their order, by which they are others elsewhere."""
    from django.template.loader import render_to_string
    from django.utils import translation

    from pejl.days.certificate import find_certificate
    from pejl.days.gate import deliver, find_shown, release
    from pejl.days.models import Showing
    from pejl.days.registry import find_activity
    from pejl.documents.plan import write_plan
    from pejl.interchange.day_tables import TABLES as PARTS
    from pejl.surfaces.screen import describe_item, summarise_plan, view_room

    told = {}
    with translation.override("da"):
        day.showing = Showing.RESULT
        for slot in day.slots.all():
            slot.day, activity = day, find_activity(slot.activity)
            said = told[f"{slot.position} {slot.activity}"] = {}
            said["released"] = repr(release(slot))
            plain = msgspec.to_builtins(view_room(slot).config, str_keys=True)
            said["config"] = json.dumps(plain, sort_keys=True)
            said["shown"] = repr(find_shown(slot))
            said["screen"] = describe_item(slot)["item"]
            console = activity.console(view_room(slot))
            said["console"] = render_to_string(console.template, {**console.context, "slot": slot})
            said["seats"] = [
                [seat.attendance.participant.name for seat in group.seats.order_by("id")]
                for group in slot.groups.all()
            ]
            proof = find_certificate(slot)
            said["proof"] = None if proof is None else [proof.holds, repr(proof.found.lines)]
            if activity.routes:
                people = day.attendances.order_by("id").values_list("public_id", flat=True)
                said["delivered"] = [repr(deliver(slot, who)) for who in people]
        told["plan"] = [repr(section) for section in write_plan(day).sections]
        told["steps on the screen"] = repr(summarise_plan(day))
        told["follow-up"] = [
            [
                repr([step.what, step.item, str(step.owner), str(step.supporter), step.state]),
                repr([step.promised, step.due, step.climb, step.word]),
                json.dumps(step.agreed, sort_keys=True),
                sorted(str(one) for one in step.partners.all()),
                [repr([one.weeks, one.due, one.answer, one.line, one.warned, one.stage])
                 for one in step.check_ins.all()],
            ]
            for step in day.next_steps.order_by("id")
        ]  # fmt: skip
        told["people"] = [
            repr([str(who), str(who.level), str(who.area), str(who.unit), str(who.reports_to)])
            for who in (row.participant for row in day.attendances.order_by("id"))
        ]
    ids = {
        part.name: list(part.rows(day).order_by("pk").values_list("pk", flat=True))
        for part in PARTS
        if part.name in TABLES
    }
    public = sorted(day.attendances.values_list("public_id", flat=True))
    return {"told": told, "ids": ids, "public": public}


def same(one, other):
    """Raises AssertionError at the first that differs otherwise than a row's own number may."""
    numbers = {
        (str(old), str(new))
        for table in TABLES
        for old, new in zip(one["ids"][table], other["ids"][table], strict=True)
    }
    numbers |= set(zip(one["public"], other["public"], strict=True))
    compare(one["told"], other["told"], numbers, "day")


def compare(one, other, numbers, place):
    assert type(one) is type(other), place
    if isinstance(one, dict):
        assert one.keys() == other.keys(), place
        for key in one:
            compare(one[key], other[key], numbers, f"{place} / {key}")
    elif isinstance(one, list):
        assert len(one) == len(other), place
        for at, pair in enumerate(zip(one, other, strict=True)):
            compare(*pair, numbers, f"{place} [{at}]")
    elif one != other:
        tokens = [TOKEN.findall(text) for text in (one, other)]
        assert len(tokens[0]) == len(tokens[1]), f"{place}: {one[:2000]}\n\n{other[:2000]}"
        for at, pair in enumerate(zip(*tokens, strict=True)):
            near = ["".join(text[max(0, at - 30) : at + 30]) for text in tokens]
            assert pair[0] == pair[1] or pair in numbers, f"{place}: {pair} {near}"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
    import django

    django.setup(set_prefix=False)
    from pejl.days.models import ThemeDay

    sys.stdout.write(json.dumps(tell_day(ThemeDay.objects.order_by("id").last())) + "\n")
