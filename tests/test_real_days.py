"""Public data sets as days: everything on its way through the log and the gate."""

import csv
from collections import defaultdict
from itertools import count
from pathlib import Path

import pytest

from pejl.days import run
from pejl.days.gate import release
from pejl.days.judging import Submission
from pejl.days.log import store
from pejl.days.models import Attendance, Phone, Slot, ThemeDay
from pejl.days.tokens import hash_token
from pejl.people.models import Organisation, Participant

DATA = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.django_db
keys = count()


def read_rows(path):
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def make_item(activity, config, areas):
    """An open item of a day; `areas` by name, how many are of each. And the phones' tokens."""
    organisation = Organisation.objects.create(name="Center")
    level = organisation.levels.create(name="Alle", rank=1)
    fields = [organisation.areas.create(name=name, rank=at) for at, name in enumerate(areas, 1)]
    day = ThemeDay.objects.create(organisation=organisation, title="Dag")
    slot = Slot.objects.create(
        day=day, position=1, activity=activity, title="Punkt", promise="confidential", config=config
    )
    people = Participant.objects.bulk_create(
        Participant(
            organisation=organisation, name=f"P{next(keys)}", email=f"p{next(keys)}@x.invalid",
            level=level, area=field,
        )
        for field, many in zip(fields, areas.values(), strict=True)
        for _ in range(many)
    )  # fmt: skip
    rows = Attendance.objects.bulk_create(
        Attendance(day=day, participant=person, level=level, area=person.area) for person in people
    )
    tokens = [f"token-{row.id}" for row in rows]
    Phone.objects.bulk_create(
        Phone(attendance=row, token_hash=hash_token(token))
        for row, token in zip(rows, tokens, strict=True)
    )
    run.open_slot(day, slot, None)
    slot.refresh_from_db()
    return slot, tokens


def send_all(submissions):
    for at in range(0, len(submissions), 500):
        assert all(verdict.saved for verdict in store(submissions[at : at + 500]))


def close(slot):
    run.close_slot(slot.day, slot, None)
    return release(Slot.objects.select_related("day").get(id=slot.id))


def test_leadership_rated_in_ninety_nine_companies():
    """bh1996 (P. D. Bliese, R. R. Halverson): 7,382 soldiers rate their leaders from 1 to 5."""
    companies = defaultdict(list)
    for row in read_rows(DATA / "agreement" / "bh1996.csv"):
        companies[row["GRP"]].append(max(1, min(5, round(float(row["LEAD"])))))
    config = {"question": "Ledelsen her er god", "ask": "scale", "steps": 5}
    sizes = {f"Kompagni {name}": len(found) for name, found in companies.items()}
    slot, tokens = make_item("poll", config, sizes)
    ratings = [value for found in companies.values() for value in found]
    send_all(
        [
            Submission(hash_token(token), slot.id, "scaled", "poll", "k", {"value": str(value)})
            for token, value in zip(tokens, ratings, strict=True)
        ]
    )
    shown = close(slot)
    assert shown.whole.counts == tuple(ratings.count(step) for step in range(1, 6))
    assert (len(companies), sum(shown.whole.counts)) == (99, 7382)
    assert [part.n for part in shown.areas] == list(sizes.values())
    for part, found in zip(shown.areas, companies.values(), strict=True):
        assert part.result.counts == tuple(found.count(step) for step in range(1, 6))


def test_a_thousand_people_and_two_hundred_statements():
    """vtaiwan.uberx, a conversation held in Polis."""
    folder = DATA / "opinion" / "vtaiwan.uberx"
    people = [
        {name: vote for name, vote in row.items() if name.isdigit() and vote}
        for row in read_rows(folder / "participants-votes.csv")
    ]
    people = [votes for votes in people if votes][:1000]
    bodies = {row["comment-id"]: row["comment-body"] for row in read_rows(folder / "comments.csv")}
    known = sorted({name for votes in people for name in votes} & set(bodies), key=int)
    statements = [{"key": name, "text": bodies[name][:280]} for name in known]
    sizes = {"Nord": 400, "Syd": 350, "Øst": len(people) - 750}
    slot, tokens = make_item("statements", {}, sizes)
    slot.resolved = {**slot.resolved, "statements": statements}
    slot.save()
    stances = {"1": "agree", "-1": "disagree", "0": "pass"}
    votes = [
        (token, name, stances[vote])
        for token, mine in zip(tokens, people, strict=True)
        for name, vote in mine.items()
        if name in bodies
    ]
    send_all(
        [
            Submission(
                hash_token(token), slot.id, "vote", name, f"k{name}",
                {"statement": name, "stance": stance},
            )
            for token, name, stance in votes
        ]
    )  # fmt: skip
    shown = close(slot)
    tallies = {tally.statement: tally for tally in shown.whole.tallies}
    for name in known:
        given = [stance for _token, voted, stance in votes if voted == name]
        if len(given) < 5:
            assert name not in tallies
        else:
            assert tallies[name].n == len(given)
            tenths = tallies[name].agree
            assert (tenths is None) == (len(given) < 10)
            if tenths is not None:
                assert abs(tenths - 10 * given.count("agree") / len(given)) <= 1
    assert len(shown.whole.groups) in range(2, 6)
    assert sum(group.size for group in shown.whole.groups) <= len(people)
    assert len(shown.apart) > 100
    assert all(part.n >= 5 for found in shown.apart.values() for part in found.areas)
    uniting = [
        outcome.text for outcome in slot.outcomes.all() if outcome.data.get("type") == "uniting"
    ]
    assert uniting
    assert set(uniting) <= {one["text"] for one in statements}
