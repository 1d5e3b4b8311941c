"""Who may come in: invitations, roles, removing."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from pejl.accounts.models import Invitation
from pejl.accounts.tests.making import GOOD
from pejl.mail.models import Message
from pejl.people.models import Membership, Organisation, Role

PAGE = "/organisation/accounts/"


def invite(desk, email="bo@eksempel.dk", role="facilitator"):
    desk.post(PAGE, {"email": email, "role": role})
    body = Message.objects.filter(address=email).first().body
    return re.search(r"https?://[^/\s]+(/invitation/\S+)", body)[1]


def test_one_who_is_invited_chooses_a_password_and_is_in(desk, organisation):
    link, guest = invite(desk, "Bo@Eksempel.dk".lower()), Client()
    assert "bo@eksempel.dk" in guest.get(link).content.decode()
    assert "gætte" in guest.post(link, {"password": "velkommen2026"}).content.decode()
    assert guest.post(link, {"password": GOOD})["Location"] == "/days/"
    user = User.objects.get(email="bo@eksempel.dk")
    assert user.memberships.get().role == Role.FACILITATOR
    assert user.emailaddress_set.get().verified
    assert guest.get("/account/").status_code == 200
    assert Client().get(link).status_code == 404
    assert not Invitation.objects.exists()


def test_a_newer_invitation_or_none_makes_the_older_link_stop(desk):
    first = invite(desk)
    second = invite(desk, role="owner")
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    desk.post(f"/organisation/invitations/{Invitation.objects.get().id}/withdraw/")
    assert Client().get(second).status_code == 404
    assert Client().get("/invitation/forfalsket/").status_code == 404


def test_one_with_an_account_signs_in_and_joins(desk, organisation, add_account):
    other = Organisation.objects.create(name="Anden")
    known = add_account("bo@eksempel.dk")
    known.memberships.update(organisation=other)
    link, guest = invite(desk), Client()
    assert "/signin/?next=/invitation/" in guest.get(link).content.decode()
    guest.post(link, {"password": "en ny og stærk adgang"})
    assert User.objects.get(pk=known.pk).check_password(GOOD)
    guest.force_login(known)
    guest.post(link)
    assert known.memberships.get(organisation=organisation).role == Role.FACILITATOR


def test_someone_else_s_session_does_not_join(desk, organisation, add_account):
    known = add_account("bo@eksempel.dk")
    known.memberships.all().delete()
    link = invite(desk)
    desk.post(link)
    assert not known.memberships.exists()


def test_without_a_mail_server_the_owner_gets_the_link_and_it_proves_no_address(desk, settings):
    settings.PEJL_SENDS_MAIL = False
    invite(desk)
    link = re.search(r"https?://[^/\s]+(/invitation/[^\"\s]+)", desk.get(PAGE).content.decode())[1]
    Client().post(link, {"password": GOOD})
    assert not User.objects.get(email="bo@eksempel.dk").emailaddress_set.get().verified


def test_with_a_mail_server_no_page_shows_it(desk, settings):
    settings.PEJL_SENDS_MAIL = True
    invite(desk)
    assert "/invitation/" not in desk.get(PAGE).content.decode()
    page = desk.get(f"/mail/{Message.objects.get().id}/").content.decode()
    assert "bo@eksempel.dk" in page
    assert "/invitation/" not in page


def test_roles_are_changed_but_an_owner_stays(desk, owner, add_account):
    bo = add_account("bo@eksempel.dk", Role.VIEWER).memberships.get()
    mine = owner.memberships.get()
    for path in (f"{PAGE}{mine.id}/role/", f"{PAGE}{mine.id}/remove/"):
        page = desk.post(path, {"role": "viewer"}, follow=True).content.decode()
        assert "skal være en ejer" in page
    mine.refresh_from_db()
    assert mine.role == Role.OWNER
    desk.post(f"{PAGE}{bo.id}/role/", {"role": "owner"})
    bo.refresh_from_db()
    assert bo.role == Role.OWNER
    assert "bo@eksempel.dk: ejer" in desk.get("/organisation/audit/").content.decode()
    desk.post(f"{PAGE}{mine.id}/role/", {"role": "viewer"})
    assert desk.get(PAGE).status_code == 404


def test_one_who_is_removed_is_out_at_once(desk, add_account):
    bo, guest = add_account("bo@eksempel.dk", Role.VIEWER), Client()
    guest.force_login(bo)
    desk.post(f"{PAGE}{bo.memberships.get().id}/remove/")
    assert guest.get("/account/").status_code == 302
    assert not User.objects.filter(email="bo@eksempel.dk").exists()


def test_an_owner_signs_an_account_out_wherever_it_is_and_keeps_the_own_session(
    desk, owner, add_account
):
    bo, guests = add_account("bo@eksempel.dk", Role.VIEWER), [Client(), Client()]
    for guest in guests:
        guest.force_login(bo)
    path = f"{PAGE}{bo.memberships.get().id}/out/"
    assert "bo@eksempel.dk er logget ud alle steder." in read(desk.post(path, follow=True))
    assert [guest.get("/account/").status_code for guest in guests] == [302, 302]
    assert "bo@eksempel.dk var ikke logget ind" in read(desk.post(path, follow=True))
    assert "bo@eksempel.dk: logget ud alle steder" in read(desk.get("/organisation/audit/"))
    elsewhere = Client()
    elsewhere.force_login(owner)
    mine = f"{PAGE}{owner.memberships.get().id}/out/"
    assert "Du er logget ud alle andre steder." in read(desk.post(mine, follow=True))
    assert elsewhere.get("/account/").status_code == 302
    assert desk.get(PAGE).status_code == 200


def test_only_an_owner_signs_others_out(desk, owner, add_account):
    bo, other = add_account("bo@eksempel.dk", Role.FACILITATOR), Client()
    other.force_login(bo)
    assert other.post(f"{PAGE}{owner.memberships.get().id}/out/").status_code == 404
    assert desk.get(PAGE).status_code == 200


def read(page):
    return page.content.decode()


def test_one_who_is_elsewhere_too_keeps_the_account(desk, add_account):
    bo = add_account("bo@eksempel.dk", Role.VIEWER)
    Membership.objects.create(
        user=bo, organisation=Organisation.objects.create(name="Anden"), role=Role.OWNER
    )
    desk.post(f"{PAGE}{bo.memberships.order_by('id').first().id}/remove/")
    assert bo.memberships.get().organisation.name == "Anden"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.VIEWER])
def test_only_owners_let_others_in(client, add_account, role):
    owner = add_account("ida@eksempel.dk")
    client.force_login(add_account("bo@eksempel.dk", role))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"email": "x@eksempel.dk", "role": "owner"}).status_code == 404
    path = f"{PAGE}{owner.memberships.get().id}/"
    assert client.post(f"{path}remove/").status_code == 404
    assert client.post(f"{path}role/", {"role": "viewer"}).status_code == 404
    assert "Konti" not in client.get("/organisation/").content.decode()


def test_another_organisations_accounts_are_not_there(desk, add_account):
    stranger = add_account("bo@eksempel.dk")
    stranger.memberships.update(organisation=Organisation.objects.create(name="Anden"))
    path = f"{PAGE}{stranger.memberships.get().id}/"
    assert desk.post(f"{path}remove/").status_code == 404
    assert desk.post(f"{path}role/", {"role": "viewer"}).status_code == 404
    assert "bo@eksempel.dk" not in desk.get(PAGE).content.decode()
