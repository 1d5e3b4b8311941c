"""What phone, console and screen show of a feedback round."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.feedback.rules import (
    FEWEST_PROMPTS,
    LONGEST,
    MOST_PROMPTS,
    PROMPTS,
    Answer,
    Config,
    Payload,
    Route,
    Said,
    count_asked,
    list_given,
)
from pejl.activities.feedback.tallies import HOW, Result, Tally, Told
from pejl.activities.feedback.words import (
    explain_purpose,
    give_example,
    name_source,
    name_target,
    put_prompt,
    say_answer,
    say_answered,
    say_group,
    say_helped,
    say_mix,
    say_path,
    say_stance,
    say_status,
    say_written,
)
from pejl.days.contract import ConfigForm, Fragment, PhoneView, RoomView
from pejl.ui.screen_room import count_fitting, measure_room

BETWEEN = (
    ("levels", gettext_lazy("neighbouring levels of the chain")),
    ("areas", gettext_lazy("areas")),
    ("both", gettext_lazy("levels and areas")),
)
PURPOSES = (
    ("appreciation", gettext_lazy("appreciation")),
    ("coaching", gettext_lazy("coaching")),
    ("evaluation", gettext_lazy("evaluation")),
)
PROMPT_NAMES = (
    ("goal", gettext_lazy("where we are going (feed up)")),
    ("keep", gettext_lazy("keep doing")),
    ("more", gettext_lazy("more of")),
    ("less", gettext_lazy("less of")),
    ("next", gettext_lazy("next time (feed forward)")),
)


class FeedbackForm(ConfigForm):
    """Who is asked about whom follows from the chain."""

    between = forms.ChoiceField(label=gettext_lazy("Feedback between"), choices=BETWEEN)
    purpose = forms.ChoiceField(label=gettext_lazy("What it is for"), choices=PURPOSES)
    prompts = forms.MultipleChoiceField(
        label=gettext_lazy("What is asked"),
        choices=PROMPT_NAMES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Two to four. Feed forward is what people forget: keep it."),
    )

    def clean_prompts(self) -> list[str]:
        chosen = [one for one in PROMPTS if one in self.cleaned_data["prompts"]]
        if not FEWEST_PROMPTS <= len(chosen) <= MOST_PROMPTS:
            raise ValidationError(_("Choose two to four."))
        return chosen

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        plain = Config()
        return {
            "between": config.get("between", plain.between),
            "purpose": config.get("purpose", plain.purpose),
            "prompts": list(config.get("prompts", plain.prompts)),
        }


class Asked(NamedTuple):
    """A prompt beside where one writes; `kind` is what a simulated phone answers by."""

    number: int
    kind: str
    text: str
    example: str
    said: str


class Card(NamedTuple):
    """A route on the phone of one who gives."""

    number: int
    key: str
    to: str
    group: str
    prompts: Sequence[Asked]
    written: bool
    sure: bool


class Theme(NamedTuple):
    """A prompt on the phone of one who gets: the texts, and the answer that stands."""

    number: int
    text: str
    told: Sequence[Told]
    answer: Answer


class Inbox(NamedTuple):
    key: str
    source: str
    target: str
    few: bool
    heard: bool
    wrote: int
    themes: Sequence[Theme]


class Back(NamedTuple):
    """What came back on a route, on the phone of one who gave."""

    key: str
    target: str
    answers: Sequence[tuple[str, str]]
    heard: bool
    how: str


class Row(NamedTuple):
    """A route at the console."""

    source: str
    target: str
    path: str
    asked: int
    wrote: int
    status: str
    helped: str


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    context = {
        "view": view,
        "longest": LONGEST,
        "purpose": explain_purpose(view.config.purpose),
        "cards": list_cards(view),
        "inboxes": [make_inbox(view, key) for key in view.delivered.gets],
        "backs": [make_back(view, key) for key in view.delivered.gives],
        "stances": [(one, say_stance(one)) for one in ("heard", "do", "wont")],
        "hows": [(one, say_how(one)) for one in HOW],
    }
    return Fragment("feedback/phone.html", context)


def say_how(how: str) -> str:
    return {"yes": _("Yes"), "partly": _("Partly"), "no": _("No")}[how]


def list_cards(view: PhoneView[Config, Payload, Result]) -> list[Card]:
    said = {one.payload.route: one.payload for one in view.mine if isinstance(one.payload, Said)}
    routes = [view.config.find_route(key) for key in list_given(view.config, view.me.id)]
    return [
        make_card(view, number, route, said.get(route.key, Said(route.key)))
        for number, route in enumerate((one for one in routes if one), 1)
    ]


def make_card(
    view: PhoneView[Config, Payload, Result], number: int, route: Route, said: Said
) -> Card:
    texts = said.texts or ("",) * len(view.config.prompts)
    prompts = [
        Asked(at, kind, put_prompt(kind), give_example(kind), text)
        for at, (kind, text) in enumerate(zip(view.config.prompts, texts, strict=True))
    ]
    group = say_group(view.config, route, named=view.promise == "named")
    to = name_target(view.config, route)
    return Card(number, route.key, to, group, prompts, not said.blank, bool(said.sure))


def make_inbox(view: PhoneView[Config, Payload, Result], key: str) -> Inbox:
    route = view.config.find_route(key)
    assert route is not None  # noqa: S101
    tally = view.delivered.gets[key].find(key)
    themes = [
        Theme(at, put_prompt(kind), told, tally.find_answer(at) or Answer(key, at))
        for at, (kind, told) in enumerate(zip(view.config.prompts, tally.told, strict=False))
        if told
    ]
    source, target = name_source(view.config, route), name_target(view.config, route)
    few = key in view.delivered.few
    return Inbox(key, source, target, few, tally.heard, tally.wrote, themes)


def make_back(view: PhoneView[Config, Payload, Result], key: str) -> Back:
    route = view.config.find_route(key)
    assert route is not None  # noqa: S101
    tally = view.delivered.gives[key].find(key)
    answers = [
        (put_prompt(view.config.prompts[one.prompt]), say_answer(one)) for one in tally.answers
    ]
    mine = [one.payload for one in view.mine if one.item == f"{key}.helped"]
    how = getattr(mine[-1], "how", "") if mine else ""
    return Back(key, name_target(view.config, route), answers, tally.heard, how)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole
    context = {
        "view": view,
        "rows": list_rows(view),
        "finding": say_finding(view),
        "answered": say_answered(result) if result and view.handed_out else "",
        "mix": say_mix(result.tallies) if result else "",
        "public": list_public(view),
    }
    return Fragment("feedback/console.html", context)


def say_finding(view: RoomView[Config, Result]) -> str:
    if view.released.whole is None:
        return view.released.reason
    return say_written(view.config, view.released.whole, count_all_asked(view.config))


def count_all_asked(config: Config) -> int:
    return sum(count_asked(config, route.key) for route in config.routes)


def list_rows(view: RoomView[Config, Result]) -> list[Row]:
    result = view.released.whole or Result()
    return [make_row(view, route, result.find(route.key)) for route in view.config.routes]


def make_row(view: RoomView[Config, Result], route: Route, tally: Tally) -> Row:
    config = view.config
    status = say_status(tally, len(config.prompts), handed_out=view.handed_out)
    return Row(
        name_source(config, route),
        name_target(config, route),
        say_path(route.path),
        count_asked(config, route.key),
        tally.wrote,
        status if view.released.whole else "",
        say_helped(tally),
    )


def list_public(view: RoomView[Config, Result]) -> list[tuple[str, str]]:
    """What receivers answered to the whole room, with who they are."""
    result = view.released.whole or Result()
    routes = [(route, result.find(route.key)) for route in view.config.routes]
    return [
        (
            _("%(target)s to %(source)s")
            % {
                "target": name_target(view.config, route),
                "source": name_source(view.config, route),
            },
            say_answer(answer),
        )
        for route, tally in routes
        for answer in tally.answers
        if answer.public
    ]


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    public = list_public(view)
    room = measure_room(view.title, say_finding(view))
    shown = public[: count_fitting([said for _who, said in public], room)] if public else []
    context = {
        "view": view,
        "purpose": explain_purpose(view.config.purpose),
        "prompts": [put_prompt(kind) for kind in view.config.prompts],
        "finding": say_finding(view),
        "answered": say_answered(view.released.whole) if view.released.whole else "",
        "public": shown,
        "more": len(public) - len(shown),
    }
    return Fragment("feedback/screen.html", context)
