"""A configuration of gunicorn with which each worker says how many pages its own cache keeps."""

import logging
import os


def post_worker_init(_worker):
    """Called by gunicorn in each worker before it serves."""
    # Not above: gunicorn's first process is to have no more than it has in production.
    from django.urls import path

    from newsroom import urls

    urls.urlpatterns.insert(0, path("kept/", kept))
    # What is not there is asked for all the time, and a line for each would bury the figures.
    logging.getLogger("django.request").setLevel(logging.ERROR)


def kept(_request):
    from django.core.cache import cache
    from django.http import JsonResponse

    # Nothing of Django's says how much a cache in a process's own memory holds.
    return JsonResponse({"process": os.getpid(), "pages": len(cache._cache), "most": cache._max_entries})
