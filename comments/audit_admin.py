"""The log of moderation in the admin: who, when, why, from what to what. It is read, filtered and exported;
nobody changes it.
"""

import csv
from datetime import UTC

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .models import Decision
from .public_titles import public_title
from .queue_forms import number_in

STORY = "comment__thread__discussion__article"
COLUMNS = ["decided at", "moderator", "comment", "story", "from", "to", "reason", "note"]
COLUMNS += ["because of", "done", "undoes"]
# A spreadsheet would take a text for a formula that begins like this.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    """For whoever moderates."""

    list_display = ["decided_at", "who", "about", "story", "change", "why", "because_of_rule", "is_effective"]
    list_display_links = None
    list_filter = [
        "decided_at",
        "is_effective",
        ("moderator", admin.RelatedOnlyFieldListFilter),
        "reason",
        "from_state",
        "to_state",
    ]
    list_select_related = ["moderator", "because_of", STORY.rpartition("__")[0]]
    list_per_page = 100
    search_fields = ["=comment__id"]
    search_help_text = _("The number of a comment.")
    show_full_result_count = False

    def get_urls(self):
        export = self.admin_site.admin_view(self.export_view)
        return [path("export/", export, name="comments_decision_export"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(public_title=public_title(STORY))

    def get_search_results(self, request, queryset, search_term):
        if not search_term:
            return queryset, False
        number = number_in(search_term.strip().removeprefix("#"))
        return (queryset.filter(comment=number) if number else queryset.none()), False

    def lookup_allowed(self, lookup, value, request):
        return lookup in ("because_of", STORY) or super().lookup_allowed(lookup, value, request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("comments.moderate_comment")

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("moderator"), ordering="moderator__username")
    def who(self, decision):
        return who(decision)

    @admin.display(description=_("comment"), ordering="comment")
    def about(self, decision):
        url = reverse("admin:comments_comment_change", args=[decision.comment_id])
        return format_html('<a href="{}">#{}</a>', url, decision.comment_id)

    @admin.display(description=_("story"))
    def story(self, decision):
        url = "?" + f"{STORY}={decision.comment.thread.discussion.article_id}"
        return format_html(
            '<a href="{}" dir="auto">{}</a>', url, Truncator(decision.public_title or "–").chars(40)
        )

    @admin.display(description=_("from what to what"))
    def change(self, decision):
        undoing = _("undone") if decision.undoes_id else ""
        return format_html("{} <small>{}</small>", str(decision), undoing)

    @admin.display(description=_("why"), ordering="reason")
    def why(self, decision):
        return format_html(
            '{}<div class="help" dir="auto">{}</div>', decision.get_reason_display(), decision.note
        )

    @admin.display(description=_("because of"))
    def because_of_rule(self, decision):
        rule = decision.because_of
        return (
            format_html('<a href="?because_of={}" dir="auto">{}</a>', rule.pk, name_of(rule)) if rule else ""
        )

    def export_view(self, request):
        """The list as it is filtered, as a file. It is sent while it is read, however long it is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        decisions = self.get_changelist_instance(request).get_queryset(request)
        response = StreamingHttpResponse(lines(decisions), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
        return response


def who(decision):
    """Who decided: a moderator, or as many readers as it takes."""
    if decision.report_count:
        return ngettext("%d report", "%d reports", decision.report_count) % decision.report_count
    return decision.moderator.get_username() if decision.moderator else "–"


def name_of(rule):
    """A rule in words. Whom it bans is not shown: ids and networks are nobody's business."""
    is_person = rule.kind in (rule.Kind.BANNED_READER, rule.Kind.BANNED_NETWORK)
    return f"{rule.get_kind_display()} ({rule.pk})" if is_person else str(rule)


def lines(decisions):
    """The lines of the file. A writer hands each back at once."""
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    for decision in decisions.iterator(chunk_size=2_000):
        yield writer.writerow([unlike_formula(cell) for cell in cells(decision)])


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


def cells(decision):
    return [
        decision.decided_at.astimezone(UTC).isoformat(timespec="seconds"),
        who(decision),
        decision.comment_id,
        decision.public_title or "",
        decision.from_state,
        decision.to_state,
        decision.reason,
        decision.note,
        name_of(decision.because_of) if decision.because_of else "",
        "yes" if decision.is_effective else "no",
        decision.undoes_id or "",
    ]


def unlike_formula(cell):
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
