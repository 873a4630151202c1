"""How often one reader, and one network, may send reports: counted by their rows."""

from datetime import timedelta
from math import ceil

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .refusals import TooMany

WINDOW = timedelta(minutes=10)
OF_READER = 10
# Many people share a network: a school, a company, a mobile operator.
OF_NETWORK = 30


def refuse_if_too_many(rows, *, reader, networks, at=None):
    """Raise TooMany if the reader, or their network, has made so many of the rows within ten minutes.

    rows is the queryset of all reports of the kind; networks are the hashes of networks.hashes(). A query
    each.
    """
    at = at or timezone.now()
    limits = [(OF_READER, Q(reader=reader))]
    if networks:
        limits.append((OF_NETWORK, Q(network__in=networks)))
    for most, whose in limits:
        latest = rows.filter(whose, made_at__gt=at - WINDOW).order_by("-made_at").values_list("made_at")
        if at_limit := latest[most - 1 : most].first():
            raise TooMany(
                _("So many reports in a few minutes: your text is kept, please send it a little later."),
                seconds=max(1, ceil((at_limit[0] + WINDOW - at).total_seconds())),
            )
