from hashlib import blake2b
from http import HTTPStatus

from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from .public import is_public, tell_caches


class KeepPages:
    """Tell caches what they may keep, and answer 304 to whoever has the page already.

    It stands before all but the proxies' middleware, so that what it sends is what readers get.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        tell_caches(request, response)
        if response.status_code == HTTPStatus.OK and is_public(request) and not response.streaming:
            response["ETag"] = etag = quote_etag(blake2b(response.content, digest_size=16).hexdigest())
            return get_conditional_response(request, etag=etag, response=response)
        return response
