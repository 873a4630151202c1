from django.contrib import admin, messages
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import (
    audit_admin,  # noqa: F401
    error_admin,  # noqa: F401 (registers its list)
    policy_admin,  # noqa: F401
    policy_changes,  # noqa: F401
    posting,
    rule_admin,  # noqa: F401
)
from .deciding import decide
from .models import Comment, Decision, Discussion, Report
from .public_titles import public_title
from .queue_admin import QueueAdmin
from .verdicts import in_words


class WaitingFilter(admin.SimpleListFilter):
    """By state; what waits for a moderator comes first and is what the page opens with."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("all", _("all")), *Comment.State.choices]

    def choices(self, changelist):
        waiting = Comment.State.HELD
        for value, label in [
            (waiting, waiting.label),
            *((v, text) for v, text in self.lookup_choices if v != waiting),
        ]:
            yield {
                "selected": (self.value() or waiting) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        state = self.value() or Comment.State.HELD
        return queryset if state == "all" else queryset.filter(state=state)


class Told(admin.TabularInline):
    """Rows that tell what was done about a comment, for whoever moderates."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("comments.moderate_comment")

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class DecisionInline(Told):
    """What was decided; from what to what stands above each row."""

    model = Decision
    fields = readonly_fields = ["decided_at", "moderator", "reason", "note"]


class ReportInline(Told):
    """What readers have reported, and nothing of who they are."""

    model = Report
    fields = readonly_fields = ["made_at", "words", "settled_at"]


@admin.register(Comment)
class CommentAdmin(QueueAdmin):
    """The queue, and a list of all comments. Nothing of a comment is edited here, moved or deleted."""

    list_display = ["summary", "story", "state", "posted_at"]
    list_display_links = None
    list_filter = [WaitingFilter]
    list_select_related = ["parent", "thread__discussion__article"]
    list_per_page = 50
    ordering = ["-pk"]
    search_fields = ["body", "name"]
    show_full_result_count = False
    actions = ["approve", "reject"]
    fields = readonly_fields = ["story", "answered", "writer", "text", "state", "posted", "reasons"]
    inlines = [ReportInline, DecisionInline]

    def get_queryset(self, request):
        # mptt's manager orders by place in the tree; the list has its own order.
        comments = super().get_queryset(request).order_by("-pk")
        return comments.annotate(public_title=public_title("thread__discussion__article"))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("comment"))
    def summary(self, comment):
        """Who says what, and to whom, in one cell."""
        return format_html(
            '<a href="{}"><b dir="auto">{}</b></a><br><small dir="auto">{}</small><p dir="auto">{}</p>',
            reverse("admin:comments_comment_change", args=[comment.pk]),
            comment.display_name,
            self.answered(comment),
            Truncator(comment.body).chars(400),
        )

    @admin.display(description=_("text"))
    def text(self, comment):
        return format_html('<div dir="auto">{}</div>', linebreaks_filter(comment.body))

    @admin.display(description=_("name"))
    def writer(self, comment):
        return comment.display_name

    @admin.display(description=_("story"))
    def story(self, comment):
        return comment.public_title

    @admin.display(description=_("place"))
    def answered(self, comment):
        if not comment.parent:
            return _("on the story itself")
        return _("in reply to %(name)s: %(text)s") % {
            "name": comment.parent.display_name,
            "text": Truncator(comment.parent.body).chars(200),
        }

    @admin.display(description=_("posted"))
    def posted(self, comment):
        if not comment.posted_at:
            return _("An archive did not say.")
        return date_format(localtime(comment.posted_at), "DATETIME_FORMAT")

    @admin.display(description=_("why"))
    def reasons(self, comment):
        lines = ([line] for line in in_words(comment.verdicts))
        return format_html_join("", "<div>{}</div>", lines) or "–"

    @admin.action(description=_("Approve"), permissions=["moderate"])
    def approve(self, request, queryset):
        self.decide(request, queryset, Comment.State.PUBLISHED)

    @admin.action(description=_("Reject"), permissions=["moderate"])
    def reject(self, request, queryset):
        self.decide(request, queryset, Comment.State.REJECTED)

    def decide(self, request, queryset, state):
        changed = sum(bool(decide(comment, state, by=request.user)) for comment in queryset)
        text = ngettext(
            "%(count)d comment is now %(state)s.", "%(count)d comments are now %(state)s.", changed
        )
        self.message_user(request, text % {"count": changed, "state": state.label}, messages.SUCCESS)


@admin.register(Discussion)
class DiscussionAdmin(admin.ModelAdmin):
    """Opens, holds and closes discussions. One that nobody has begun yet is added here to close or hold
    it.
    """

    list_display = ["story", "state", "comment_count"]
    list_filter = ["state"]
    search_fields = ["article__editions__title"]
    readonly_fields = ["story", "comment_count"]
    autocomplete_fields = ["article"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(public_title=public_title("article"))

    def get_fields(self, request, obj=None):
        return ["story" if obj else "article", "state", "comment_count"]

    @admin.display(description=_("story"))
    def story(self, discussion):
        return discussion.public_title or "–"

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = posting.set_state(obj.article, obj.state).pk
