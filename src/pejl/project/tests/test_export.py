"""`pejl export`: a day's figures as spreadsheets, at the shell."""

import stat
from zipfile import ZipFile

from click.testing import CliRunner

from pejl.audit.models import Act, Entry
from pejl.days.tests.making import make_day
from pejl.project.cli import main
from pejl.sheets.books import DAY_SHEETS


def test_the_shell_writes_a_workbook_a_zip_or_a_folder(db, tmp_path):
    day = make_day("poll")
    run = CliRunner().invoke
    for name, kind in (("a.xlsx", "xlsx"), ("b.zip", "csv"), ("c", "csv")):
        path = tmp_path / name
        done = run(main, ["export", day.code.lower(), "--as", kind, "--to", str(path)])
        assert done.exit_code == 0, done.output
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert len(list((tmp_path / "c").iterdir())) == len(DAY_SHEETS) + 1
    assert "tal.csv" in ZipFile(tmp_path / "b.zip").namelist()
    assert Entry.objects.filter(act=Act.EXPORTED, about="numbers").count() == 3
    assert "No day has the code" in run(main, ["export", "NOPE"]).output
