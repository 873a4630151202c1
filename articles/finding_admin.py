"""The search field above the list of articles."""

from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from .finding import at_address, find


class FindingAdmin(admin.ModelAdmin):
    """For articles: find() answers, and a pasted address leads to its story at once."""

    # The field is there if this is not empty; what is searched, find() says.
    search_fields = ["title"]
    search_help_text = _("Words of headline, text or by-line; or the address of a page, pasted.")

    def get_search_results(self, request, queryset, search_term):
        return (find(queryset, search_term) if search_term.strip() else queryset), False

    def changelist_view(self, request, extra_context=None):
        pasted = at_address(request.GET.get("q", "")) if request.method == "GET" else []
        visible = self.get_queryset(request).filter(pk__in=pasted) if pasted else []
        for article in visible:
            return redirect("admin:articles_article_change", article.pk)
        return super().changelist_view(request, extra_context)
