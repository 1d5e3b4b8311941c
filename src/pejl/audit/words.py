"""What things are called in the audit trail."""

from django.utils.translation import gettext, gettext_lazy, gettext_noop

from pejl.people.models import Role

THINGS = {
    "account": gettext_noop("account"),
    "leaders": gettext_noop("the list of leaders"),
    "mails": gettext_noop("the outbox"),
    "mail": gettext_noop("a mail"),
    "console": gettext_noop("the console"),
    "link": gettext_noop("a personal link"),
    "cards": gettext_noop("personal QR cards"),
    "sheets": gettext_noop("paper sheets"),
    "groups": gettext_noop("the groups"),
    "seating": gettext_noop("table cards or the list at the door"),
    "archive": gettext_noop("the whole day in one file"),
    "numbers": gettext_noop("the numbers as a spreadsheet"),
    "steps": gettext_noop("next steps as a spreadsheet"),
    "feed": gettext_noop("the address of one’s calendar"),
    "plan": gettext_noop("the plan"),
    "followup": gettext_noop("follow-up of next steps"),
    "brief": gettext_noop("what the last day left"),
    "answers": gettext_noop("what feedback was answered"),
    "peers": gettext_noop("the groups of three"),
    "keeping": gettext_noop("keeping and forgetting"),
    "day": gettext_noop("a day"),
    "names": gettext_noop("the names of a day"),
    "person": gettext_noop("a person"),
    "door": gettext_noop("the public page"),
    "enquiries": gettext_noop("enquiries"),
    "look": gettext_noop("name, logo and colours"),
    "audit": gettext_noop("the audit trail"),
    "token": gettext_noop("a key for another system"),
    "hook": gettext_noop("what another system is told"),
    "api_results": gettext_noop("results, by a key"),
    "api_steps": gettext_noop("next steps, by a key"),
}

STATES = {
    **{role.value: role.label for role in Role},
    "second_factor": gettext_lazy("the second step"),
    "signed_out": gettext_lazy("signed out everywhere"),
    "sign-in": gettext_lazy("your own sign-in"),
    "True": gettext_lazy("asked of all"),
    "False": gettext_lazy("not asked of all"),
}


def name_thing(about: str) -> str:
    """In the language in use; a kind that is not known here as it stands."""
    return gettext(THINGS[about]) if about in THINGS else about


def say_subject(subject: str) -> str:
    """What an entry keeps as "who: what", with what is the same in every language in words."""
    return ": ".join(str(STATES.get(part, part)) for part in subject.split(": "))
