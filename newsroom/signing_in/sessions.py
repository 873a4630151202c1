"""How long a session lasts: SESSION_HOURS after the last page of the admin that was asked for."""

import time

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.utils import timezone

RENEWED = "renewed"
SECONDS = 300


class RenewSessions:
    """Begin the hours of a session anew when somebody works in the admin, at most every five minutes.

    Django's own setting for that would touch the session on every page; public ones know of none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_admin = request.path_info.startswith("/admin/")
        if is_admin and SESSION_KEY in request.session and is_due(request.session):
            request.session[RENEWED] = int(time.time())
        return response


@receiver(user_logged_in)
def begin(request, **details):
    """A new session is as good as renewed."""
    request.session[RENEWED] = int(time.time())


def is_due(session):
    return time.time() - session.get(RENEWED, 0) > SECONDS


def sessions_of(user):
    """The sessions in which a user is signed in now: those of the whole staff are few, and are read."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    return [row for row in live if row.get_decoded().get(SESSION_KEY) == str(user.pk)]


def end_sessions(user, *, but=None):
    """Sign a user out everywhere, but in the session of that key. Returns in how many places it was."""
    ended = [row for row in sessions_of(user) if row.session_key != but]
    for row in ended:
        row.delete()
    return len(ended)
