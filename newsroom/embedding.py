"""Readers' comments in the text of a story, shown as they stand when the page is made.

An edition holds their addresses only (articles/embeds.py), so that what moderators and writers do to a
comment is done in every edition that shows it, old ones too. Each page with a story's HTML passes it
through here.
"""

from collections import namedtuple
from dataclasses import replace
from itertools import chain

from django.db.models import F, OuterRef, Subquery
from django.template.loader import render_to_string

from articles.embeds import embedded_in, replaced
from articles.models import Edition
from articles.prepared import prepared
from comments.folding import fold
from comments.models import Comment

from .keeping.shown import show

# So many comments of a story are shown in it; further addresses stay addresses.
MOST_EMBEDS = 10

EmbeddedComment = namedtuple(
    "EmbeddedComment", ["pk", "name", "body_html", "posted_at", "user_id", "title", "article", "version"]
)


def with_comments(story):
    """The story with comments in the places of their addresses. One query if it has any, else none."""
    return each_with_comments([story])[0]


def each_with_comments(stories):
    """with_comments() of several, for the same one query."""
    numbers = {story.article_id: embedded_comments(story) for story in stories}
    wanted = list(dict.fromkeys(chain(*numbers.values())))
    readable = {row[0]: EmbeddedComment(*row) for row in readable_comments(wanted)}
    for comment in readable.values():
        show(comment.article, comment.version)
    return [with_these(story, numbers[story.article_id], readable) for story in stories]


def with_these(story, numbers, readable):
    """The story with comments in the places of the numbers; readable are those that are to be seen."""
    if not numbers:
        return story
    quotations = {number: quotation(readable.get(number)) for number in numbers}
    sections = [replace(section, html=replaced(section.html, quotations.get)) for section in story.sections]
    return replace(story, sections=sections)


def embedded_comments(story):
    """The numbers of the comments that a story shows, in their order: the page changes when one of them
    does, without any other sign in the story or its discussion.
    """
    numbers = [number for section in story.sections for number in embedded_in(section.html)]
    return list(dict.fromkeys(numbers))[:MOST_EMBEDS]


@prepared
def readable_comments(numbers):
    """The readable ones among comments of stories that are public, each with its story's headline."""
    public = Edition.objects.current().filter(article=OuterRef("thread__discussion__article")).order_by()
    comments = Comment.objects.order_by().readable().filter(pk__in=numbers)
    comments = comments.annotate(title=Subquery(public.values("title")[:1])).filter(title__isnull=False)
    comments = comments.annotate(
        article=F("thread__discussion__article"), version=F("thread__discussion__version")
    )
    return comments.values_list(*EmbeddedComment._fields)


def quotation(comment):
    """What is shown in the place of an address: the comment's words, or that it is no longer there."""
    html, folded = fold(comment.body_html) if comment else ("", "")
    context = {"comment": comment, "html": html, "folded": folded}
    return render_to_string("newsroom/_embedded_comment.html", context).strip()
