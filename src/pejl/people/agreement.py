"""The development agreement as a page one edits: read, checked, saved as a whole."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from pejl.people.models import DevelopmentAgreement, FocusArea, Indicator, Sign

MOST_AREAS = 12


class AgreementFault(Exception):
    """What is missing, and where."""


@dataclass(frozen=True)
class AreaText:
    """A focus area as written: a sign a line; an indicator a line as "text | now | target".
    `id` is 0 for a new one."""

    id: int
    title: str
    goal: str
    signs: str
    indicators: str


@dataclass(frozen=True)
class AgreementText:
    title: str
    purpose: str
    areas: tuple[AreaText, ...]


def describe_agreement(agreement: DevelopmentAgreement) -> AgreementText:
    if agreement._state.adding:
        return AgreementText("", "", tuple(AreaText(0, "", "", "", "") for _n in range(2)))
    areas = agreement.focus_areas.prefetch_related("signs", "indicators")
    return AgreementText(
        agreement.title, agreement.purpose, tuple(describe_area(area) for area in areas)
    )


def describe_area(area: FocusArea) -> AreaText:
    indicators = "\n".join(
        " | ".join(part for part in (row.text, row.now, row.target))
        for row in area.indicators.all()
    )
    signs = "\n".join(sign.text for sign in area.signs.all())
    return AreaText(area.id, area.title, area.goal, signs, indicators)


def read_agreement_form(data: QueryDict) -> AgreementText:
    columns = [data.getlist(name) for name in ("area", "area_title", "goal", "signs", "indicators")]
    areas = tuple(
        AreaText(int(id_) if id_.isdecimal() else 0, title.strip(), goal.strip(), signs, indicators)
        for id_, title, goal, signs, indicators in zip(*columns, strict=False)
        if title.strip() or goal.strip() or signs.strip()
    )
    return AgreementText(data.get("title", "").strip(), data.get("purpose", "").strip(), areas)


def save_agreement(agreement: DevelopmentAgreement, text: AgreementText) -> None:
    """Stores it as written; focus areas that are gone are removed. Raises AgreementFault."""
    check_agreement(text)
    agreement.title, agreement.purpose = text.title, text.purpose
    agreement.save()
    agreement.focus_areas.exclude(id__in=[area.id for area in text.areas]).delete()
    known = {area.id: area for area in agreement.focus_areas.all()}
    for number, area in enumerate(text.areas, start=1):
        row = known.get(area.id) or FocusArea(agreement=agreement)
        row.number, row.title, row.goal = number, area.title, area.goal
        row.save()
        save_lines(row, area)


def check_agreement(text: AgreementText) -> None:
    if not text.title or len(text.title) > 200:
        raise AgreementFault(_("The agreement needs a title of at most 200 letters."))
    if len(text.areas) > MOST_AREAS:
        raise AgreementFault(
            _("An agreement has at most %(n)d focus areas here.") % {"n": MOST_AREAS}
        )
    for number, area in enumerate(text.areas, start=1):
        if not area.title or len(area.title) > 200:
            raise AgreementFault(
                _("Focus area %(n)d needs a title of at most 200 letters.") % {"n": number}
            )


def save_lines(row: FocusArea, area: AreaText) -> None:
    row.signs.all().delete()
    Sign.objects.bulk_create(
        Sign(focus_area=row, text=line[:500]) for line in list_lines(area.signs)
    )
    save_indicators(row, list_lines(area.indicators))


def save_indicators(row: FocusArea, lines: list[str]) -> None:
    """One that is written as before stays the same row, since its values over time hang on it; so
    does one that was only reworded, where as many stand as before."""
    wanted = [[*(part.strip() for part in line.split("|", 2)), "", ""][:3] for line in lines]
    texts = [text[:500] for text, _now, _target in wanted]
    known = list(row.indicators.all())
    left = [one for one in known if one.text not in texts]
    reworded = left if len(known) == len(lines) else []
    for rank, (text, now, target) in enumerate(wanted):
        same = next((one for one in known if one.text == text[:500]), None)
        one = same or (reworded.pop(0) if reworded else Indicator(focus_area=row))
        one.text, one.now, one.target, one.rank = text[:500], now[:60], target[:60], rank
        one.save()
        known = [other for other in known if other.id != one.id]
    row.indicators.filter(id__in=[one.id for one in known]).delete()


def list_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:50]
