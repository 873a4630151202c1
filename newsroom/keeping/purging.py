"""Telling caches on the way which addresses have changed, so that they need not wait for PAGE_SECONDS.

PURGE_HOOK names a function of a list of paths, or an address that gets them as {"paths": […]} in a POST. A
story's path stands for all that is below it as well: its threads, versions and changes. It is told after the
commit and in the background; what comes while it is being told is told together.
"""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.module_loading import import_string

from articles.models import Address, Author, Desk, Edition, Tag
from articles.signals import story_changed
from comments.models import Discussion
from comments.signals import discussion_changed
from newsroom.feed_forms import FORMS
from newsroom.models import FrontPlace, Page

log = logging.getLogger(__name__)

SECONDS_TO_WAIT = 10
# One, which is started by the first purge; a program that ends waits for it.
background = ThreadPoolExecutor(max_workers=1)
waiting, lock = set(), Lock()


def listen():
    """Begin to tell: called once, when the site starts."""
    story_changed.connect(story)
    discussion_changed.connect(discussion)
    for model in (Desk, Tag, Author, Page, FrontPlace):
        post_save.connect(row, sender=model)
        post_delete.connect(row, sender=model)


def story(*, article_id, **_signal):
    after_commit(partial(paths_of_story, article_id))


def discussion(*, discussion_id, **_signal):
    after_commit(partial(paths_of_discussion, discussion_id))


def row(*, instance, **_signal):
    after_commit(partial(paths_of_row, instance))


def after_commit(paths):
    if settings.PURGE_HOOK:
        transaction.on_commit(lambda: tell(paths()), robust=True)


def paths_of_story(article_id):
    """The story at all its addresses, and the lists that it is on or was."""
    paths = {address.get_absolute_url() for address in Address.objects.filter(article=article_id)}
    paths |= {reverse(name) for name in ("front", "corrections", "archive", "sitemap-index", "news-sitemap")}
    paths |= feeds("feed")
    for edition in Edition.objects.filter(article=article_id).select_related("desk")[:2]:
        paths |= {reverse(name, args=[edition.published_at]) for name in ("month", "sitemap")}
        paths |= paths_of_row(edition.desk)
        for author in edition.authors.all():
            paths |= paths_of_row(author)
        for tag in Tag.objects.public().filter(edition_sections__edition=edition).distinct():
            paths |= paths_of_row(tag)
    return paths


def paths_of_discussion(discussion_id):
    """The story with its discussion, and what programs read of the latter."""
    article_id = Discussion.objects.values_list("article_id", flat=True).get(pk=discussion_id)
    edition = Edition.objects.current().select_related("address").filter(article=article_id).first()
    paths = feeds("discussion-feed", article_id) | {reverse("discussion-news", args=[article_id])}
    return paths | ({edition.get_absolute_url()} if edition else set())


def paths_of_row(instance):
    if isinstance(instance, FrontPlace):
        return {reverse("front")}
    if isinstance(instance, Page):
        return {instance.get_absolute_url()}
    return {instance.get_absolute_url()} | feeds(f"{FEED_OF[type(instance)]}-feed", instance.slug)


FEED_OF = {Desk: "desk", Tag: "topic", Author: "author"}


def feeds(name, *args):
    return {reverse(name, args=[*args, form]) for form in FORMS}


def tell(paths):
    """Tell of the paths, together with those that wait already."""
    with lock:
        is_told_of = bool(waiting)
        waiting.update(paths)
    if not is_told_of:
        background.submit(tell_what_waits)


def tell_what_waits():
    with lock:
        paths = sorted(waiting)
        waiting.clear()
    try:
        hook()(paths)
    except Exception as error:  # noqa: BLE001 - somebody else's program; what it fails to do, time does
        log.error("The purge hook failed: %r", error)


def hook():
    if settings.PURGE_HOOK.startswith(("http://", "https://")):
        return post
    return import_string(settings.PURGE_HOOK)


def post(paths):
    body = json.dumps({"paths": paths}).encode()
    request = Request(settings.PURGE_HOOK, body, {"Content-Type": "application/json"})  # noqa: S310
    urlopen(request, timeout=SECONDS_TO_WAIT).close()  # noqa: S310
