"""One server a SQLite file; what is run beside it needs not ask."""

from tests.commands import PEJL, run
from tests.conftest import find_free_port, own_environment, start_server


def pejl(folder, *words, **told):
    return run(PEJL, *words, env={**own_environment(folder), **told})


def serve_second(folder, **told):
    return pejl(folder, "serve", "--port", str(find_free_port()), **told)


def test_a_second_server_refuses_and_commands_do_not(house, tmp_path_factory):
    second = serve_second(house.folder)
    assert second.returncode == 1
    assert "Another server (process " in second.stderr
    assert second.stdout == ""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    same_file = f"sqlite:///{house.folder / 'pejl.sqlite3'}"
    assert "Another server" in serve_second(elsewhere, PEJL_DATABASE_URL=same_file).stderr
    assert pejl(house.folder, "tick").returncode == 0
    account = (
        "add-account",
        "bo@example.org",
        "--organisation",
        "Ny",
        "--password",
        "fire heste danser",
    )
    assert "bo@example.org: owner" in pejl(house.folder, *account).stdout


def test_a_killed_server_leaves_the_file_free(tmp_path):
    first = start_server(tmp_path, find_free_port())
    assert serve_second(tmp_path).returncode == 1
    first.kill()
    first.wait()
    second = start_server(tmp_path, find_free_port())
    second.terminate()
    assert second.wait(timeout=20) in (0, -15)
