"""The whole example day through a running server over real HTTP, by the command a user types."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from docx import Document


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("day")
    command = [sys.executable, "-m", "pejl.project.cli", "demo", "--headless", "--port", "8931"]
    done = subprocess.run(
        [*command, "--out", str(folder)], capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_nothing_that_was_acknowledged_is_lost_or_doubled(out: Path):
    summary = json.loads((out / "summary.json").read_text())
    assert summary["people"] == 50
    assert summary["items"] == 19
    assert summary["acknowledged"] > 500
    assert summary["lost"] == summary["doubled"] == 0
    assert summary["stored"] >= summary["acknowledged"]


def test_a_delay_of_twelve_minutes_is_seen_caught_up_undone_and_caught_up(out: Path):
    late = json.loads((out / "summary.json").read_text())["late"]
    assert late == {"behind": 12, "ways": 3, "taken": 0, "undone": 12, "after": 0}


def test_groups_are_mended_when_six_come_late(out: Path):
    groups = json.loads((out / "summary.json").read_text())["groups"]
    assert (groups["rounds"], groups["tables"], groups["changes"]) == (8, 9, 2)
    assert groups["met_again"] == 0


def test_twelve_weeks_of_check_ins_come_of_it(out: Path):
    weeks = json.loads((out / "summary.json").read_text())["weeks"]
    assert weeks["asked"] == weeks["answered"] + weeks["silent"]
    assert min(weeks[name] for name in ("next_steps", "asked", "answered")) > 0
    assert weeks["mails"] >= weeks["asked"]


def test_the_plan_is_a_tagged_pdf_and_a_word_file(out: Path):
    with pikepdf.open(out / "plan.pdf") as pdf, pdf.open_metadata() as metadata:
        assert str(metadata["pdfuaid:part"]) == "1"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("da")
    headings = [
        line.text for line in Document(out / "plan.docx").paragraphs if "Heading" in line.style.name
    ]
    assert any("NU-billedet" in text for text in headings)
    assert any("næste skridt" in text for text in headings)


def test_the_facilitator_wrote_and_the_phones_signed(out: Path):
    plan = " ".join(line.text for line in Document(out / "plan.docx").paragraphs)
    assert re.search(r"\d+ af \d+ kan skrive under, \d+ kan leve med det", plan)


def test_the_dialogues_named_are_a_network_in_the_plan(out: Path):
    document = Document(out / "plan.docx")
    said = " ".join(line.text for line in document.paragraphs)
    shown = re.search(r"(\d+) dialoger kan vises", said)
    assert shown
    assert int(shown[1]) > 3
    assert re.search(r"Gensidighed: omkring \d+ %", said)
