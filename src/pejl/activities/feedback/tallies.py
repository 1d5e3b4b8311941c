"""What a route's contributions come to: who wrote, what, and what became of it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from pejl.activities.feedback.reach import Reach, measure_reach
from pejl.activities.feedback.rules import STEPS, TIMES, Config, Given, Said, list_filled
from pejl.analysis.ratings import Rating, rate
from pejl.days.entries import Entry
from pejl.days.places import SMALLEST
from pejl.days.replies import Answer, Heard, Helped, count_helped


class Told(Struct, frozen=True):
    """A text, and who wrote it where the promise is to name."""

    text: str
    who: str = ""


class Tally(Struct, frozen=True):
    """A route. `wrote`: how many gave something; `told`: the texts by prompt, in the order of their
    letters, so that no two of one giver can be laid side by side. `times`: how many looked where we
    are going (up), how it goes (back) and at what is next (forward), None under SMALLEST. `helped`:
    how many said yes, partly and no, counted five at a time, so that nobody can watch one come in.
    `rating`: the marks on the scale of those who gave without a name, from SMALLEST. `dialogues`:
    who asks for a dialogue instead of writing.
    """

    key: str
    wrote: int = 0
    told: tuple[tuple[Told, ...], ...] = ()
    times: tuple[int, int, int] | None = None
    heard: bool = False
    answers: tuple[Answer, ...] = ()
    helped: tuple[int, int, int] | None = None
    rating: Rating | None = None
    dialogues: tuple[str, ...] = ()

    def find_answer(self, prompt: int, label: str = "") -> Answer | None:
        """To a theme by its words, or to what is in none."""
        found = (one for one in self.answers if (one.prompt, one.label) == (prompt, label))
        return next(found, None)


class Result(Struct, frozen=True):
    """The routes that something was sent on, in the config's order; and how far all of it reached,
    where it is the whole room's."""

    tallies: tuple[Tally, ...] = ()
    reach: tuple[Reach, ...] = ()

    def find(self, key: str) -> Tally:
        return next((one for one in self.tallies if one.key == key), Tally(key))


def summarise(config: Config, entries: Sequence[Entry[Any]]) -> Result:
    """Of whole contributions, or of what `rules.open_up` leaves of them: then without texts."""
    found: dict[str, list[Entry[Any]]] = defaultdict(list)
    for entry in entries:
        if not getattr(entry.payload, "blank", False):
            found[entry.payload.route].append(entry)
    routes = [route.key for route in config.routes if found[route.key]]
    tallies = tuple(sum_up(config, key, found[key]) for key in routes)
    return Result(tallies, measure_reach(config, entries))


def sum_up(config: Config, key: str, entries: Sequence[Entry[Any]]) -> Tally:
    said = [(one.who, one.payload) for one in entries if isinstance(one.payload, Said)]
    filled = [list_prompts(one.payload) for one in entries]
    given = [prompts for prompts in filled if prompts]
    answers = [one.payload for one in entries if isinstance(one.payload, Answer)]
    heard = any(isinstance(one.payload, Heard) for one in entries)
    helped = [one.payload.how for one in entries if isinstance(one.payload, Helped)]
    return Tally(
        key,
        len(given),
        tuple(list_told(said, at) for at in range(len(config.prompts))) if said else (),
        count_times(config, given),
        heard or bool(answers),
        tuple(sorted(answers, key=lambda one: (one.prompt, one.theme))),
        count_helped(helped),
        rate_marks([one for _who, one in said]),
        tuple(sorted(who for who, one in said if one.way == "dialogue" and who)),
    )


def list_prompts(payload: Any) -> tuple[int, ...]:
    """The prompts that a giver answered, by number; none for what is no feedback."""
    if isinstance(payload, Given):
        return payload.prompts
    return list_filled(payload) if isinstance(payload, Said) else ()


def rate_marks(said: Iterable[Said]) -> Rating | None:
    marks = Counter(one.mark for one in said if one.mark and not one.with_name)
    if marks.total() < SMALLEST:
        return None
    return rate([marks[step] for step in range(1, STEPS + 1)])


def list_told(said: Iterable[tuple[str, Said]], prompt: int) -> tuple[Told, ...]:
    texts = [Told(one.texts[prompt], who) for who, one in said if prompt in list_filled(one)]
    return tuple(sorted(texts, key=lambda one: (one.text.casefold(), one.who)))


def count_times(config: Config, given: Sequence[tuple[int, ...]]) -> tuple[int, int, int] | None:
    if len(given) < SMALLEST:
        return None
    counts = Counter(
        time
        for prompts in given
        for time in {TIMES[config.prompts[at]] for at in prompts if at < len(config.prompts)}
    )
    return counts["up"], counts["back"], counts["forward"]
