"""Refusing posts that another site sends in a reader's name. Public pages carry no CSRF token, being the
same for all.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpResponseForbidden
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt


def is_foreign(request):
    """Whether the browser says that the post comes from another site's page.

    Origin decides if it is there, else Sec-Fetch-Site. Neither is there in old browsers and in programs: then
    only the form's token speaks.
    """
    if origin := request.headers.get("Origin"):
        parts = urlsplit(origin)
        return (parts.scheme, parts.netloc) != (request.scheme, request.get_host())
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")


def from_our_pages(view):
    """For a view behind a form of ours: what another site sends is refused, and no cache keeps the answer.

    Together with comments/tokens.py in the place of Django's token, which is personal: a form's page is not.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and is_foreign(request):
            return HttpResponseForbidden(_("This form was sent from another site."))
        return view(request, *args, **kwargs)

    return guarded
