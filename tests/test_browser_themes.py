"""The facilitator puts the statements of a round in order: by drag, and by keyboard."""

import json
import sqlite3

import pytest

pytestmark = pytest.mark.browser

WALKS = [f"Vi går ture i skoven {when}" for when in ("hver uge", "om foråret", "med børnene")]
MEETINGS = [
    f"Ledermøderne {what}" for what in ("er for lange", "mangler en dagsorden", "samler os")
]


def open_round(house, watch):
    """A round of six statements on two things, open at the console."""
    slot = house.find_slot("NU-billedet på tværs")
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        (config,) = database.execute("SELECT config FROM days_slot WHERE id = ?", [slot]).fetchone()
        config = json.dumps({**json.loads(config), "own": [*WALKS, *MEETINGS]})
        database.execute("UPDATE days_slot SET config = ? WHERE id = ?", [config, slot])
    console = watch.open((1366, 900), house.facts["console"])
    console.click(f"form:has(input[name=slot][value='{slot}']) button[value=open]")
    console.wait_for_selector(".theme")
    return console


LIST = """
Object.fromEntries([...document.querySelectorAll(".theme")].map((theme) => [
  theme.dataset.drop,
  [...theme.querySelectorAll("li form > span:not(.handle)")].map((one) => one.textContent),
]))"""


def list_themes(console):
    """The statements of each theme, by its name."""
    return console.evaluate(LIST)


def find(themes, statement):
    return next((name for name, inside in themes.items() if statement in inside), None)


def hear_news(console):
    """Something comes in while the facilitator is busy with a form."""
    with console.expect_response("**/console/now") as read:
        console.evaluate("document.body.dispatchEvent(new Event('news'))")
    read.value.finished()
    console.wait_for_selector("#now:not(.htmx-request, .htmx-swapping, .htmx-settling)")


def test_statements_are_moved_by_drag_and_by_keyboard_and_themes_made_one(house, watch):
    console = open_round(house, watch)
    themes = list_themes(console)
    first, second = find(themes, WALKS[0]), find(themes, MEETINGS[0])
    assert first != second
    watch.check(console)
    form = f".theme li form:has-text('{WALKS[0]}')"
    with console.expect_navigation():
        console.drag_and_drop(form, f".theme[data-drop='{second}'] .theme__name .count")
    assert find(list_themes(console), WALKS[0]) == second
    console.select_option(f"{form} select", label=first)
    hear_news(console)
    with console.expect_navigation():
        console.locator(f"{form} button").press("Enter")
    assert find(list_themes(console), WALKS[0]) == first
    name = f".theme[data-drop='{first}'] input[name=name]"
    console.fill(name, "Ude sammen")
    hear_news(console)
    with console.expect_navigation():
        console.press(name, "Enter")
    assert find(list_themes(console), WALKS[0]) == "Ude sammen"
    with console.expect_navigation():
        console.drag_and_drop(
            f".theme[data-drop='{second}'] .theme__name .handle",
            ".theme[data-drop='Ude sammen'] .theme__name .count",
        )
    together = list_themes(console)
    assert second not in together
    assert {*WALKS, *MEETINGS} <= set(together["Ude sammen"])
    watch.check(console)


def test_the_next_statement_is_written_where_the_last_one_was(house, watch):
    console = open_round(house, watch)
    form = console.locator("form:has(input[value=added])")
    field = form.locator("textarea")
    field.focus()
    for text in ("Vi mødes for lidt.", "Vi kender retningen."):
        console.keyboard.type(text)
        console.keyboard.press("Tab")
        console.keyboard.press("Enter")
        console.wait_for_function(
            "said => document.querySelector('#say').textContent.includes(said)",
            arg=f"Tilføjet: {text}",
        )
        console.wait_for_selector(f"li >> text={text}", state="attached")
        assert field.input_value() == ""
        assert field.evaluate("one => one === document.activeElement")
    hear_news(console)
    assert field.evaluate("one => one === document.activeElement && one.value === ''")
    watch.check(console)
    long = "Vi " + "taler " * 60
    field.evaluate("one => one.removeAttribute('maxlength')")
    field.fill(long)
    form.locator("button").press("Enter")
    console.wait_for_selector(".messages [role=alert]")
    assert field.input_value() == long, "what is refused can be mended"
    assert field.evaluate("one => one === document.activeElement")
