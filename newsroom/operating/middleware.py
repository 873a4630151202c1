from time import perf_counter

from django.conf import settings
from django.core.signals import request_finished

from . import access, request_ids
from .health import healthz


class WatchRequests:
    """Give each request an id, write a line about it, measure it, and answer what operators ask for.

    It stands before all others: what it measures is all that a request takes, and a load balancer is
    answered whatever name and scheme it asks by.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.own_pages, self.reports = {"/healthz": healthz}, []
        if settings.ACCESS_LOG:
            self.reports.append(access.write)
        if settings.METRICS_TOKEN:
            # Whoever has no use for figures does not load what makes them.
            from . import metrics

            self.own_pages["/metrics"] = metrics.metrics
            self.reports.append(metrics.observe)
        # Django has something to say about an answer after the last middleware has seen it.
        request_finished.connect(request_ids.forget)

    def __call__(self, request):
        began = perf_counter()
        request_id = request_ids.id_for(request.META)
        request_ids.current.set(request_id)
        answer = self.own_pages.get(request.path_info, self.get_response)
        response = answer(request)
        response.headers[request_ids.HEADER] = request_id
        seconds = perf_counter() - began
        for report in self.reports:
            report(request, response, seconds)
        return response
