"""The answer endpoint under bad input. What a server does when things break: see `faults`."""

import httpx
import pytest
from tests.driving import body, count_rows, join, open_item, send, step


def test_hostile_answers_are_refused_and_nothing_of_them_is_stored(house):
    console, day, slot = open_item(house, "De vigtige dialoger")
    phone = join(house)
    refusals = [
        (send(phone, slot, body(better="x" * 1_000_000)), 413, "large"),
        (send(phone, slot, body(kind="nonsense", better="x")), 400, "unknown"),
        (send(phone, slot, body(better="x", more="y")), 400, "unknown"),
        (send(phone, slot, b"\xff\xfe not a form"), 400, "unknown"),
        (send(phone, slot, body(better="x" * 500)), 422, "wrong"),
        (send(phone, 999_999, body(better="x")), 403, "elsewhere"),
        (send(phone, house.find_slot("Velkomst"), body(better="x")), 409, "closed"),
        (send(httpx.Client(base_url=house.base), slot, body(better="x")), 403, "stranger"),
        (send(phone, slot, body(better="x"), Origin="https://elsewhere.invalid"), 403, "foreign"),
    ]
    for response, status, code in refusals:
        assert (response.status_code, response.json()["code"]) == (status, code)
    assert count_rows(house, slot) == 0
    assert "%" not in send(phone, slot, body(better="x" * 500)).json()["message"]
    step(console, day, "close", slot)
    assert send(phone, slot, body(better="too late")).status_code == 409


def test_an_answer_is_stored_once_and_markup_stays_text(house):
    _console, _day, slot = open_item(house, "De vigtige dialoger")
    phone = join(house)
    hostile = "<script>alert(1)</script> =HYPERLINK(1)"
    for _time in range(3):
        assert send(phone, slot, body(better=hostile)).json()["saved"]
    assert count_rows(house, slot) == 1
    page = phone.get("/p/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_name_that_another_phone_holds_waits_to_be_let_in(house):
    first = join(house)
    second = httpx.Client(base_url=house.base, follow_redirects=True, timeout=20)
    address = f"/j/{house.facts['code']}/"
    page = second.get(address).text
    who = page.split("data-taken", 1)[0].rsplit('value="', 1)[1].split('"', 1)[0]
    second.post(address, data={"who": who}).raise_for_status()
    _console, _day, slot = open_item(house, "De vigtige dialoger")
    assert send(second, slot, body(better="x")).json()["code"] == "waiting"
    page = first.get("/p/").text
    knock = page.split("/p/knock/", 1)[1].split("/", 1)[0]
    first.post(f"/p/knock/{knock}/", data={"admit": "1"}).raise_for_status()
    assert send(second, slot, body(better="x")).json()["saved"]


@pytest.mark.parametrize(
    "address", ["/days/", "/organisation/", "/days/1/console/", "/days/1/plan/"]
)
def test_the_desk_is_closed_to_those_without_an_account(house, address):
    answer = httpx.get(house.base + address, timeout=20)
    assert answer.status_code == 302
    assert "/signin/" in answer.headers["location"]
