"""The form of a case in the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.people.case import MOST_PLACES, STEPS
from pejl.people.case_library import LONGEST_TITLE
from pejl.people.case_pictures import Drawn, PictureFault, keep_picture, redraw
from pejl.people.case_words import name_step, put_usual_prompt
from pejl.people.models import Case

LONGEST_LINE = 160


def write_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CaseForm(forms.Form):
    """Raises nothing: what is wrong stands at its field."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=gettext_lazy("The text"),
        max_length=4000,
        widget=write_area(12),
        help_text=gettext_lazy("150 to 250 words are enough. An empty line parts the paragraphs."),
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or GIF, at most 10 MB. It is made smaller, and where and when it was "
            "taken is left out. Use no picture that people can be known by."
        ),
    )
    drop_picture = forms.BooleanField(label=gettext_lazy("Remove the picture"), required=False)
    alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("In a sentence, for those who cannot see it."),
    )
    roles = forms.CharField(
        label=gettext_lazy("The roles"),
        required=False,
        max_length=2000,
        widget=write_area(6),
        help_text=gettext_lazy("One a line, as “The mother: I want one name and one plan.”"),
    )
    questions = forms.CharField(
        label=gettext_lazy("Questions to read the case by"),
        required=False,
        max_length=1500,
        widget=write_area(4),
        help_text=gettext_lazy("One a line. Each gets a field of its own in the first step."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        self.drawn: Drawn | None = None
        super().__init__(*args, **{"initial": say_case(case), **kwargs})
        if case.picture_id is None:
            del self.fields["drop_picture"]
        for step in STEPS:
            self.fields[f"prompt_{step}"] = forms.CharField(
                label=_("%(step)s: what is asked") % {"step": name_step(step)},
                required=False,
                max_length=LONGEST_LINE,
                help_text=_("Empty: %(prompt)s") % {"prompt": put_usual_prompt(step)},
            )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")

    def clean_picture(self) -> Any:
        file = self.cleaned_data["picture"]
        if file:
            try:
                self.drawn = redraw(file.read())
            except PictureFault as fault:
                raise forms.ValidationError(str(fault)) from fault
        return file

    def clean_roles(self) -> list[dict[str, str]]:
        halves = [line.partition(":") for line in self.read_lines("roles")]
        return [{"name": name.strip(), "says": says.strip()} for name, _colon, says in halves]

    def clean_questions(self) -> list[str]:
        return self.read_lines("questions")

    def read_lines(self, name: str) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise forms.ValidationError(_("Use %(n)d lines at most.") % {"n": MOST_PLACES})
        if long := next((at for at, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), 0):
            raise forms.ValidationError(
                _("Line %(line)d is long. Use at most %(n)d letters.")
                % {"line": long, "n": LONGEST_LINE}
            )
        return lines

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kept = self.case.picture_id is not None and not given.get("drop_picture")
        if (self.drawn or kept) and not given.get("alt") and "alt" not in self.errors:
            self.add_error("alt", _("Say what the picture shows, or leave the picture out."))
        return given

    def save(self) -> Case:
        """Puts on the case what was written, and stores it."""
        given, case = self.cleaned_data, self.case
        for name in ("title", "text", "roles", "questions"):
            setattr(case, name, given[name])
        case.prompts = [given[f"prompt_{step}"] for step in STEPS]
        if self.drawn:
            case.picture = keep_picture(case.organisation, self.drawn)
        elif given.get("drop_picture"):
            case.picture = None
        case.alt = given["alt"] if case.picture else ""
        case.save()
        return case


def say_case(case: Case) -> dict[str, Any]:
    prompts = (*case.prompts, *[""] * len(STEPS))
    return {
        "title": case.title,
        "text": case.text,
        "alt": case.alt,
        "roles": "\n".join(": ".join(filter(None, role.values())) for role in case.roles),
        "questions": "\n".join(case.questions),
        **{f"prompt_{step}": prompts[step - 1] for step in STEPS},
    }
