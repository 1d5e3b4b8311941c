"""What was handed out, on the phone of one who gets; and what came back, of one who gave."""

from collections.abc import Sequence
from typing import NamedTuple

from pejl.activities.feedback.guessing import compare_guess
from pejl.activities.feedback.progress import Mark, mark_back, mark_inbox
from pejl.activities.feedback.rules import Config, Guess, Payload, Said
from pejl.activities.feedback.tallies import Result, Tally, Told
from pejl.activities.feedback.themes import split_told
from pejl.activities.feedback.words import (
    name_source,
    name_target,
    say_about,
    say_compared,
    say_rating,
    show_prompt,
)
from pejl.days.contract import PhoneView
from pejl.days.replies import Answer, name_reply


class Theme(NamedTuple):
    """A prompt on the phone of one who gets, or a theme of it (`theme` from 1, with its label): the
    texts, and the answer that stands. `first` of its prompt; `split`: the prompt has themes."""

    number: int
    text: str
    theme: int
    label: str
    first: bool
    split: bool
    told: Sequence[Told]
    answer: Answer
    item: str


class Inbox(NamedTuple):
    """`rated` says the marks on the scale, `guessed` how one's own guess met what came."""

    key: str
    source: str
    target: str
    few: bool
    heard: bool
    wrote: int
    themes: Sequence[Theme]
    rated: str
    guessed: Sequence[str]
    dialogues: Sequence[str]
    marks: Sequence[Mark]


class Back(NamedTuple):
    """What came back on a route, on the phone of one who gave."""

    key: str
    target: str
    answers: Sequence[tuple[str, str]]
    heard: bool
    how: str
    marks: Sequence[Mark]


def make_inbox(view: PhoneView[Config, Payload, Result], key: str) -> Inbox:
    route = view.config.find_route(key)
    assert route is not None  # noqa: S101
    tally = view.delivered.gets[key].find(key)
    themes = [theme for at in range(len(tally.told)) for theme in list_themes(view, tally, at)]
    return Inbox(
        key,
        name_source(view.config, route),
        name_target(view.config, route),
        key in view.delivered.few and not themes and not tally.dialogues,
        tally.heard,
        tally.wrote,
        themes,
        say_rating(view.config.scale, tally.rating) if tally.rating else "",
        list_guessed(view, tally),
        tally.dialogues,
        mark_inbox(tally),
    )


def list_themes(view: PhoneView[Config, Payload, Result], tally: Tally, prompt: int) -> list[Theme]:
    """A prompt as a whole, or its themes with the rest last; nothing where nobody wrote."""
    asked = show_prompt(view.config, view.config.prompts[prompt])
    parts = split_told(tally.told[prompt])
    return [
        Theme(
            prompt,
            asked,
            part.theme,
            part.label,
            at == 0,
            len(parts) > 1,
            part.told,
            tally.find_answer(prompt, part.label) or Answer(tally.key, prompt),
            name_reply(Answer(tally.key, prompt, theme=part.theme, label=part.label)),
        )
        for at, part in enumerate(parts)
    ]


def list_guessed(view: PhoneView[Config, Payload, Result], tally: Tally) -> list[str]:
    """How one's guess met what came; nothing where one did not guess, or nothing may be shown."""
    guesses = [one.payload for one in view.mine if isinstance(one.payload, Guess)]
    mine = next((one for one in guesses if one.route == tally.key), None)
    if mine is None or tally.key in view.delivered.few:
        return []
    return say_compared(view.config, mine, compare_guess(mine, tally))


def make_back(view: PhoneView[Config, Payload, Result], key: str) -> Back:
    route = view.config.find_route(key)
    assert route is not None  # noqa: S101
    tally = view.delivered.gives[key].find(key)
    answers = [
        (show_prompt(view.config, view.config.prompts[one.prompt]), say_about(one))
        for one in tally.answers
    ]
    mine = [one.payload for one in view.mine if one.item == f"{key}.helped"]
    how = getattr(mine[-1], "how", "") if mine else ""
    sent = any(
        isinstance(one.payload, Said) and one.item == key and not one.payload.blank
        for one in view.mine
    )
    marks = mark_back(tally, sent=sent, how=how)
    return Back(key, name_target(view.config, route), answers, tally.heard, how, marks)
