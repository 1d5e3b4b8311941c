from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.days.beginning import list_beginnings
from pejl.days.models import PrivacyPromise, Slot, SlotState, ThemeDay
from pejl.days.registry import AnyActivity
from pejl.days.template import find_script, find_wording
from pejl.days.tracks import list_tracks
from pejl.people.models import Organisation


class DayForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ThemeDay
        fields = ["title", "date", "starts_at", "ends_at", "place", "tables", "agreement"]
        labels = {"agreement": _("Development agreement")}
        help_texts = {"ends_at": _("Only if the day must be over by then.")}
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].queryset = organisation.agreements.all()  # type: ignore[attr-defined]
        self.fields["tables"].min_value = 1  # type: ignore[attr-defined]


class NewDayForm(DayForm):
    """A new day, and what it begins with."""

    begin = forms.ChoiceField(
        label=_("Begin with"), required=False, widget=forms.RadioSelect, initial=""
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        self.fields["begin"].choices = list_beginnings(organisation)  # type: ignore[attr-defined]


class ScriptForm(forms.Form):
    """The facilitator's own words for an item; what is left empty is the activity's."""

    says = forms.CharField(
        label=_("What I say"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    phones = forms.CharField(
        label=_("What the phones show"), required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    table = forms.CharField(
        label=_("What I need on the table"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One on each line."),
    )  # fmt: skip

    def __init__(self, *args: Any, slot: Slot, **kwargs: Any) -> None:
        self.usual = find_wording(slot.activity).script
        said = find_script(slot.activity, slot.script)
        initial = {"says": said.says, "phones": said.phones, "table": "\n".join(said.table)}
        super().__init__(*args, **{**kwargs, "initial": initial})

    def read_script(self) -> dict[str, Any]:
        """What was written and is not the activity's own."""
        said = {name: text.replace("\r\n", "\n") for name, text in self.cleaned_data.items()}
        table = tuple(line.strip() for line in said["table"].split("\n") if line.strip())
        given = {**said, "table": table}
        return {
            name: list(value) if name == "table" else value
            for name, value in given.items()
            if value and value != getattr(self.usual, name)
        }


class SlotForm(forms.ModelForm):  # type: ignore[type-arg]
    """What every item has; the activity's own settings stand in its own form beside it. Whom it is
    for is asked while it is to run beside others."""

    for_levels = forms.TypedMultipleChoiceField(
        label=_("Levels who take part here"), required=False, coerce=int, empty_value=[],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    for_areas = forms.TypedMultipleChoiceField(
        label=_("Areas who take part here"), required=False, coerce=int, empty_value=[],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Slot
        fields = ["title", "minutes", "text", "for_levels", "for_areas", "promise", "releases_at"]
        labels = {"promise": _("Privacy promise")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "promise": forms.RadioSelect,
            "releases_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }

    def __init__(self, *args: Any, activity: AnyActivity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, PrivacyPromise(key).label) for key in activity.promises]
        self.fields["promise"].choices = choices  # type: ignore[attr-defined]
        if len(choices) < 2 or self.instance.is_relied_on():
            del self.fields["promise"]
        if activity.routes is None:
            del self.fields["releases_at"]
        self.offer_people(self.instance)

    def offer_people(self, slot: Slot) -> None:
        others = [one for one in list_tracks(slot) if one.id != slot.id]
        if not others or slot.state == SlotState.CLOSED:
            del self.fields["for_levels"], self.fields["for_areas"]
            return
        organisation = slot.day.organisation
        levels, areas = organisation.levels.all(), organisation.areas.all()
        self.fields["for_levels"].choices = [(row.id, row.name) for row in levels]  # type: ignore[attr-defined]
        self.fields["for_areas"].choices = [(row.id, row.name) for row in areas]  # type: ignore[attr-defined]
        self.fields["for_levels"].help_text = _(
            "It runs side by side with %(titles)s. As long as nothing is ticked in any of them, "
            "everyone chooses on the phone. Whoever is ticked nowhere takes part where nothing is."
        ) % {"titles": ", ".join(f"“{one.title}”" for one in others)}
