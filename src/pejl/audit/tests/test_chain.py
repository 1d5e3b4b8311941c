"""Whatever is done to the rows behind its back, the chain shows it."""

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from pejl.audit.chain import check_chain
from pejl.audit.models import Act, Entry
from pejl.audit.noting import note
from pejl.people.models import Organisation

FIELDS = {"account": "x@y.z", "act": Act.ERASED, "about": "x", "subject": "x", "digest": "0" * 64}


class Tampering(TestCase):
    @given(st.integers(2, 8), st.data())
    def test_a_chain_that_is_touched_breaks(self, several, data):
        organisation = Organisation.objects.create(name="Center")
        for n in range(several):
            note(organisation, None, Act.LOOKED, "plan", n)
        assert check_chain(organisation).broken_at is None
        hit = data.draw(st.integers(1, several))
        row = Entry.objects.filter(organisation=organisation, number=hit)
        done = data.draw(st.sampled_from([*FIELDS, "taken out", "earlier"]))
        if done == "taken out":
            row.delete()
        elif done == "earlier":
            entry = row.get()
            row.update(at=entry.at.replace(year=entry.at.year - 1))
        else:
            row.update(**{done: FIELDS[done]})
        found = check_chain(organisation)
        if done == "taken out" and hit == several:
            assert found.broken_at is None  # only its mark, written elsewhere, tells
            assert found.entries == several - 1
        else:
            assert found.broken_at == (hit + 1 if done == "taken out" else hit)


@pytest.mark.django_db
def test_each_organisation_has_a_chain_of_its_own():
    here, there = (Organisation.objects.create(name=name) for name in ("A", "B"))
    user = User.objects.create_user("anna@example.invalid")
    for n in range(3):
        note(here, user, Act.CHANGED, "account", n)
        note(there, user, Act.CHANGED, "account", n)
    assert [check_chain(one).entries for one in (here, there)] == [3, 3]
    Entry.objects.filter(organisation=there, number=2).update(subject="andet")
    assert check_chain(here).broken_at is None
    assert check_chain(there).broken_at == 2


@pytest.mark.django_db
def test_a_removed_account_stays_in_the_trail():
    organisation = Organisation.objects.create(name="A")
    user = User.objects.create_user("anna@example.invalid")
    note(organisation, user, Act.LOOKED, "plan", "Temadag")
    user.delete()
    assert Entry.objects.get().account == "anna@example.invalid"
    assert check_chain(organisation).broken_at is None
