"""Who has given what: each giver's standing words, question by question.

What is blank (taken back, or without leave to be shown) makes nobody a giver, and the console's
words are nobody's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db.models import QuerySet

from pejl.days.asides import is_aside, is_blank, is_reply
from pejl.days.cells import ask_question, take_figures
from pejl.days.folding import make_decoder
from pejl.days.models import CONSOLE, Contribution
from pejl.days.registry import AnyActivity

Given = tuple[str, str]  # the item, and the payload as it is stored


@dataclass(frozen=True)
class Answers:
    """`givers` are all who have given something; `figures` by question, then giver: what is
    counted, words left out."""

    givers: frozenset[str]
    figures: Mapping[str, Mapping[str, frozenset[Given]]]


def read_answers(rows: "QuerySet[Contribution]", activity: AnyActivity) -> Answers:
    figures: dict[str, dict[str, frozenset[Given]]] = defaultdict(dict)
    givers = set()
    for giver, given, payload in read_standing(rows, activity):
        givers.add(giver)
        counted = take_figures(payload)
        if counted is not None:
            item, text = given
            said = text if counted is payload else msgspec.json.encode(counted).decode()
            mine = figures[ask_question(payload)]
            mine[giver] = mine.get(giver, frozenset()) | {(item, said)}
    return Answers(frozenset(givers), figures)


def read_standing(
    rows: "QuerySet[Contribution]", activity: AnyActivity
) -> Iterable[tuple[str, Given, Any]]:
    """`rows` in the order of the log. Plain values: a whole room is counted at each answer."""
    plain = rows.select_related(None).exclude(giver=CONSOLE)
    last = {
        (giver, kind, item): payload
        for giver, kind, item, payload in plain.values_list("giver", "kind", "item", "payload")
    }
    decode = make_decoder(activity.payload).decode
    for (giver, _kind, item), text in last.items():
        payload = decode(text)
        if not (is_blank(payload) or is_reply(payload) or is_aside(payload)):
            yield giver, (item, text), payload


def may_follow(before: Answers, after: Answers, k: int) -> bool:
    """Whether `after` may be shown when `before` has been: their difference is about at least `k`
    newcomers, in all and in each question where anything changed. A question that fewer than `k`
    had answered was not shown, so nothing can be subtracted from it."""
    questions = before.figures.keys() | after.figures.keys()
    return len(after.givers - before.givers) >= k and all(
        len(was) < k or was == now or len(now.keys() - was.keys()) >= k
        for was, now in (
            (before.figures.get(one, {}), after.figures.get(one, {})) for one in questions
        )
    )
