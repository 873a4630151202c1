"""Which pages are public, and what caches are told of every answer."""

from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import QueryDict

# An address may lead somewhere soon: what is not there is looked for again after so many seconds.
ABSENT_SECONDS = 10
# Not even what is moved permanently is so for ever: an editor may give a story its former slug again.
LASTING = {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.GONE}


def public(*parameters):
    """A decorator for views that answer everyone in the same way: neither a user, nor a session, nor a cookie
    has a part in it. What is not marked so is personal, and no cache keeps it.

    parameters are the names of those in the address that the page depends on. The view sees no others, so
    that they make no other page.
    """

    def declare(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            request.GET = known(request.GET, parameters)
            return view(request, *args, **kwargs)

        answer.parameters = parameters
        return answer

    return declare


def known(query, parameters):
    """The part of a query, a QueryDict, that has these names."""
    part = QueryDict(mutable=True)
    part.update({name: query[name] for name in parameters if name in query})
    return part


def is_public(view):
    return hasattr(view, "parameters")


def tell_caches(request, response):
    """Say in the response what caches may do with it, unless it says so itself."""
    if "Cache-Control" not in response:
        response["Cache-Control"] = permission(request, response)


def permission(request, response):
    # What leads to no view is nobody's.
    of_public = not request.resolver_match or is_public(request.resolver_match.func)
    if of_public and request.method in ("GET", "HEAD") and not response.cookies:
        if response.status_code in LASTING:
            return (
                f"public, max-age=0, s-maxage={settings.PAGE_SECONDS}, "
                f"stale-while-revalidate={settings.PAGE_STALE_SECONDS}"
            )
        if response.status_code == HTTPStatus.NOT_FOUND:
            return f"public, max-age=0, s-maxage={ABSENT_SECONDS}"
    return "private, no-store"
