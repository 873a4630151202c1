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
from django.utils import timezone

from articles.bulk import insert, reserve_ids
from articles.instants import microseconds

from .models import Comment, Discussion, Thread
from .rendering import render
from .signals import discussion_changed
from .trees import number

# Between the sort keys of threads without a time, so that one found later can take its place among them.
GAP = 1_000_000

COLUMNS = [
    *["id", "thread", "tree_id", "parent", "lft", "rght", "level", "state", "name", "body", "body_html"],
    *["quoted_section", "posted_at", "reader", "source_ref", "verdicts", "waiting_since"],
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
    if roots:
        with transaction.atomic(savepoint=False):
            discussion, _created = Discussion.objects.get_or_create(article=article)
            write_threads(discussion, roots, sort_keys(roots, since), state, attrgetter("children"))


def sort_keys(roots, since):
    key = microseconds(since)
    for root in roots:
        key = microseconds(root.posted_at) if root.posted_at else key + GAP
        yield key


def write_threads(discussion, roots, keys, state, children):
    """Write the threads that begin with roots, and return the number of their comments.

    keys are their sort keys; children gives the replies to a comment that are to be written. One thread is
    numbered at a time, since a long discussion's numbers would take as much memory as its words.
    """
    readable = state == Comment.State.PUBLISHED
    threads, measures = reserve_ids(Thread, len(roots)), [measure(root, children) for root in roots]
    insert(
        Thread,
        ["id", "discussion", "sort_key", "comment_count", "last_activity_at"],
        (
            (pk, discussion.pk, key, comments * readable, last_activity if readable else None)
            for pk, key, (comments, last_activity) in zip(threads, keys, measures, strict=True)
        ),
    )
    number_of_comments = sum(comments for comments, _last_activity in measures)
    ids = iter(reserve_ids(Comment, number_of_comments))
    insert(
        Comment,
        COLUMNS,
        (
            row
            for pk, root in zip(threads, roots, strict=True)
            for row in rows(pk, number(root, children), children, ids, state)
        ),
    )
    Discussion.objects.filter(pk=discussion.pk).update(
        comment_count=F("comment_count") + number_of_comments * readable, version=F("version") + int(readable)
    )
    discussion_changed.send(Discussion, discussion_id=discussion.pk)
    return number_of_comments


def measure(root, children):
    """How many comments a thread has, and the time of its last one."""
    comments, times, waiting = 0, set(), [root]
    while waiting:
        comment = waiting.pop()
        comments += 1
        times.add(comment.posted_at)
        waiting.extend(children(comment))
    return comments, max(times - {None}, default=None)


def rows(thread_id, tree, children, ids, state):
    """The rows of a thread's comments in reading order, each before its replies; they get the next ids."""
    parents = {}
    for comment, (lft, rght, level) in tree.items():
        comment.pk = next(ids)
        parents.update((child, comment.pk) for child in children(comment))
        yield row_of(comment, thread_id, parents.get(comment), (lft, rght, level), state)


def row_of(comment, thread_id, parent_id, numbers, state):
    return (
        *(comment.pk, thread_id, thread_id, parent_id, *numbers, state),
        *(comment.name, comment.body, comment.html, comment.quoted_section),
        *(comment.posted_at, None, comment.source_ref, []),
        timezone.now() if state == Comment.State.HELD else None,
    )
