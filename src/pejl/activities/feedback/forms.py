"""The settings of a feedback round."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.feedback.paths import PATHS
from pejl.activities.feedback.rules import FEWEST_PROMPTS, MOST_PROMPTS, PROMPTS, Config
from pejl.activities.feedback.words import name_path
from pejl.days.contract import ConfigForm, Focus, Person

PURPOSES = (
    ("appreciation", gettext_lazy("appreciation: what works, and what it means")),
    ("coaching", gettext_lazy("coaching: what would help")),
    ("evaluation", gettext_lazy("evaluation: held against what was agreed")),
)
PROMPT_NAMES = (
    ("goal", gettext_lazy("where we are going (feed up)")),
    ("keep", gettext_lazy("keep doing")),
    ("more", gettext_lazy("more of")),
    ("less", gettext_lazy("less of")),
    ("when", gettext_lazy("when you …, it helps us to …")),
    ("scale", gettext_lazy("a scale from 1 to 5, with a comment")),
    ("own", gettext_lazy("a question of your own")),
    ("next", gettext_lazy("next time (feed forward)")),
)
MOST_PAIRS = 4
LONGEST_OWN = 160


def list_paths() -> list[tuple[str, str]]:
    return [(kind, name_path(kind)) for kind in PATHS]


class FeedbackForm(ConfigForm):
    """Who is asked about whom follows from the chain, or is picked."""

    paths = forms.MultipleChoiceField(
        label=gettext_lazy("Who gives feedback to whom"),
        choices=list_paths,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "When it is saved, the picture shows who is asked about whom, and how many."
        ),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("What it is for"), choices=PURPOSES)
    about = forms.TypedChoiceField(
        label=gettext_lazy("About a focus area"), required=False, coerce=int, empty_value=None
    )
    prompts = forms.MultipleChoiceField(
        label=gettext_lazy("What is asked"),
        choices=PROMPT_NAMES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Two to four. Feed forward is what people forget: keep it."),
    )
    scale = forms.CharField(
        label=gettext_lazy("What the scale asks"), required=False, max_length=LONGEST_OWN
    )
    own = forms.CharField(
        label=gettext_lazy("Your own question"), required=False, max_length=LONGEST_OWN
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(MOST_PAIRS):
            for end, label in (("one", _("Pair %(n)d: from")), ("other", _("Pair %(n)d: about"))):
                field = forms.ChoiceField(label=label % {"n": at + 1}, required=False)
                self.fields[f"{end}{at}"] = field

    def offer(self, people: Sequence[Person], focus_areas: Sequence[Focus]) -> None:
        ends = list_ends(people)
        for at in range(MOST_PAIRS):
            for end in ("one", "other"):
                self.fields[f"{end}{at}"].choices = ends  # type: ignore[attr-defined]
        about = [("", _("no focus area in particular"))]
        about += [(str(one.id), f"{one.number}. {one.title}") for one in focus_areas]
        self.fields["about"].choices = about  # type: ignore[attr-defined]

    def clean_prompts(self) -> list[str]:
        chosen = [one for one in PROMPTS if one in self.cleaned_data["prompts"]]
        if not FEWEST_PROMPTS <= len(chosen) <= MOST_PROMPTS:
            raise ValidationError(_("Choose two to four."))
        return chosen

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for name in ("scale", "own"):
            if name in said.get("prompts", ()) and not said.get(name):
                self.add_error(name, _("Write what is asked."))
        pairs = [(said.get(f"one{at}"), said.get(f"other{at}")) for at in range(MOST_PAIRS)]
        for at, (one, other) in enumerate(pairs):
            if bool(one) != bool(other):
                self.add_error(f"other{at}", _("Choose both ends of the pair."))
            elif one and one == other:
                self.add_error(f"other{at}", _("Nobody gives feedback to oneself."))
        if "picked" in said.get("paths", ()) and not any(one for one, _other in pairs):
            self.add_error("one0", _("Choose at least one pair."))
        return said

    def to_config(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        pairs = [(said.pop(f"one{at}"), said.pop(f"other{at}")) for at in range(MOST_PAIRS)]
        return {**said, "picked": [list(pair) for pair in pairs if all(pair)]}

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        plain = Config()
        ends = {
            f"{end}{at}": pair[place]
            for at, pair in enumerate(config.get("picked", ()))
            for place, end in enumerate(("one", "other"))
        }
        return {
            "paths": list(config.get("paths", plain.paths)),
            "prompts": list(config.get("prompts", plain.prompts)),
            **{
                name: config.get(name, getattr(plain, name))
                for name in ("purpose", "about", "scale", "own")
            },
            **ends,
        }


def list_ends(people: Sequence[Person]) -> list[Any]:
    """What a pair may be between: levels, areas, units, and people by name."""
    named: dict[str, dict[str, None]] = {"level": {}, "area": {}, "unit": {}}
    for person in people:
        for kind, names in named.items():
            if name := getattr(person, kind):
                names[name] = None
    groups = {"level": _("Levels"), "area": _("Areas"), "unit": _("Units")}
    return [
        ("", "–"),
        *(
            (groups[kind], [(f"{kind}:{name}", name) for name in sorted(names)])
            for kind, names in named.items()
            if names
        ),
        (_("People"), [(f"person:{one.id}", one.name) for one in people]),
    ]
