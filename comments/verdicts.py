"""What a check can say about a comment."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Outcome(StrEnum):
    """pass leaves it to the checks that follow, and so does flag, which lets readers see the comment and yet
    has it wait for a moderator. The others are decisive: ask sends the form back once, hold lets the comment
    wait, reject stores it unseen, refuse stores nothing.
    """

    PASS = "pass"  # noqa: S105 - an outcome
    FLAG = "flag"
    ASK = "ask"
    HOLD = "hold"
    REJECT = "reject"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Verdict:
    """The answer of a check: reason for moderators, told, which may be empty, for the writer. retry_after are
    the seconds after which what is refused could be sent, if that is a question of time.
    """

    outcome: Outcome
    reason: str
    told: str = ""
    retry_after: int | None = None

    def stored(self, check):
        """The verdict as a comment keeps it: as plain data, with the name of the check."""
        return {"check": check, "outcome": self.outcome.value, "reason": self.reason, "told": self.told}


def passed(reason):
    return Verdict(Outcome.PASS, reason)


def flag(reason):
    return Verdict(Outcome.FLAG, reason)


def ask(reason, told):
    return Verdict(Outcome.ASK, reason, told)


def hold(reason, told=""):
    return Verdict(Outcome.HOLD, reason, told)


def reject(reason, told):
    return Verdict(Outcome.REJECT, reason, told)


def refuse(reason, told, retry_after=None):
    return Verdict(Outcome.REFUSE, reason, told, retry_after)


def in_words(verdicts):
    """All that the checks have said of a comment, what decided first, a line each for moderators."""
    words = {Outcome.FLAG: _("flagged"), Outcome.HOLD: _("held"), Outcome.REJECT: _("rejected")}
    weighty = [verdict for verdict in verdicts if verdict.get("outcome") in words]
    others = [verdict for verdict in verdicts if verdict not in weighty]
    said = [f"{words[verdict['outcome']]}: {verdict['reason']}" for verdict in reversed(weighty)]
    return [*said, *(verdict["reason"] for verdict in others)]
