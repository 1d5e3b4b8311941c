"""What receivers of feedback answered that they do, offered as next steps."""

import re

from msgspec import structs

from pejl.activities.nextsteps.config import LONGEST, Config, resolve
from pejl.activities.nextsteps.rules import list_outcomes
from pejl.activities.nextsteps.summing import summarise
from pejl.activities.nextsteps.tests.making import CONFIG, propose
from pejl.activities.nextsteps.tests.test_views import draw_phone, forms_of, values_of
from pejl.activities.nextsteps.traces import Proposal
from pejl.days.contract import Earlier, Ground

ANSWERED = {"answered_by": "Ledelsen", "answer_to": "Skolerne"}
OFFERED = Proposal("from-7", "Kortere <b>møder</b>", "Ledelsen", "Skolerne", "Feedback", 31)
OFFERING = structs.replace(CONFIG, proposals=(OFFERED,))


def test_what_was_answered_is_offered_and_other_actions_are_not():
    earlier = (
        Earlier(7, "action", "Kortere <b>møder</b>", 31, "Feedback", ANSWERED),
        Earlier(8, "action", "Flere hænder", 31, "Behov", {"need": "Tid"}),
        Earlier(9, "need", "Tid", 31, "Feedback", ANSWERED),
    )
    assert resolve(Config(), Ground(earlier=earlier)).proposals == (OFFERED,)


def test_a_long_answer_is_cut_to_a_step():
    row = Earlier(7, "action", "a" * 400, None, "Feedback", ANSWERED)
    (found,) = resolve(Config(), Ground(earlier=(row,))).proposals
    assert len(found.what) == LONGEST


def test_the_phone_says_where_it_comes_from():
    html = draw_phone(config=OFFERING)
    assert "Ledelsen svarede Skolerne i “Feedback”" in html
    assert "Kortere &lt;b&gt;møder&lt;/b&gt;</textarea>" in html
    offered = values_of(forms_of(html)[0])
    assert (offered["item"], offered["focus"]) == ("from-7", "31")
    labels = re.findall(r'<label for="([^"]+)"', html)
    assert all(f'id="{name}"' in html for name in labels)
    assert "Svaret på feedback" not in draw_phone(config=OFFERING, state="closed")


def test_it_is_taken_once_and_keeps_its_trace():
    taken = propose(1, "from-7")
    assert "Svaret på feedback" not in draw_phone(taken, config=OFFERING)
    result = summarise(OFFERING, [taken, propose(2, "from-7", giver="eva"), propose(3, "x")])
    assert [step.item for step in result.steps] == ["from-7", "x"]
    first, own = list_outcomes(OFFERING, result)
    assert (first.data["from"], first.data["answered_by"]) == ("Feedback", "Ledelsen")
    assert "answered_by" not in own.data
