"""The least that Django can do behind gunicorn: plain.py's view without any middleware. It is a configuration
of gunicorn.
"""

from django.conf import settings


def post_fork(_server, _worker):
    """Called by gunicorn in each worker before it loads the site."""
    settings.ROOT_URLCONF = "newsroom.benchmarks.plain"
    settings.MIDDLEWARE = []
