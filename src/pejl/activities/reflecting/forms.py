"""The settings of a reflecting team."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.reflecting.rules import (
    FEWEST,
    LONGEST_PROMPT,
    MOST,
    MOST_MINUTES,
    MOST_PROMPTS,
    Config,
)
from pejl.days.contract import ConfigForm, Focus, Person

OBSERVERS = tuple(f"observer_{at}" for at in range(1, MOST + 1))


class ReflectingForm(ConfigForm):
    """People are chosen among those invited."""

    middle = forms.ChoiceField(
        label=gettext_lazy("In the middle"),
        required=False,
        help_text=gettext_lazy("Ask first. Choose before you open the item."),
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many are drawn"), min_value=FEWEST, max_value=MOST
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for each observer"), min_value=1, max_value=MOST_MINUTES
    )
    prompts = forms.CharField(
        label=gettext_lazy("What the observers are asked"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line, four at most. Empty: the usual three."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, name in enumerate(OBSERVERS, 1):
            label = _("Observer %(n)d") % {"n": at}
            self.fields[name] = forms.ChoiceField(label=label, required=False)
        self.fields[OBSERVERS[0]].help_text = _(
            "Three to six. Choose none, and they are drawn: nobody who leads the one in the middle "
            "or is led by that person, and levels and areas mixed."
        )
        self.order_fields(["middle", *OBSERVERS])

    def offer(self, people: Sequence[Person], focus_areas: Sequence[Focus]) -> None:
        named = [(one.id, f"{one.name} · {one.title or one.level}") for one in people]
        for name, none in (("middle", _("Nobody yet")), *((one, _("Nobody")) for one in OBSERVERS)):
            self.fields[name].choices = [("", none), *named]  # type: ignore[attr-defined]

    def clean_prompts(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["prompts"].splitlines()]
        prompts = [line for line in lines if line]
        if len(prompts) > MOST_PROMPTS or any(len(line) > LONGEST_PROMPT for line in prompts):
            raise ValidationError(
                _("Four lines at most, of at most %(n)d letters.") % {"n": LONGEST_PROMPT}
            )
        return prompts

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen = [said[name] for name in OBSERVERS if said.get(name)]
        if chosen and not FEWEST <= len(set(chosen)) == len(chosen):
            self.add_error(OBSERVERS[0], _("Choose three to six, each once, or none."))
        if chosen and said.get("middle") in chosen:
            self.add_error(OBSERVERS[0], _("The one in the middle does not observe."))
        return said

    def to_config(self) -> dict[str, Any]:
        said = super().to_config()
        chosen = [said.pop(name) for name in OBSERVERS]
        return {**said, "chosen": [one for one in chosen if one]}

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        plain = Config()
        return {
            "middle": config.get("middle", plain.middle),
            **dict(zip(OBSERVERS, config.get("chosen", plain.chosen), strict=False)),
            "count": config.get("count", plain.count),
            "minutes": config.get("minutes", plain.minutes),
            "prompts": "\n".join(config.get("prompts", plain.prompts)),
        }
