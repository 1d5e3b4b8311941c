"""Small makers: an organisation with its chain, a day with items, phones that answer."""

from itertools import count

from pejl.days.inviting import invite_everyone
from pejl.days.judging import Submission
from pejl.days.log import store
from pejl.days.models import ThemeDay
from pejl.days.registry import find_activity
from pejl.days.run import close_slot, open_slot
from pejl.days.tokens import hash_token, make_phone
from pejl.people.models import Organisation, Participant

LEVELS = ("Centerledelse", "Områdeledelse", "Institutionsledelse")
AREAS = ("Dagtilbud", "Skoler", "PPR")
CHAIN = {
    (0, 0): 1, (0, 1): 1,
    (1, 0): 4, (1, 1): 3, (1, 2): 1,
    (2, 0): 18, (2, 1): 17, (2, 2): 5,
}  # fmt: skip
CONFIGS = {
    "poll": {"question": "Ja?", "ask": "one", "options": ["Ja", "Nej"]},
    "prioritising": {
        "source": "own",
        "items": [{"id": 1, "text": "Tidlig indsats"}, {"id": 2, "text": "Fælles sprog"}],
    },
    "evaluation": {"scales": ["Dagen var god"]},
}
keys = count(1)


def make_organisation(chain=CHAIN, levels=LEVELS, areas=AREAS):
    """`chain`: how many people each (level, area) has; 50 in all, when nothing else is said."""
    organisation = Organisation.objects.create(name="Center for Børn")
    ranks = [organisation.levels.create(name=name, rank=n + 1) for n, name in enumerate(levels)]
    fields = [organisation.areas.create(name=name, rank=n + 1) for n, name in enumerate(areas)]
    places = [place for place, people in chain.items() for _ in range(people)]
    Participant.objects.bulk_create(
        Participant(
            organisation=organisation, name=f"Leder {n:02}", email=f"leder{n}@eksempel.dk",
            level=ranks[level], area=None if area is None else fields[area],
        )
        for n, (level, area) in enumerate(places)
    )  # fmt: skip
    return organisation


def make_day(*activities, organisation=None):
    """A day with an item of 15 minutes for each activity, and all leaders invited."""
    day = ThemeDay.objects.create(organisation=organisation or make_organisation(), title="Temadag")
    for position, activity in enumerate(activities, start=1):
        make_slot(day, activity, position)
    invite_everyone(day)
    return day


def read_again(day):
    return ThemeDay.objects.select_related("current").get(id=day.id)


def slots_of(day):
    return list(read_again(day).slots.all())


def make_slot(day, activity, position):
    return day.slots.create(
        position=position, activity=activity, title=f"Punkt {position}",
        config=CONFIGS.get(activity, {}), promise=find_activity(activity).promise,
    )  # fmt: skip


def make_open_slot(activity="poll", promise=None, organisation=None):
    day = make_day(activity, organisation=organisation)
    slot = day.slots.get()
    if promise:
        slot.promise = promise
        slot.save()
    open_slot(day, slot, None)
    slot.refresh_from_db()
    return slot


def make_tokens(day, number=None):
    """One phone each for the first `number` people of the chain, from the top."""
    rows = day.attendances.order_by("participant_id")[:number]
    return [make_phone(row) for row in rows]


def make_answer(token, slot, option=0, *, key=None, item="poll", kind="chosen", **fields):
    said = fields or {"options": [str(option)]}
    return Submission(hash_token(token), slot.id, kind, item, key or f"key-{next(keys)}", said)


def answer_all(slot, tokens, option=0):
    verdicts = store([make_answer(token, slot, option) for token in tokens])
    assert all(verdict.saved for verdict in verdicts)


def close(slot):
    close_slot(slot.day, slot, None)
    slot.refresh_from_db()
