"""How the parts are that a site is made of, for load balancers and monitors.

Without the database nothing can be shown, and with an older form of it not everything: a server to which one
of these happens is to be asked nothing. Without the others readers get their pages all the same; that the
program which publishes stands still on another machine is no reason to take this one away from them.
"""

import logging
import secrets
from functools import cache

from django.core.cache import cache as configured_cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.utils import timezone

from articles.models import Article, EditionSection
from articles.scheduling import LATE
from articles.search import found

OK, FAILING, UNKNOWN = "ok", "failing", "unknown"
SECONDS_IN_CACHE = 10

log = logging.getLogger(__name__)


def database_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def migrations_are_done():
    missing = newest_migrations() - set(MigrationRecorder.Migration.objects.values_list("app", "name"))
    if missing:
        log.error("Run manage.py migrate: %s", ", ".join(f"{app} {name}" for app, name in sorted(missing)))
    return not missing


@cache
def newest_migrations():
    """The last migration of each app, as (app, name), by the program's files."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def cache_keeps():
    # A key of its own: others look at the same moment.
    key = f"healthz:{secrets.token_hex(8)}"
    configured_cache.set(key, True, SECONDS_IN_CACHE)
    is_there = configured_cache.get(key)
    configured_cache.delete(key)
    return is_there


def search_finds():
    """Whether it answers; the word is one that stories hardly contain, so that it costs little."""
    found("healthz", EditionSection.objects.current(), most=1)
    return True


def nothing_is_late():
    return not Article.objects.due(timezone.now() - LATE).exists()


VITAL = {"database": database_answers, "migrations": migrations_are_done}
OTHERS = {"cache": cache_keeps, "search": search_finds, "publications": nothing_is_late}


def parts():
    """The state of each part by its name: ok, failing, or unknown where another one had to be asked."""
    states = {}
    for name, check in (VITAL | OTHERS).items():
        is_lost = states.get("database") == FAILING and name != "cache"
        states[name] = UNKNOWN if is_lost else state_of(check)
    return states


def state_of(check):
    try:
        return OK if check() else FAILING
    except Exception:
        # Whatever a part fails with, it is the answer. What it is stands in the log and nowhere else.
        log.exception("Not well: %s", check.__name__)
        return FAILING


def healthz(request):
    """503 if this server cannot serve readers; with ?strict, if anything at all is not well."""
    states = parts()
    vital = all(states[name] == OK for name in VITAL)
    well = all(state == OK for state in states.values())
    status = OK if well else "degraded" if vital else FAILING
    is_up = well if "strict" in request.GET else vital
    return JsonResponse(
        {"status": status, "parts": states},
        status=200 if is_up else 503,
        headers={"Cache-Control": "no-store"},
    )
