"""An organisation with something of everything in it, and the addresses of all that is its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image

from pejl.accounts.sealing import seal
from pejl.api.models import Event, Scope
from pejl.api.telling import make_secret
from pejl.api.tokens import make_token
from pejl.calendars.feeds import renew_feed
from pejl.days.models import Group, Outcome, OutcomeKind, Phone, ThemeDay
from pejl.days.paper import make_sheet
from pejl.days.tokens import make_phone
from pejl.followup import links
from pejl.followup.models import CheckIn, NextStep
from pejl.front.models import FrontDoor, NamedDay
from pejl.interchange.leaders_columns import columns_to_dict, propose_columns
from pejl.interchange.models import Upload
from pejl.interchange.tables import read_table
from pejl.mail.models import Message
from pejl.people.case_library import copy_case, list_cases
from pejl.people.logos import draw_logo
from pejl.people.models import CasePicture, Look, Organisation
from pejl.rehearsal.example import make_example_day


@dataclass(frozen=True)
class Place:
    """`own`: what each name in an address stands for here; `token` is a phone's that has joined."""

    organisation: Organisation
    day: ThemeDay
    token: str
    own: dict


def furnish(name, mark):
    """Everything's text begins with the mark, so that it is known wherever it turns up."""
    day, owner = make_example_day(date(2026, 11, 26))
    owner.username = owner.email = f"{mark.lower()}@example.invalid"
    owner.save()
    organisation = day.organisation
    organisation.name = f"{mark} {name}"
    organisation.save()
    for one in organisation.participants.all():
        one.name, one.email = f"{mark} {one.name}", f"{mark.lower()}.{one.email}"
        one.save()
    ThemeDay.objects.filter(id=day.id).update(title=f"{mark} temadag")
    day.refresh_from_db()
    return Place(organisation, day, make_phone(day.attendances.first()), list_own(day, mark))


def list_own(day, mark):
    organisation, people = day.organisation, list(day.organisation.participants.all()[:3])
    slot = day.slots.filter(activity="casework").first()
    case = copy_case(organisation, list_cases(organisation)[0])
    case.title = f"{mark} case"
    case.save()
    picture = CasePicture.objects.create(
        organisation=organisation, key=f"{organisation.id:064x}", data=b"x", width=1, height=1
    )
    message = Message.objects.create(
        organisation=organisation, name=f"{mark} Bo", address="bo@example.invalid",
        subject=f"{mark} emne", body=f"{mark} brev", key=mark,
        not_before=timezone.now(), created_at=timezone.now(),
    )  # fmt: skip
    data = b"Navn,Mail\nA,a@b.dk\n"
    columns = columns_to_dict(propose_columns(read_table(data, "x.csv")))
    upload = Upload.objects.create(
        organisation=organisation, filename=f"{mark}.csv", data=data, columns=columns
    )
    outcome = Outcome.objects.create(
        slot=slot, kind=OutcomeKind.NEXT_STEP, text=f"{mark} aftale", data={}, position=1
    )
    before = ThemeDay.objects.create(
        organisation=organisation, title=f"{mark} sidste år", date=date(2025, 11, 26),
        ended_at=timezone.now(),
    )  # fmt: skip
    step = NextStep.objects.create(day=before, item="x", what=f"{mark} skridt", owner=people[0])
    check = CheckIn.objects.create(step=step, weeks=2, due=date(2026, 12, 10))
    first = day.attendances.first()
    knocking = Phone.objects.create(attendance=first, token_hash=mark, admitted=False)
    group = Group.objects.create(slot=slot, number=99)
    return {
        "day_id": day.id, "slot_id": slot.id, "phone_id": knocking.id, "knock": knocking.id,
        "attendance_id": first.id,
        "person_id": people[0].id,
        "agreement_id": organisation.agreements.first().id, "case_id": case.id,
        "message_id": message.id, "upload_id": upload.id, "outcome_id": outcome.id,
        "step_id": step.id, "item_id": slot.id, "check_in_id": check.id, "code": day.code,
        "key": case.key,
        "picture": picture.key, "token": make_sheet(group), "link": links.make_link(people[0]),
        "screen": day.screen_key,
        "feed": renew_feed(people[0]).rpartition("/")[2].removesuffix(".ics"),
        "logo": wear_look(organisation),
        "slug": open_door(before, mark),
        "enquiry_id": organisation.enquiries.create(
            name=f"{mark} Ida", email="ida@example.invalid", text=f"{mark} spørger",
            at=timezone.now(), mark=mark,
        ).id,
        **list_accounts(organisation, mark),
        **list_systems(organisation, mark),
    }  # fmt: skip


def open_door(day, mark):
    """A public page that names the day; its address."""
    NamedDay.objects.create(day=day)
    FrontDoor.objects.create(
        organisation=day.organisation, slug=f"{mark.lower()}-center", on=True, text=f"## {mark} kan"
    )
    return f"{mark.lower()}-center"


def wear_look(organisation):
    """A look that is worn, and the same one tried; the key of its logo."""
    file = BytesIO()
    Image.new("RGB", (300, 90), (120, 20, organisation.id % 90)).save(file, "PNG")
    logo = draw_logo(file.getvalue())
    for live in (True, False):
        Look.objects.create(
            organisation=organisation, live=live, colour="#1e5c8a", logo=logo.png,
            small=logo.small, width=logo.width, height=logo.height, key=logo.key,
        )  # fmt: skip
    return logo.key


def list_accounts(organisation, mark):
    user = User.objects.create(username=f"{mark}-viewer", email=f"{mark.lower()}@example.org")
    invited = {"email": f"{mark.lower()}@example.net", "made_at": timezone.now()}
    return {
        "membership_id": organisation.memberships.create(user=user, role="viewer").id,
        "connection_id": organisation.connections.create(
            key=mark.lower(), kind="openid_connect", name=f"{mark} login", secret=seal("x")
        ).id,
        "invitation_id": organisation.invitations.create(**invited).id,
    }


def list_systems(organisation, mark):
    user, at = User.objects.get(username=f"{mark}-viewer"), timezone.now()
    until = at + timedelta(days=1)
    token, text = make_token(organisation, f"{mark} intranet", list(Scope), until, user)
    hook = organisation.hooks.create(
        url=f"https://{mark.lower()}.example.org/pejl", events=list(Event),
        secret=seal(make_secret()), made_at=at, failing_since=at,
    )  # fmt: skip
    said = {"event": "day.closed", "made_at": at, "not_before": at + timedelta(days=9)}
    hook.deliveries.create(key=mark, body="{}", status=500, tries=1, **said)
    return {"token_id": token.id, "hook_id": hook.id, "api": text}
