"""Which pages are public, and what caches are told of every answer."""

from http import HTTPStatus

from django.conf import settings

# An address may lead somewhere soon: what is not there is looked for again after so many seconds.
ABSENT_SECONDS = 10
# Not even what is moved permanently is so for ever: an editor may give a story its former slug again.
LASTING = {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.GONE}


def public(view):
    """A decorator for views that answer everyone in the same way: neither a user, nor a session, nor a cookie
    has a part in it. What is not marked so is personal, and no cache keeps it.
    """
    view.is_public = True
    return view


def is_public(request):
    """Whether a request that was answered was for a public page, or for none at all."""
    match = request.resolver_match
    return match is None or getattr(match.func, "is_public", False)


def tell_caches(request, response):
    """Say in the response what caches may do with it, unless it says so itself."""
    if "Cache-Control" not in response:
        response["Cache-Control"] = permission(request, response)


def permission(request, response):
    if is_public(request) and request.method in ("GET", "HEAD") and not response.cookies:
        if response.status_code in LASTING:
            return (
                f"public, max-age=0, s-maxage={settings.PAGE_SECONDS}, "
                f"stale-while-revalidate={settings.PAGE_STALE_SECONDS}"
            )
        if response.status_code == HTTPStatus.NOT_FOUND:
            return f"public, max-age=0, s-maxage={ABSENT_SECONDS}"
    return "private, no-store"
