"""What a phone's page asks: its forms, read from the HTML as a browser would."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from lxml import etree


@dataclass
class Field:
    """One name of a form with what may be sent for it; `likely` weighs the options."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    likely: list[float] = field(default_factory=list)
    hint: str = ""
    least: int = 0
    most: int = 0
    longest: int = 0
    earliest: str = ""
    latest: str = ""
    required: bool = False


@dataclass
class Form:
    """`hint` says what a console form is for: to "choose" one after the other, to "write", or to
    "price"."""

    action: str
    fields: dict[str, list[Field]] = field(default_factory=dict)
    budget: int = 0
    choice: str = ""
    hint: str = ""


@dataclass
class Page:
    """`item` is the id of the item shown, empty for none; `stream` the topics to listen to; `ways`
    lead to the items that run side by side."""

    forms: list[Form] = field(default_factory=list)
    ways: list[Form] = field(default_factory=list)
    item: str = ""
    state: str = ""
    mark: str = ""
    stream: str = ""


class PageReader:
    """What the parser tells of each tag, made into a page."""

    def __init__(self) -> None:
        self.page = Page()
        self.form: Form | None = None
        self.select: Field | None = None
        self.area: Field | None = None
        self.disabled = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        given = dict(attributes)
        if "data-mark" in given:
            self.page.item, self.page.state = given["data-slot"], given["data-state"]
            self.page.mark, self.page.stream = given["data-mark"], given["data-stream"]
        if tag == "fieldset" and "disabled" in given:
            self.disabled += 1
        if tag == "form":
            self.form = make_form(given)
        elif self.form is not None:
            self.take(tag, given, self.form)

    def take(self, tag: str, given: dict[str, str], form: Form) -> None:
        if "data-budget" in given:
            form.budget = int(given["data-budget"] or 0)
        if tag == "option" and self.select is not None and given.get("value"):
            self.select.options.append(given["value"])
            self.select.likely.append(float(given.get("data-likely", 1)))
            if "selected" in given:
                self.select.value = given["value"]
        if tag in ("input", "textarea", "select") and given.get("name") and not self.disabled:
            found = make_field(tag, given)
            form.fields.setdefault(found.name, []).append(found)
            self.select = found if tag == "select" else None
        if "data-rehearse" in given and tag in ("div", "fieldset"):
            form.choice = given["data-rehearse"]
        skipped = self.disabled or given.get("data-rehearse") == "skip"
        if tag == "button" and given.get("name") and not skipped:
            self.take_button(given, form)

    def take_button(self, given: dict[str, str], form: Form) -> None:
        """Several buttons of one name are a choice where the form says so, else only the first."""
        found = form.fields.setdefault(given["name"], [])
        if form.choice or not found:
            kind = "radio" if form.choice else "hidden"
            found.append(Field(given["name"], kind, given.get("value", ""), hint=form.choice))

    def end(self, tag: str) -> None:
        if tag == "fieldset":
            self.disabled = 0
        if tag == "form" and self.form is not None:
            if self.form.fields:
                found = self.page.ways if self.form.hint == BESIDE else self.page.forms
                found.append(self.form)
            self.form = None

    def close(self) -> Page:
        return self.page


def make_form(given: dict[str, str]) -> Form | None:
    """None for a form that nobody fills in a rehearsal."""
    hint = given.get("data-rehearse", "")
    wanted = "data-answer" in given and hint != "skip"
    if not wanted and hint not in (*CONSOLE, OWN, BESIDE):
        return None
    return Form(given["action"], choice="choose" if hint == "choose" else "", hint=hint)


CONSOLE = ("choose", "write", "turn", "price")
BESIDE = "beside"  # a form on the phone that leads to one of the items side by side
OWN = "own"  # a form on one's own page, after the day


def make_field(tag: str, given: dict[str, str]) -> Field:
    return Field(
        name=given["name"],
        kind=given.get("type", "text") if tag == "input" else tag,
        value=given.get("value", ""),
        hint=given.get("data-rehearse", ""),
        least=int(given.get("min") or 0) if given.get("min", "").isdecimal() else 0,
        most=int(given["max"]) if given.get("max", "").isdecimal() else 0,
        longest=int(given.get("maxlength") or 0),
        earliest=given.get("min", ""),
        latest=given.get("max", ""),
        required="required" in given,
    )


def read_page(html: str) -> Page:
    return cast(Page, etree.HTML(html, etree.HTMLParser(target=PageReader())))
