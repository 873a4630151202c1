"""Asking a program how bad a text is, for as long as the policy allows and no longer.

COMMENT_SCORER names a function that takes a text and returns a Score; empty, nobody is asked. It runs in a
thread of its own, which ends by itself: Python cannot stop one. So only THREADS texts are scored at a time,
and while all of these hang, each further text is a failure at once. What asks nobody else can do without.
"""

from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from threading import BoundedSemaphore, Thread

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

THREADS = 4
free = BoundedSemaphore(THREADS)


@dataclass(frozen=True)
class Score:
    """How bad a text is, from 0 to 1, and what it is, in a word for moderators."""

    value: float
    label: str = ""


def at_once(scorer):
    """A decorator for a scorer that asks nobody and waits for nothing: it runs where it is called."""
    scorer.is_at_once = True
    return scorer


class Unscored(Exception):
    """The scorer gave no score; the text says why."""


def score(text, *, seconds):
    """The Score of a text, or None if there is no scorer. Raises Unscored after so many seconds, if the
    scorer fails, or if too many texts are being scored.
    """
    if not settings.COMMENT_SCORER:
        return None
    scorer = import_string(settings.COMMENT_SCORER)
    if getattr(scorer, "is_at_once", False):
        return checked(scorer(text))
    if not free.acquire(blocking=False):
        raise Unscored(_("all its threads are busy"))
    future = Future()
    # A daemon: a scorer that hangs is not to keep the server from stopping. Its log lines name the request.
    Thread(target=copy_context().run, args=(run, scorer, text, future), daemon=True).start()
    try:
        return checked(future.result(timeout=seconds))
    except TimeoutError as error:
        raise Unscored(_("no answer in %(seconds)s s") % {"seconds": f"{seconds:g}"}) from error


def run(scorer, text, future):
    try:
        future.set_result(scorer(text))
    except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
        future.set_exception(Unscored(repr(error)))
    finally:
        free.release()


def checked(answer):
    if not (isinstance(answer, Score) and 0 <= answer.value <= 1):
        raise Unscored(_("its answer is no score from 0 to 1"))
    return answer
