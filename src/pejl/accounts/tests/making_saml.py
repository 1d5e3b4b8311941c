"""A real SAML identity provider (pysaml2), which also lies when it is asked to."""

import base64
import re
import shutil
from html import escape
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import pytest

from pejl.accounts.saml import BREAK, make_keys

ENTITY = "https://idp.kommune.dk/"


class Provider:
    """`place`: where it listens. It knows us once it has read our metadata."""

    def __init__(self, folder, place):
        if not shutil.which("xmlsec1"):
            pytest.skip("no xmlsec1 for a SAML provider to sign with (./script/browser gets it)")
        self.folder, self.place = folder, place
        key, mark, certificate = make_keys().partition(BREAK)
        (folder / "key.pem").write_text(key)
        (folder / "cert.pem").write_text(mark + certificate)
        self.server = None

    def configure(self, *known):
        from saml2 import BINDING_HTTP_REDIRECT
        from saml2.config import IdPConfig
        from saml2.server import Server

        config = {
            "entityid": ENTITY,
            "key_file": str(self.folder / "key.pem"),
            "cert_file": str(self.folder / "cert.pem"),
            "xmlsec_binary": shutil.which("xmlsec1"),
            "service": {
                "idp": {
                    "endpoints": {
                        "single_sign_on_service": [(f"{self.place}/sso", BINDING_HTTP_REDIRECT)]
                    },
                    "want_authn_requests_signed": True,
                    "policy": {"default": {"lifetime": {"minutes": 15}}},
                }
            },
            "metadata": {"inline": list(known)},
        }
        return Server(config=IdPConfig().load(config))

    def read_metadata(self):
        from saml2.metadata import entity_descriptor

        return str(entity_descriptor(self.configure().config))

    def get_to_know(self, metadata):
        self.server = self.configure(metadata)

    def answer(self, address, sub, roles, *, signed=True, bound=True):
        """To the request in the address: where the browser posts what. Not `bound`: the assertion
        does not say to which request, as some providers' do not."""
        from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
        from saml2.authn_context import PASSWORD
        from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
        from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

        query = urlsplit(address).query
        asked = {name: one for name, (one, *_) in parse_qs(query, keep_blank_values=True).items()}
        request = self.server.parse_authn_request(
            asked["SAMLRequest"], BINDING_HTTP_REDIRECT,
            relay_state=asked.get("RelayState"),
            sigalg=asked["SigAlg"], signature=asked["Signature"],
        ).message  # fmt: skip
        where = self.server.response_args(request, [BINDING_HTTP_POST])
        made = self.server.create_authn_response(
            {"mail": [f"{sub}@kommune.dk"], "roles": roles},
            in_response_to=where["in_response_to"],
            destination=where["destination"],
            sp_entity_id=where["sp_entity_id"],
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=sub),
            authn={"class_ref": PASSWORD, "authn_auth": ENTITY},
            sign_assertion=signed,
            sign_response=False,
            sign_alg=SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
        )
        text = str(made)
        if not bound:
            text = self.sign_anew(text, where["in_response_to"])
        return where["destination"], base64.b64encode(text.encode()).decode()

    def sign_anew(self, text, request_id):
        """Without the request's id in what is signed."""
        head, tail = text.split("Assertion", 1)
        bare = tail.replace(f' InResponseTo="{request_id}"', "")
        found = re.search(r"<ns\d:Assertion.* ID=\"([^\"]+)\"", head + "Assertion" + bare)
        return self.server.sec.sign_statement(
            head + "Assertion" + bare, "urn:oasis:names:tc:SAML:2.0:assertion:Assertion",
            node_id=found[1],
        )  # fmt: skip


def change(response, before, after):
    """What one in the middle would do to it."""
    text = base64.b64decode(response).decode()
    assert before in text
    return base64.b64encode(text.replace(before, after).encode()).decode()


def wrap_again(old, fresh):
    """An old assertion in the envelope of a fresh answer."""
    assertion = re.compile(r"<ns\d:Assertion.*</ns\d:Assertion>", re.DOTALL)
    texts = [base64.b64decode(one).decode() for one in (old, fresh)]
    whole = assertion.sub(lambda _: assertion.search(texts[0])[0], texts[1])
    return base64.b64encode(whole.encode()).decode()


ASK = """<form action="/say"><input name="asked" type="hidden" value="{asked}">
Who are you? <input name="sub"><input name="role"><button>Go</button></form>"""
SEND = """<form method="post" action="{where}"><button>Back</button>
<input name="SAMLResponse" type="hidden" value="{response}"></form>"""


class Page(BaseHTTPRequestHandler):
    """The provider's own pages: who one is, then back to where one came from."""

    provider = None

    def do_GET(self):
        parts = urlsplit(self.path)
        if parts.path == "/metadata":
            self.say(self.provider.read_metadata(), "text/xml")
        elif parts.path == "/sso":
            self.say(ASK.format(asked=escape(self.path)))
        else:
            said = {name: one for name, (one, *_) in parse_qs(parts.query).items()}
            where, response = self.provider.answer(said["asked"], said["sub"], [said["role"]])
            self.say(SEND.format(where=where, response=response))

    def say(self, text, kind="text/html"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_said):
        pass
