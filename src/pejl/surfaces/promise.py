"""The privacy promise in words, as it stands on the phone before one answers."""

from django.utils.translation import gettext as _

from pejl.days.contract import Activity
from pejl.days.models import PrivacyPromise, Slot
from pejl.days.parts import SMALLEST, WORDS_SMALLEST


def put_promise(slot: Slot, activity: Activity) -> tuple[str, str]:  # type: ignore[type-arg]
    """One line, and the details behind it."""
    if not activity.answers:
        return "", ""
    if activity.routes and activity.routes.together:
        return (
            _("Your group sees what you write, without your name. What it decides is sent."),
            _(
                "What the group does not say yes to stays in the group. Those who get the rest "
                "see which group it is from, never who proposed it or said yes, and they get it "
                "when the facilitator hands it out to everyone."
            ),
        )
    if activity.grouped and slot.promise == PrivacyPromise.NAMED:
        return (
            _("Shown with your table's number."),
            _("The room sees what your table writes, but not who at the table wrote it."),
        )
    if activity.routes and activity.routes.requests:
        return (
            _("Those you ask see what you ask. Only who asked sees an answer, with its name."),
            _(
                "The answers come when the facilitator hands them out to everyone. The room and "
                "the facilitator see how many, never who asked whom or what was said."
            ),
        )
    if activity.routes:
        return put_routed_promise(slot)
    if slot.promise == PrivacyPromise.NAMED:
        return (
            _("Shown with your name."),
            _("The room sees what you write and who wrote it."),
        )
    if activity.live:
        return (
            _("Shown to the whole room at once, without your name."),
            _("Your name is not kept with it. Take care not to give yourself away by your words.")
            if slot.promise == PrivacyPromise.ANONYMOUS
            else _("Pejl knows who wrote it, but shows it to nobody."),
        )
    if slot.promise == PrivacyPromise.ANONYMOUS:
        return (
            _("Anonymous. Shown for the whole room together."),
            _(
                "Your name, level and area are not kept with the answer. When the item closes, the "
                "key that joins your answers is destroyed. Nothing is shown before at least %(k)d "
                "have answered."
            )
            % {"k": SMALLEST},
        )
    return (
        _("Shown only together with others: at least %(k)d at a time.") % {"k": SMALLEST},
        _(
            "Nobody sees your answer by itself. Figures for a level or an area are shown when at "
            "least %(k)d have answered there, words when at least %(words)d have. Nothing is shown "
            "before the item closes."
        )
        % {"k": SMALLEST, "words": WORDS_SMALLEST},
    )


def put_routed_promise(slot: Slot) -> tuple[str, str]:
    """Of an item whose contributions go to some of the people only; to whom stands with each."""
    if slot.promise == PrivacyPromise.NAMED:
        return (
            _("Only those you write to see it, with your name."),
            _("They get it when the facilitator hands it out to everyone."),
        )
    if slot.promise == PrivacyPromise.ANONYMOUS:
        return (
            _("Nobody can find out who wrote what, not even whoever has the database."),
            _(
                "Those you write to get it when the facilitator hands it out to everyone: in mixed "
                "order, and only when at least %(k)d have written. When the item closes, the key "
                "that could tell who wrote what is destroyed."
            )
            % {"k": SMALLEST},
        )
    return (
        _("Only those you write to see it, together with others’: at least %(k)d.")
        % {"k": SMALLEST},
        _(
            "They get it when the facilitator hands it out to everyone: without names, in mixed "
            "order, and only when at least %(k)d have written. Is your group under %(words)d, at "
            "least %(words)d have to have written. The facilitator sees how many, not what."
        )
        % {"k": SMALLEST, "words": WORDS_SMALLEST},
    )
