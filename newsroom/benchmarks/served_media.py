"""A configuration of gunicorn with which it serves uploads, too: in production that is the web server's."""

from django.conf import settings
from django.urls import re_path


def post_worker_init(_worker):
    """Called by gunicorn in each worker before it serves."""
    from newsroom import urls
    from newsroom.media import media

    prefix = settings.MEDIA_URL.lstrip("/")
    files = re_path(rf"^{prefix}(?P<path>.*)$", media, {"document_root": settings.MEDIA_ROOT})
    urls.urlpatterns.insert(0, files)
