"""A cache on the way, which knows nothing of cookies, gives nobody what is another's."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass

import httpx
import pytest
from tests.conftest import find_free_port
from tests.driving import open_item

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
CONFIG = """
{user}
daemon off; pid {folder}/pid; error_log {folder}/errors crit;
events {{}}
http {{
    {temporary}
    proxy_cache_path {folder}/kept keys_zone=all:1m;
    server {{
        listen 127.0.0.1:{port};
        proxy_cache all;
        proxy_cache_key $request_uri;
        proxy_cache_valid any 10m;
        add_header X-Kept $upstream_cache_status always;
        location / {{ proxy_pass {base}; proxy_set_header Host $http_host; }}
    }}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Front:
    base: str

    def visit(self, way_in):
        """A browser that has come in by that link."""
        path = "/" + way_in.split("/", 3)[3]
        visitor = httpx.Client(base_url=self.base, follow_redirects=True, timeout=60)
        visitor.get(path).raise_for_status()
        return visitor


@pytest.fixture
def front(house, tmp_path_factory):
    if not NGINX:
        pytest.skip("no nginx here (./script/proxy gets it)")
    folder, port = tmp_path_factory.mktemp("cache"), find_free_port()
    config = CONFIG.format(
        user="user root;" if os.geteuid() == 0 else "",
        temporary=" ".join(f"{one}_temp_path {folder}/{one};" for one in TEMPORARY),
        folder=folder,
        port=port,
        base=house.base,
    )
    (folder / "nginx.conf").write_text(config)
    command = [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "errors"]
    nginx = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = Front(f"http://127.0.0.1:{port}")
    wait_for(made.base)
    yield made
    nginx.terminate()
    nginx.wait(timeout=20)


def wait_for(base):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            httpx.get(f"{base}/healthz", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("nginx did not come up")


def test_nobody_gets_what_is_another_persons(house, front):
    _console, day, _slot = open_item(house, "De vigtige dialoger")
    names, links = zip(*house.facts["phones"][:2], strict=True)
    ida, bo = (front.visit(link) for link in links)
    desk = front.visit(house.facts["entry"])
    stranger = httpx.Client(base_url=front.base, timeout=60)
    for path in ("/p/", "/p/now"):
        for name, phone, other in ((names[0], ida, names[1]), (names[1], bo, names[0])):
            page = phone.get(path)
            assert page.headers["X-Kept"] != "HIT", path
            if path == "/p/":
                assert name in page.text
                assert f">{other}<" not in page.text
        assert stranger.get(path).status_code == 302
    for path in ("/", f"/days/{day}/", f"/days/{day}/console/now", "/organisation/accounts/"):
        assert desk.get(path, follow_redirects=True).headers["X-Kept"] != "HIT"
        assert stranger.get(path).headers["X-Kept"] != "HIT", path
        assert names[0] not in stranger.get(path).text


def test_what_is_the_same_for_all_is_kept(house, front):
    """So the cache does keep what it may."""
    page = httpx.get(f"{front.base}/j/", timeout=60).text
    sheet = page.split('rel="stylesheet" href="', 1)[1].split('"', 1)[0]
    kept = [httpx.get(front.base + sheet, timeout=60).headers["X-Kept"] for _ in range(2)]
    assert kept == ["MISS", "HIT"]
