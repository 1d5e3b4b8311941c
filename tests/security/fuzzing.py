"""`./script/fuzz PARSER [SECONDS]`: one parser for as long as it is told, guided by what each input
reaches of the code (atheris), or by chance where there is no atheris. Stops at the first exception
that the parser does not promise, and leaves the input that did it."""

import importlib.util
import os
import random
import sys
import time
from pathlib import Path
from tempfile import gettempdir

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pejl.project.settings")
# Nobody has collected the files that pages link to.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Guided:
    """Choices out of the bytes that the fuzzer made."""

    def __init__(self, data):
        import atheris

        self.provider = atheris.FuzzedDataProvider(data)

    def number(self, most):
        return self.provider.ConsumeIntInRange(0, most)

    def some(self, most):
        return self.provider.ConsumeBytes(most)


class Chance:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self, most):
        return self.random.randint(0, most)

    def some(self, most):
        return self.random.randbytes(self.random.randint(0, most))


def try_one(parser, choose):
    from tests.security.spoiling import make_one

    data = make_one(choose, parser.seeds)
    try:
        parser.read(data)
    except parser.known:
        pass
    except BaseException:
        place = Path(gettempdir()) / "pejl-fuzz-found"
        place.write_bytes(data)
        sys.stderr.write(f"found: {place}\n")
        raise


def run_guided(name, seconds):
    import atheris

    with atheris.instrument_imports(include=["pejl", "docx", "markdown_it", "email", "zipfile"]):
        parser = prepare(name)
    folder = Path(gettempdir()) / f"pejl-fuzz-{name}"
    folder.mkdir(exist_ok=True)
    options = [f"-max_total_time={seconds}", "-max_len=4096", "-rss_limit_mb=4096", "-timeout=30"]
    atheris.Setup(
        [sys.argv[0], str(folder), *options, "-print_final_stats=1"],
        lambda data: try_one(parser, Guided(data)),
    )
    atheris.Fuzz()


def run_by_chance(name, seconds):
    parser, until, tries = prepare(name), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        tries += 1
        try_one(parser, Chance(tries))
    sys.stdout.write(f"{name}: {tries} inputs, nothing found\n")


def prepare(name):
    import logging

    import django
    from django.conf import settings

    django.setup()
    logging.disable()
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}
    from tests.security.parsers import list_parsers

    parsers = list_parsers()
    if name not in parsers:
        sys.exit(f"Which? {', '.join(parsers)}")
    return parsers[name]


if __name__ == "__main__":
    guided = importlib.util.find_spec("atheris") is not None
    chosen, length = [*sys.argv[1:3], *("", "600")[len(sys.argv[1:3]) :]]
    (run_guided if guided else run_by_chance)(chosen, int(length))
