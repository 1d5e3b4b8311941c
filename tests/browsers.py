"""WebKit and Firefox as Debian has them, by their own drivers: Playwright drives neither.

WebKitWebDriver speaks W3C WebDriver over HTTP, on a display of Xvfb. Firefox speaks the same
commands over Marionette, headless, so that no geckodriver is needed.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin

import httpx

LIBRARIES = Path("/usr/lib")
HOSTNAME = socket.gethostname()
IS_SHOWN = """
return [...document.querySelectorAll(arguments[0])].some((one) => one.getClientRects().length)
"""


class Refused(Exception):
    """The browser says that it could not do so."""


class Browser:
    """One window, at first empty. `base` is the house's address."""

    def __init__(self, base, folder):
        self.base, self.folder, self.started = base, Path(folder), []

    def start(self, command, **named):
        self.started.append(subprocess.Popen(command, **named))
        return self.started[-1]

    def stop(self):
        for process in reversed(self.started):
            process.terminate()
            process.wait(timeout=20)

    def go(self, address):
        self.ask("Navigate", "url", url=urljoin(self.base, address))

    def reload(self):
        """As people do it: the drivers' own way passes service workers by."""
        self.run("window.before = true; location.reload()")
        self.wait("return !window.before && document.readyState === 'complete'")

    def run(self, script, *given):
        return self.ask("ExecuteScript", "execute/sync", script=script, args=given)

    def find(self, css):
        (one,) = self.ask("FindElement", "element", using="css selector", value=css).values()
        return one

    def click(self, css):
        self.wait_shown(css)
        one = self.find(css)
        self.ask("ElementClick", f"element/{one}/click", id=one)

    def write(self, css, text):
        self.wait_shown(css)
        one = self.find(css)
        self.ask("ElementSendKeys", f"element/{one}/value", id=one, text=text)

    def read(self, css):
        return self.run("return document.querySelector(arguments[0]).innerText", css)

    def shoot(self, path):
        Path(path).write_bytes(b64decode(self.ask("TakeScreenshot", "screenshot")))

    def wait(self, script, *given):
        """Until it is true. While a page goes over into the next one nothing can be asked."""
        until = time.monotonic() + 40
        while time.monotonic() < until:
            with suppress(Refused):
                if self.run(script, *given):
                    return
            time.sleep(0.05)
        raise AssertionError(f"never true: {script} {given} at {self.run('return location.href')}")

    def wait_shown(self, css):
        self.wait(IS_SHOWN, css)

    def wait_text(self, text):
        self.wait("return document.body.innerText.includes(arguments[0])", text)


class WebKit(Browser):
    """WebKitGTK: the engine of Safari, and so of every browser on an iPhone."""

    def __init__(self, base, folder):
        super().__init__(base, folder)
        port = find_free_port()
        named = {**os.environ, "DISPLAY": self.start_display(), "HOME": str(folder)}
        self.start(["WebKitWebDriver", f"--port={port}"], env=named)
        self.wire = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        wait_until(lambda: self.wire.get("/status").is_success)
        options = {"binary": str(find_minibrowser()), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        made = self.wire.post("/session", json={"capabilities": wanted}).json()["value"]
        self.session = f"/session/{made['sessionId']}"

    def start_display(self):
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
        shown = self.start(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return f":{shown.stdout.readline().strip()}"

    def ask(self, name, path, **body):
        verb = "GET" if name.startswith("Take") else "POST"
        reply = self.wire.request(verb, f"{self.session}/{path}", json=body)
        if not reply.is_success:
            raise Refused(reply.text)
        return reply.json()["value"]

    def size(self, width, height):
        self.ask("SetWindowRect", "window/rect", width=width, height=height)

    def stop(self):
        self.wire.delete(self.session)
        super().stop()

    def go(self, address):
        super().go(address)
        self.run(LISTEN)

    def read_faults(self):
        """What went wrong since a page was there: its driver tells nothing of the console."""
        return self.run("return (sessionStorage.faults || '').split('\\n').filter(Boolean)")


LISTEN = """
const note = (text) => (sessionStorage.faults = `${sessionStorage.faults || ""}${text}\\n`);
addEventListener("error", (event) => note(event.message));
addEventListener("unhandledrejection", (event) => note(event.reason));
addEventListener("securitypolicyviolation", (event) =>
  note(`${event.violatedDirective} ${event.blockedURI}`));
"""


class Firefox(Browser):
    """Firefox, without a window that anyone sees."""

    def __init__(self, base, folder):
        super().__init__(base, folder)
        (self.folder / "user.js").write_text(
            "".join(
                f"user_pref({json.dumps(name)}, {json.dumps(said)});\n" for name, said in PREFERRED
            )
        )
        command = ["firefox-esr", "--headless", "--marionette", "--remote-allow-system-access"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.start([*command, "--profile", str(folder)], **quiet)
        port = self.folder / "MarionetteActivePort"
        wait_until(lambda: port.exists() and port.read_text())
        self.wire = socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=60)
        self.lines, self.asked = self.wire.makefile("rb"), 0
        self.receive()
        self.ask("NewSession")

    def ask(self, name, path="", **body):
        self.asked += 1
        where = "" if ":" in name else "WebDriver:"
        message = json.dumps([0, self.asked, where + name, body]).encode()
        self.wire.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, fault, told = self.receive()
        if fault:
            raise Refused(fault["message"])
        return told["value"] if set(told) == {"value"} else told

    def receive(self):
        length = b""
        while (digit := self.lines.read(1)) != b":":
            length += digit
        return json.loads(self.lines.read(int(length)))

    def size(self, width, height):
        self.ask("SetWindowRect", width=width, height=height)

    def read_faults(self):
        self.ask("Marionette:SetContext", value="chrome")
        told = self.run(ERRORS)
        self.ask("Marionette:SetContext", value="content")
        return told


PREFERRED = [
    ("marionette.port", 0),
    ("intl.accept_languages", "da-DK,da"),
    # By this machine's name a page is no secure context, as on a phone in the house's own net.
    ("network.dns.localDomains", HOSTNAME),
]
ERRORS = """
const Fault = Ci.nsIScriptError;
return Services.console.getMessageArray()
  .filter((said) => said instanceof Fault && !(said.flags & Fault.warningFlag))
  .filter((said) => said.sourceName.startsWith("http"))
  .map((said) => `${said.sourceName}:${said.lineNumber} ${said.errorMessage}`);
"""


def find_free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_until(true):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(httpx.HTTPError):
            if true():
                return
        time.sleep(0.05)
    raise TimeoutError("never true")


def find_minibrowser():
    return next(iter(sorted(LIBRARIES.glob("*/webkit2gtk-4.*/MiniBrowser"), reverse=True)), None)


def tell_missing(kind):
    """What it would take to drive it here, or nothing."""
    if kind is Firefox:
        return "" if shutil.which("firefox-esr") else "no Firefox"
    found = shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and find_minibrowser()
    return "" if found else "no WebKit"
