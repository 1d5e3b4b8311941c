"""Forgetting a person, or a day."""

from django.db import transaction
from django.db.models import Q, QuerySet

from pejl.days.forgetting import wipe_remains
from pejl.days.models import Contribution, ThemeDay
from pejl.followup.models import NextStep, Told
from pejl.front.models import Enquiry
from pejl.keeping.models import Keeping
from pejl.keeping.unnaming import make_nobody, unname
from pejl.mail.clock import now
from pejl.mail.models import Message, Unsubscribed
from pejl.people.models import NOBODY_AT, Participant


class NotNow(Exception):
    """A day with this person is under way."""


def forget_person(person: Participant) -> None:
    """For good: the person's row, links, phones and mails are gone, and in each day somebody
    without a name stands instead. What was released stays as it was. Raises `NotNow` while a day
    with the person is under way."""
    with transaction.atomic():
        places = list(person.attendances.select_related("day__organisation", "participant"))
        if any(place.day.current_id and place.day.ended_at is None for place in places):
            raise NotNow
        for place in places:
            instead = unname(place.day, [place])[person.pk]
            hand_over(NextStep.objects.filter(day=place.day), person, instead)
        hand_over_rest(person)
        Told.objects.filter(person=person).delete()
        address = {"organisation": person.organisation_id, "address__iexact": person.email}
        Message.objects.filter(**address).delete()
        Unsubscribed.objects.filter(**address).delete()
        Enquiry.objects.filter(
            organisation=person.organisation_id, email__iexact=person.email
        ).delete()
        person.delete()
        transaction.on_commit(wipe_remains)


def hand_over(steps: "QuerySet[NextStep]", person: Participant, instead: Participant) -> None:
    """The steps stand, without the name."""
    for step in steps.filter(partners=person):
        step.partners.remove(person)
        step.partners.add(instead)
    steps.filter(owner=person).update(owner=instead)
    steps.filter(supporter=person).update(supporter=instead)


def hand_over_rest(person: Participant) -> None:
    """Steps of days that the person was not at: asked for afterwards."""
    mine = Q(owner=person) | Q(supporter=person) | Q(partners=person)
    for day in ThemeDay.objects.filter(next_steps__in=NextStep.objects.filter(mine)).distinct():
        instead = make_nobody(person.organisation, person.level, person.area)
        hand_over(NextStep.objects.filter(day=day), person, instead)


def anonymise_day(day: ThemeDay) -> None:
    """Takes all names out of what was given on the day. Next steps keep their owners until they
    are ended: they are agreements, and somebody has to keep them."""
    with transaction.atomic():
        places = day.attendances.select_related("participant", "level", "area")
        unname(day, places.exclude(participant__email__endswith=f"@{NOBODY_AT}"))
        Keeping.objects.update_or_create(day=day, defaults={"anonymised_at": now()})


def delete_day(day: ThemeDay) -> None:
    """With all that was given, agreed and released on it, and those who stood in for others."""
    with transaction.atomic():
        Contribution.objects.filter(slot__day=day).delete()
        stood_in = Participant.objects.filter(
            organisation=day.organisation_id, email__endswith=f"@{NOBODY_AT}"
        )
        mine = set(stood_in.filter(attendances__day=day).values_list("id", flat=True))
        mine |= set(stood_in.filter(owned_steps__day=day).values_list("id", flat=True))
        day.delete()
        Participant.objects.filter(id__in=mine).delete()
        transaction.on_commit(wipe_remains)
