from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.cache import get_conditional_response


@dataclass(frozen=True)
class KeptPage:
    """An answer as it was sent. versions are those of all that it shows, as versions_now() gives them, read
    before it was made or since, at read_at; until says how long it lasts. Both are seconds since 1970.
    """

    body: bytes
    headers: dict[str, str]
    versions: tuple[int, dict[int, int]]
    read_at: float
    until: float

    def answer(self, request):
        """The same answer for another request; 304 for whoever has it."""
        response = HttpResponse(self.body, headers=self.headers)
        return get_conditional_response(request, etag=self.headers["ETag"], response=response)
