"""An organisation's own sign-in is set up and used in the browser, against real providers."""

import threading
import warnings
from http.server import ThreadingHTTPServer

import httpx
import pytest
from tests import conftest

from pejl.accounts.tests.making_saml import Page, Provider

pytestmark = pytest.mark.browser

LAPTOP = (1366, 900)


@pytest.fixture(autouse=True)
def _providers_on_this_machine(monkeypatch):
    own = conftest.own_environment
    monkeypatch.setattr(
        conftest, "own_environment", lambda folder: own(folder) | {"PEJL_SIGN_IN_INSIDE": "1"}
    )


@pytest.fixture
def provider():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


def fill_in(page, name, **fields):
    page.fill("#id_name", name)
    page.fill("#id_claim", "roles")
    page.fill("#id_domains", "kommune.dk")
    for name, value in fields.items():
        page.fill(f"#id_{name}", value)
    page.fill("[name=role-0-value]", "pejl-ejer")
    page.select_option("[name=role-0-role]", "owner")
    page.fill("[name=role-1-value]", "pejl-leder")
    page.select_option("[name=role-1-role]", "facilitator")


def test_by_openid_connect(house, watch, provider):
    for sub, role in (("ida", "pejl-ejer"), ("bo", "pejl-leder"), ("cai", "andet")):
        said = {"email": f"{sub}@kommune.dk", "roles": [role]}
        httpx.put(f"{provider}/users/{sub}", json=said).raise_for_status()
    owner = watch.open(LAPTOP, house.facts["entry"])
    owner.goto("/organisation/accounts/")
    owner.click("text=Log ind med egen løsning")
    watch.check(owner)
    owner.click("text=Tilføj OpenID Connect")
    watch.check(owner)
    fill_in(owner, "Kommunens login", url=provider, client_id="pejl", secret="hemmeligt")
    owner.click("button:has-text('Gem')")
    owner.wait_for_selector("text=Gemt. Prøv den")
    watch.check(owner)
    come(watch, owner, "main a:has-text('Prøv')", "ida")
    owner.wait_for_selector("text=Du ville komme ind som ejer")
    watch.check(owner)
    owner.click("main a:has-text('Tilbage')")
    owner.check("#id_forced")
    owner.click("button:has-text('Gem')")
    owner.wait_for_selector("text=Gemt. Prøv den")

    phone = watch.open((390, 844), "/cases/")
    phone.click("text=Log ind som på arbejdet")
    watch.check(phone)
    phone.fill("#id_email", "bo@kommune.dk")
    phone.click("text=Find det")
    watch.check(phone)
    come(watch, phone, "text=Gå videre til Kommunens login", "bo")
    phone.wait_for_url("**/cases/")
    phone.goto("/account/")
    assert "bo@kommune.dk" in phone.inner_text("main")
    assert "mødeleder" in phone.inner_text("main")

    other = watch.open((390, 844), "/signin/own/")
    other.fill("#id_email", "cai@kommune.dk")
    other.click("text=Find det")
    come(watch, other, "text=Gå videre til Kommunens login", "cai")
    other.wait_for_selector("text=ingen rolle i Pejl")
    watch.check(other)


def come(watch, page, leave, sub):
    """To the provider and back; what its own pages do there is no fault of ours."""
    assert not watch.faults
    page.click(leave)
    page.wait_for_selector("text=Authorize Client")
    page.fill("[name=sub]", sub)
    page.click("button:has-text('Authorize')")
    page.wait_for_url(f"{watch.base}/**")
    watch.faults.clear()


@pytest.fixture
def saml(tmp_path_factory):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    place = f"http://localhost:{server.server_port}"
    Page.provider = Provider(tmp_path_factory.mktemp("idp"), place)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Page.provider
    server.shutdown()
    server.server_close()


def test_by_saml(house, watch, saml):
    owner = watch.open(LAPTOP, house.facts["entry"])
    owner.goto("/organisation/sign-in/")
    owner.click("text=Tilføj SAML")
    watch.check(owner)
    fill_in(owner, "Context Handler", url=f"{saml.place}/metadata")
    owner.click("button:has-text('Gem')")
    owner.wait_for_selector("text=Gemt. Prøv den")
    watch.check(owner)
    ours = owner.locator("a.address").get_attribute("href")
    saml.get_to_know(httpx.get(ours).raise_for_status().text)
    come_by_saml(watch, owner, "main a:has-text('Prøv')", "ida", "pejl-ejer")
    owner.wait_for_selector("text=Du ville komme ind som ejer")

    phone = watch.open((390, 844), "/signin/own/")
    phone.fill("#id_email", "bo@kommune.dk")
    phone.click("text=Find det")
    come_by_saml(watch, phone, "text=Gå videre til Context Handler", "bo", "pejl-leder")
    phone.wait_for_url("**/days/")
    phone.goto("/account/")
    assert "bo@kommune.dk" in phone.inner_text("main")
    assert "mødeleder" in phone.inner_text("main")


def come_by_saml(watch, page, leave, sub, role):
    assert not watch.faults
    page.click(leave)
    page.fill("[name=sub]", sub)
    page.fill("[name=role]", role)
    page.click("button:has-text('Go')")
    page.click("button:has-text('Back')")
    page.wait_for_url(f"{watch.base}/**")
    watch.faults.clear()
