"""How long a phone on slow 3G takes to join, from opening its link to a page one can answer on.

Chromium's throttling: 400 kbit/s both ways, 400 ms latency. An own server with the example day.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from findings import note
from playwright.sync_api import sync_playwright
from tests import conftest

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
ROUNDS = 5


def join_once(browser, link):
    """Seconds until usable; requests and bytes until nothing more comes."""
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    asked, sizes = [], []
    context.on("request", lambda request: asked.append(request.url))
    wire.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    began = time.perf_counter()
    page.goto(link, wait_until="commit")
    page.wait_for_selector(".scripted .waiting h1")
    took = time.perf_counter() - began
    before = len(asked)
    page.wait_for_timeout(3000)
    context.close()
    return took, before, len(asked), sum(sizes)


def main():
    folder = Path(tempfile.mkdtemp(prefix="pejl-joining-"))
    make = [sys.executable, "-c", conftest.MAKE_DAY, conftest.ELSEWHERE]
    surroundings = conftest.own_environment(folder)
    made = subprocess.run(make, env=surroundings, stdout=subprocess.PIPE, text=True, check=True)
    port = conftest.find_free_port()
    facts = made.stdout.splitlines()[-1].replace(conftest.ELSEWHERE, f"http://127.0.0.1:{port}")
    server = conftest.start_server(folder, port)
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=conftest.find_chromium(), args=["--no-sandbox"]
            )
            runs = [join_once(browser, json.loads(facts)["phones"][0][1]) for _ in range(ROUNDS)]
            browser.close()
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)
    for took, before, after, size in runs:
        print(f"{took:.2f} s, {before} requests, in all {after} and {size / 1000:.1f} kB")
    middle = statistics.median(run[0] for run in runs)
    print(f"median {middle:.2f} s")
    note("joining on slow 3G, of what is allowed", "2 s", f"{middle:.2f} s", middle / 2)


if __name__ == "__main__":
    main()
