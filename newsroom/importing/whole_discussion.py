"""A discussion from its record: comments of every state, each thread a tree that is numbered anew."""

from django.utils import timezone

from articles.bulk import reserve_ids
from comments.models import Comment, Decision, Discussion, Thread
from comments.rendering import render
from comments.trees import number

from .rows import RecordError, add, listed, values_of


def write_discussion(article, record):
    """Write the discussion of an article's record, if it has one; the number of comments and threads."""
    if record is None:
        return 0, 0
    records = listed(record, "threads")
    threads = [read_comments(thread) for thread in records]
    # Counted, whatever the record says.
    counts = [sum(values["state"] == Comment.State.PUBLISHED for values, *_ in thread) for thread in threads]
    [discussion] = add(
        Discussion, [{**values_of(Discussion, record), "article": article, "comment_count": sum(counts)}]
    )
    ids = iter(reserve_ids(Comment, sum(map(len, threads))))
    keys = [[next(ids) for _ in thread] for thread in threads]
    thread_keys = add(
        Thread,
        [
            {
                **values_of(Thread, thread),
                "discussion": discussion,
                "comment_count": count,
                "continues": continued(thread.get("continues"), keys, below=place),
            }
            for place, (thread, count) in enumerate(zip(records, counts, strict=True))
        ],
    )
    write_comments(discussion, thread_keys, threads, keys)
    return sum(map(len, threads)), len(threads)


def continued(place, keys, *, below):
    """The key of the comment that a thread continues, or None. place is that of its thread and its own in
    there; below, how many threads stand above this one: it can only continue one of those.
    """
    if place is None:
        return None
    try:
        thread, comment = place
        if 0 <= thread < below and comment >= 0:
            return keys[thread][comment]
    except (TypeError, ValueError, IndexError):
        pass
    raise RecordError(f"a thread continues no comment above it, but {place!r:.60}")


def read_comments(thread):
    """A thread's comments as (values, place of the parent, decisions), the first of them its root."""
    comments = []
    for place, record in enumerate(listed(thread, "comments")):
        values, parent = values_of(Comment, record), record.get("parent")
        is_placed = parent is None if place == 0 else isinstance(parent, int) and 0 <= parent < place
        if not is_placed:
            raise RecordError(f"comment {place + 1} of a thread answers none above it")
        comments.append((values, parent, listed(record, "decisions")))
    if not comments:
        raise RecordError("a thread has no comment")
    return comments


def write_comments(discussion, thread_keys, threads, keys):
    """Write the comments of the discussion's threads under the keys that were reserved for them, and their
    decisions.
    """
    rows = [
        row
        for thread, comments, own in zip(thread_keys, threads, keys, strict=True)
        for row in rows_of(discussion, thread, comments, own)
    ]
    add(Comment, rows, [key for own in keys for key in own])
    add(
        Decision,
        [
            {**values_of(Decision, decision), "comment": key}
            for comments, own in zip(threads, keys, strict=True)
            for (_, _, decisions), key in zip(comments, own, strict=True)
            for decision in decisions
        ],
    )


def rows_of(discussion, thread, comments, keys):
    """The rows of a thread's comments, numbered by their parents."""
    children = [[] for _ in comments]
    for place, (_, parent, _) in enumerate(comments[1:], start=1):
        children[parent].append(place)
    numbers = number(0, children.__getitem__)
    for place, (values, parent, _) in enumerate(comments):
        lft, rght, level = numbers[place]
        yield {
            **values,
            "thread": thread,
            "tree_id": thread,
            "picked_in": discussion if values["picked_at"] else None,
            "parent": None if parent is None else keys[parent],
            "lft": lft,
            "rght": rght,
            "level": level,
            "waiting_since": (values["waiting_since"] or timezone.now())
            if values["state"] == Comment.State.HELD
            else None,
            "body_html": render(values["body"], quotes=values["quoted_section"] is not None),
        }
