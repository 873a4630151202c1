from django.contrib import admin
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from articles.models import Article

from . import about_admin, front_admin, paper_admin, robots_admin  # noqa: F401 (they register themselves)
from .models import ImportedDocument
from .story_admin import StoryAdmin

# articles/admin.py has registered what knows no discussion.
admin.site.unregister(Article)
admin.site.register(Article, StoryAdmin)


# A key or a printed code is nobody's to read, nor to make for others (newsroom/signing_in/second_factor.py).
admin.site.unregister([TOTPDevice, StaticDevice])


@admin.register(ImportedDocument)
class ImportedDocumentAdmin(admin.ModelAdmin):
    """Where imported stories come from, to look up."""

    list_display = ["file_name", "article", "source_url", "imported_at"]
    list_select_related = ["article"]
    search_fields = ["file_name", "source_url", "article__title"]
    fieldsets = [(None, {"fields": ["article", "file_name", "source_url", "imported_at", "text"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(article__in=Article.objects.visible_to(request.user))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
