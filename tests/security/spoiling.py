"""Files that are right but for what somebody with ill will put into them."""

import hashlib
import json
from io import BytesIO
from typing import Protocol
from zipfile import ZIP_DEFLATED, ZipFile

MANIFEST = "manifest.json"
UNKIND = (
    b"\x00", b"\xff\xfe", b"\r\n\r\n", b"PK\x03\x04", b"\xed\xa0\x80", b"%ED%A0%80", b"%00",
    b"&" * 300,
    b"nan", b"Infinity", b"-1", b"1e999", b"9" * 25, b"9" * 5000, b"0x10", b"1_0", "١٢".encode(),
    b"../../etc/passwd", b"C:\\x", b"<", b"]]>", b"<a>" * 3000, b"<w:tbl><w:tr><w:tc>" * 500,
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>', b"&b;", b"&#0;", b"&#xFFFE;",
    b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', b"&f;",
    b"[" * 5000, b'{"a":' * 3000, b"null", b"{}", b"[]", b'"x"', b"true", b"2**63",
    b"18446744073709551616",
    b"> " * 3000, b"- " * 3000, b"*" * 3000, b"|" * 500, b"`" * 500, b'"', b"\n" * 300, b";" * 300,
    b"Content-Length: 7\r\n", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n",
    b"Upgrade: websocket\r\nConnection: upgrade\r\n", b"HTTP/1.0",
    b"GET /a/events?t=x HTTP/1.1\r\n\r\n",
    b"boundary=", b"--x\r\n", b"message/rfc822", b"charset=idna", b"=?idna?q?x?=", b"=?x?b?=",
    "\u202e\u2066\ufeff".encode(), "\U0001f469\u200d\U0001f467".encode(), b"kl. 99:99",
    b"31/2-0000",
)  # fmt: skip


class Choose(Protocol):
    """Where the choices come from: Hypothesis, a fuzzer, or chance."""

    def number(self, most: int) -> int: ...
    def some(self, most: int) -> bytes: ...


def make_one(choose: Choose, seeds: tuple[bytes, ...]) -> bytes:
    """Bytes of no kind at all, or one of the seeds with something in it that should not be."""
    way = choose.number(9)
    if way == 0:
        return choose.some(2000)
    seed = seeds[choose.number(len(seeds) - 1)]
    return spoil_inside(choose, seed) if way > 3 and seed.startswith(b"PK") else spoil(choose, seed)


def spoil(choose: Choose, data: bytes) -> bytes:
    for _ in range(1 + choose.number(3)):
        at = choose.number(len(data))
        cut = choose.number(1) * choose.number(60)
        put = UNKIND[choose.number(len(UNKIND) - 1)] if choose.number(1) else choose.some(40)
        data = data[:at] + put + data[at + cut :]
    return data


def spoil_inside(choose: Choose, data: bytes) -> bytes:
    """A sound zip all the same, and where it has a manifest, that one is right about it."""
    parts = open_zip(data)
    name = sorted(parts)[choose.number(len(parts) - 1)]
    parts[name] = spoil(choose, parts[name])
    if MANIFEST in parts and name != MANIFEST:
        manifest = json.loads(parts[MANIFEST])
        digest = hashlib.sha256(parts[name]).hexdigest()
        manifest["files"][name] = {"sha256": digest, "size": len(parts[name])}
        parts[MANIFEST] = json.dumps(manifest).encode()
    return make_zip(parts)


def open_zip(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def make_zip(parts: dict[str, bytes]) -> bytes:
    sink = BytesIO()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return sink.getvalue()
