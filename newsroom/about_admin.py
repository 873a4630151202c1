"""Pages about the paper in the admin."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .models import Page


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    list_display = ["title", "slug", "is_public", "is_in_footer", "position", "updated_at"]
    list_editable = ["position"]
    list_filter = ["is_public"]
    search_fields = ["title", "body"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["preview", "updated_at"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "body"]}),
        (_("Where readers find it"), {"fields": ["is_public", "is_in_footer", "position", "purpose"]}),
        (None, {"fields": ["preview", "updated_at"]}),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(never_cache(self.preview_view)))
        return [path("<int:pk>/preview/", view, name="newsroom_page_preview"), *super().get_urls()]

    def get_prepopulated_fields(self, request, obj=None):
        # Without the permission to change it, the form has no such field; a page in print keeps its address.
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def view_on_site(self, page):
        return page.get_absolute_url() if page.is_public else None

    def preview_view(self, request, pk):
        """The page as readers see it, or would."""
        page = self.get_object(request, str(pk))
        if page is None:
            raise Http404
        if not self.has_view_permission(request, page):
            raise PermissionDenied
        return render(request, "newsroom/about_page.html", {"page": page, "is_preview": True})

    @admin.display(description=_("preview"))
    def preview(self, page):
        if page.pk is None:
            return _("Save the page first.")
        url = reverse("admin:newsroom_page_preview", args=[page.pk])
        return format_html('<a href="{}" target="_blank">{}</a>', url, _("As it was last saved"))
