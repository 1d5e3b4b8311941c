"""docs/images/{phone,console,screen}.png, in Danish, from the morning of the example day, and the
console in English for the English guide. The server's clock is that of the programme."""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path
from random import Random

HERE, IMAGES, HOST = "127.0.0.1", Path("docs/images"), "pejl.eksempel.dk"
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "pejl.project.settings",
    "PEJL_URL": f"http://{HOST}",
}


def make_day(base):
    import django

    django.setup(set_prefix=False)
    from pejl.project.demo import make_demo

    return make_demo(base)


async def open_page(browser, base, size, address, scale=1, language="da"):
    width, height = size
    context = await browser.new_context(
        base_url=base, viewport={"width": width, "height": height}, locale=language,
        device_scale_factor=scale, reduced_motion="reduce",
    )  # fmt: skip
    chosen = {"name": "django_language", "value": language, "url": base}
    await context.add_cookies([chosen])
    page = await context.new_page()
    await page.goto(address)
    return page


async def take(page, name):
    await page.wait_for_timeout(2500)
    await page.screenshot(path=IMAGES / f"{name}.png")


async def place(phone):
    """Where an institution's leader may see the focus areas; the last is yet to be placed."""
    await phone.wait_for_selector("fieldset.scale")
    scales = phone.locator("fieldset.scale")
    for at, value in enumerate((4, 3, 5)):
        await scales.nth(at).locator(f"input[value='{value}']").check(force=True)
        await scales.nth(at).locator("[data-saved]").wait_for()


async def run_morning(browser, port, facts, keeper):
    from pejl.rehearsal.director import Director, wait_for
    from pejl.rehearsal.phone import Phone, Tally

    base, tally = f"http://{HOST}", Tally()
    director = Director(f"http://{HERE}:{port}", str(facts["entry"]), facts["day"], keeper)
    await director.sign_in()
    mine = facts["phones"][1][1]
    rows = [(link, rank) for link, rank in facts["links"] if not mine.endswith(link)]
    phones = [
        Phone(f"http://{HERE}:{port}", tally, Random(at), bias=(3 - rank) * 0.6)  # noqa: S311
        for at, (_link, rank) in enumerate(rows)
    ]
    await asyncio.gather(*(one.join(link) for one, (link, _) in zip(phones, rows, strict=True)))
    console = await open_page(browser, base, (1366, 768), facts["console"])
    english = await open_page(browser, base, (1366, 768), facts["console"], language="en")
    screen = await open_page(browser, base, (1920, 1080), facts["screen"])
    phone = await open_page(browser, base, (390, 844), mine, scale=2)
    living = [asyncio.create_task(one.live()) for one in phones]
    (_welcome, _), (talk, _), (picture, _), *_rest = facts["items"]
    await director.run_item(0, _welcome, phones, answers=False)
    starts = (await director.look()).starts
    keeper.move_to_start(starts, 1)
    await director.step("open", slot=str(talk))
    await wait_for(phones, str(talk))
    await take(console, "console")
    await take(english, "console-en")
    keeper.move_to_start(starts, 2)
    await director.step("open", slot=str(picture))
    await place(phone)
    await wait_for(phones, str(picture))
    await take(phone, "phone")
    await director.step("close", slot=str(picture))
    await director.step("show", showing="result")
    await take(screen, "screen")
    for task in living:
        task.cancel()
    await asyncio.gather(*living, return_exceptions=True)
    await asyncio.gather(*(one.close() for one in phones))
    await browser.close()


async def main():
    from playwright.async_api import async_playwright

    from pejl.project.demo import find_port, serve_beside
    from pejl.rehearsal.timekeeping import Timekeeper

    port = find_port(8765)
    facts = await asyncio.to_thread(make_day, f"http://{HOST}")
    found = os.environ.get("PEJL_CHROMIUM") or shutil.which("chromium")
    rules = [f"--host-resolver-rules=MAP {HOST}:80 {HERE}:{port}", "--no-sandbox"]
    IMAGES.mkdir(exist_ok=True)
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=found, args=rules)
        keeper = Timekeeper(Path(tempfile.mkdtemp()) / "clock")
        with serve_beside(port, keeper.place):
            await run_morning(browser, port, facts, keeper)


asyncio.run(main())
