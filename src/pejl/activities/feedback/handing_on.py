"""What a round leaves to later items: what receivers do, where they made it a next step."""

from collections.abc import Sequence

from pejl.activities.feedback.rules import Config
from pejl.activities.feedback.tallies import Result
from pejl.activities.feedback.words import name_source, name_target
from pejl.days.contract import OutcomeDraft, Released


def draft_outcomes(config: Config, released: Released[Result]) -> Sequence[OutcomeDraft]:
    """Actions, each with whose answer it is and to whom."""
    tallies = released.whole.tallies if released.whole else ()
    found = [(config.find_route(one.key), one.answers) for one in tallies]
    return [
        OutcomeDraft(
            "action",
            answer.text,
            config.about,
            {"answered_by": name_target(config, route), "answer_to": name_source(config, route)},
        )
        for route, answers in found
        for answer in answers
        if route and answer.is_step
    ]
