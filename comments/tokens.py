"""The token in a comment form: it binds the form to its article and says when the form was made.

It holds nothing personal, and its clock ticks rarely, so that a page with a form is the same bytes for
everyone.
"""

import time

from django.conf import settings
from django.core.signing import BadSignature, Signer

signer = Signer(salt="comments.form")


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
