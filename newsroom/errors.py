"""The pages for when there is no page."""

from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.log import log_response

from .front import editions_shown, recent_editions

LATEST = 5
# Seconds after which a browser or a robot may try again.
RETRY_AFTER = 30


def not_found(request, exception):
    """Nothing at this address: a search and the newest stories instead. Two queries and the masthead's."""
    newest = [edition.pk for edition in recent_editions()[:LATEST]]
    latest = sorted(editions_shown(newest), key=lambda edition: newest.index(edition.pk))
    return render(request, "404.html", {"latest": latest}, status=HTTPStatus.NOT_FOUND)


class UnavailableMiddleware:
    """Answers 503 where the database cannot be reached or is too busy: what is asked for is there, and a
    search engine that asks just now should not forget it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if settings.DEBUG or not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        response = HttpResponse(
            render_to_string("503.html"),
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"},
        )
        log_response(
            "Service Unavailable: %s", request.path, response=response, request=request, exception=exception
        )
        return response
