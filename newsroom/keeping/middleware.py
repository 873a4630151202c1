import time
from hashlib import blake2b
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from . import store
from .checking import Check
from .page import KeptPage
from .public import is_public, known, tell_caches
from .recent import RecentPages
from .shown import noting


class KeepPages:
    """Answer from what is kept as long as it is right, tell caches what they may keep, and answer 304 to
    whoever has the page already.

    It stands before all but the proxies' middleware: what it keeps is what readers get, with every header.
    """

    def __init__(self, get_response):
        self.get_response, self.recent = get_response, RecentPages()

    def __call__(self, request):
        if not settings.KEEP_PAGES or request.method not in ("GET", "HEAD"):
            return self.made(request)
        try:
            return self.kept_or_made(request)
        except (OperationalError, InterfaceError):
            # The view finds out by itself, and says so as the site does.
            return self.made(request)

    def kept_or_made(self, request):
        address, check = address_of(request), Check(since_when(request))
        page = check.passed(self.recent.get(address))
        if not page:
            view = view_at(request.path_info)
            if not is_public(view):
                return self.made(request)
            key = key_of(request, view)
            page = check.passed(store.find(key))
        if not page:
            with store.making(key):
                # Somebody else may have made it just now.
                page = store.find(key)
                if not page or page.read_at < check.since:
                    return self.made_to_keep(request, key, address, check)
        self.recent.keep(address, page)
        return page.answer(request)

    def made_to_keep(self, request, key, address, check):
        site, read_at = check.site_before()
        with noting(site) as discussions:
            response = self.complete(request)
        is_small = len(response.content) <= store.MOST_BYTES
        if request.method == "GET" and is_whole(response) and is_small:
            until = read_at + settings.PAGE_SECONDS
            page = KeptPage(response.content, dict(response.headers), (site, discussions), read_at, until)
            store.keep(key, page)
            self.recent.keep(address, page)
        return conditional(request, response)

    def made(self, request):
        return conditional(request, self.complete(request))

    def complete(self, request):
        """The site's answer with all that caches have to know of it."""
        response = self.get_response(request)
        tell_caches(request, response)
        if is_whole(response):
            response["ETag"] = quote_etag(blake2b(response.content, digest_size=16).hexdigest())
        return response


def is_whole(response):
    """Whether it is a page that everybody gets."""
    is_for_all = response["Cache-Control"].startswith("public") and "Vary" not in response
    return response.status_code == HTTPStatus.OK and is_for_all and not response.streaming


def conditional(request, response):
    if not is_whole(response):
        return response
    return get_conditional_response(request, etag=response["ETag"], response=response)


def address_of(request):
    return request.scheme, request.META.get("HTTP_HOST"), request.path, request.META.get("QUERY_STRING")


def since_when(request):
    """The moment at which a page must have been right to be shown to whoever asks now. Who has just written
    something, or works here, sees what is; all get the same bytes.
    """
    meta, now = request.META, time.time()
    if "seen=" in meta.get("QUERY_STRING", "") or settings.SESSION_COOKIE_NAME in meta.get("HTTP_COOKIE", ""):
        return now
    return now - settings.PAGE_COPY_SECONDS


def view_at(path):
    try:
        return resolve(path).func
    except Resolver404:
        return None


def key_of(request, view):
    query = known(request.GET, view.parameters).urlencode()
    return store.key_of("page", request.scheme, request.get_host(), request.path, query)
