"""The settings of an item with dilemmas: ready-made ones to choose and edit, or one's own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.dilemma.ready import list_ready
from pejl.activities.dilemma.rules import LONGEST, MOST_DECISIONS, MOST_DILEMMAS
from pejl.days.contract import ConfigForm, Focus, Person

TEXTS = ("title", "purpose", "a", "a_good", "a_alone", "b", "b_good", "b_alone")
LONGEST_TITLE, LONGEST_POLE = 80, 40


class DilemmaForm(ConfigForm):
    """Without any dilemma, the item holds the two ready-made ones."""

    decisions = forms.CharField(
        label=gettext_lazy("Decisions: who decides?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, three at most. Empty: that part is left out."),
    )
    upper = forms.ChoiceField(
        label=gettext_lazy("Between which level and the one below it"),
        required=False,
        help_text=gettext_lazy(
            "Both need at least five people. With fewer nothing is asked on the phones, since it "
            "could be shown to nobody: the room talks about it aloud."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_DILEMMAS + 1):
            self.add_dilemma(number)
        self.order_fields([name for name in self.fields if name not in ("decisions", "upper")])

    def add_dilemma(self, number: int) -> None:
        ready = [
            ("", _("As written below")),
            *((str(at), one.title) for at, one in enumerate_ready()),
        ]
        start = _("Dilemma %(n)d: begin with") % {"n": number}
        self.fields[f"ready_{number}"] = forms.ChoiceField(
            label=start, choices=ready, required=False,
            help_text=_("Choose one and save, and you can edit its words below."),
        )  # fmt: skip
        for name, label in name_texts().items():
            most = {"title": LONGEST_TITLE, "a": LONGEST_POLE, "b": LONGEST_POLE}.get(name, LONGEST)
            self.fields[f"{name}_{number}"] = forms.CharField(
                label=f"{number}. {label}", required=False, max_length=most
            )
        self.fields[f"focus_{number}"] = forms.TypedChoiceField(
            label=f"{number}. {_('Focus area')}", required=False, coerce=int, empty_value=""
        )

    def offer(self, people: Sequence[Person], focus_areas: Sequence[Focus]) -> None:
        levels = Counter(person.level for person in people)
        upper: Any = self.fields["upper"]
        upper.choices = [("", _("The line with most people on both sides"))]
        upper.choices += [(name, f"{name} ({levels[name]})") for name in sorted(levels)]
        for number in range(1, MOST_DILEMMAS + 1):
            focus: Any = self.fields[f"focus_{number}"]
            focus.choices = [("0", _("None in particular"))]
            focus.choices += [(str(one.id), one.title) for one in focus_areas]

    def clean_decisions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["decisions"].splitlines()]
        decisions = [line for line in lines if line]
        if len(decisions) > MOST_DECISIONS or any(len(one) > LONGEST for one in decisions):
            raise ValidationError(
                _("Three lines at most, of at most %(n)d letters.") % {"n": LONGEST}
            )
        return decisions

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for number in range(1, MOST_DILEMMAS + 1):
            texts = [said.get(f"{name}_{number}") for name in TEXTS]
            needed = [said.get(f"{name}_{number}") for name in ("title", "a", "b")]
            if any(texts) and not all(needed) and not said.get(f"ready_{number}"):
                self.add_error(f"title_{number}", _("A dilemma needs a title and both poles."))
        return said

    def to_config(self) -> dict[str, Any]:
        said = self.cleaned_data
        found = (self.read_dilemma(said, number) for number in range(1, MOST_DILEMMAS + 1))
        return {
            "dilemmas": [one for one in found if one["title"]],
            "decisions": said["decisions"],
            "upper": said["upper"],
        }

    def read_dilemma(self, said: Mapping[str, Any], number: int) -> dict[str, Any]:
        focus = {"focus": said[f"focus_{number}"] or 0}
        if chosen := said[f"ready_{number}"]:
            ready = dict(enumerate_ready())[int(chosen)]
            return {name: getattr(ready, name) for name in TEXTS} | focus
        return {name: said[f"{name}_{number}"] for name in TEXTS} | focus

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        initial: dict[str, Any] = {
            "decisions": "\n".join(config.get("decisions", ())),
            "upper": config.get("upper", ""),
        }
        for number, dilemma in enumerate(config.get("dilemmas", ()), 1):
            initial |= {f"{name}_{number}": dilemma.get(name, "") for name in (*TEXTS, "focus")}
        return initial


def enumerate_ready() -> list[tuple[int, Any]]:
    return list(enumerate(list_ready(), 1))


def name_texts() -> dict[str, str]:
    return {
        "title": _("Title"),
        "purpose": _("Our shared higher purpose"),
        "a": _("One pole"),
        "a_good": _("What is good about it"),
        "a_alone": _("What happens when it is all there is"),
        "b": _("The other pole"),
        "b_good": _("What is good about the other"),
        "b_alone": _("What happens when the other is all there is"),
    }
