"""Pages for what went wrong, in real Chromium, as far as to a database that is away."""

import os
from contextlib import closing

import pytest
from tests.conftest import Watch
from tests.faults.ground import Ground

pytestmark = pytest.mark.browser
PHONE, LAPTOP = (390, 844), (1366, 768)


@pytest.fixture
def cluster():
    """A connection to the cluster, and the name of a database of its own."""
    url = os.environ.get("PEJL_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("PEJL_TEST_POSTGRES_URL is not set: no PostgreSQL to test on")
    import psycopg

    name = f"pejl_errors_{os.getpid()}"
    with closing(psycopg.connect(url, autocommit=True)) as made:
        made.execute(f"CREATE DATABASE {name}")
        yield made, name
        made.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def ground(cluster, tmp_path):
    made = Ground(
        tmp_path, f"{os.environ['PEJL_TEST_POSTGRES_URL'].rpartition('/')[0]}/{cluster[1]}"
    )
    made.start()
    made.wait_until_ready()
    yield made
    made.kill()


def lose_phones(ground):
    import psycopg

    with psycopg.connect(ground.database, autocommit=True) as database:
        database.execute("ALTER TABLE days_phone RENAME TO lost")


def shut(cluster):
    """Nobody is let in, and who is in is put out."""
    made, name = cluster
    made.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    made.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
    )


def test_pages_for_errors_say_what_to_do(chromium, cluster, ground):
    watch = Watch(chromium, ground.base)
    watch.note_response = lambda response: None  # errors are what is asked for
    watch.note_message = lambda message: None
    phone, laptop = watch.open(PHONE), watch.open(LAPTOP)
    cookie = {"name": "pejl", "value": "x" * 20, "url": ground.base}
    phone.context.add_cookies([cookie])

    def look(page, heading):
        assert page.inner_text("h1") == heading
        watch.check(page)
        return page.inner_text("main")

    phone.goto("/nowhere/")
    assert "Brug dagens kode" in look(phone, "Den side findes ikke her")
    phone.goto("/a/1")
    look(phone, "Dit svar er ikke gemt")
    form = f"<form method=post action={ground.base}/signin/><button>Send</button></form>"
    laptop.set_content(form)
    laptop.click("button")
    assert "Der er ikke gemt noget" in look(laptop, "Det kom fra et andet sted")
    lose_phones(ground)
    phone.goto("/p/")
    assert "Sker det igen" in look(phone, "Noget gik galt på serveren")
    shut(cluster)
    phone.goto("/p/")
    assert "dine svar ligger på telefonen" in look(phone, "Pejl er væk et øjeblik")
    phone.click("text=Prøv igen")
    look(phone, "Pejl er væk et øjeblik")
    assert not watch.faults, watch.faults
