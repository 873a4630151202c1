"""Where a comment came from, so that limits and bans can tell networks apart, and nobody can tell where.

Only a keyed hash of the address is stored. Its key is made of the site's secret and the number of the period,
and so changes by itself; forget() blanks the hashes that are older than a policy allows.
"""

import hmac
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.utils import timezone

from .models import Comment, ErrorReport, Report

KEY_DAYS = 7
DAY = 24 * 3600


def hashes(address, at=None):
    """The hashes that an address (a string) has and had: [with today's key, with the key before]. Empty, if
    it is no address.
    """
    try:
        network = network_of(address)
    except ValueError:
        return []
    period = int((time.time() if at is None else at.timestamp()) // (KEY_DAYS * DAY))
    return [keyed(network, number) for number in (period, period - 1)]


def network_of(address):
    """An IPv4 address by itself, for many people share each; of an IPv6 address the 64 bits that its holder
    does not choose. An IPv4 address in IPv6's clothes is an IPv4 one.
    """
    parsed = ip_address(address.partition("%")[0])
    if parsed.version == 6 and not parsed.ipv4_mapped:
        return str(ip_network((int(parsed), 64), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def keyed(network, period):
    key = f"comments.networks:{period}:{settings.SECRET_KEY}".encode()
    return hmac.new(key, network.encode(), sha256).hexdigest()[:32]


def forget(days, at=None):
    """Blank the hashes of all that is older than so many days. Returns how many there were."""
    before = (at or timezone.now()) - timedelta(days=days)
    comments = Comment.objects.order_by().filter(posted_at__lt=before).exclude(network="")
    reports = Report.objects.order_by().filter(made_at__lt=before).exclude(network="")
    errors = ErrorReport.objects.order_by().filter(made_at__lt=before).exclude(network="")
    return sum(rows.update(network="") for rows in (comments, reports, errors))


def known_until(at):
    """Until when the hash of a network that was stored at that time is one of hashes(): no ban of it can
    last longer.
    """
    period = int(at.timestamp() // (KEY_DAYS * DAY))
    return datetime.fromtimestamp((period + 2) * KEY_DAYS * DAY, tz=UTC)
