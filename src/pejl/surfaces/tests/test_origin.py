import pytest

from pejl.surfaces.origin import is_foreign

HOST = "pejl.example:8000"
EVIL = "https://evil.example"


@pytest.mark.parametrize(
    ("foreign", "site", "origin", "referer"),
    [
        (False, "", "", ""),
        (False, "same-origin", "", ""),
        (False, "same-origin", "https://other.name", ""),  # a proxy may ask by another name
        (False, "none", "", ""),
        (False, "", f"http://{HOST}", ""),
        (False, "", f"https://{HOST}", EVIL),
        (False, "", "", f"http://{HOST}/p/?a=b"),
        (False, "", "", f"http://{HOST}"),
        (True, "cross-site", "", ""),
        (True, "same-site", f"http://{HOST}", ""),
        (True, "cross-site", f"http://{HOST}", f"http://{HOST}/"),
        (True, "anything", "", ""),
        (True, "", EVIL, ""),
        (True, "", EVIL, f"http://{HOST}/"),
        (True, "", f"{EVIL}/{HOST}", ""),
        (True, "", f"{HOST}://evil.example", ""),
        (True, "", f"http://{HOST}.evil.example", ""),
        (True, "", f"http://ida@{HOST}", ""),
        (True, "", "http://pejl.example", ""),
        (True, "", f"javascript://{HOST}", ""),
        (True, "", "null", ""),
        (True, "", "null", f"http://{HOST}/"),
        (True, "", HOST, ""),
        (True, "", "", f"{EVIL}/p/"),
        (True, "", "", f"{EVIL}?http://{HOST}/"),
        (True, "", "", "about:blank"),
    ],
)
def test_a_form_on_another_site_is_not_taken(foreign, site, origin, referer):
    assert is_foreign(site, origin, referer, HOST) is foreign


@pytest.mark.parametrize(
    ("foreign", "origin"),
    [
        (False, "https://pejl.dk"),  # also behind a proxy that asks by another name
        (False, f"https://{HOST}"),
        (True, f"http://{HOST}"),  # what is between may write such a page
        (True, "http://pejl.dk"),
        (True, "https://pejl.dk.evil.example"),
    ],
)
def test_a_public_address_counts_too_and_nothing_without_tls_beside_it(settings, foreign, origin):
    settings.PEJL_URL = "https://pejl.dk/"
    assert is_foreign("", origin, "", HOST) is foreign
