"""Where a comment leads its readers."""

from django.utils.translation import gettext as _

from comments.links import is_among
from comments.verdicts import hold, passed, reject


def banned_hosts(draft):
    banned = [mention.host for mention in draft.mentioned if is_among(mention.host, draft.rules.banned_hosts)]
    if banned:
        reason = _("banned host %(host)s") % {"host": banned[0]}
        return reject(reason, _("It leads to a page to which no comment here may lead."))
    return passed(_("no banned host"))


def links(draft):
    most, allowed = draft.thresholds.links_held_above, draft.rules.allowed_hosts
    number = sum(mention.is_link and not is_among(mention.host, allowed) for mention in draft.mentioned)
    reason = _("links: %(number)d of at most %(most)d") % {"number": number, "most": most}
    return (
        hold(reason, _("Comments with many links wait for a moderator.")) if number > most else passed(reason)
    )
