"""Every request has an id, so that all that is written about it can be found together."""

import os
import re
from contextvars import ContextVar

from newsroom.proxies import is_trusted

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")

# The id of the request that is being answered; outside of one, nothing.
current = ContextVar("request_id", default="")


def id_for(meta):
    """The id for a request, by its META as it arrived: what a trusted proxy says if that is well-formed, else
    a new one.
    """
    given = meta.get("HTTP_X_REQUEST_ID", "")
    if given and WELL_FORMED.fullmatch(given) and is_trusted(meta.get("REMOTE_ADDR", "")):
        return given
    return os.urandom(16).hex()


def forget(**signal):
    """The request is answered: what is written from now on belongs to none."""
    current.set("")
