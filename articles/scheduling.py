"""Stories that go out by themselves: at their time, once, and with the last text that was saved."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import publishing, states
from .checklist import Copy, findings
from .models import Article
from .moments import in_words

State = Article.State

# A program looks every ten seconds; a story that is later than this is late.
LATE = timedelta(minutes=1)

log = logging.getLogger(__name__)


def check_time(at, embargo_until, *, now=None):
    """Raise ValidationError, in words for an editor, unless a story under such an embargo, or None, may be
    scheduled for the time.
    """
    if at is None:
        raise ValidationError(_("Say when it is to go out."))
    if at <= (now or timezone.now()):
        raise ValidationError(_("That has passed. Publish it instead, or choose another time."))
    if embargo_until and at < embargo_until:
        text = _("It is under embargo until %(moment)s.")
        raise ValidationError(text % {"moment": in_words(embargo_until)})


def schedule(article, *, by, at, words=""):
    """Have the article go out at an aware time. Raises ValidationError if that has passed, or is before the
    end of its embargo.

    The caller has locked the article's row.
    """
    # Whoever has chosen the minute that is just beginning is not told that it has passed.
    check_time(at, article.embargo_until, now=timezone.now() - LATE)
    states.enter(article, State.SCHEDULED, verb="schedule", by=by, words=words, publish_at=at)


def is_late(article, now=None):
    """Whether the article should have gone out by now: then no program is looking."""
    return article.publish_at is not None and article.publish_at < (now or timezone.now()) - LATE


@dataclass(frozen=True)
class Outcome:
    """What became of a story whose time had come: it is out, or there is a reason why not."""

    title: str
    due: datetime
    reason: str = ""


def publish_due(at=None):
    """Publish the scheduled stories whose time has come by now, or by the aware time at, in the order of
    their times, and yield an Outcome for each.

    Each is a transaction of its own. A story that another process is publishing or saving at this moment is
    passed by. One that cannot be published is ready again, with the reason, and waits for an editor; one that
    met a busy database stays scheduled for the next time.
    """
    due = Article.objects.due(at).order_by("publish_at", "pk")
    for pk, title, publish_at in due.values_list("pk", "title", "publish_at"):
        try:
            outcome = publish_if_due(pk, at)
        except OperationalError as error:
            log.warning("“%s” is not published yet: %s", title, error)
            outcome = Outcome(title, publish_at, _("the database was busy; it is tried again"))
        if outcome:
            yield outcome


@transaction.atomic
def publish_if_due(pk, at):
    """The Outcome, or None if the story is not due any more, or in somebody else's hands."""
    article = Article.objects.due(at).select_for_update(skip_locked=True).filter(pk=pk).first()
    if not article:
        return None
    due, reason = article.publish_at, attempt(article)
    if reason:
        words = _("It could not be published on %(due)s: %(reason)s")
        words %= {"due": in_words(due), "reason": reason}
        states.enter(article, State.READY, verb="unschedule", words=words)
    return Outcome(article.title, due, reason)


def attempt(article):
    """Publish the article as of its time; return why not, or an empty text."""
    try:
        with transaction.atomic():
            refuse_incomplete(article)
            publishing.publish(article, at=article.publish_at)
    except OperationalError:
        raise
    except ValidationError as error:
        reason = " ".join(error.messages)
    except PermissionDenied as error:
        reason = str(error)
    except Exception:
        # Whatever is wrong with this story, the next one goes out.
        log.exception("“%s” could not be published", article.title)
        return _("the program failed; its log says how.")
    else:
        return ""
    log.error("“%s” could not be published: %s", article.title, reason)
    return reason


def refuse_incomplete(article):
    """Raise ValidationError if it lacks what a story has to have. Its text may have changed since it was
    scheduled; nobody is there to override a warning, and whoever scheduled it has done so.
    """
    if blocking := [finding.words for finding in findings(Copy.of(article)) if finding.blocks]:
        raise ValidationError(blocking)
