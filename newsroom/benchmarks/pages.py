from functools import partial

from django.test import Client

from articles.models import Edition
from newsroom.importing.options import Options
from newsroom.importing.run import File, Importer

from .figures import Figure, cpu_milliseconds
from .reading import make_dump


def story_page():
    """The page of a story costs the same, however long its discussion is."""
    base, client = None, Client(headers={"Host": "localhost"})
    importer = Importer(Options(suggest_tags=False))
    for comments in (100, 1_000, 10_000):
        importer.take(File("", f"{comments}.txt", "", make_dump(comments)))
        url = Edition.objects.latest("pk").get_absolute_url()
        milliseconds = cpu_milliseconds(partial(fetch, client, url))
        yield Figure(f"a story's page with {comments:,} comments", milliseconds, "ms CPU", base)
        base = base or milliseconds


def fetch(client, url):
    response = client.get(url)
    if response.status_code != 200:
        raise AssertionError(f"{url} answered {response.status_code}")
