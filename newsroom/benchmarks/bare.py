"""The least that Django can do behind gunicorn: a view that says a word, without any middleware or app. It is
a configuration of gunicorn.
"""


def post_fork(_server, _worker):
    """Called by gunicorn in each worker before it loads the site."""
    # Not above: gunicorn's first process is to have no more than it has in production.
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path

    settings.ROOT_URLCONF = (path("say/", lambda request: HttpResponse("Well said.")),)
    settings.MIDDLEWARE = settings.INSTALLED_APPS = []
