"""The list of errors that readers have reported, for the editors of the desks whose stories these are in."""

from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import EditionSection

from .erring import settle_errors
from .models import ErrorReport


class SettledFilter(admin.SimpleListFilter):
    """What nobody has looked at is what the page opens with."""

    title = _("state")
    parameter_name = "settled"

    def lookups(self, request, model_admin):
        return [("no", _("open")), ("yes", _("looked at")), ("all", _("all"))]

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or "no") == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        value = self.value() or "no"
        return queryset if value == "all" else queryset.filter(settled_at__isnull=value == "no")


def shown_section(column):
    """A column of the section that an error is in, as readers saw it last."""
    sections = EditionSection.objects.filter(key=OuterRef("section"), edition__article=OuterRef("article"))
    return Subquery(sections.order_by("-edition__number").values(column)[:1])


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    """A list to settle from. Nothing that a reader has said is changed, added or deleted here."""

    list_display = ["story", "said", "made_at", "settled_at", "settled_by"]
    list_display_links = None
    list_filter = [SettledFilter, "article__desk"]
    list_select_related = ["article", "settled_by"]
    list_per_page = 50
    search_fields = ["words", "article__title"]
    show_full_result_count = False
    actions = ["settle"]

    def get_queryset(self, request):
        reports = super().get_queryset(request).waiting_for(request.user)
        return reports.annotate(heading=shown_section("heading"), anchor=shown_section("anchor"))

    def has_module_permission(self, request):
        return self.has_settle_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.has_settle_permission(request)

    def has_settle_permission(self, request):
        """Whoever edits a desk; which reports they see, the list itself decides."""
        return request.user.has_perm("articles.publish_article")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("story"), ordering="article__title")
    def story(self, report):
        """The headline, leading to where it is corrected, and the part that the reader has named."""
        return format_html(
            '<a href="{}" dir="auto">{}</a><br><small dir="auto">{}</small>',
            reverse("admin:articles_article_change", args=[report.article_id]),
            report.article,
            report.heading or report.anchor or "",
        )

    @admin.display(description=_("what is wrong"))
    def said(self, report):
        return format_html('<div dir="auto">{}</div>', linebreaks_filter(report.words))

    @admin.action(description=_("Looked at"), permissions=["settle"])
    def settle(self, request, queryset):
        number = settle_errors(queryset.order_by(), by=request.user)
        text = ngettext("%d report is settled.", "%d reports are settled.", number) % number
        self.message_user(request, text, messages.SUCCESS)
