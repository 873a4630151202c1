"""Who a reader is: the random id in one signed cookie, set by a post and sent to addresses under
/comments/ only.
"""

import uuid

from django.core.signing import BadSignature, Signer

COOKIE = "reader"
PATH = "/comments/"
YEAR = 365 * 24 * 3600

signer = Signer(salt="comments.reader")


def reader_of(request):
    """The reader's id, or None for somebody without a valid cookie."""
    try:
        return uuid.UUID(signer.unsign(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, ValueError):
        return None


def remember(response, reader, *, secure):
    """Have the browser keep the reader's id for a year; secure: over HTTPS only."""
    response.set_cookie(
        COOKIE, signer.sign(reader.hex), max_age=YEAR, path=PATH, secure=secure, httponly=True, samesite="Lax"
    )
