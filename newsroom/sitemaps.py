"""What search engines read of the stories: all of them by month, and those of the last two days."""

from datetime import UTC, datetime, timedelta
from html import escape

from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.archive import counts_by_month, last_changes
from articles.models import Edition

from .feed_forms import writable
from .feeds import site_of
from .keeping.public import public
from .masthead import masthead_now

# The protocols allow 50,000 and 1,000: https://www.sitemaps.org/protocol.html and
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
STORIES_IN_PART, MOST_PARTS = 10_000, 1_000
MOST_NEWS = 1_000
NEWS_LASTS = timedelta(days=2)

SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
# What readers see as “Updated”, else as the time of publication.
CHANGED = Coalesce("modified_at", "published_at")


class MappedMonthConverter:
    """A month in an address, 2023-09, as the aware time at which it begins in UTC."""

    regex = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value):
        return datetime.fromisoformat(f"{value}-01").replace(tzinfo=UTC)

    def to_url(self, value):
        return f"{value:%Y-%m}" if isinstance(value, datetime) else value


@public()
@require_safe
def sitemap_index(request):
    """The sitemaps of all months that have stories, by UTC: what only divides a list needs no zone of its
    own. Five queries.
    """
    counts = counts_by_month(UTC)
    changes = last_changes([count.month for count in counts], UTC)
    entries = [
        f"<sitemap><loc>{site_of(request)}{address_of(f'{count.month:%Y-%m}', part)}</loc>"
        f"<lastmod>{changed.isoformat()}</lastmod></sitemap>"
        for count, changed in zip(counts, changes, strict=True)
        for part in range(1, -(-count.stories // STORIES_IN_PART) + 1)
    ]
    return document("sitemapindex", entries, SITEMAP)


def address_of(month, part):
    return reverse("sitemap", args=[month]) if part == 1 else reverse("sitemap-part", args=[month, part])


@public()
@require_safe
def sitemap(request, month, part=1):
    """The stories that were first published in a month, or, if these are very many, a part of them. One
    query.
    """
    if not 0 < part <= MOST_PARTS:
        raise Http404
    following = (month + timedelta(days=31)).replace(day=1)
    editions = Edition.objects.current().filter(published_at__gte=month, published_at__lt=following)
    before = STORIES_IN_PART * (part - 1)
    entries = [
        f"<url>{place(request, edition)}</url>"
        for edition in with_places(editions)[before : before + STORIES_IN_PART]
    ]
    if not entries:
        raise Http404
    return document("urlset", entries, SITEMAP)


@public()
@require_safe
def news_sitemap(request):
    """The stories of the last two days. Two queries."""
    editions = Edition.objects.current().filter(published_at__gt=timezone.now() - NEWS_LASTS)
    name, language = words(masthead_now().name), get_language().split("-")[0]
    entries = [
        f"<url>{place(request, edition)}<news:news>"
        f"<news:publication><news:name>{name}</news:name><news:language>{language}</news:language>"
        f"</news:publication>"
        f"<news:publication_date>{edition.published_at.isoformat()}</news:publication_date>"
        f"<news:title>{words(edition.title)}</news:title></news:news></url>"
        for edition in with_places(editions, "title")[:MOST_NEWS]
    ]
    return document("urlset", entries, SITEMAP, NEWS)


def with_places(editions, *fields):
    editions = editions.select_related("address").annotate(changed=CHANGED).order_by("-published_at", "-pk")
    return editions.only("published_at", "address__article", "address__date", "address__slug", *fields)


def place(request, edition):
    return (
        f"<loc>{site_of(request)}{edition.get_absolute_url()}</loc>"
        f"<lastmod>{edition.changed.isoformat()}</lastmod>"
    )


def words(text):
    return escape(writable(text), quote=False)


def document(root, entries, *namespaces):
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{" ".join([root, *namespaces])}>'
    text = "\n".join([head, *entries, f"</{root}>\n"])
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
