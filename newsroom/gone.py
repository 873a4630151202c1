"""What readers get where something was taken away: 410, and why."""

from http import HTTPStatus

from django.shortcuts import render

from articles.absence import Gone


class GoneMiddleware:
    """Answers for every view that finds out that what is asked for was taken away."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Gone):
            context = {"reason": exception.reason, "story_url": exception.url}
            return render(request, "410.html", context, status=HTTPStatus.GONE)
        return None
