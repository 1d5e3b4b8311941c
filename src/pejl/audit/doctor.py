"""Whether the audit trail holds, for `pejl doctor`."""

from collections.abc import Iterator

from django.db import DatabaseError
from django.utils.translation import gettext as _

from pejl.audit.chain import check_chain
from pejl.people.models import Organisation
from pejl.ui.finding import Finding, fault, well


def check_trail() -> Iterator[Finding]:
    try:
        for organisation in Organisation.objects.order_by("id"):
            yield judge(organisation)
    except DatabaseError:
        return  # told by the database's own check


def judge(organisation: Organisation) -> Finding:
    found = check_chain(organisation)
    told = {"name": organisation.name, "count": found.entries, "number": found.broken_at}
    if found.broken_at is None:
        return well(_("The audit trail of %(name)s is whole: %(count)s entries.") % told)
    return fault(
        _("The audit trail of %(name)s was changed at entry %(number)s.") % told,
        _("Find out who can write in the database, and compare with an older backup."),
    )
