"""A receiver on this machine, which keeps what it is sent and answers as it is told to."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def run_receiver():
    """`.url`, `.got` (headers and body of each message), `.status` it answers with."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.got, server.status, server.slow = [], 204, threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}/pejl"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers.items()), body))
        if self.server.slow.is_set():
            self.drip()
            return
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def drip(self):
        """A letter now and then, so that no wait for one is ever too long."""
        while self.server.slow.is_set():
            self.wfile.write(b"H")
            time.sleep(0.05)

    def log_message(self, *_said):
        pass
