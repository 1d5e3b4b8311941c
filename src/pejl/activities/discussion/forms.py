"""The form of a discussion's config."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.discussion.rules import Config
from pejl.days.contract import ConfigForm
from pejl.ui.screen_room import TITLE_WIDTH, measure_room, measure_rows

LARGEST = measure_room(title="x" * 2 * TITLE_WIDTH)
HARVESTS = [
    ("", gettext_lazy("nothing more: they stay with this item")),
    ("statement", gettext_lazy("statements")),
    ("need", gettext_lazy("needs")),
    ("action", gettext_lazy("possible actions")),
]


class DiscussionForm(ConfigForm):
    questions = forms.CharField(
        label=gettext_lazy("Questions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One on each line. Without any, the item's text is the question."),
    )
    harvest_as = forms.ChoiceField(
        label=gettext_lazy("The notes become"),
        choices=HARVESTS,
        required=False,
        help_text=gettext_lazy("Later items, like prioritising, can go on from them."),
    )
    most_notes = forms.IntegerField(
        label=gettext_lazy("Notes a table, at most, for each question"), min_value=1, max_value=10
    )

    def clean_questions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines()]
        questions = [line for line in lines if line]
        if measure_rows(questions) > LARGEST:
            raise forms.ValidationError(
                _("The screen has no room for so much. Write fewer or shorter questions.")
            )
        return questions

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        made = msgspec.convert(config, Config)
        return {
            "questions": "\n".join(made.questions),
            "harvest_as": made.harvest_as,
            "most_notes": made.most_notes,
        }
