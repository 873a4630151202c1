"""The second factor: a code after the password, for whoever wants it or for all."""

import re
import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.models import Tries
from newsroom.signing_in import second_factor

SIGN_IN, CODE, SWITCH_ON = "/admin/login/", "/admin/sign-in/code/", "/admin/sign-in/switch-on/"
OWN, COLLEAGUES = "/admin/sign-in/", "/admin/sign-in/colleagues/"
PASSWORD = "quite long, and known to nobody"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def anna(db):
    return make_staff("anna")


def make_staff(name, **fields):
    return User.objects.create_user(name, f"{name}@paper.example", PASSWORD, is_staff=True, **fields)


def give_password(client, name="anna", **fields):
    return client.post(SIGN_IN, {"username": name, "password": PASSWORD} | fields)


def code_of(user, *, steps=0):
    """What the user's telephone shows now, or so many half minutes later."""
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def switched_on(user):
    """Switch the user's second factor on and return the printed codes."""
    second_factor.new_key(user)
    return second_factor.switch_on(user, code_of(user, steps=-1), session=None)


def is_signed_in(client):
    return client.get("/admin/").status_code == 200


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_whoever_has_not_switched_it_on_signs_in_by_password(client, anna):
    give_password(client)
    assert is_signed_in(client)
    assert "It is off" in text_of(client.get(OWN))


def test_it_is_switched_on_with_a_picture_a_code_and_ten_printed_codes(client, anna):
    elsewhere = Client()
    give_password(client)
    give_password(elsewhere)
    page = text_of(client.get(SWITCH_ON))
    assert "<svg" in page
    assert second_factor.spelt(TOTPDevice.objects.get()) in page
    assert TOTPDevice.objects.count() == 1
    assert "This code is wrong" in text_of(client.post(SWITCH_ON, {"code": "000000"}))
    assert not second_factor.is_on(anna)
    codes = re.findall(
        r"<code>(\w{5}-\w{5})</code>", text_of(client.post(SWITCH_ON, {"code": code_of(anna)}))
    )
    assert len(set(codes)) == 10
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert not stored & {code.replace("-", "") for code in codes}
    assert "It is on" in text_of(client.get(OWN))
    assert LogEntry.objects.get().change_message == "Second factor switched on."


def test_the_password_alone_opens_nothing_then(client, anna):
    switched_on(anna)
    response = give_password(client, next="/admin/articles/article/")
    assert response.url == CODE
    assert not is_signed_in(client)
    assert "_auth_user_id" not in client.session
    assert client.get(SWITCH_ON).url == SIGN_IN
    assert client.get(OWN).status_code == 302
    answer = client.post(CODE, {"code": code_of(anna)[:3] + " " + code_of(anna)[3:]})
    assert answer.url == "/admin/articles/article/"
    assert is_signed_in(client)


def test_a_code_is_good_once(client, anna):
    switched_on(anna)
    code, browser = code_of(anna), Client()
    for each in (client, browser):
        give_password(each)
        each.post(CODE, {"code": code})
    assert is_signed_in(client)
    assert not is_signed_in(browser)


def test_a_printed_code_is_good_once_however_it_is_typed(client, anna):
    code = switched_on(anna)[0]
    for typed, opens in [(code.upper().replace("-", " "), True), (code, False)]:
        browser = Client()
        give_password(browser)
        browser.post(CODE, {"code": typed})
        assert is_signed_in(browser) is opens
    assert second_factor.codes_left(anna) == 9


@pytest.mark.parametrize("code", ["", "x", "12345", "１２３４５６", "-1", "0" * 30, "\x00"])
def test_what_is_no_code_is_refused(client, anna, code):
    switched_on(anna)
    give_password(client)
    assert client.post(CODE, {"code": code}).status_code == 200
    assert not is_signed_in(client)


def test_codes_are_limited_in_tries_even_with_a_new_session_and_the_right_one_at_last(client, anna):
    switched_on(anna)
    for _ in range(5):
        browser = Client()
        give_password(browser)
        browser.post(CODE, {"code": "000000"})
    give_password(client)
    assert "Try again in 1 minute." in text_of(client.post(CODE, {"code": code_of(anna)}))
    row = Tries.objects.get(key=second_factor.tries.keyed("code", anna.pk))
    Tries.objects.filter(pk=row.pk).update(last_at=row.last_at - timedelta(minutes=1))
    client.post(CODE, {"code": code_of(anna)})
    assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_a_code_that_comes_four_times_at_once_opens_once():
    anna = make_staff("anna")
    switched_on(anna)
    code, barrier, answers = code_of(anna), Barrier(4), []

    def attempt():
        barrier.wait()
        try:
            answers.append(second_factor.is_right(anna, code))
        finally:
            connection.close()

    threads = [Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, False, False, True]


def test_ten_minutes_after_the_password_one_begins_again(client, anna, monkeypatch):
    switched_on(anna)
    give_password(client)
    now = time.time()
    monkeypatch.setattr(second_factor.time, "time", lambda: now + 601)
    assert client.get(CODE).url == SIGN_IN


def test_an_account_that_was_closed_meanwhile_stays_closed(client, anna):
    switched_on(anna)
    give_password(client)
    User.objects.update(is_active=False)
    assert client.post(CODE, {"code": code_of(anna)}).url == SIGN_IN


def test_it_is_switched_off_and_codes_are_printed_anew_with_a_code_only(client, anna):
    old = switched_on(anna)
    client.force_login(anna)
    client.post(OWN, {"code": "000000", "off": "1"})
    assert second_factor.is_on(anna)
    page = text_of(client.post(OWN, {"code": old[0], "codes": "1"}))
    new = re.findall(r"<code>(\w{5}-\w{5})</code>", page)
    assert not set(new) & set(old)
    assert not second_factor.is_right(anna, old[1])
    client.post(OWN, {"code": new[0], "off": "1"})
    assert not second_factor.is_on(anna)
    assert not StaticToken.objects.exists()


def test_where_it_is_required_everybody_is_led_to_set_it_up(client, anna, settings):
    before = Client()
    give_password(before)
    settings.REQUIRE_SECOND_FACTOR = True
    assert not is_signed_in(before)
    assert give_password(client, next="/admin/articles/article/").url == SWITCH_ON
    assert not is_signed_in(client)
    assert "This newsroom asks for a second factor." in text_of(client.get(SWITCH_ON))
    page = text_of(client.post(SWITCH_ON, {"code": code_of(anna)}))
    assert '<a class="button" href="/admin/articles/article/">' in page
    assert is_signed_in(client)
    client.post(OWN, {"code": code_of(anna, steps=1), "off": "1"})
    assert second_factor.is_on(anna)


def test_a_chief_resets_a_colleagues_and_not_a_superusers(client, anna):
    chief, root = make_staff("chief"), make_staff("root", is_superuser=True)
    chief.groups.add(Group.objects.get(name="Chiefs"))
    for user in (anna, chief, root):
        switched_on(user)
    elsewhere = Client()
    elsewhere.force_login(anna)
    client.force_login(chief)
    assert "Reset the second factor of anna" in text_of(client.get(COLLEAGUES))
    assert client.post(COLLEAGUES, {"user": root.pk}).status_code == 403
    assert client.post(COLLEAGUES, {"user": chief.pk}).status_code == 403
    assert client.post(COLLEAGUES, {"user": anna.pk}).status_code == 302
    assert [second_factor.is_on(user) for user in (anna, chief, root)] == [False, True, True]
    assert not is_signed_in(elsewhere)
    entry = LogEntry.objects.get(change_message="Second factor reset.")
    assert (entry.user, entry.object_id) == (chief, str(anna.pk))
    client.force_login(anna)
    assert client.get(COLLEAGUES).status_code == 403


def test_one_signs_out_everywhere_else(client, anna):
    elsewhere = Client()
    give_password(elsewhere)
    give_password(client)
    assert "in one other browser" in text_of(client.get(OWN))
    client.post(OWN, {"others": "1"})
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert Session.objects.count() == 1


def test_nobody_reads_keys_in_the_admin(client, anna):
    client.force_login(make_staff("root", is_superuser=True))
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert client.get("/admin/otp_static/staticdevice/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_signing_in_with_a_telephone(visit):
    anna = make_staff("anna", is_superuser=True)
    page = visit("/admin/sign-in/switch-on/")

    def sign_in():
        page.get_by_label("Username").fill("anna")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()

    sign_in()
    page.goto("/admin/sign-in/")
    page.get_by_role("link", name="Switch it on").click()
    assert page.locator(".qr svg").bounding_box()["width"] > 100
    page.locator("#id_code").fill(code_of(anna, steps=-1))
    page.get_by_role("button", name="Switch on").click()
    printed = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Log out").click()
    for code in (code_of(anna), printed):
        page.goto("/admin/articles/article/")
        sign_in()
        page.locator("#id_code").fill(code)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/articles/article/")
        page.get_by_role("button", name="Log out").click()
    assert [said for kind, said in page.said if kind == "error"] == []
