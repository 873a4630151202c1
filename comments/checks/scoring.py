"""What the scorer makes of a text: the last check, for it is the slow one."""

from django.utils.translation import gettext as _

from comments import scorer
from comments.verdicts import ask, hold, passed


def score(draft):
    asked_from, held_from = draft.thresholds.score_asked_from, draft.thresholds.score_held_from
    if not (asked_from or held_from):
        return passed(_("not scored"))
    answer = scorer.score(draft.body, seconds=draft.thresholds.scorer_milliseconds / 1_000)
    if answer is None:
        return passed(_("not scored"))
    hundredths = round(100 * answer.value)
    reason = _("score: %(score)d of 100 (%(label)s)") % {"score": hundredths, "label": answer.label}
    if held_from and hundredths >= held_from:
        return hold(reason)
    if asked_from and hundredths >= asked_from:
        return ask(reason, _("Your comment may hurt somebody. Would you say it face to face?"))
    return passed(reason)
