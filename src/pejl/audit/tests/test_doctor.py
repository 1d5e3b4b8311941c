"""`pejl doctor` says where a trail was changed."""

import pytest
from django.apps import apps

from pejl.audit.doctor import check_trail
from pejl.audit.models import Act, Entry
from pejl.audit.noting import note
from pejl.people.models import Organisation


@pytest.mark.django_db
def test_a_trail_that_was_changed_is_told_of_by_its_organisation():
    for name in ("Skoler", "Dagtilbud"):
        organisation = Organisation.objects.create(name=name)
        for number in range(3):
            note(organisation, None, Act.LOOKED, "plan", number)
    Entry.objects.filter(organisation__name="Dagtilbud", number=2).update(subject="andet")
    sound, broken = check_trail()
    assert (sound.state, broken.state) == ("well", "fault")
    assert "Skoler er hel: 3" in sound.said
    assert "Dagtilbud er ændret ved linje 2" in broken.said
    assert broken.mend


def test_the_doctor_finds_it():
    assert "pejl.audit.doctor.check_trail" in apps.get_app_config("audit").doctor
