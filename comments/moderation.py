"""What becomes of a comment: one ordered list of checks, and the first decisive answer wins. All answers are
kept with the comment, and given anew when its writer changes it.
"""

import logging
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from .checks import bans, closure, linking, wording
from .models import Comment, Policy
from .refusals import Refused
from .verdicts import Outcome, Verdict, hold

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judgement:
    """The state that a comment is to have, and what every check said that was asked. What is flagged waits
    for a moderator while readers see it.
    """

    state: str
    verdicts: list[dict]
    is_flagged: bool = False


CHECKS = [
    # Where nobody may write, no more is asked.
    closure.discussion_is_closed,
    # Who may not write is told so, whatever the text.
    bans.reader_is_banned,
    bans.network_is_banned,
    # What is never published is no work for moderators, in a held discussion neither.
    wording.banned_words,
    linking.banned_hosts,
    # Then what waits anyway.
    closure.discussion_is_held,
    wording.suspect_words,
    linking.links,
]
# Staff are not judged, but a discussion that is closed, or held, is so for them, too.
FOR_STAFF = {closure.discussion_is_closed, closure.discussion_is_held}


def judge(draft, checks=None):
    """The Judgement on a draft; published, if no check objects. Raises Refused if it is not to be stored."""
    verdicts, is_flagged = [], False
    for check in checks_for(draft) if checks is None else checks:
        verdict = answer(check, draft)
        if verdict.outcome == Outcome.REFUSE:
            raise refusal(verdict)
        verdicts.append(verdict.stored(check.__name__))
        if state := STATES.get(verdict.outcome):
            return Judgement(state, verdicts)
        is_flagged = is_flagged or verdict.outcome == Outcome.FLAG
    return Judgement(Comment.State.PUBLISHED, verdicts, is_flagged)


STATES = {Outcome.HOLD: Comment.State.HELD, Outcome.REJECT: Comment.State.REJECTED}


def checks_for(draft):
    return [check for check in CHECKS if not draft.user or check in FOR_STAFF]


def answer(check, draft):
    """The check's Verdict. If it fails, the policy says whether the comment waits or is flagged."""
    try:
        return check(draft)
    except Exception as error:
        logger.exception("The check %s has failed.", check.__name__)
        reason = _("%(check)s failed (%(error)s)") % {"check": check.__name__, "error": type(error).__name__}
        is_held = draft.thresholds.on_failure == Policy.OnFailure.HOLD
        return Verdict(Outcome.HOLD if is_held else Outcome.FLAG, reason)


def refusal(verdict):
    return Refused(verdict.told)


def judge_again(comment, draft, checks=None):
    """The Judgement on the new words of a stored comment.

    What people have held, a moderator or readers by their reports, stays held, whatever its writer makes of
    it: only a moderator publishes that. What a check has held may be published, as if it had been withdrawn
    and written anew.
    """
    judgement = judge(draft, checks)
    if judgement.state != Comment.State.PUBLISHED or comment.state != Comment.State.HELD:
        return judgement
    decision = comment.decisions.filter(is_effective=True).first()
    if not decision or decision.to_state != Comment.State.HELD:
        return judgement
    verdict = hold(_("it was held before its writer changed it"))
    return replace(
        judgement,
        state=Comment.State.HELD,
        verdicts=[*judgement.verdicts, verdict.stored("held_by_people")],
    )
