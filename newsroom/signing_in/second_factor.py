"""The second factor: a code from somebody's telephone, or one of ten printed ones, after the password.

django-otp keeps the keys, checks codes under a lock and takes none twice. Until the code is right nobody is
signed in: the session only says whose password was.
"""

import re
import time

import segno
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model, login
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import tries
from .sessions import end_sessions

WAITS, GIVEN = "waits_for_second_factor", "second_factor"
SECONDS = 600
PRINTED, FREE_TRIES = 10, 5
# Without letters and digits that look alike.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def is_on(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_lacking(request):
    """Whether a session was begun with a password alone although that does not suffice."""
    return settings.REQUIRE_SECOND_FACTOR and not request.session.get(GIVEN)


def wait_for(request, user, *, next_page):
    """Note whose password was right, for ten minutes."""
    request.session.cycle_key()
    request.session[WAITS] = {"user": user.pk, "since": int(time.time()), "next": next_page}


def waiting(request):
    """(The user whose password was right, where they want to go), or (None, "")."""
    noted = request.session.get(WAITS)
    if not noted or time.time() - noted["since"] > SECONDS:
        return None, ""
    return get_user_model().objects.filter(pk=noted["user"], is_active=True).first(), noted["next"]


def sign_in(request, user):
    """Sign in somebody who has given both."""
    request.session.pop(WAITS, None)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[GIVEN] = True


def is_right(user, code):
    """Whether a code opens the account now; it does so once. Raises TooManyTries."""
    key = tries.keyed("code", user.pk)
    tries.count({key: FREE_TRIES})
    code = re.sub(r"[\s-]", "", code).lower()
    if re.fullmatch("[0-9]{6}", code):
        devices, given = TOTPDevice.objects, code
    else:
        devices, given = StaticDevice.objects, kept(code)
    device = devices.filter(user=user, confirmed=True).first()
    if device is None or not verify_token(user, device.persistent_id, given):
        return False
    tries.forgive(key)
    return True


def new_key(user):
    """The key that somebody is about to confirm; the same until they do."""
    return TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "telephone"})[0]


def picture_of(device):
    """The key as an SVG element for telephones."""
    code = segno.make(device.config_url, error="m", micro=False)
    return code.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=False)


def spelt(device):
    """The key for those who type it, in groups of four."""
    secret = re.search(r"secret=([A-Z2-7]+)", device.config_url)[1]
    return re.sub("(.{4})", r"\1 ", secret).strip()


def switch_on(user, code, *, session):
    """Confirm the new key by a code from it. Returns the printed codes, or None if the code is wrong. All
    other sessions end. Raises TooManyTries.
    """
    key = tries.keyed("new key", user.pk)
    tries.count({key: FREE_TRIES})
    device = new_key(user)
    if not verify_token(user, device.persistent_id, re.sub(r"\s", "", code)):
        return None
    tries.forgive(key)
    with transaction.atomic():
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        codes = print_codes(user)
        note(user, by=user, words=_("Second factor switched on."))
    end_sessions(user, but=session)
    return codes


@transaction.atomic
def print_codes(user):
    """New printed codes for a user; the old ones open nothing any more. They can be read here only: what is
    stored are keyed hashes.
    """
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="paper", confirmed=True)
    codes = [get_random_string(10, LETTERS) for _ in range(PRINTED)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=kept(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def kept(code):
    return salted_hmac("newsroom.signing_in.printed", code).hexdigest()[:16]


def codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def switch_off(user, *, by):
    """Let the password suffice again; by says who wanted it."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    note(user, by=by, words=_("Second factor switched off.") if by == user else _("Second factor reset."))


def note(user, *, by, words):
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(user),
        object_id=user.pk,
        object_repr=str(user)[:200],
        action_flag=CHANGE,
        change_message=words,
    )


def may_reset(by, user):
    """Chiefs reset their colleagues', and only a superuser a superuser's."""
    is_in_reach = by.is_superuser or not user.is_superuser
    return is_in_reach and by != user and by.has_perm("newsroom.reset_second_factor")


def reset(user, *, by):
    """For a colleague whose telephone is gone: the factor and all sessions end, and the log says by whom."""
    switch_off(user, by=by)
    end_sessions(user)
