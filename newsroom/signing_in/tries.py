"""How often somebody may try a password or a code, or have a mail sent: a few times at once, then with waits
that grow.

A try is counted before it is answered, under a lock, so that many at the same moment are many. A try that is
refused counts for nothing, and no wait is longer than a quarter of an hour: nobody can keep another out for
good. Stored are keyed hashes of names and networks, for a day.
"""

import math
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.networks import network_of
from newsroom.models import Tries

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


class TooManyTries(Exception):
    """Raised with the time, in minutes, after which one may try again."""

    def __init__(self, wait):
        self.minutes = math.ceil(wait / timedelta(minutes=1))
        super().__init__(self.minutes)


def keyed(*parts):
    """A name for what is counted, from which nobody learns what it was."""
    return salted_hmac("newsroom.signing_in.tries", "\n".join(map(str, parts))).hexdigest()


def network(request):
    """The network that a request comes from, as text; proxies are believed as newsroom/proxies.py does."""
    try:
        return network_of(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"


def wait_after(number, free):
    """How long one waits after so many tries, of which some are free."""
    if number < free:
        return timedelta()
    # From the fourth doubling on it is the longest, and the power needs an end.
    return min(FIRST_WAIT * 2 ** min(number - free, 10), LONGEST_WAIT)


@transaction.atomic
def count(limits, at=None):
    """Count a try. limits says how many are free: {key: number}; each key is a keyed() name.

    Raises TooManyTries, and counts nothing, while one of them must wait.
    """
    now = at or timezone.now()
    Tries.objects.filter(last_at__lt=now - FORGOTTEN).delete()
    keys = sorted(limits)
    # In one order everywhere, so that two cannot wait for each other.
    Tries.objects.bulk_create([Tries(key=key, last_at=now) for key in keys], ignore_conflicts=True)
    rows = list(Tries.objects.select_for_update().filter(key__in=keys).order_by("key"))
    # Whoever waited for the lock may find a later time in the row; without a pause it does not matter.
    pauses = [(row.last_at, wait_after(row.number, limits[row.key])) for row in rows]
    wait = max((last_at + pause - now for last_at, pause in pauses if pause), default=timedelta())
    if wait > timedelta():
        raise TooManyTries(wait)
    Tries.objects.filter(key__in=keys).update(number=F("number") + 1, last_at=now)


def forgive(*keys):
    """Forget the tries under some keys: the last one was right."""
    # The rows stay, for somebody may wait for their locks.
    Tries.objects.filter(key__in=keys).update(number=0)


def take_back(key):
    """Count one try less: others are counted under the same key, and are not forgiven."""
    Tries.objects.filter(key=key, number__gt=0).update(number=F("number") - 1)
