"""The checks as moderators know them: each by its name, in words."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "discussion_is_closed": _("discussion is closed"),
    "reader_is_banned": _("reader is banned"),
    "network_is_banned": _("network is banned"),
    "too_soon": _("too soon"),
    "too_many_of_reader": _("too many of reader"),
    "too_many_of_network": _("too many of network"),
    "banned_words": _("banned words"),
    "banned_hosts": _("banned hosts"),
    "too_fast": _("too fast"),
    "repeated": _("repeated"),
    "shouting": _("shouting"),
    "discussion_is_held": _("discussion is held"),
    "suspect_words": _("suspect words"),
    "links": _("many links"),
    "often_rejected": _("often rejected"),
    "new_reader": _("new reader"),
    "score": _("score"),
}


def in_words(check):
    """The name of a check, a function."""
    return NAMES.get(check.__name__, check.__name__)
