"""What an activity is to the others: one `Activity` value of functions and types.

Payload and config types are msgspec Structs. A payload type may carry class variables:

- `words = True`: it holds free text, shown by level or area only from `WORDS_SMALLEST` givers.
  What holds figures as well has a method `without_words()`, which gives the same without its text:
  that counts as figures do.
- `by_group = True`: it belongs to the giver's group; any member's later one replaces it.
- a field `phone`, which the form carries: each of the giver's phones has a standing one of its own.
- `apart = True`: each of its questions is planned by itself, where different people answer each
  (statements voted on, dialogues named), since one with few answers would merge the levels of all.
  Their parts are in `Released.apart` by question, not in `levels` and `areas`; the whole holds
  them, but for the questions that too few answered. What shares a question is apart together.
- `console_only = True`: the facilitator's word, which no phone may send.
- `afterwards = True`: sent about what was handed out, when the item has been closed and released;
  all else only while it is open.
- `shared = True`: a later one of the same item replaces it, whoever sends it.
- `aside = True`: what one who gets says beforehand (a wish, a guess): nobody is a giver by it, and
  it is sent as oneself in an anonymous item too. `told = True`: all phones may know it at once.
- `stamped = True`, with a field `at`, for the facilitator's word: the server puts there how many
  seconds the item had run when it was said, pauses not counted.

A payload type may have a property `question`: what the answer is about, so that the gate can
count answers question by question; without one its kind is the question. And a property `blank`:
nothing of it is to be shown (taken back, no points given), so that the gate counts no giver for it.
And, in an item with routes, a property `with_name`: given with one's name whatever the promise, so
that it is shown by itself and hides nobody among others.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from pejl.analysis.compared import Answers
from pejl.analysis.ratings import Known
from pejl.days.advice import Trait
from pejl.days.entries import Earlier, Entry, Focus, Ground, OutcomeDraft, Person, Refused, Since
from pejl.days.number import Number
from pejl.people.case import CaseText
from pejl.ui.blocks import Block
from pejl.ui.pictures.picture import Picture

__all__ = [
    "FEEDBACK",
    "NOW",
    "Activity",
    "Breakdown",
    "ConfigForm",
    "Delivered",
    "Earlier",
    "Entry",
    "Figures",
    "Focus",
    "Fragment",
    "Ground",
    "GroupView",
    "Moment",
    "OutcomeDraft",
    "Paired",
    "Part",
    "Person",
    "PhoneView",
    "Refused",
    "Released",
    "Requests",
    "RoomView",
    "Routes",
    "Scale",
    "Since",
    "Trait",
]

# The chapters of the plan that several activities share.
NOW = gettext_lazy("Our shared picture of NOW")
FEEDBACK = gettext_lazy("Feedback")

C = TypeVar("C")
P = TypeVar("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Part(Generic[R]):
    """The result of one released cell: a run of levels or an area, with its number of givers.
    `members` are the names of its levels or of its area; `label` says them together."""

    label: str
    n: int
    result: R
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Breakdown(Generic[R]):
    """What may be shown by level and area of one question that is planned by itself. A part's
    result is made of that question's entries alone; `left_out` is as in `Released`."""

    levels: tuple[Part[R], ...] = ()
    areas: tuple[Part[R], ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Released(Generic[R]):
    """All that may be shown of an item. `whole` is None while nothing may be shown; `reason`
    then says why, and `left_out` names in words what was left out to protect people. `apart` is
    the breakdown of each question whose payload type is `apart`."""

    whole: R | None
    levels: tuple[Part[R], ...] = ()
    areas: tuple[Part[R], ...] = ()
    answered: int = 0
    invited: int = 0
    reason: str = ""
    left_out: tuple[str, ...] = ()
    apart: Mapping[str, Breakdown[R]] = field(default_factory=dict)


@dataclass(frozen=True)
class Delivered(Generic[R]):
    """What one person may see of an item with routes: the result of each route by its key. Of
    those one `gives` on, only what came back; of those one `gets`, all that may be shown, once it
    has been released. `few` are the routes one gets on which too few gave for it to be shown.
    `ours`, where givers write together: of those one gives on, all that the group has, as it comes.
    `asked`: the standing requests put to one, by the route that each opens, as they come.
    """

    gives: Mapping[str, R] = field(default_factory=dict)
    gets: Mapping[str, R] = field(default_factory=dict)
    few: frozenset[str] = frozenset()
    ours: Mapping[str, R] = field(default_factory=dict)
    asked: Mapping[str, Entry[Any]] = field(default_factory=dict)


class Fragment(NamedTuple):
    """A template and its context: what a surface shows of an activity. A phone whose context has
    another `phase` than before shows all of it anew, else only what follows others moves."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class GroupView:
    number: int
    members: tuple[Person, ...]


@dataclass(frozen=True)
class PhoneView(Generic[C, P, R]):
    """What an activity knows when it draws the phone. `mine` are one's own standing entries,
    `ours` those of one's group; `shown` is the result where the phone may see it. `ran` is how many
    seconds the item has run, pauses not counted. `told` is what all phones may know at once.
    `phone` tells the phones of one person apart."""

    slot_id: int
    title: str
    text: str
    state: str
    config: C
    me: Person
    mine: Sequence[Entry[P]]
    ours: Sequence[Entry[P]]
    group: GroupView | None
    shown: Released[R] | None
    guide: Any = None
    promise: str = ""
    handed_out: bool = False
    delivered: Delivered[R] = field(default_factory=Delivered)
    ran: int = 0
    told: Sequence[Entry[P]] = ()
    phone: str = ""
    since: Since | None = None


@dataclass(frozen=True)
class RoomView(Generic[C, R]):
    """What an activity knows when it draws the console, the screen or the plan. `before`, in the
    plan of an activity with routes, is the same of the last day that held one like it."""

    slot_id: int
    title: str
    text: str
    state: str
    config: C
    released: Released[R]
    groups: int = 0
    guide: Any = None
    promise: str = ""
    handed_out: bool = False
    ran: int = 0
    before: "RoomView[C, R] | None" = None
    since: Since | None = None


@dataclass(frozen=True)
class Scale:
    """Answers to a question on steps from 1, of a result; `figure` is its name in `Figures.read`.
    Two days' are about the same where their focus area is, by its id or its title."""

    focus: Focus
    figure: str
    answers: Answers


@dataclass(frozen=True)
class Requests(Generic[P]):
    """Where people make the routes themselves by asking others; only where the promise is to name.
    Who is asked sees the request as it comes, and nobody else does but who asks.

    - `kind`: that of the contributions that ask.
    - `open(request)`: the routes that a standing request opens, each with who gives on it; who
      asks gets on all of them. Withdrawn, it opens none. What went along a route that is no longer
      open reaches nobody.
    - `find(payload)`: who sent the request that a contribution is about, and that request's item;
      None: it is about none. Nothing is taken in about a request that does not open its route.
    """

    kind: str
    open: Callable[[Entry[P]], Mapping[str, str]]
    find: Callable[[P], tuple[str, str] | None]


@dataclass(frozen=True)
class Routes(Generic[C, P]):
    """For an activity whose contributions go to some of the people: who gives to whom. A person is
    known by the attendance's public id, a route by its key. No two routes to the same receivers
    share a giver, and nobody gives and gets on the same.

    - `find(payload)`: the route that a contribution belongs to; empty: none.
    - `gives(config, who)`, `gets(config, who)`: the routes of that person.
    - `asked(config, route)`: how many are asked to give on it.
    - `open(payload)`: what everyone may know of a contribution (that it was given, what was made
      public), without what was said; None: nothing.
    - `may(config, payload, who)`: whether that person may send it at all.
    - `together(config, entries)`: where those who give on a route are one giver, as a group: what
      they have decided to send, from all entries of that route. They see what each of them sends
      in as it comes; its receivers get what was decided and no more, however many decided it, and
      the room what `open` leaves of that and of each contribution. None: each gives for oneself.
    - `requests`: the routes that people make themselves, besides those of the config.
    - `path(config, route)`: how it runs from who gives: up, down, across or both (up and down);
      empty: it follows no chain.
    """

    find: Callable[[P], str]
    gives: Callable[[C, str], Sequence[str]]
    gets: Callable[[C, str], Sequence[str]]
    asked: Callable[[C, str], int]
    open: Callable[[P], P | None]
    may: Callable[[C, P, str], bool]
    together: Callable[[C, Sequence[Entry[P]]], Sequence[P]] | None = None
    requests: Requests[P] | None = None
    path: Callable[[C, str], str] = lambda config, route: ""


@dataclass(frozen=True)
class Paired(Generic[C]):
    """What two answers of one person say together (which way one moved), as a figure of its own.

    - `find(config)`: the names of the two figures, and of the third that they make.
    - `join(first, second)`: the third's value, of theirs; all counted from 0.
    - `make(figure, value)`: the payload that stands for it, `apart`, its question named as the
      figure. It is never sent nor stored: the gate makes it, for those who gave both answers.
    """

    find: Callable[[C], Sequence[tuple[str, str, str]]]
    join: Callable[[int, int], int]
    make: Callable[[str, int], Any]


@dataclass(frozen=True)
class Figures(Generic[C, P, R]):
    """How single answers stand behind an activity's figures, so that the gate can see to it that
    none can be worked out.

    - `read(config, payload)`: the values given, counted from 0, by the name of the figure.
    - `coarsen(config, result, exact)`: the result with its figures said coarsely, but for the
      questions (as payloads name them) in `exact`. `exact` are those where so many answered.
    - `learn(config, result)`: what a reader learns from a coarsened result, of the same figures.
    - `paired`: what two answers of one person say together; None where nothing of it is shown.
    """

    read: Callable[[C, P], Mapping[str, int]]
    coarsen: Callable[[C, R, Collection[str]], R]
    learn: Callable[[C, R], Iterable[Known]]
    paired: Paired[C] | None = None


@dataclass(frozen=True)
class Moment:
    """Who sends something in (without an id: the facilitator), at which table (0: none), and the
    item's `guide` by then. `about` is the contribution's own item, and `read` gives all standing
    entries, in which two that are sent at the very same time do not see each other: results do not
    rely on it."""

    me: Person
    table: int
    guide: Any
    about: str = ""
    read: Callable[[], Sequence[Entry[Any]]] = tuple


class ConfigForm(forms.Form):
    """The form of an activity's config: initial values from a config, and a config back."""

    def to_config(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def offer(self, people: Sequence[Person], focus_areas: Sequence[Focus]) -> None:
        """Is told who is invited and what the agreement's focus areas are, before it is shown or
        read, for fields that choose among them."""

    def offer_cases(self, cases: Sequence[CaseText]) -> None:
        """Is told what the organisation's library of cases holds, likewise."""

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return dict(config)


@dataclass(frozen=True)
class Activity(Generic[C, P, R]):
    """All that others know of an activity.

    - `fits(form, title)`: 0..100, how well a programme item of that form and title suits it.
    - `resolve(config, ground)`: the config made whole when the item opens. Pure.
    - `renew(config, ground)`: the config of an item that has been opened, with what earlier items
      left since. Pure. None: it stays as it was at opening.
    - `check(config, payload, item)`: raises Refused. Pure. The payload has its type already.
    - `admit(config, payload, moment)`: raises Refused where this person may not send it now, though
      `check` lets it through. Pure. None: all may send all, as long as the item is open.
    - `summarise(config, entries)`: the result. Pure; entries are the standing ones, oldest first.
    - `outcomes(config, released)`: what the item leaves to later ones; never more than may be
      shown, since others see it. Asked only where something may.
    - `phone`, `console`, `screen`: what the surfaces show. `report`: its section of the plan.
    - `numbers`: its figures as they are shown elsewhere, of the whole room and of each group.
    - `names(config, field, value)`: what a value in a field of its contributions is called in
      words, or what an `item` is about; empty: the value says it. Where a field is a list whose
      places mean something, `value` is the place. A field that means something else in one kind of
      contribution is asked for as "<kind>.<field>" first. Raises LookupError, StopIteration,
      ValueError or Refused for what the config does not know.
    - `quote(payload, item, entries)`: what a contribution speaks of that others wrote, by the field
      that names it (or `item`), in their words as they stand among all entries: no more than the
      page showed the giver. Empty words: they no longer stand, or were never for the giver. Pure.
    - `chapter`: the chapter of the plan that it stands in with others; empty: one of its own.
    - `guide(config, entries)`: what phones may know while the item is open, from all standing
      entries: the facilitator's words, and which question to put next. Never what people answered.
      Pure. Activities without one have None in their views.
    - `foresee(config)`: a picture for the facilitator of what the item will ask, made whole as if
      it opened now. None where there is nothing to see.
    - `figures`: how single answers stand behind what is counted. None where nothing is, or where
      all is shown with names or at once.
    - `scales(result)`: what of it is held against the same of an earlier day (`days.changes`).
    - `looks_back`: its views are told what the last day left (`since`).
    - `routes`: who gives to whom, where what is sent in is for some of the people only. The whole
      result is then made of what `routes.open` leaves, and has no parts.
    - `live`: what is sent in is meant for the whole room at once (questions, notes, next steps):
      shown while the item is open, never by level or area.
    - `follows`: phones read again when something comes in, as they do in live ones.
    - `traits(config, form)`: what an item planned so is in the course of a day, for the adviser.
    - `about(config)`: the focus areas it is planned to take up, by id; None: all of the day's.
    - `least(wished)`: the minutes that it may be cut to where nobody says; at most those wished.
    - `pictures(config)`: the keys of the library's pictures that it shows.
    - `grouped`: people sit in groups. `answers`: phones send something in.
    - `items`: where in its contributions' items row numbers stand (`people.row_ids`), by their
      kind: a pattern with groups called by what they name.
    - `promise` is the default of `promises`, those that the activity can keep.
    """

    key: str
    name: Promise | str
    help: Promise | str
    config: type[C]
    payload: Any
    check: Callable[[C, P, str], None]
    summarise: Callable[[C, Sequence[Entry[P]]], R]
    phone: Callable[[PhoneView[C, P, R]], Fragment]
    console: Callable[[RoomView[C, R]], Fragment]
    screen: Callable[[RoomView[C, R]], Fragment]
    report: Callable[[RoomView[C, R]], Sequence[Block]]
    numbers: Callable[[RoomView[C, R]], Iterable[Number]] = lambda view: ()
    names: Callable[[C, str, str], str] = lambda config, field, value: ""
    quote: Callable[[P, str, Sequence[Entry[P]]], Mapping[str, str]] | None = None
    form: type[ConfigForm] = ConfigForm
    fits: Callable[[str, str], int] = lambda form, title: 0
    resolve: Callable[[C, Ground], C] = lambda config, ground: config
    renew: Callable[[C, Ground], C] | None = None
    outcomes: Callable[[C, Released[R]], Sequence[OutcomeDraft]] = lambda config, released: ()
    guide: Callable[[C, Sequence[Entry[P]]], Any] | None = None
    admit: Callable[[C, P, Moment], None] | None = None
    foresee: Callable[[C], Picture | None] = lambda config: None
    figures: Figures[C, P, R] | None = None
    scales: Callable[[R], Sequence[Scale]] | None = None
    looks_back: bool = False
    routes: Routes[C, P] | None = None
    traits: Callable[[C, str], Collection[Trait]] = lambda config, form: ()
    about: Callable[[C], Collection[int] | None] = lambda config: ()
    least: Callable[[int], int] = lambda wished: (wished + 1) // 2
    pictures: Callable[[C], Collection[str]] | None = None
    chapter: Promise | str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    promise: str = "named"
    promises: tuple[str, ...] = ("named",)
    live: bool = False
    follows: bool = False
    grouped: bool = False
    answers: bool = True
