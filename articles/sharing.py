"""Share links: a draft for somebody without an account, for some days, until it is published."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch
from django.utils import timezone

from .models import Article, Edition, ShareLink, ShareOpening

State = Article.State
# Stories that are put away, or that have a public address as they are, have none to share.
NOT_SHARED = (State.SPIKED, State.TAKEN_DOWN, State.PUBLISHED)
SHOWN_OPENINGS = 50


def make(article, *, by, days, revision=None):
    """Make a link that opens for so many days, and return it with its secret, which is kept nowhere.

    It shows a revision of the article, or the story as it is saved last.
    """
    secret = secrets.token_urlsafe(32)
    link = ShareLink.objects.create(
        article=article,
        revision=revision,
        token_hash=hash_of(secret),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return link, secret


def revoke(links):
    """Close links, a queryset, from now on. Returns how many were open."""
    return links.filter(revoked_at=None).update(revoked_at=timezone.now())


def find(secret):
    """The link that still opens with this secret, with its article; or None, whatever the reason.

    was_published says whether the article has gone out since the link was made: then it shows no draft any
    more.
    """
    links = with_fate(ShareLink.objects.alive().filter(token_hash=hash_of(secret)))
    return links.select_related("article", "revision").first()


def with_fate(links):
    """The links, a queryset, each with was_published."""
    since = Edition.objects.order_by().filter(article=OuterRef("article"), made_at__gt=OuterRef("made_at"))
    return links.annotate(was_published=Exists(since))


def links_of(article):
    """The article's links, the last one first, each with who made it, its fate, how often it was opened
    (times_opened) and its latest_openings. Two queries.
    """
    links = with_fate(article.share_links.select_related("made_by", "revision").defer("revision__content"))
    links = links.annotate(times_opened=Count("openings"))
    latest = ShareOpening.objects.all()[:SHOWN_OPENINGS]
    return links.prefetch_related(Prefetch("openings", latest, to_attr="latest_openings"))


def opened(link, *, agent):
    """Keep that somebody opened the link; agent is what their program says of itself."""
    ShareOpening.objects.create(link=link, agent=agent[: ShareOpening._meta.get_field("agent").max_length])


def hash_of(secret):
    # The secret is random and long, so a plain hash cannot be guessed back.
    return hashlib.sha256(secret.encode()).hexdigest()
