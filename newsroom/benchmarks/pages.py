from functools import partial

from django.test import Client

from articles.tagging import TagFinder
from newsroom.importing.archive import write_document
from newsroom.importing.dump import read_dump

from .figures import Figure, cpu_milliseconds
from .reading import make_dump


def story_page():
    """The page of a story costs the same, however long its discussion is."""
    base, client = None, Client(headers={"Host": "localhost"})
    for comments in (100, 1_000, 10_000):
        data = make_dump(comments)
        imported = write_document(
            read_dump(data), name=str(comments), data=data, desk_name="News", tag_finder=TagFinder([])
        )
        url = imported.article.current_edition().get_absolute_url()
        milliseconds = cpu_milliseconds(partial(fetch, client, url))
        yield Figure(f"a story's page with {comments:,} comments", milliseconds, "ms CPU", base)
        base = base or milliseconds


def fetch(client, url):
    response = client.get(url)
    if response.status_code != 200:
        raise AssertionError(f"{url} answered {response.status_code}")
