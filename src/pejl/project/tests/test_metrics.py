"""Figures of a real server, and whom it gives them to."""

import re
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from django.core import signing
from tests.faults.ground import Ground, make_body

RULES = Path(__file__).parents[4] / "deploy" / "prometheus-rules.yml"
TOKEN = secrets.token_urlsafe(20)
NAME = re.compile(r"\b(?:pejl|process)_[a-z_]+\b(?!\")")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    ground = Ground(tmp_path_factory.mktemp("figures"))
    ground.furnish()
    return ground


@pytest.fixture(scope="module")
def ground(made):
    made.start()
    made.wait_until_ready()
    yield made
    made.kill()


@pytest.fixture
def with_token(made, tmp_path):
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    made = Ground(tmp_path, settings={"PEJL_METRICS_TOKEN": TOKEN})
    made.start()
    made.wait_until_ready()
    yield made
    made.kill()


def ask(ground, **headers):
    return httpx.get(f"{ground.base}/metrics", headers=headers, timeout=20)


def read(ground, **headers):
    """Each sample by its name and labels."""
    reply = ask(ground, **headers)
    assert reply.status_code == 200, reply.text
    rows = [line.rpartition(" ") for line in reply.text.splitlines() if line[:1] != "#"]
    return {name: float(figure) for name, _space, figure in rows}


def answer(ground, key, token=None):
    cookies = {"pejl": token or ground.tokens[0]}
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    url = f"{ground.base}/a/{ground.slot}"
    return httpx.post(url, content=make_body(key), headers=headers, cookies=cookies)


@contextmanager
def open_stream(ground):
    key = (ground.folder / "secret-key").read_text()
    topics = signing.dumps(["day:1"], key=key, salt="pejl.stream")
    with httpx.stream("GET", f"{ground.base}/a/events", params={"t": topics}) as stream:
        lines = stream.iter_raw()
        next(lines)
        yield


def test_answers_requests_and_streams_are_counted(ground):
    assert [answer(ground, key).status_code for key in ("k1", "k2", "k1")] == [200] * 3
    assert answer(ground, "k3", "nobody").status_code == 403
    assert httpx.get(f"{ground.base}/j/").status_code == 200
    assert httpx.get(f"{ground.base}/l/secret-link/").status_code == 404
    with open_stream(ground):
        found = read(ground)
    assert found["pejl_streams"] == found["pejl_streams_opened_total"] == 1
    assert found['pejl_answers_total{outcome="stored"}'] == 2
    assert found['pejl_answers_total{outcome="repeated"}'] == 1
    assert found['pejl_answers_total{outcome="stranger"}'] == 1
    assert found['pejl_answers_total{outcome="down"}'] == 0
    assert found["pejl_tick_seconds_count"] == found["pejl_commit_answers_sum"] == 4
    assert 1 <= found["pejl_commit_seconds_count"] <= 4
    assert found["pejl_nudges_total"] >= 2
    assert found['pejl_requests_total{method="GET",route="join",status="200"}'] == 1
    assert found['pejl_requests_total{method="GET",route="link",status="404"}'] == 1
    assert found['pejl_request_seconds_bucket{le="+Inf",route="join"}'] == 1
    assert found['pejl_ready{part="database"}'] == found['pejl_ready{part="hub"}'] == 1
    assert found['pejl_mails{state="waiting"}'] == found["pejl_tasks_due"] == 0
    assert found["process_resident_memory_bytes"] > 10_000_000
    assert found["pejl_folder_free_bytes"] > 0
    assert any(name.startswith("pejl_build_info{") for name in found)


def test_no_figure_is_by_day_or_person(ground):
    answer(ground, "k9")
    text = ask(ground).text
    labels = set(re.findall(r'[{,](\w+)="', text))
    assert labels <= {
        "outcome", "le", "route", "method", "status", "at", "state", "job", "part", "version",
        "python", "django", "database",
    }  # fmt: skip
    assert "secret-link" not in text


def test_the_rules_name_only_figures_that_are_there(ground):
    kinds = set(re.findall(r"# TYPE (\S+) ", ask(ground).text))
    known = {*kinds, *(f"{name}_bucket" for name in kinds)}
    named = {name for line in RULES.read_text().splitlines() if "expr:" in line
             for name in NAME.findall(line)}  # fmt: skip
    assert len(named) > 10
    assert named <= known


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Host": "pejl.example.dk"},
        {"Host": "localhost.example.dk"},
    ],
)
def test_what_a_proxy_passes_on_is_not_from_here(ground, headers):
    assert ask(ground, **headers).status_code in (400, 404)


def test_with_a_token_only_who_has_it_may_read(with_token):
    ground = with_token
    assert ask(ground).status_code == 404
    assert ask(ground, Authorization=f"Bearer {TOKEN}x").status_code == 404
    assert ask(ground, Authorization="Bearer x").status_code == 404
    from_afar = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "10.0.0.1"}
    assert "pejl_ready{" in ask(ground, **from_afar).text
