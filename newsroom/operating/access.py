"""The access log: one line for each request. It says neither who asked nor for what words: no address, no
query.
"""

import logging

from .lines import masked

LONGEST = 300

log = logging.getLogger("newsroom.access")


def write(request, response, seconds):
    path = request.path[:LONGEST]
    if not path.isprintable():
        path = path.encode("unicode_escape").decode()
    facts = {
        "method": request.method,
        "path": masked(path),
        "status": response.status_code,
        "ms": round(seconds * 1_000, 1),
    }
    message = "%(method)s %(path)s %(status)s %(ms)s ms"
    # Not log.info(): it would find out each time from which line of the program it was called.
    record = logging.LogRecord(log.name, logging.INFO, __file__, 0, message, (facts,), None)
    record.facts = facts
    log.handle(record)
