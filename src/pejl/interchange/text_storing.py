"""Storing an agreement or a programme that was read from a file."""

from datetime import time

from django.db import transaction

from pejl.days.models import Keeping, ThemeDay
from pejl.days.programme import Row, save_programme
from pejl.interchange.agreement import AgreementDraft
from pejl.interchange.programme import ProgrammeDraft
from pejl.people.models import DevelopmentAgreement, FocusArea, Indicator, Organisation, Sign


def store_agreement(organisation: Organisation, draft: AgreementDraft) -> DevelopmentAgreement:
    """A new agreement; days that have none yet and are to come get it."""
    with transaction.atomic():
        agreement = DevelopmentAgreement.objects.create(
            organisation=organisation, title=draft.title[:200], purpose=draft.purpose
        )
        for number, area in enumerate(draft.focus_areas, start=1):
            row = FocusArea.objects.create(
                agreement=agreement, number=number, title=area.title[:200], goal=area.goal
            )
            Sign.objects.bulk_create(Sign(focus_area=row, text=text[:500]) for text in area.signs)
            Indicator.objects.bulk_create(
                Indicator(
                    focus_area=row, text=one.text[:500], now=one.now[:60], target=one.target[:60]
                )
                for one in area.indicators
            )
        organisation.days.filter(agreement=None, ended_at=None).update(agreement=agreement)
    return agreement


def store_programme(day: ThemeDay, draft: ProgrammeDraft) -> None:
    """In place of the day's programme. Raises ProgrammeFault when items have been run."""
    rows = [
        Row(
            0,
            item.activity,
            item.title[:160],
            max(item.minutes, 1),
            item.form[:40],
            item.text,
            least=item.least,
            most=item.most,
            keeping=item.keeping or Keeping.SHORTEN,
            beside=item.beside,
            fixed_at=time.fromisoformat(item.start) if item.fixed and item.start else None,
        )
        for item in draft.items
    ]
    with transaction.atomic():
        if draft.end_fixed and draft.ends_at:
            day.ends_at = time.fromisoformat(draft.ends_at)
        save_programme(day, rows)
        day.starts_at = time.fromisoformat(draft.starts_at)
        if draft.tables:
            day.tables = draft.tables
        if draft.date and day.date is None:
            day.date = draft.date
        day.save(update_fields=["starts_at", "tables", "date"])
