"""The importer's way in: whole discussions written in bulk, beside comments/posting.py and with the same
result.

Nothing is judged and nobody is asked: an archive's comments are as their source left them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.db.models import F

from articles.bulk import insert, reserve_ids
from articles.instants import microseconds

from .models import Comment, Discussion, Thread
from .rendering import render
from .trees import number

# Between the sort keys of threads without a time, so that one found later can take its place among them.
GAP = 1_000_000

COLUMNS = [
    *["id", "thread", "tree_id", "parent", "lft", "rght", "level", "state", "name", "body", "body_html"],
    *["quoted_section", "posted_at", "reader", "source_ref", "verdicts"],
]


@dataclass(eq=False, slots=True)
class ArchivedComment:
    """A comment of an archive. posted_at is an aware time, or None; source_ref tells it from all others;
    quoted_section is the key of the section that its first paragraph repeats.

    html is made of body, before the transaction that writes it; pk is given by that.
    """

    body: str
    name: str = ""
    posted_at: datetime | None = None
    source_ref: str = ""
    quoted_section: UUID | None = None
    children: list["ArchivedComment"] = field(default_factory=list)
    html: str = field(init=False)
    pk: int | None = field(init=False, default=None)

    def __post_init__(self):
        self.html = render(self.body, quotes=self.quoted_section is not None)


def load_threads(article, roots, *, since, state=Comment.State.PUBLISHED):
    """Append threads to the article's discussion, in the order and at the depth at which they come.

    roots are the ArchivedComments that begin them; all comments get the state. since is the aware time that
    the first thread without a time is taken to follow.
    """
    if not roots:
        return
    trees = [number(root, attrgetter("children")) for root in roots]
    keys = list(sort_keys(roots, since))
    with transaction.atomic(savepoint=False):
        discussion, _created = Discussion.objects.get_or_create(article=article)
        write_trees(discussion, trees, keys, state)


def sort_keys(roots, since):
    key = microseconds(since)
    for root in roots:
        key = microseconds(root.posted_at) if root.posted_at else key + GAP
        yield key


def write_trees(discussion, trees, keys, state):
    """Write threads with all their comments; trees are numbered, keys the sort keys of their threads."""
    readable = state == Comment.State.PUBLISHED
    threads = reserve_ids(Thread, len(trees))
    insert(
        Thread,
        ["id", "discussion", "sort_key", "comment_count", "last_activity_at"],
        (
            (pk, discussion.pk, key, len(tree) * readable, last_activity(tree) if readable else None)
            for pk, key, tree in zip(threads, keys, trees, strict=True)
        ),
    )
    number_of_comments = sum(map(len, trees))
    give_ids(trees, reserve_ids(Comment, number_of_comments))
    insert(
        Comment,
        COLUMNS,
        (row for pk, tree in zip(threads, trees, strict=True) for row in rows(pk, tree, state)),
    )
    Discussion.objects.filter(pk=discussion.pk).update(
        comment_count=F("comment_count") + number_of_comments * readable, version=F("version") + int(readable)
    )


def last_activity(tree):
    return max((comment.posted_at for comment in tree if comment.posted_at), default=None)


def give_ids(trees, ids):
    remaining = iter(ids)
    for tree in trees:
        for comment in tree:
            comment.pk = next(remaining)


def rows(thread_id, tree, state):
    """The rows of a thread's comments in reading order, each before its replies."""
    parents = {}
    for comment, (lft, rght, level) in tree.items():
        parents.update((child, comment.pk) for child in comment.children)
        yield row_of(comment, thread_id, parents.get(comment), (lft, rght, level), state)


def row_of(comment, thread_id, parent_id, numbers, state):
    return (
        *(comment.pk, thread_id, thread_id, parent_id, *numbers, state),
        *(comment.name, comment.body, comment.html, comment.quoted_section),
        *(comment.posted_at, None, comment.source_ref, []),
    )
