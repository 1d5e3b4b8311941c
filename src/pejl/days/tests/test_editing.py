import pytest
from django.urls import reverse

from pejl.days.models import ThemeDay
from pejl.days.outlook import look_ahead
from pejl.days.tests.making import make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    """Half an hour and twenty minutes before something at 9.00, from 8.30."""
    day = make_day("talk", "poll", "pause")
    for slot, minutes, least, fixed in zip(
        day.slots.all(), (30, 20, 40), (20, 15, 30), (None, None, "09:00"), strict=True
    ):
        slot.minutes, slot.least, slot.fixed_at = minutes, least, fixed
        slot.save()
    return ThemeDay.objects.get(id=day.id)


def read_table(day):
    rows = list(day.slots.all())
    data = {name: [getattr(row, name) for row in rows] for name in ("id", "activity", "title")}
    data |= {name: [getattr(row, name) or "" for row in rows] for name in ("minutes", "least")}
    data |= {name: [getattr(row, name) or "" for row in rows] for name in ("most", "form")}
    data["fixed_at"] = [row.fixed_at.isoformat("minutes") if row.fixed_at else "" for row in rows]
    data["keeping"] = [row.keeping for row in rows]
    data["beside"] = [""] * len(rows)
    return data


def test_what_does_not_fit_is_said_with_the_nearest_programmes_that_would(day):
    outlook = look_ahead(day, list(day.slots.all()))
    assert len(outlook.clashes) == 1
    assert "9.00" in outlook.clashes[0]
    assert "5 minut" in outlook.clashes[0]
    assert [offer.key for offer in outlook.offers] == ["move", "skip", "cut"]
    assert "9.05" in outlook.offers[0].text
    assert [mark.minutes for mark in outlook.marks] == [20, 15, 40]


def test_the_table_is_looked_at_without_being_stored(sign_in, day):
    client = sign_in(day.organisation)
    table = read_table(day) | {"minutes": [10, 20, 40], "least": ["", "", ""]}
    page = client.post(reverse("look_programme", args=[day.id]), table).content.decode()
    assert 'data-at="08.30"' in page
    assert 'data-at="09.00"' in page
    assert "way" not in page
    assert day.slots.first().minutes == 30
    table["minutes"][1] = "snart"
    assert "2" in client.post(reverse("look_programme", args=[day.id]), table).content.decode()


@pytest.mark.parametrize("way", ["move", "skip", "cut"])
def test_one_tap_takes_a_programme_that_fits_and_one_undoes_it(sign_in, day, way):
    client = sign_in(day.organisation)
    before = list(day.slots.values())
    client.post(reverse("edit_programme", args=[day.id]), read_table(day) | {"way": way})
    taken = ThemeDay.objects.get(id=day.id)
    assert look_ahead(taken, list(taken.slots.all())).clashes == ()
    assert list(day.slots.values()) != before
    assert (
        reverse("undo_programme", args=[day.id]) in client.get(f"/days/{day.id}/").content.decode()
    )
    client.post(reverse("undo_programme", args=[day.id]))
    assert list(day.slots.values()) == before
    client.post(reverse("undo_programme", args=[day.id]))
    assert list(day.slots.values()) == before


def test_a_fixed_end_that_is_moved_comes_back_too(sign_in, day):
    client = sign_in(day.organisation)
    ThemeDay.objects.filter(id=day.id).update(ends_at="09:20")
    table = read_table(day) | {"fixed_at": ["", "", ""], "way": "move"}
    client.post(reverse("edit_programme", args=[day.id]), table)
    assert str(ThemeDay.objects.get(id=day.id).ends_at) == "09:35:00"
    client.post(reverse("undo_programme", args=[day.id]))
    assert str(ThemeDay.objects.get(id=day.id).ends_at) == "09:20:00"


def test_a_change_after_the_proposal_cannot_be_undone_with_it(sign_in, day):
    client = sign_in(day.organisation)
    client.post(reverse("edit_programme", args=[day.id]), read_table(day) | {"way": "move"})
    client.post(reverse("edit_programme", args=[day.id]), read_table(day))
    kept = list(day.slots.values())
    client.post(reverse("undo_programme", args=[day.id]))
    assert list(day.slots.values()) == kept


def test_an_empty_programme_says_what_to_do(sign_in):
    day = make_day()
    client = sign_in(day.organisation)
    assert client.get(f"/days/{day.id}/").status_code == 200
