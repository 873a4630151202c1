"""The token in a comment form: it binds the form to its article and says when the form was made.

It holds nothing personal, and its clock ticks rarely, so that a page with a form is the same bytes for
everyone.
"""

import time
from datetime import UTC, datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer

signer = Signer(salt="comments.form")
opening = Signer(salt="comments.opened")


def ticks():
    return int(time.time() // (settings.COMMENT_FORM_TICK * 3600))


def make(article_id):
    """A token for a form on the article, the same for everybody until the clock ticks."""
    return signer.sign(f"{article_id}:{ticks()}")


def is_fresh(token, article_id):
    """Whether the token was made for the article, within COMMENT_FORM_HOURS and one tick."""
    try:
        token_article, tick = signer.unsign(token).split(":")
    except (BadSignature, ValueError):
        return False
    lifetime = -(-settings.COMMENT_FORM_HOURS // settings.COMMENT_FORM_TICK)
    return token_article == str(article_id) and ticks() - int(tick) <= lifetime


def opened():
    """A sign of this moment, for a form on a page that is never the same twice."""
    return opening.sign(f"{time.time():.1f}")


def opened_at(sign):
    """The moment (an aware time) that the sign was made for, or None if it is none of ours."""
    try:
        return datetime.fromtimestamp(float(opening.unsign(sign)), UTC)
    except (BadSignature, ValueError):
        return None
