"""Who a reader is: the random id in one signed cookie, set by a post and sent to addresses under
/comments/ only. Only there is asked whether somebody is signed in, too.
"""

import uuid

from django.core.signing import BadSignature, Signer

from .models import Comment

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


def staff_of(request):
    """The member of staff who is signed in, or None."""
    return request.user if request.user.is_staff else None


def own_comment(request, comment_id):
    """The comment, if the reader wrote it, else None. One with the badge is theirs only while they are signed
    in: the next person at the same computer does not speak for the paper.
    """
    if not (reader := reader_of(request)):
        return None
    comments = Comment.objects.select_related("thread__discussion", "appeal")
    own = comments.filter(pk=comment_id, reader=reader).first()
    if own and own.is_by_staff and request.user.pk != own.user_id:
        return None
    return own
