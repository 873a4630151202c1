from functools import partial
from statistics import median

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import slugify

from articles import revisions
from articles.models import Article, Desk, Revision, Section, Tag

from .client import Browser
from .figures import Figure, cpu_milliseconds, timed
from .pages import fetch
from .server import serving

SIZES = [(2, 1), (60, 200)]
TIMES = 15


def editors_form():
    """An article's form opens at once, however many sections and revisions it has."""
    client, base = Client(headers={"Host": "localhost"}), {}
    client.force_login(User.objects.create_superuser("editor"))
    pages = {size: make_article(*size) for size in SIZES}
    for size, url in pages.items():
        name = "the form of {} sections and {} revisions".format(*size)
        spent = cpu_milliseconds(partial(fetch, client, url))
        yield Figure(name, spent, "ms CPU", base.setdefault("form", spent))
        with CaptureQueriesContext(connection) as queries:
            fetch(client, url)
        yield Figure("  queries", len(queries), "")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with serving() as port:
        for size, url in pages.items():
            ask(port, url, cookie)
            spent = median(timed(partial(ask, port, url, cookie)) for _ in range(TIMES))
            name = "  through gunicorn, {} sections".format(*size)
            yield Figure(name, spent, "ms", base.setdefault("gunicorn", spent))


def make_article(sections, number):
    """The address of the form of an article with so many sections, each with three tags, and revisions."""
    article = Article.objects.create(title=f"A story of {sections} sections", desk=Desk.objects.named("News"))
    rows = Section.objects.bulk_create(
        Section(article=article, ordering=10 * place, heading=f"Part {place}", body="<p>The ferry.</p>" * 20)
        for place in range(sections)
    )
    for place, section in enumerate(rows):
        names = [f"Topic {sections} {place} {letter}" for letter in "abc"]
        section.tags.set([Tag.objects.create(name=name, slug=slugify(name)) for name in names])
    content = revisions.snapshot(Article.objects.whole().get(pk=article.pk))
    Revision.objects.bulk_create(
        Revision(article=article, number=place, content=content) for place in range(1, number + 1)
    )
    return reverse("admin:articles_article_change", args=[article.pk])


def ask(port, url, cookie):
    answer = Browser(port).ask("GET", url, headers={"Cookie": cookie})
    if answer.status != 200:
        raise AssertionError(f"{url} answered {answer.status}")
