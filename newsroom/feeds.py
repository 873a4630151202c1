"""What programs read of the public pages."""

from django.contrib.syndication.views import Feed
from django.http import JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import Comment, Discussion
from comments.views import edition_of

from .keeping.public import public


class DiscussionFeed(Feed):
    """The newest comments on a story, as Atom (RFC 4287). Its address and its entries' ids last as long as
    the story does, whatever becomes of the story's own address.
    """

    feed_type = Atom1Feed
    is_public = True

    def get_object(self, request, article_id):
        return edition_of(article_id)

    def title(self, edition):
        return _("Comments on “%(title)s”") % {"title": edition.title}

    def link(self, edition):
        return f"{edition.get_absolute_url()}#comments"

    def items(self, edition):
        return Comment.objects.newest_on(edition.article_id)

    def item_title(self, comment):
        return comment.display_name

    def item_description(self, comment):
        return comment.body_html

    def item_author_name(self, comment):
        return comment.display_name

    def item_link(self, comment):
        return reverse("comment", args=[comment.pk])

    def item_pubdate(self, comment):
        return comment.posted_at

    def item_updateddate(self, comment):
        return comment.edited_at or comment.posted_at


@public
@require_safe
def discussion_news(request, article_id):
    """How many comments a story has and at which version its discussion is, for pages that lie open."""
    discussion = Discussion.objects.about(edition_of(article_id).article_id)
    return JsonResponse({"comments": discussion.comment_count, "version": discussion.version})
