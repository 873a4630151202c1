"""Browsers in which somebody has signed in before: strangers' tries at the same account do not make them
wait.
"""

from django.core import signing

COOKIE, PATH = "signed_in_before", "/admin/"
AGE = 90 * 24 * 3600


def remember(response, request, user):
    """Have the browser keep, for three months, whose account was opened in it."""
    signer = signing.TimestampSigner(salt="newsroom.signing_in.browsers")
    response.set_cookie(
        COOKIE,
        signer.sign_object(user.get_username()),
        max_age=AGE,
        path=PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def is_known(request, username):
    """Whether the account of that name was opened in this browser."""
    signer = signing.TimestampSigner(salt="newsroom.signing_in.browsers")
    try:
        return signer.unsign_object(request.COOKIES.get(COOKIE, ""), max_age=AGE) == username
    except signing.BadSignature:
        return False
