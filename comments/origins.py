"""Refusing posts that another site sends in a reader's name. Public pages carry no CSRF token, being the
same for all.
"""

from urllib.parse import urlsplit


def is_foreign(request):
    """Whether the browser says that the post comes from another site's page.

    Origin decides if it is there, else Sec-Fetch-Site. Neither is there in old browsers and in programs: then
    only the form's token speaks.
    """
    if origin := request.headers.get("Origin"):
        parts = urlsplit(origin)
        return (parts.scheme, parts.netloc) != (request.scheme, request.get_host())
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
