"""Who may not write here for a time, or for good."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comments.verdicts import passed, refuse


def reader_is_banned(draft):
    return banned(draft, [draft.reader], draft.rules.readers, _("this reader is banned"))


def network_is_banned(draft):
    return banned(draft, draft.networks, draft.rules.networks, _("this network is banned"))


def banned(draft, names, bans, reason):
    ends = [bans[name] for name in names if name in bans]
    if not ends:
        return passed(_("not banned"))
    if None in ends:
        return refuse(reason, _("You cannot write comments here any more."))
    until = date_format(timezone.localtime(max(ends)), "DATETIME_FORMAT")
    return refuse(reason, _("You cannot write comments here until %(time)s.") % {"time": until})
