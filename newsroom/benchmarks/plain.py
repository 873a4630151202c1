"""The least that the same stack can do, to compare with: a view that says a word, and one that inserts a row.

It is both a configuration of gunicorn, which serves this in the place of the site, and the URLs that are then
served.
"""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

TABLE = "plain_note"


def post_worker_init(_worker):
    """Called by gunicorn in each worker before it serves."""
    settings.ROOT_URLCONF = "newsroom.benchmarks.plain"


def make_table():
    kind = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (id {kind} PRIMARY KEY, body text NOT NULL)")


def say(_request):
    return HttpResponse("Well said.")


@csrf_exempt
def insert(request):
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (body) VALUES (%s)", [request.POST["body"]])  # noqa: S608
    return HttpResponse("Well said.")


urlpatterns = [path("say/", say), path("insert/", insert)]
