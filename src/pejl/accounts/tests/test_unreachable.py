"""A provider that is away, or that may not be asked."""

import pytest
from django.urls import reverse

from pejl.accounts.models import Connection, ConnectionKind
from pejl.accounts.sealing import seal
from pejl.people.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1:1", "http://provider.invalid", "https://x.invalid"]
)
def test_it_is_said_in_words(client, url):
    organisation = Organisation.objects.create(name="Center")
    connection = Connection.objects.create(
        organisation=organisation, key="k", kind=ConnectionKind.OIDC, name="Egen", url=url,
        client_id="pejl", secret=seal("s"),
    )  # fmt: skip
    door = reverse("openid_connect_login", args=[connection.key])
    answer = client.post(door, follow=True)
    assert answer.status_code == 200
    assert "kan ikke nås" in answer.content.decode()
