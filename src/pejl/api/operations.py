"""The API's addresses. All of them only read."""

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Schema
from pydantic import BeforeValidator, Field

from pejl.api import schemas
from pejl.api.described import DescribedAPI
from pejl.api.letting_in import Token, note_taken
from pejl.api.models import Scope
from pejl.api.problems import handle_problems
from pejl.api.reading import (
    choose_days,
    list_days,
    list_steps,
    read_day,
    read_items,
    read_organisation,
    read_step,
)
from pejl.api.results import read_result
from pejl.api.schemas import LARGEST
from pejl.days.access import get_day
from pejl.days.models import ThemeDay
from pejl.people.access import get_organisation

api = DescribedAPI(
    title="Pejl",
    version="1.0.0",
    description=gettext_noop(
        "Days, released results and next steps, for an organisation’s other systems. Send a key "
        "with each request: Authorization: Bearer pejl_… Owners make keys in Pejl. A key may ask "
        "60 times at once, then five times a second. Answers carry an ETag: send it back as "
        "If-None-Match, and an answer that has not changed costs nothing. Fields may be added; "
        "none is taken away or changes its meaning within v1."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
handle_problems(api)

DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
Row = TypeVar("Row", bound="QuerySet[Any, Any]")
Handler = TypeVar("Handler", bound=Callable[..., Any])
Number = Annotated[int, Field(ge=1, le=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=100, description=gettext_noop("How many to give at most."))]
Offset = Annotated[
    int, Query(ge=0, le=1_000_000, description=gettext_noop("How many to pass over first."))
]


def read_date(text: Any) -> Any:
    """Pydantic takes a number for seconds since 1970, so that 20270201 would be in 1970 too."""
    if isinstance(text, str) and not DATE.fullmatch(text):
        raise ValueError("Write a date as 2027-02-01")
    return text


Date = Annotated[datetime.date, BeforeValidator(read_date)]
FirstDate = Annotated[Date | None, Query(description=gettext_noop("Only days from this date on."))]
LastDate = Annotated[Date | None, Query(description=gettext_noop("Only days until this date."))]
DayNumber = Annotated[
    int | None, Query(ge=1, le=LARGEST, description=gettext_noop("Only those of this day."))
]
FAULTS = dict.fromkeys((401, 403, 404, 422, 429), schemas.Problem)
scopes: dict[str, Scope | None] = {}  # of each address, by its name


def give(
    path: str, scope: Scope | None, shape: type[Schema], summary: str
) -> Callable[[Handler], Handler]:
    """Makes it an address that may be read by tokens with that scope (None: by all tokens)."""

    def mark(view: Handler) -> Handler:
        name = view.__name__.removeprefix("give_")
        scopes[f"api_{name}"] = scope
        made = api.get(
            path,
            auth=Token(scope),
            response={200: shape, **FAULTS},
            operation_id=name,
            url_name=f"api_{name}",
            summary=summary,
            openapi_extra={"x-scope": scope.value if scope else ""},
        )
        result: Handler = made(view)
        return result

    return mark


@give(
    "/organisation",
    None,
    schemas.Organisation,
    gettext_noop("The organisation: its levels, areas and development agreements"),
)
def give_organisation(request: HttpRequest) -> schemas.Organisation:
    return read_organisation(get_organisation(request))


@give("/days", Scope.DAYS, schemas.Days, gettext_noop("Theme days, the newest first"))
def give_days(
    request: HttpRequest,
    limit: Limit = 20,
    offset: Offset = 0,
    first: FirstDate = None,
    last: LastDate = None,
) -> schemas.Days:
    found = choose_days(list_days(get_organisation(request)), first, last)
    page = [read_day(one) for one in found[offset : offset + limit]]
    return schemas.Days(items=page, count=found.count())


@give("/days/{day_id}", Scope.DAYS, schemas.Day, gettext_noop("One theme day"))
def give_day(request: HttpRequest, day_id: Number) -> schemas.Day:
    days = list_days(get_organisation(request))
    return read_day(get_object_or_404(days, id=find_day(request, day_id).id))


@give(
    "/days/{day_id}/items",
    Scope.DAYS,
    schemas.Items,
    gettext_noop("The day’s programme, in its order"),
)
def give_items(request: HttpRequest, day_id: Number) -> schemas.Items:
    return schemas.Items(items=read_items(find_day(request, day_id)))


@give(
    "/days/{day_id}/items/{item_id}/result",
    Scope.RESULTS,
    schemas.Result,
    gettext_noop("An item’s released result"),
)
def give_result(request: HttpRequest, day_id: Number, item_id: Number) -> schemas.Result:
    day = find_day(request, day_id)
    slot = get_object_or_404(day.slots, id=item_id)
    slot.day = day
    note_taken(request, "api_results", day.title)
    return read_result(slot)


@give("/steps", Scope.STEPS, schemas.Steps, gettext_noop("Next steps, the newest day’s first"))
def give_steps(
    request: HttpRequest,
    limit: Limit = 20,
    offset: Offset = 0,
    day_id: DayNumber = None,
    state: schemas.StepState | None = None,
) -> schemas.Steps:
    found = list_steps(get_organisation(request))
    if day_id is not None:
        found = found.filter(day=day_id)
    if state is not None:
        found = found.filter(state=state)
    note_taken(request, "api_steps")
    page = [read_step(one) for one in found[offset : offset + limit]]
    return schemas.Steps(items=page, count=found.count())


@give("/steps/{step_id}", Scope.STEPS, schemas.Step, gettext_noop("One next step"))
def give_step(request: HttpRequest, step_id: Number) -> schemas.Step:
    step = get_object_or_404(list_steps(get_organisation(request)), id=step_id)
    note_taken(request, "api_steps")
    return read_step(step)


def find_day(request: HttpRequest, day_id: int) -> ThemeDay:
    """Raises Http404 for another organisation's, and while it is rehearsed."""
    day = get_day(request, day_id)
    if day.rehearsing:
        raise Http404
    return day
