"""Figures for Prometheus: how often each page was asked for, what it answered, how long it took, and how the
parts are.

One histogram says the first three: its observation is all that a request pays. Several processes put their
figures together in the folder that PROMETHEUS_MULTIPROC_DIR names (newsroom/deploy/gunicorn.conf.py).
"""

import os
from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from .health import OK, parts

SECONDS = Histogram(
    "newsroom_request_seconds",
    "How long requests took, by page, method and status.",
    ["page", "method", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def observe(request, response, seconds):
    method = request.method if request.method in METHODS else "other"
    series(page_of(request, response), method, response.status_code).observe(seconds)


# The library finds a series by its labels, too, but takes longer than the observation does.
series = cache(SECONDS.labels)


def page_of(request, response):
    """The name of the page's address; in parentheses what is none. There are few, whatever is asked for."""
    if match := request.resolver_match:
        return match.view_name or match.func.__name__
    if request.path.startswith(settings.STATIC_URL):
        return "(static)"
    found = response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
    return "(kept)" if found else "(none)"


class Health:
    """The parts' health as a figure, found out when it is asked for."""

    def collect(self):
        family = GaugeMetricFamily("newsroom_part_ok", "Whether a part is well: 1 or 0.", labels=["part"])
        for name, state in parts().items():
            family.add_metric([name], float(state == OK))
        yield family


def metrics(request):
    """All figures, for whoever has the token."""
    given = request.META.get("HTTP_AUTHORIZATION", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(
            status=HTTPStatus.UNAUTHORIZED,
            headers={"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"},
        )
    text = generate_latest(figures())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def figures():
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        registry.register(REGISTRY)
    registry.register(Health())
    return registry
