"""Signing in: limited in tries, without keeping anybody out; forgotten passwords; sessions that end."""

import re
import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.tests.builders import make_story
from newsroom.models import Tries
from newsroom.signing_in import forms, sessions, tries

SIGN_IN, FORGOTTEN = "/admin/login/", "/admin/password/"
PASSWORD = "quite long, and known to nobody"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def anna(db):
    return User.objects.create_user("anna", "anna@paper.example", PASSWORD, is_staff=True)


def try_in(client, password=PASSWORD, *, name="anna", address="198.51.100.7"):
    return client.post(SIGN_IN, {"username": name, "password": password}, REMOTE_ADDR=address)


def pass_time(**spans):
    """What was tried was tried so much longer ago."""
    for row in Tries.objects.all():
        Tries.objects.filter(pk=row.pk).update(last_at=row.last_at - timedelta(**spans))


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.usefixtures("anna")
def test_after_five_wrong_passwords_one_waits_and_is_told_how_long(client):
    for _ in range(5):
        assert try_in(client, "wrong").status_code == 200
    refused = try_in(client)
    assert refused.status_code == 429
    assert "Too many tries. Try again in 1 minute." in text_of(refused)
    assert not Session.objects.exists()
    pass_time(minutes=1)
    assert try_in(client).status_code == 302


@pytest.mark.usefixtures("anna")
def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further(client):
    waits = []
    for _ in range(12):
        waits.append(said := re.search(r"in (\d+) minute", text_of(try_in(client, "wrong"))))
        if said:
            pass_time(minutes=int(said[1]))
            try_in(client, "wrong")
    assert [int(wait[1]) for wait in waits if wait] == [1, 2, 4, 8, 15, 15, 15]
    pass_time(minutes=15)
    assert try_in(client).status_code == 302
    assert [try_in(Client(), "wrong").status_code for _ in range(5)] == [200] * 5


@pytest.mark.usefixtures("anna")
def test_tries_while_waiting_do_not_make_it_longer(client):
    for _ in range(5):
        try_in(client, "wrong")
    pass_time(seconds=50)
    for _ in range(20):
        assert try_in(client, "wrong").status_code == 429
    pass_time(seconds=10)
    assert try_in(client).status_code == 302


@pytest.mark.usefixtures("anna")
def test_strangers_cannot_keep_somebody_out_of_a_browser_that_is_known(client):
    assert try_in(client).status_code == 302
    client.post("/admin/logout/")
    for number in range(30):
        try_in(Client(), "wrong", address=f"203.0.113.{number}")
    assert try_in(Client(), address="198.51.100.8").status_code == 429
    assert try_in(client).status_code == 302
    forged = Client()
    forged.cookies["signed_in_before"] = "anna:1:x"
    for number in range(30):
        try_in(Client(), "wrong", address=f"203.0.113.{number}")
    assert try_in(forged, address="198.51.100.8").status_code == 429


@pytest.mark.usefixtures("anna")
def test_a_network_that_tries_many_names_waits_and_others_do_not(client):
    for number in range(forms.NETWORK):
        assert try_in(client, "wrong", name=f"name{number}").status_code == 200
    assert try_in(client).status_code == 429
    assert try_in(client, address="198.51.100.8").status_code == 302


@pytest.mark.usefixtures("anna")
def test_an_own_account_does_not_buy_a_network_more_tries(client):
    User.objects.create_user("mallory", password=PASSWORD, is_staff=True)
    for number in range(forms.NETWORK):
        try_in(client, "wrong", name=f"name{number}")
        try_in(Client(), name="mallory")
    assert try_in(client).status_code == 429


def test_wrong_names_count_like_right_ones_and_are_answered_alike(client, anna):
    answers = [text_of(try_in(client, "wrong", name=name)).replace(name, "") for name in ("anna", "nobody")]
    tokens = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer) for answer in answers]
    assert tokens[0] == tokens[1]
    for _ in range(5):
        try_in(client, "wrong", name="nobody")
    assert try_in(client, "wrong", name="nobody").status_code == 429


@pytest.mark.usefixtures("anna")
def test_neither_names_nor_addresses_are_stored_and_nothing_for_long(client):
    try_in(client, "wrong", name="my password by mistake")
    stored = "".join(Tries.objects.values_list("key", flat=True))
    assert re.fullmatch("[0-9a-f]{120}", stored)
    pass_time(days=1, seconds=1)
    assert try_in(client).status_code == 302
    assert Tries.objects.filter(number__gt=0).count() == 0


@pytest.mark.usefixtures("anna")
def test_the_client_behind_a_trusted_proxy_is_who_waits(client, settings):
    from ipaddress import ip_network

    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]

    def try_from(address, password):
        data = {"username": "anna", "password": password}
        return client.post(SIGN_IN, data, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=address)

    for _ in range(5):
        try_from("198.51.100.7", "wrong")
    assert try_from("198.51.100.7", PASSWORD).status_code == 429
    assert try_from("198.51.100.9", PASSWORD).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_the_same_moment_five_are_answered():
    barrier, counted = Barrier(12), []

    def attempt():
        barrier.wait()
        try:
            tries.count({tries.keyed("pair", "anna"): 5, tries.keyed("network", "x"): 50})
            counted.append(True)
        except tries.TooManyTries:
            counted.append(False)
        finally:
            connection.close()

    threads = [Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted.count(True) == 5
    assert counted.count(False) == 7


@pytest.mark.django_db
def test_a_try_that_had_to_wait_for_anothers_lock_is_answered():
    key, now = tries.keyed("pair", "anna"), timezone.now()
    tries.count({key: 5}, at=now)
    tries.count({key: 5}, at=now - timedelta(seconds=1))
    assert Tries.objects.get().number == 2


def sent_mails(number):
    """The mails, once so many are there: they are sent in the background."""
    until = time.monotonic() + 10
    while len(mail.outbox) < number and time.monotonic() < until:
        time.sleep(0.01)
    return mail.outbox


def test_a_forgotten_password_is_replaced_by_mail_and_ends_all_sessions(client, anna, settings):
    elsewhere = Client()
    try_in(elsewhere)
    assert "/admin/password/" in text_of(client.get(SIGN_IN))
    answer = client.post(FORGOTTEN, {"email": "Anna@paper.example"}, follow=True)
    assert "We’ve emailed you instructions" in text_of(answer)
    [letter] = sent_mails(1)
    assert letter.to == ["anna@paper.example"]
    assert site_settings.SITE_NAME in letter.subject
    assert letter.alternatives == []
    assert "good for an hour" in letter.body
    url = re.search(r"https?://testserver(\S+)", letter.body)[1]
    form = client.get(url, follow=True)
    new = {"new_password1": "another long one for anna", "new_password2": "another long one for anna"}
    assert client.post(form.redirect_chain[-1][0], new).status_code == 302
    assert elsewhere.get("/admin/").status_code == 302
    assert try_in(Client(), "another long one for anna").status_code == 302
    assert "invalid" in text_of(client.get(url, follow=True))


@pytest.mark.usefixtures("anna")
def test_whether_an_account_exists_is_not_revealed(client):
    answers = [
        text_of(client.post(FORGOTTEN, {"email": email}, follow=True))
        for email in ("anna@paper.example", "nobody@paper.example")
    ]
    assert answers[0] == answers[1]
    assert len(sent_mails(1)) == 1


@pytest.mark.usefixtures("anna")
def test_mails_are_limited_silently_for_an_address_and_openly_for_a_network(client):
    for _ in range(forms.MAILS_FROM_NETWORK):
        assert client.post(FORGOTTEN, {"email": "anna@paper.example"}).status_code == 302
    refused = client.post(FORGOTTEN, {"email": "anna@paper.example"})
    assert refused.status_code == 429
    assert "Too many tries." in text_of(refused)
    time.sleep(0.2)
    assert len(mail.outbox) == forms.MAILS_TO_ADDRESS


def test_a_session_lasts_hours_after_the_last_page_of_the_admin(client, anna, monkeypatch):
    client.force_login(anna)
    assert "sessionid" not in client.get("/admin/").cookies
    session, later = Session.objects.get(), time.time() + 301
    monkeypatch.setattr(sessions.time, "time", lambda: later)
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    assert "sessionid" in client.get("/admin/").cookies
    session.refresh_from_db()
    hours = (session.expire_date - timezone.now()).total_seconds() / 3600
    assert 11.9 < hours <= 12
    assert "sessionid" not in client.get("/admin/").cookies
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/admin/").status_code == 302


def test_a_public_page_neither_renews_nor_reads_a_session(client, anna, django_assert_num_queries):
    url = make_story().current_edition().get_absolute_url()
    client.force_login(anna)
    response = client.get(url)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_sessions_elsewhere_are_ended_and_this_one_stays(client, anna):
    elsewhere, other = Client(), Client()
    for browser in (client, elsewhere):
        browser.force_login(anna)
    other.force_login(User.objects.create_user("bo", is_staff=True))
    assert sessions.end_sessions(anna, but=client.session.session_key) == 1
    assert [browser.get("/admin/").status_code for browser in (client, elsewhere, other)] == [200, 302, 200]


def test_cookies_of_production_are_for_the_site_alone(client, anna, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = client.post(SIGN_IN, {"username": "anna", "password": PASSWORD}, secure=True).cookies
    for name in ("sessionid", "signed_in_before"):
        assert (cookie[name]["secure"], cookie[name]["httponly"], cookie[name]["samesite"]) == (
            True,
            True,
            "Lax",
        )
    assert cookie["signed_in_before"]["path"] == "/admin/"


def test_signing_in_leads_on_within_the_site_only(client, anna):
    data = {"username": "anna", "password": PASSWORD}
    wanted = reverse("admin:articles_article_changelist")
    assert client.post(SIGN_IN, data | {"next": wanted}).url == wanted
    assert Client().post(SIGN_IN, data | {"next": "https://evil.example/"}).url == "/admin/"
