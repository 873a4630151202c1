"""The importer's way in: whole discussions written in bulk, beside comments/posting.py and with the same
result.

Nothing is judged and nobody is asked: an archive's comments are as their source left them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from django.db import transaction
from django.db.models import F

from articles.instants import microseconds

from .models import Comment, Discussion, Thread
from .rendering import render
from .trees import number

# Between the sort keys of threads without a time, so that one found later can take its place among them.
GAP = 1_000_000
BATCH = 2_000


@dataclass(eq=False)
class ArchivedComment:
    """A comment of an archive. posted_at is an aware time, or None; source_ref tells it from all others of
    its thread.
    """

    body: str
    name: str = ""
    posted_at: datetime | None = None
    source_ref: str = ""
    children: list["ArchivedComment"] = field(default_factory=list)


@transaction.atomic
def load_threads(article, roots, *, since):
    """Append threads to the article's discussion, all comments published, in the order and depth in which
    they come.

    since is the aware time that the first thread without a time is taken to follow.
    """
    if not roots:
        return
    discussion, _created = Discussion.objects.get_or_create(article=article)
    trees = [number(root, attrgetter("children")) for root in roots]
    threads = Thread.objects.bulk_create(
        (
            Thread(
                discussion=discussion,
                sort_key=sort_key,
                comment_count=len(tree),
                last_activity_at=max((node.posted_at for node in tree if node.posted_at), default=None),
            )
            for sort_key, tree in zip(sort_keys(roots, since), trees, strict=True)
        ),
        batch_size=BATCH,
    )
    write_levels(zip(threads, trees, strict=True))
    Discussion.objects.filter(pk=discussion.pk).update(
        comment_count=F("comment_count") + sum(map(len, trees)), version=F("version") + 1
    )


def sort_keys(roots, since):
    key = microseconds(since)
    for root in roots:
        key = microseconds(root.posted_at) if root.posted_at else key + GAP
        yield key


def write_levels(trees):
    """Write the comments of many trees, those of one depth together: a parent needs its id before its
    replies do.
    """
    levels = defaultdict(list)
    for thread, tree in trees:
        for node, (lft, rght, level) in tree.items():
            levels[level].append((thread, node, lft, rght))
    ids, parents = {}, {}
    for level in sorted(levels):
        rows = [
            Comment(
                thread=thread,
                tree_id=thread.pk,
                parent_id=ids.get(parents.get(node)),
                lft=lft,
                rght=rght,
                level=level,
                state=Comment.State.PUBLISHED,
                name=node.name,
                body=node.body,
                body_html=render(node.body),
                posted_at=node.posted_at,
                source_ref=node.source_ref,
            )
            for thread, node, lft, rght in levels[level]
        ]
        Comment.objects.bulk_create(rows, batch_size=BATCH)
        for (_thread, node, _lft, _rght), row in zip(levels[level], rows, strict=True):
            ids[node] = row.pk
            parents.update((child, node) for child in node.children)
