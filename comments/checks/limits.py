"""How much one reader, and one network, may send: questions about stored comments, never counters."""

from datetime import timedelta
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.verdicts import passed, refuse

OF_READER = timedelta(minutes=10)
# Many people share a network: a school, a company, a mobile operator.
OF_NETWORK = timedelta(minutes=1)


def too_soon(draft):
    pause = timedelta(seconds=draft.thresholds.seconds_between_posts)
    return limited(draft, "of_reader", 1, pause, _("pause after the last comment"))


def too_many_of_reader(draft):
    most = draft.thresholds.posts_of_reader
    return limited(draft, "of_reader", most, OF_READER, _("comments of this reader"))


def too_many_of_network(draft):
    most = draft.thresholds.posts_of_network
    return limited(draft, "of_network", most, OF_NETWORK, _("comments of this network"))


def limited(draft, record, most, window, what):
    """Refuse, if the record has so many entries within the window; 0, or no window, is no limit."""
    entries = getattr(draft, record) if most and window else []
    if not entries or len(entries) < most:
        return passed(_("within the limit: %(what)s") % {"what": what})
    rest = (entries[most - 1].posted_at + window - draft.at).total_seconds()
    if rest <= 0:
        return passed(_("within the limit: %(what)s") % {"what": what})
    seconds = max(1, ceil(rest))
    told = ngettext(
        "That is a lot in a short time. Your text is kept: please send it again in %(seconds)d second.",
        "That is a lot in a short time. Your text is kept: please send it again in %(seconds)d seconds.",
        seconds,
    )
    reason = _("over the limit: %(what)s") % {"what": what}
    return refuse(reason, told % {"seconds": seconds}, retry_after=seconds)
