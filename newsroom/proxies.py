"""Whose word is taken for the client's address and scheme."""

from functools import lru_cache
from ipaddress import ip_address

from django.conf import settings


class ProxyMiddleware:
    """Put the client's address and scheme in place of the reverse proxy's, if TRUSTED_PROXIES names the
    proxy.

    X-Forwarded-For is read from its end: each trusted proxy has appended the address that it saw, so the last
    one that is not trusted is the client. Whatever stands before was written by the client itself and is
    ignored, as the headers of everybody else are.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        meta = request.META
        if is_trusted(meta.get("REMOTE_ADDR", "")):
            meta["REMOTE_ADDR"] = client_address(meta)
            if meta.get("HTTP_X_FORWARDED_PROTO") == "https":
                request.environ["wsgi.url_scheme"] = "https"
        return self.get_response(request)


def is_trusted(address):
    """Whether TRUSTED_PROXIES contains the address (a string; what is no address is not trusted)."""
    known = parsed(address)
    return known is not None and any(known in network for network in settings.TRUSTED_PROXIES)


@lru_cache(maxsize=1_000)
def parsed(text):
    """The address that a text is, or None. The proxies' own are asked for with every request."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def client_address(meta):
    """The address of the client behind trusted proxies, by request.META."""
    address = meta["REMOTE_ADDR"]
    for hop in reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        if not (is_trusted(address) and parsed(hop.strip())):
            break
        address = hop.strip()
    return address
