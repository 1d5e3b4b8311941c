"""The programme that keeps time, by keyboard: in the editor and on the day."""

LAPTOP = (1366, 768)


def find_row(page, title):
    return page.locator("[data-row]").filter(has=page.locator(f"[name=title][value^='{title}']"))


def test_what_does_not_fit_is_said_and_a_programme_that_fits_is_one_key_away(house, watch):
    page = watch.open(LAPTOP, house.facts["entry"])
    page.goto(f"/days/{house.facts['day']}/")
    row = find_row(page, "Frokost")
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    row.locator("[name=fixed_at]").fill("10:00")
    clash = page.locator("#outlook [role=alert]")
    clash.get_by_text("kan ikke holde").wait_for()
    assert "Frokost" in clash.inner_text()
    watch.check(page)
    page.screenshot(path="/tmp/timetable-editor.png", full_page=True)
    clash.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    undo = page.get_by_role("button", name="Fortryd", exact=True)
    undo.wait_for()
    assert page.locator("#outlook [role=alert]").count() == 0
    undo.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Programmet er, som det var").wait_for()
    assert find_row(page, "Frokost").locator("[name=fixed_at]").input_value() == ""
