"""How a comment stands, and why, in plain words for its writer. To nobody else: strangers cannot tell what is
held from what never was.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from .models import Comment
from .verdicts import Outcome

HELD, REJECTED, REMOVED = Comment.State.HELD, Comment.State.REJECTED, Comment.State.REMOVED
# What a check has said that decided; the states are those of older comments' verdicts.
DECISIVE = (Outcome.HOLD, Outcome.REJECT, HELD, REJECTED)


@dataclass(frozen=True)
class Standing:
    """How a comment stands, in a sentence; why, and since when, as far as there is something to say."""

    sentence: str
    why: str = ""
    since: datetime | None = None


def standing_of(comment):
    """The Standing of a comment. One query, if it is not to be seen."""
    if comment.state == Comment.State.PUBLISHED:
        return Standing(_("Your comment is published."))
    if comment.state == Comment.State.WITHDRAWN:
        return Standing(_("You have withdrawn this comment. Only you can see it, on this page."))
    last = comment.decisions.filter(is_effective=True).first()
    if last and last.to_state == comment.state:
        return decided(comment, last)
    return checked(comment)


def decided(comment, decision):
    """What somebody, or enough reports, made of the comment. It is not said who."""
    if decision.report_count:
        sentence = _("Readers have reported your comment. It is hidden until a moderator has looked at it.")
    elif comment.state == HELD:
        sentence = _("A moderator has hidden your comment until it is decided about.")
    else:
        sentence = _("A moderator has decided not to show this comment.")
    why = _("The reason: %(reason)s.") % {"reason": decision.get_reason_display()} if decision.reason else ""
    return Standing(sentence, why, decision.decided_at)


def checked(comment):
    """What the checks made of the comment when it was written or changed."""
    if comment.state == HELD:
        sentence = _(
            "Thank you. Your comment waits for a moderator’s approval; until then only you can see it, "
            "on this page."
        )
    else:
        sentence = _("Your comment was not accepted. Only you can see it, on this page.")
    decisive = [v for v in comment.verdicts if (v.get("outcome") or v.get("state")) in DECISIVE]
    why = str(decisive[-1].get("told") or "") if decisive else ""
    return Standing(sentence, why, comment.edited_at or comment.posted_at)
