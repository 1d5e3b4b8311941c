"""A discussion in the browser: one writes for the table, and the console reads along."""

import pytest
from tests.driving import add_item, open_item

pytestmark = pytest.mark.browser


def test_one_writes_for_the_table(house, watch):
    title, note = "Ved bordene", "Vi aftaler, hvem der siger hvad til hvem."
    add_item(house, "discussion", title, "named", questions=["Hvem siger hvad?"])
    open_item(house, title)
    sizes = ((1366, 900), house.facts["console"]), ((1920, 1080), house.facts["screen"])
    desk, screen = (watch.open(size, link) for size, link in sizes)
    scribe = watch.open((320, 700), house.facts["links"][2][0])
    scribe.click("form:has(input[value=scribe]) button")
    form = "form:has(input[value=note])"
    scribe.fill(f"{form} textarea >> nth=0", note)
    scribe.click(f"{form} button >> nth=0")
    desk.wait_for_selector(f"text={note}")
    for page in (desk, screen, scribe):
        watch.check(page)
