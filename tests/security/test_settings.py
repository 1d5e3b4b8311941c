"""What a server refuses to start with, and what every page says to the browser."""

import os
import subprocess
import sys

import pytest

from pejl.accounts.sealing import is_readable, seal, unseal
from pejl.days import tokens
from pejl.project.middleware import list_headers


def start(folder, *asked, **settings):
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PEJL_")}
    command = [sys.executable, "-m", "pejl.project.cli", "manage", *(asked or ["check"])]
    environment = {**kept, "PEJL_FOLDER": str(folder), **settings}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("key", ["secret", "a" * 60, "changeme-changeme-changeme-changeme-chan"])
def test_a_server_with_a_public_address_refuses_a_key_that_can_be_guessed(tmp_path, key):
    done = start(tmp_path, PEJL_URL="https://pejl.example.dk", PEJL_SECRET_KEY=key)
    assert done.returncode
    assert "PEJL_SECRET_KEY can be guessed" in done.stderr


def test_a_long_random_key_is_taken(tmp_path):
    key = "kW3vX9qLz7pR2mN8sT4yB6dF1gH5jC0aVeUiOxQw"
    assert not start(tmp_path, PEJL_URL="https://x.dk", PEJL_SECRET_KEY=key).returncode


def test_a_server_with_a_public_address_does_not_start_in_debug_mode(tmp_path):
    done = start(tmp_path, PEJL_URL="https://pejl.example.dk", PEJL_DEBUG="1")
    assert done.returncode
    assert "PEJL_DEBUG" in done.stderr


def test_a_new_secret_key_leaves_what_was_made_under_the_old_one(settings):
    """Cards and links hold, and sealed secrets can be read, until it is taken away."""
    link, sealed = tokens.sign_topics(["day-1"]), seal("hemmeligt")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 9
    assert (tokens.read_topics(link), unseal(sealed)) == (["day-1"], "hemmeligt")
    fresh = seal("nyt")
    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.read_topics(link) is None
    assert not is_readable(sealed)
    assert unseal(fresh) == "nyt"


def test_with_tls_no_cookie_can_be_planted_by_another_host(tmp_path):
    """Browsers take one of such a name from this host only, and send it over TLS only."""
    look = "from django.conf import settings as s; from pejl.days.tokens import TOKEN_COOKIE as t;"
    look += "print(s.SESSION_COOKIE_NAME, t, s.LANGUAGE_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
    done = start(tmp_path, "shell", "-v", "0", "-c", look, PEJL_URL="https://x.dk")
    assert done.stdout.split() == [
        "__Host-sessionid", "__Host-pejl", "__Host-django_language", "True",
    ]  # fmt: skip


def test_answers_tell_the_browser_to_use_tls_too(settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    told = dict(list_headers())
    assert told[b"strict-transport-security"] == b"max-age=31536000; includeSubDomains"


def test_a_page_tells_the_browser_to_be_careful(client, settings, db):
    settings.SECURE_HSTS_SECONDS = 31536000
    headers = client.get("/j/", secure=True).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["Cache-Control"] == "no-store"
    assert not [name for name in headers if name.lower().startswith("access-control")]
