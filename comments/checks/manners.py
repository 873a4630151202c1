"""How a comment is written: what its writer may not have meant, and is asked about once."""

import re
from datetime import timedelta

from django.utils.translation import gettext as _

from comments.records import BEGINNING
from comments.verdicts import ask, passed

# Fewer letters shout at nobody: “NATO”, “OK!”.
LETTERS = 20
# Shorter texts are said by many readers of a network: “I agree!”
SHARED_LENGTH = 40
GAPS = re.compile(r"[\W_]+")


def too_fast(draft):
    """Of the reply page only: the story's page is the same for all, and does not know when it was opened."""
    least = draft.thresholds.seconds_to_write
    if not (least and draft.opened_at) or draft.at - draft.opened_at >= timedelta(seconds=least):
        return passed(_("written at a human’s pace"))
    return ask(_("written faster than people write"), _("That was very fast. Is this what you want to say?"))


def shouting(draft):
    percent = draft.thresholds.capitals_percent
    capitals = sum(map(str.isupper, draft.body))
    letters = capitals + sum(map(str.islower, draft.body))
    share = 100 * capitals // letters if letters else 0
    reason = _("capitals: %(share)d of 100") % {"share": share}
    if percent and letters >= LETTERS and share > percent:
        return ask(reason, _("Your comment is mostly in capitals, which many people read as shouting."))
    return passed(reason)


def repeated(draft):
    if not draft.thresholds.repeat_hours:
        return passed(_("not said before"))
    since = draft.at - timedelta(hours=draft.thresholds.repeat_hours)
    body = squashed(draft.body[:BEGINNING])
    if any(is_same(draft.body, body, entry, since) for entry in draft.of_reader):
        return ask(_("the reader has said the same before"), _("You have written the same here before."))
    if len(body) >= SHARED_LENGTH and any(
        is_same(draft.body, body, entry, since) for entry in draft.of_network
    ):
        return ask(
            _("the same came from this network before"),
            _("The same text was sent from your network before."),
        )
    return passed(_("not said before"))


def squashed(text):
    """The text without what can be changed without saying anything else: case, spaces, marks; if it has only
    marks, the text.
    """
    return GAPS.sub("", text.casefold()) or text.strip()


def is_same(text, body, entry, since):
    """Whether the entry has the text, of which body is the squashed beginning. What is cheap is asked first:
    there are many entries.
    """
    if entry.posted_at <= since or not body.startswith(squashed(entry.beginning[:SHARED_LENGTH])):
        return False
    other = squashed(entry.beginning)
    if len(text) < BEGINNING and len(entry.beginning) < BEGINNING:
        return body == other
    return body.startswith(other) or other.startswith(body)
