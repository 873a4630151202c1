"""What becomes of a comment: one ordered list of checks, and the first decisive answer wins. All answers are
kept with the comment, and given anew when its writer changes it.
"""

import logging
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from .checks import bans, closure, limits, linking, manners, scoring, trust, wording
from .checks.naming import in_words
from .models import Comment, Policy
from .refusals import Asked, Refused, TooMany
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
    # Before the text is looked at: a machine is not to try out the lists.
    limits.too_soon,
    limits.too_many_of_reader,
    limits.too_many_of_network,
    # What is never published is no work for moderators, in a held discussion neither.
    wording.banned_words,
    linking.banned_hosts,
    # What its writer can mend is asked before anything makes it wait.
    manners.too_fast,
    manners.repeated,
    manners.shouting,
    # What waits, whoever wrote it; then who has to wait, whatever the text.
    closure.discussion_is_held,
    wording.suspect_words,
    linking.links,
    trust.often_rejected,
    trust.new_reader,
    # The slow one: only what is left.
    scoring.score,
]
# Staff are not judged, but a discussion that is closed, or held, is so for them, too.
FOR_STAFF = {closure.discussion_is_closed, closure.discussion_is_held}
# To change a comment is not to post another one.
NOT_FOR_CHANGES = {
    limits.too_soon,
    limits.too_many_of_reader,
    limits.too_many_of_network,
    manners.too_fast,
}


def judge(draft, checks=None):
    """The Judgement on a draft; published, if no check objects. Raises Refused if it is not to be stored:
    TooMany if it could be later, Asked if its writer is to look at it again.
    """
    verdicts, is_flagged = [], False
    for check in checks_for(draft) if checks is None else checks:
        verdict = answer(check, draft)
        if verdict.outcome in (Outcome.REFUSE, Outcome.ASK):
            raise refusal(verdict)
        verdicts.append(verdict.stored(check.__name__))
        if state := STATES.get(verdict.outcome):
            return Judgement(state, verdicts)
        is_flagged = is_flagged or verdict.outcome == Outcome.FLAG
    return Judgement(Comment.State.PUBLISHED, verdicts, is_flagged)


STATES = {Outcome.HOLD: Comment.State.HELD, Outcome.REJECT: Comment.State.REJECTED}


def checks_for(draft):
    left_out = NOT_FOR_CHANGES if draft.comment_id else ()
    return [check for check in CHECKS if check not in left_out and (not draft.user or check in FOR_STAFF)]


def answer(check, draft):
    """The check's Verdict. Who was asked once is not asked again: the comment then waits. If the check fails,
    the policy says whether the comment waits or is flagged.
    """
    try:
        verdict = check(draft)
        is_asked_again = verdict.outcome == Outcome.ASK and draft.is_second
        return replace(verdict, outcome=Outcome.HOLD) if is_asked_again else verdict
    except Exception as error:
        logger.exception("The check %s has failed.", check.__name__)
        reason = _("%(check)s failed (%(error)s)") % {
            "check": in_words(check),
            "error": str(error) or type(error).__name__,
        }
        is_held = draft.thresholds.on_failure == Policy.OnFailure.HOLD
        return Verdict(Outcome.HOLD if is_held else Outcome.FLAG, reason)


def refusal(verdict):
    """What is raised instead of storing the comment."""
    if verdict.outcome == Outcome.ASK:
        return Asked(verdict.told)
    if verdict.retry_after:
        return TooMany(verdict.told, seconds=verdict.retry_after)
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
