"""The discussion of a story in the admin: whether readers may write, and which comments they see first."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.explaining import explained
from comments.listing import ORDERS, list_order_of, listed_comments
from comments.models import Comment, Discussion
from comments.picking import pick, unpick
from comments.refusals import Refused
from comments.rows import MOST_PICKS
from comments.steering import steer

MOST_CHARACTERS = 200
DECISIONS_SHOWN = 5
STEERING, PICKING = "comments.steer_discussion", "comments.pick_comment"
# Each state's button.
BUTTONS = {
    Discussion.State.OPEN: gettext_lazy("Open"),
    Discussion.State.HELD: gettext_lazy("Hold for approval"),
    Discussion.State.CLOSED: gettext_lazy("Close"),
    Discussion.State.INHERITED: gettext_lazy("As the desk says"),
}


class DiscussionPageAdmin(admin.ModelAdmin):
    """For articles: a page about the story's discussion. Its editors decide there, others who may see
    discussions only look.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(self.discussion_view)
        return [
            path("<int:pk>/discussion/", view, name="articles_article_discussion"),
            *super().get_urls(),
        ]

    def discussion_view(self, request, pk):
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not request.user.has_perms(["comments.view_discussion", "comments.view_comment"]):
            raise PermissionDenied
        if request.method == "POST":
            return self.decided(request, article)
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "title": _("Discussion"),
            "subtitle": str(article),
            "may_steer": self.may(request, STEERING, article),
            "may_pick": self.may(request, PICKING, article),
            **state_of_discussion(article),
            **list_of_comments(request, article),
        }
        return TemplateResponse(request, "admin/newsroom/discussion.html", context)

    def may(self, request, permission, article):
        """Only on desks that the user edits."""
        return request.user.has_perm(permission) and self.part_of(request, article).is_editor

    def decided(self, request, article):
        """What a button does; the same page again."""
        act = next((act for act in ACTS if act in request.POST), None)
        if not act:
            return HttpResponseBadRequest()
        permission, do = ACTS[act]
        if not self.may(request, permission, article):
            raise PermissionDenied
        try:
            done = do(article, request.POST[act], request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
        else:
            if done:
                self.message_user(request, done, messages.SUCCESS)
        return redirect(request.get_full_path())


def set_state(article, state, user):
    if state not in Discussion.State:
        raise Http404
    if steer(article, state, by=user):
        return _("The discussion is “%(state)s” now.") % {"state": Discussion.State(state).label}
    return None


def set_pick(article, number, user):
    return pick(comment_of(article, number), by=user) and _("Readers see this comment first now.")


def end_pick(article, number, user):
    return unpick(comment_of(article, number), by=user) and _("The comment stands in its thread only.")


# What a form can send: the permission that it takes, and what does it and returns what to say, if anything.
ACTS = {"state": (STEERING, set_state), "pick": (PICKING, set_pick), "unpick": (PICKING, end_pick)}


def comment_of(article, number):
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    return get_object_or_404(Comment.objects.on(article.pk), pk=number)


def state_of_discussion(article):
    """What the page says of the discussion as a whole."""
    discussion = Discussion.objects.about(article.pk)
    edition = article.editions.current().select_related("address", "desk").first()
    desk, published_at = (edition.desk, edition.published_at) if edition else (article.desk, timezone.now())
    state, reason = explained(discussion, desk, published_at)
    waiting = Comment.objects.on(article.pk).filter(waiting_since__isnull=False)
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Discussion), object_id=discussion.pk
    )
    return {
        "edition": edition,
        "discussion": discussion,
        "state": state,
        "reason": reason,
        "buttons": BUTTONS.items(),
        "waiting": waiting.order_by().count(),
        "decisions": entries.select_related("user")[:DECISIONS_SHOWN] if discussion.pk else [],
    }


def list_of_comments(request, article):
    """What the page shows of the comments: those that are picked, hidden ones too, and a list."""
    order = list_order_of(request.GET.get("order"))
    # PostgreSQL takes no zero byte in a text.
    words = request.GET.get("q", "").replace("\0", "")[:MOST_CHARACTERS].strip()
    comments, following = listed_comments(
        article.pk, order=order, words=words, cursor=request.GET.get("after", "")
    )
    picked = Comment.objects.on(article.pk).filter(picked_at__isnull=False).order_by("-picked_at", "-pk")
    for comment in comments:
        comment.address = request.build_absolute_uri(reverse("comment", args=[comment.pk]))
        comment.replies = comment.size // 2
    kept = {"q": words, "order": order.word}
    return {
        "picked": picked,
        "most_picks": MOST_PICKS,
        "comments": comments,
        "words": words,
        "order": order,
        "orders": [(entry, urlencode({"q": words, "order": entry.word})) for entry in ORDERS],
        "next": following and urlencode({**kept, "after": following}),
    }
