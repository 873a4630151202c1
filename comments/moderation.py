"""What becomes of a comment: one ordered list of checks, and the first decisive answer wins."""

from dataclasses import dataclass

from .models import Comment, Discussion


@dataclass(frozen=True)
class Draft:
    """What the checks are shown: a comment that is not written yet."""

    discussion_state: str
    name: str
    body: str


@dataclass(frozen=True)
class Judgement:
    """The state that a comment is to have, and what every check said that was asked."""

    state: str
    verdicts: list[dict]


def discussion_is_held(draft):
    if draft.discussion_state == Discussion.State.HELD:
        return Comment.State.HELD, "every comment here waits for approval"
    return None, "the discussion is open"


# A check takes a draft and returns a state, or None to leave it to those after it, and its reason for
# moderators.
CHECKS = [
    discussion_is_held,
]


def judge(draft, checks=CHECKS):
    """The judgement on a draft; published, if no check objects."""
    verdicts = []
    for check in checks:
        state, reason = check(draft)
        verdicts.append({"check": check.__name__, "state": state, "reason": reason})
        if state:
            return Judgement(state, verdicts)
    return Judgement(Comment.State.PUBLISHED, verdicts)


def judge_again(comment, draft, checks=CHECKS):
    """The judgement on the new words of a stored comment.

    What a moderator has held stays held, whatever its writer makes of it: only a moderator publishes that.
    What a check has held may be published, as if it had been withdrawn and written anew.
    """
    judgement = judge(draft, checks)
    if judgement.state != Comment.State.PUBLISHED or comment.state != Comment.State.HELD:
        return judgement
    decision = comment.decisions.filter(is_effective=True).first()
    if not decision or decision.to_state != Comment.State.HELD:
        return judgement
    verdict = {
        "check": "held_by_a_moderator",
        "state": Comment.State.HELD,
        "reason": "a moderator has held it, and its writer has changed it since",
    }
    return Judgement(Comment.State.HELD, [*judgement.verdicts, verdict])
