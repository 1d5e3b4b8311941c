"""What an owner or a supporter says about a next step, by the own link or at the next day."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pejl.days.models import ThemeDay
from pejl.days.nudges import nudge_run
from pejl.followup.asking import tell
from pejl.followup.models import CheckIn, NextStep, StepState
from pejl.followup.states import State, move
from pejl.followup.syncing import CARRIED, plan_check_ins
from pejl.mail.clock import now

LONGEST = 200


@transaction.atomic
def answer_check_in(check_in: CheckIn, answer: State, line: str, warned: list[str]) -> None:
    """The owner's word; may be changed while the step runs. Raises states.WrongMove."""
    step = NextStep.objects.select_for_update().get(id=check_in.step_id)
    step.state = StepState(move(State(step.state), answer).value)
    step.save(update_fields=["state"])
    check_in.step.state = step.state
    check_in.answer, check_in.line = StepState(answer.value), line[:LONGEST]
    known = step.agreed.get("warnings", [])
    check_in.warned, check_in.answered_at = [one for one in known if one in warned], now()
    check_in.save(update_fields=["answer", "line", "warned", "answered_at"])
    supporter = check_in.step.supporter
    if answer == State.STUCK and supporter and supporter.active:
        with translation.override(step.day.organisation.language):
            ask_supporter(check_in)


@transaction.atomic
def accept_step(step: NextStep, word: str, *, yes: bool) -> None:
    """The owner's yes or no to a step that waited for it when the day ended; a no needs a word.
    Raises states.WrongMove."""
    held = NextStep.objects.select_for_update().get(id=step.id)
    held.state = StepState(move(State(held.state), State.AGREED if yes else State.CLOSED).value)
    held.word = "" if yes else word[:LONGEST]
    held.save(update_fields=["state", "word"])
    if yes:
        plan_check_ins(held, after=timezone.localdate(now()))


def promise_support(step: NextStep, promise: str, *, yes: bool) -> None:
    """The supporter's yes, with what is promised, or no: then nobody supports the step."""
    held = NextStep.objects.filter(id=step.id, supporter=step.supporter_id)
    if yes:
        held.update(supported=True, promised=promise[:LONGEST])
    else:
        held.update(supporter=None, supported=False, promised="")


def ask_supporter(check_in: CheckIn) -> None:
    supporter = check_in.step.supporter
    assert supporter is not None  # noqa: S101
    subject = _("%(owner)s is stuck and asks for your help") % {"owner": check_in.step.owner.name}
    text = _(
        "Hello %(name)s\n\n%(owner)s is stuck with this next step, which you support:\n\n%(what)s"
        "\n\nWhat is asked for: %(line)s\n\n%(link)s"
    )
    tell(check_in, supporter, subject, text, now(), "stuck")


@transaction.atomic
def end_step(step: NextStep, to: State, word: str, day: ThemeDay) -> None:
    """Closes it with a word, or carries it forward: then it goes on as one of that day's steps, and
    its owner is asked from then. Raises states.WrongMove."""
    held = NextStep.objects.select_for_update().get(id=step.id)
    held.state = StepState(move(State(held.state), to).value)
    held.word = word[:LONGEST]
    held.save(update_fields=["state", "word"])
    if to == State.CARRIED:
        carry_step(held, day)
    ThemeDay.objects.filter(id=day.id).update(revision=F("revision") + 1)
    day.refresh_from_db(fields=["revision"])
    nudge_run(day)


def carry_step(step: NextStep, day: ThemeDay) -> None:
    partners = list(step.partners.all())
    over = step.due is not None and day.date is not None and step.due <= day.date
    step.pk, step.day, step.item = None, day, f"{CARRIED}{step.pk}"
    step.state, step.word, step.due = StepState.AGREED, "", None if over else step.due
    step._state.adding = True
    step.save()
    step.partners.set(partners)
    plan_check_ins(step)
