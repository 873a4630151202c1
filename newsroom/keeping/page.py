from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.cache import get_conditional_response


@dataclass(frozen=True)
class KeptPage:
    """An answer as it was sent, and the versions of all that it shows, as they were read before it was made:
    at read_at, in seconds since 1970.
    """

    body: bytes
    headers: dict[str, str]
    site: int
    discussions: dict[int, int]
    read_at: float

    def answer(self, request):
        """The same answer for another request; 304 for whoever has it."""
        response = HttpResponse(self.body, headers=self.headers)
        return get_conditional_response(request, etag=self.headers["ETag"], response=response)
