"""Whose word is taken for who asks: with proxies named, each guesser waits alone."""

import httpx
import pytest
from tests.faults.ground import Ground
from tests.security.test_settings import start

PROXY = "127.0.0.9"


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    named = {"PEJL_PROXIES": "127.0.0.8/31,::1", "PEJL_URL": "http://127.0.0.1"}
    made = Ground(tmp_path_factory.mktemp("proxies"), settings=named)
    made.start()
    made.wait_until_ready()
    yield made
    made.kill()


def guess(ground, whom, times=1, sender=PROXY):
    """How the last of so many wrong codes was answered."""
    way = httpx.HTTPTransport(local_address=sender)
    with httpx.Client(
        base_url=ground.base, transport=way, headers={"X-Forwarded-For": whom}
    ) as one:
        return [one.get(f"/j/WRONG{at}/").status_code for at in range(times)][-1]


def test_behind_a_named_proxy_only_the_one_who_guesses_has_to_wait(ground):
    assert guess(ground, "10.1.1.1", 40) == 429
    assert guess(ground, "10.1.1.2") == 404
    assert guess(ground, "10.9.9.9, 10.1.1.1") == 429  # what a guesser puts before it is nothing


def test_who_is_no_named_proxy_cannot_say_that_he_is_another(ground):
    assert guess(ground, "10.2.2.2", 40, sender="127.0.0.1") == 429
    assert guess(ground, "10.3.3.3", sender="127.0.0.1") == 429
    assert guess(ground, "10.2.2.2") == 404


@pytest.mark.parametrize("named", ["everyone", "*", "0.0.0.0/0", "::/0", "10.0.0.7,"])
def test_a_proxy_that_is_everybody_or_no_address_is_refused_by_name(tmp_path, named):
    done = start(tmp_path, PEJL_PROXIES=named)
    assert done.returncode
    assert "PEJL_PROXIES" in done.stderr
