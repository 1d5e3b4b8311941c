"""Leaders in, in the browser: choose a file, correct the columns, answer the doubts, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pejl.interchange.leader_fields import COLUMN_FIELDS, FIELD_LABELS, LEADER_FIELDS
from pejl.interchange.leader_files import read_leaders
from pejl.interchange.leader_types import Doubt, Understanding
from pejl.interchange.leaders import understand_leaders
from pejl.interchange.leaders_columns import (
    Columns,
    columns_from_dict,
    columns_to_dict,
    get_row,
    propose_columns,
)
from pejl.interchange.models import Upload
from pejl.interchange.storing import list_known, store_leaders
from pejl.interchange.table_types import Table, TableError
from pejl.interchange.uploads import FileForm, find_upload, keep_upload
from pejl.people.access import for_members, get_organisation

Mends = dict[int, dict[str, str]]


@require_http_methods(["GET", "POST"])
@for_members
def import_leaders(request: HttpRequest) -> HttpResponse:
    """Choosing the file. Nothing is stored but the file itself, for a day."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = keep_upload(get_organisation(request), form)
        try:
            table = read_leaders(bytes(upload.data), upload.filename)
        except TableError as fault:
            upload.delete()
            form.add_error("file", str(fault))
        else:
            upload.columns = columns_to_dict(propose_columns(table))
            upload.save()
            return redirect("preview_leaders", upload_id=upload.id)
    return render(request, "interchange/import_leaders.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_members
def preview_leaders(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What was understood, and each doubtful row with a mend. Stores only when one confirms."""
    upload = find_upload(get_organisation(request), upload_id)
    table = read_leaders(bytes(upload.data), upload.filename)
    if request.method == "POST":
        take_answers(upload, table, request.POST)
    columns = columns_from_dict(upload.columns)
    mends = read_mends(upload)
    understanding = understand_leaders(table, columns, list_known(upload.organisation), mends)
    if "confirm" in request.POST and understanding.ready:
        return confirm(request, upload, understanding)
    if "confirm" in request.POST:
        messages.warning(request, _("A few questions are still open. Nothing has been stored."))
    context = describe(upload, table, columns, understanding)
    return render(request, "interchange/preview_leaders.html", context)


def take_answers(upload: Upload, table: Table, data: QueryDict) -> None:
    if "columns" in data:
        upload.columns = columns_to_dict(correct_columns(table, data))
    mends = read_mends(upload)
    for name, value in data.items():
        part, _colon, place = name.partition(":")
        row, _colon, field = place.partition(":")
        if part == "mend" and row.isdecimal() and field in {*LEADER_FIELDS, "_row"}:
            answer = str(value).strip()
            if answer or data.get(f"blank:{place}"):
                mends.setdefault(int(row), {})[field] = answer[:500]
    upload.mends = {str(row): fields for row, fields in mends.items()}
    upload.save()


def read_mends(upload: Upload) -> Mends:
    return {int(row): fields for row, fields in upload.mends.items()}


def correct_columns(table: Table, data: QueryDict) -> Columns:
    """The columns as a person chose them; another heading row gives a new proposal."""
    header = data.get("header_row", "")
    proposed = propose_columns(table, int(header) if header.isdecimal() else None)
    if data.get("header_was") != header:
        return proposed
    chosen = {field: data.get(f"column:{field}", "") for field in COLUMN_FIELDS}
    mapping = {
        field: int(text) for field, text in chosen.items() if text.isdecimal() and int(text) < 1000
    }
    return Columns(proposed.header_row, mapping, proposed.other_headers, proposed.findings)


def confirm(request: HttpRequest, upload: Upload, understanding: Understanding) -> HttpResponse:
    missing = set(understanding.changes.missing)
    remove = missing & set(request.POST.getlist("remove"))
    count = store_leaders(upload.organisation, understanding, remove)
    upload.delete()
    text = ngettext("%(n)d leader is stored.", "%(n)d leaders are stored.", count)
    messages.success(request, text % {"n": count})
    return redirect("organisation")


def describe(
    upload: Upload, table: Table, columns: Columns, understanding: Understanding
) -> dict[str, Any]:
    heads = get_row(table, columns.header_row)
    width = max((len(row) for row in table.rows[:200]), default=0)
    names = [(at, heads[at] if at < len(heads) else "") for at in range(width)]
    return {
        "upload": upload,
        "columns": columns,
        "names": names,
        "fields": [(f, FIELD_LABELS[f], columns.mapping.get(f)) for f in COLUMN_FIELDS],
        "understanding": understanding,
        "open": [
            ask(doubt) for doubt in understanding.doubts if doubt.blocking or doubt.needs_answer
        ],
        "notices": [
            doubt for doubt in understanding.doubts if not (doubt.blocking or doubt.needs_answer)
        ],
        "changes": understanding.changes,
        "known": {known.email: known.name for known in list_known(upload.organisation)},
    }


def ask(doubt: Doubt) -> tuple[Doubt, str]:
    """A doubt with the name of its answer's field; empty when only the file can be mended."""
    if doubt.row is None or doubt.field is None:
        return doubt, ""
    return doubt, f"{doubt.row}:{doubt.field}"
