"""The columns of all sheets, in one place."""

from django.utils.translation import gettext_lazy as _

from pejl.sheets.sheet import Column

TEXT = _("Text")
WHOLE = _("Whole number, from 0")
DATE = _("Date: year-month-day")
MOMENT = _("Date and time, Danish time")
NUMBER = Column(
    _("No."), _("The item’s number in the programme, the same in all sheets."), _("From 1"), 6
)
ITEM = Column(_("Item"), _("The item’s title in the programme."), TEXT, 34)
ACTIVITY = Column(_("Activity"), _("The kind of item."), TEXT, 18)
PROMISE = Column(
    _("Promise"),
    _("What those who answered were promised."),
    _("named, confidential or anonymous"),
    14,
)
FOCUS = Column(
    _("Focus area"), _("The agreement’s focus area that it is about; empty: none."), TEXT, 30
)

PROGRAMME = (
    NUMBER,
    Column(_("Start"), _("When it begins by the programme."), _("Time of day"), 8),
    Column(_("Minutes"), _("How long it is meant to last."), _("Minutes; 0: skipped"), 9),
    ITEM,
    ACTIVITY,
    Column(_("Form"), _("How people work in it, as the programme says."), TEXT, 18),
    PROMISE,
    Column(_("State"), _("How far the item is."), _("planned, open, paused or closed"), 12),
    Column(_("Opened"), _("When it was opened; empty: not yet."), MOMENT, 17),
    Column(_("Closed"), _("When it was closed; empty: not yet."), MOMENT, 17),
    Column(_("Invited"), _("How many may answer it."), WHOLE, 9),
    Column(_("Answered"), _("How many have answered, in all."), WHOLE, 10),
    Column(
        _("Not shown"),
        _("What is left out to protect those who answered, or why there are no figures yet."),
        _("Text; empty: all is here"),
        60,
    ),
)

NUMBERS = (
    NUMBER,
    ITEM,
    ACTIVITY,
    PROMISE,
    Column(_("Question"), _("What was asked, rated or voted on."), TEXT, 40),
    Column(
        _("Answer"),
        _("Which answer, step or side the number is of; empty: the question as a whole."),
        TEXT,
        28,
    ),
    Column(
        _("Of whom"),
        _("Whether the number is of all, of a level or of an area."),
        _("all, level or area"),
        10,
    ),
    Column(
        _("Group"),
        _("Which level or area. Small ones are put together. Empty: all."),
        TEXT,
        28,
    ),
    Column(
        _("Measure"),
        _("What the number is."),
        _(
            "mean: of steps on the question’s scale, from 1. answers: how many answered so. "
            "per cent: 0–100. points: given in all. rank: 1 is first. texts: how many were written"
        ),
        12,
    ),
    Column(
        _("Bound"),
        _("Whether the number is said exactly, or only as a bound, so that no answer follows."),
        _("exact, at most or at least"),
        10,
    ),
    Column(
        _("Number"),
        _("The figure itself, as it is shown; means of small groups have one decimal."),
        _("Number; empty where only words are shown"),
        10,
    ),
    Column(
        _("Answered"),
        _("How many answered the question in that group, or were asked where all were."),
        _("Whole number; empty where it is not said"),
        10,
    ),
    Column(_("In words"), _("What is shown in words, with the number or instead."), TEXT, 24),
)

STEPS = (
    Column(_("Day"), _("The theme day that it was agreed on."), TEXT, 30),
    Column(_("The day’s date"), _("When the theme day is."), DATE, 14),
    Column(_("What"), _("What is to be done."), TEXT, 60),
    FOCUS,
    Column(_("Owner"), _("Who has said yes to it, or is asked to."), TEXT, 26),
    Column(_("Owner’s level"), _("The owner’s level in the chain, now."), TEXT, 22),
    Column(_("Owner’s area"), _("The owner’s area, now; empty: across."), TEXT, 22),
    Column(_("Support"), _("Who supports the owner; empty: nobody."), TEXT, 26),
    Column(
        _("Support promised"),
        _("Whether who supports has said yes; empty: nobody is asked."),
        _("yes or not yet"),
        12,
    ),
    Column(_("By"), _("When it is to be done; empty: no date."), DATE, 12),
    Column(
        _("Stands"),
        _("How it stands, by the owner’s last answer."),
        _(
            "not accepted yet, agreed, on track, stuck, is done, no longer right, carried forward "
            "or closed"
        ),
        18,
    ),
    Column(_("Last answer"), _("When the owner answered last; empty: not yet."), DATE, 12),
    Column(_("Why it was ended"), _("The word that was said when it was closed."), TEXT, 40),
)

AGREEMENT = (
    Column(_("Agreement"), _("The day’s development agreement."), TEXT, 34),
    Column(_("Focus area no."), _("The focus area’s number in the agreement."), _("From 1"), 12),
    Column(_("Focus area"), _("The focus area’s title."), TEXT, 34),
    Column(_("Kind"), _("What the row holds."), _("goal, sign or indicator"), 12),
    Column(_("Text"), _("The goal, sign or indicator as it is written."), TEXT, 70),
    Column(_("Now"), _("Where the indicator stands; empty: not an indicator."), TEXT, 12),
    Column(_("Target"), _("Where it is to be."), TEXT, 12),
)

PEOPLE = (
    Column(_("Of whom"), _("Whether the row is of all, of a level or of an area."),
           _("all, level or area"), 10),
    Column(_("Group"), _("Which level or area; empty: all."), TEXT, 34),
    Column(_("Invited"), _("How many are invited."), WHOLE, 10),
    Column(_("Took part"), _("How many of them joined."), WHOLE, 12),
)  # fmt: skip
