"""The page of those who follow up: counted by the database, long lists in pages."""

import pytest

from pejl.followup.asking import follow_up
from pejl.followup.models import CheckIn, NextStep
from pejl.followup.progress import count_groups, count_row, spread
from pejl.followup.syncing import sync_day
from pejl.followup.tests.conftest import agree, at
from pejl.mail.clock import drive_clock

pytestmark = pytest.mark.django_db


def make_steps(day, owners, n):
    steps = NextStep.objects.bulk_create(
        NextStep(day=day, item=f"n{i}", what=f"Skridt {i}", owner=owners[i % 3], state="stuck")
        for i in range(n)
    )
    CheckIn.objects.bulk_create(
        CheckIn(step=step, weeks=2, due=day.date, answer="stuck", line="Tid") for step in steps
    )


def count_queries(desk, queries, address="/followup/"):
    with queries as held:
        page = desk.get(address).content.decode()
    return len(held), page


def test_the_number_of_queries_does_not_follow_the_number_of_steps(
    desk, day, people, django_assert_max_num_queries
):
    make_steps(day, people, 1)
    few, _page = count_queries(desk, django_assert_max_num_queries(40))
    NextStep.objects.all().delete()
    make_steps(day, people, 60)
    many, page = count_queries(desk, django_assert_max_num_queries(40))
    assert many <= few + 1, "the page of a list that has more than one is read by itself"
    assert page.count("Beder om:") == 25
    assert "Side 1 af 3" in page
    _n, last = count_queries(desk, django_assert_max_num_queries(40), "/followup/?stuck=3")
    assert last.count("Beder om:") == 10
    assert "?stuck=2#stuck" in last


def test_sums_by_focus_area_level_and_area_keep_the_order_and_the_whole(day, people):
    focus = day.agreement.focus_areas.first() if day.agreement else None
    for i, state in enumerate(("done", "stuck", "agreed", "on_track", "not_right", "done")):
        NextStep.objects.create(
            day=day, item=f"n{i}", what="x", owner=people[i % 3], state=state, focus_area=focus
        )
    groups = count_groups(day.organisation)
    whole = count_row("", [(one.state, one.n) for one in groups])
    assert (whole.steps, whole.done, whole.going, whole.stuck, whole.rest) == (6, 2, 2, 1, 1)
    levels = [one.level.name for one in sorted(people, key=lambda one: one.level.rank)]
    for _name, rows in spread(groups):
        assert sum(row.steps for row in rows) == 6
    assert [row.name for row in spread(groups)[1][1]] == list(dict.fromkeys(levels))


def test_a_look_where_nothing_is_due_takes_as_many_queries_for_many_steps(
    day, django_assert_num_queries
):
    def look():
        with drive_clock(at(1)):
            follow_up(at(1))

    agree(day)
    look()
    with django_assert_num_queries(11):
        look()
    for i in range(40):
        agree(day, f"y{i}")
    sync_day(day)
    with django_assert_num_queries(11):
        look()
