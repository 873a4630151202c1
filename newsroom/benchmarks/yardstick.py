from . import bare
from .figures import Figure
from .server import WORKERS, serving
from .wrk import MISSING, WRK, ask

CONNECTIONS, SECONDS = 8, 5


def yardstick():
    """What this machine is: the least that Django does behind gunicorn, by which machines can be compared."""
    if not WRK:
        yield MISSING.format("wrk")
        return
    with serving("--config", bare.__file__) as port:
        # The workers load the site first.
        ask(port, "/say/", connections=CONNECTIONS, seconds=1)
        rate = ask(port, "/say/", connections=CONNECTIONS, seconds=SECONDS)
    yield Figure(f"a bare Django view, {WORKERS} workers", rate.a_second, "requests/s")
    yield Figure("  errors", rate.errors, f"of {rate.answers:,}")
