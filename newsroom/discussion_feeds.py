"""What programs read of a story's discussion: its newest comments, and how many there are. Their addresses
last as long as the story does, whatever becomes of the story's own.
"""

from datetime import UTC
from urllib.parse import urlsplit

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import Comment, Discussion
from comments.views import edition_of

from .entries import absolute
from .feed_forms import writable
from .feeds import feed_answer, site_of
from .keeping.public import public
from .keeping.shown import show


@public()
@require_safe
def discussion_feed(request, article_id, form):
    """The newest comments, replies among them. Four queries."""
    edition, site = edition_of(article_id), site_of(request)
    show(article_id, Discussion.objects.about(article_id).version)
    return feed_answer(
        request,
        form,
        [comment_entry(comment, site) for comment in Comment.objects.newest_on(article_id)],
        title=_("Comments on “%(title)s”") % {"title": edition.title},
        description=_("What readers say about the story, the newest first."),
        page=f"{site}{edition.get_absolute_url()}#comments",
    )


def comment_entry(comment, site):
    """What a feed says of a comment, as keyword arguments of a feed generator's add_item()."""
    name, path = writable(comment.display_name), reverse("comment", args=[comment.pk])
    return {
        # A tag URI (RFC 4151): the same whether the site is asked with TLS or without.
        "unique_id": f"tag:{urlsplit(site).hostname},{comment.posted_at.astimezone(UTC).date()}:{path}",
        "unique_id_is_permalink": False,
        "title": name,
        "link": site + path,
        "description": None,
        "content": absolute(writable(comment.body_html), site + path),
        "authors": [(name, "")],
        "pubdate": comment.posted_at,
        "updateddate": comment.edited_at or comment.posted_at,
        "image": "",
    }


@public()
@require_safe
def discussion_news(request, article_id):
    """How many comments a story has and at which version its discussion is, for pages that lie open."""
    discussion = Discussion.objects.about(edition_of(article_id).article_id)
    show(article_id, discussion.version)
    return JsonResponse({"comments": discussion.comment_count, "version": discussion.version})
