"""Words on the moderators' lists."""

from django.utils.translation import gettext as _

from comments.verdicts import hold, passed, reject


def banned_words(draft):
    if entry := draft.rules.banned_words.first_in(draft.readings):
        reason = _("banned word “%(word)s”") % {"word": entry}
        return reject(reason, _("It contains a word that is not published here."))
    return passed(_("no banned word"))


def suspect_words(draft):
    if entry := draft.rules.suspect_words.first_in(draft.readings):
        return hold(_("suspect word “%(word)s”") % {"word": entry})
    return passed(_("no suspect word"))
