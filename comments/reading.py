"""Reading a discussion: what a page shows of it, as plain data, at a cost that follows the page and not
the archive.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.paging import page_after

from .models import Comment, Discussion, Thread
from .rendering import quotation_and_rest

THREADS_ON_PAGE = 25
REPLIES_SHOWN = 3
DEEPEST_INDENT = 5
MOST_CONTINUATIONS = 100

# A bounded beginning of a thread in reading order: the nth comment has a left number below 2n, so that these
# are at least the first comment, the replies shown and one more.
BEGINNING = 2 * (REPLIES_SHOWN + 2)


@dataclass(frozen=True)
class ShownComment:
    """A comment as a page shows it. A tombstone has neither name nor words.

    answers names whom it answers, answers_url leads there; continued_in are the threads that begin with
    replies to it. quotation is the part of its HTML that repeats a passage of the story, html what follows.
    quoted_section is the lasting key of the passage's section; source is that section, or None if the story
    no longer has it.
    """

    pk: int
    parent_id: int | None
    level: int
    is_tombstone: bool
    name: str
    quotation: str
    html: str
    posted_at: datetime | None
    answers: str
    answers_url: str
    continued_in: list[int]
    quoted_section: UUID | None
    source: object

    @property
    def indent(self):
        """How far the comment is set in: on a phone, deeper would leave no room for words."""
        return min(self.level, DEEPEST_INDENT)

    COLUMNS = (
        *("pk", "thread_id", "parent_id", "level", "state", "name", "body_html", "posted_at"),
        "quoted_section",
    )


@dataclass(frozen=True)
class ShownThread:
    """A thread as a page shows it: its first comments in reading order, and how many readable ones are not
    shown.
    """

    pk: int
    comments: list[ShownComment]
    more: int


@dataclass(frozen=True)
class ShownDiscussion:
    """A page of a discussion; next is the cursor of the page after it, or None."""

    state: str
    comment_count: int
    version: int
    threads: list[ShownThread]
    next: str | None

    @property
    def is_closed(self):
        return self.state == Discussion.State.CLOSED

    @property
    def is_held(self):
        return self.state == Discussion.State.HELD


def discussion_page(article_id, *, after="", sections=()):
    """A page of the article's discussion, the oldest threads first. Four queries: discussion, threads,
    comments, continuations. sections are the story's, for the comments that quote it.
    """
    discussion = discussion_of(article_id)
    threads, following = page_after(
        Thread.objects.filter(discussion=discussion.pk).readable().select_related("continues"),
        after,
        size=THREADS_ON_PAGE,
        key="sort_key",
    )
    comments = shown_comments(Comment.objects.filter(lft__lt=BEGINNING), threads, sections)
    return ShownDiscussion(
        state=discussion.state,
        comment_count=discussion.comment_count,
        version=discussion.version,
        threads=[shown_thread(thread, comments[thread.pk][: REPLIES_SHOWN + 1]) for thread in threads],
        next=following,
    )


def whole_thread(article_id, thread_id, *, sections=()):
    """A thread of the article with all its comments, or None if readers find nothing there. sections are the
    story's, for the comments that quote it.
    """
    threads = Thread.objects.on(article_id).readable().select_related("continues")
    thread = threads.filter(pk=thread_id).first()
    if not thread:
        return None
    comments = shown_comments(Comment.objects.all(), [thread], sections)
    return shown_thread(thread, comments[thread.pk])


def discussion_of(article_id):
    """The article's discussion; open and empty, and not stored, if nobody has said anything yet."""
    return Discussion.objects.filter(article_id=article_id).first() or Discussion(article_id=article_id)


def shown_thread(thread, comments):
    readable = sum(not comment.is_tombstone for comment in comments)
    return ShownThread(thread.pk, comments, thread.comment_count - readable)


def shown_comments(queryset, threads, sections=()):
    """The threads' standing comments among queryset, by thread, in reading order. Two queries.

    sections are those of the story that the page knows; each has a key.
    """
    by_key = {section.key: section for section in sections}
    continued = {thread.pk: thread.continues for thread in threads}
    rows = list(queryset.of(threads).standing().order_by("tree_id", "lft").values_list(*ShownComment.COLUMNS))
    continuing = continuations(row[0] for row in rows)
    by_thread, names = {thread.pk: [] for thread in threads}, {}
    for pk, thread_id, parent_id, level, state, name, html, posted_at, key in rows:
        names[pk] = shown_name(state, name)
        comment = ShownComment(
            pk=pk,
            parent_id=parent_id,
            level=level,
            is_tombstone=state != Comment.State.PUBLISHED,
            name=names[pk],
            posted_at=posted_at,
            answers=names.get(parent_id, ""),
            answers_url=f"#comment-{parent_id}",
            continued_in=continuing[pk],
            quoted_section=key,
            source=by_key.get(key),
            **dict(zip(("quotation", "html"), quotation_and_rest(html), strict=True)),
        )
        answered = continued[thread_id] if level == 0 else None
        by_thread[thread_id].append(
            as_tombstone(comment) if comment.is_tombstone else answering(comment, answered)
        )
    return by_thread


def shown_name(state, name):
    if state != Comment.State.PUBLISHED:
        return _("a comment that was removed")
    return name or _("Anonymous")


def as_tombstone(comment):
    return replace(comment, name="", quotation="", html="", posted_at=None, quoted_section=None, source=None)


def answering(comment, answered):
    """The first comment of a thread that continues another names the comment there that it answers."""
    if not answered:
        return comment
    url = reverse("comment", args=[answered.pk])
    return replace(comment, answers=shown_name(answered.state, answered.name), answers_url=url)


def continuations(comment_ids):
    """The threads that continue full ones with replies to these comments: {comment: [thread, …]}. One
    query.
    """
    threads = Thread.objects.readable().filter(continues__in=list(comment_ids)).order_by("pk")
    by_comment = defaultdict(list)
    for comment_id, thread_id in threads.values_list("continues", "pk")[:MOST_CONTINUATIONS]:
        by_comment[comment_id].append(thread_id)
    return by_comment


def page_with(comment, story_url):
    """The address, without anchor, of a page that shows the standing comment: the story's, or that of its
    thread.
    """
    thread = comment.thread
    earlier = Thread.objects.filter(discussion=thread.discussion_id, sort_key__lte=thread.sort_key).readable()
    earlier = earlier.filter(Q(sort_key__lt=thread.sort_key) | Q(pk__lt=thread.pk))
    beginning = shown_comments(Comment.objects.filter(lft__lt=BEGINNING), [thread])[thread.pk][
        : REPLIES_SHOWN + 1
    ]
    is_on_first_page = earlier[:THREADS_ON_PAGE].count() < THREADS_ON_PAGE
    if is_on_first_page and comment.pk in {shown.pk for shown in beginning}:
        return story_url
    return f"{story_url}threads/{thread.pk}/"
