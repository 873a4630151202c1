"""Who sees and changes which story in the admin."""

from django.contrib import admin

from .parts import Part


class AccessAdmin(admin.ModelAdmin):
    """For articles: beside the permissions of their groups, users need a part in a story."""

    def part_of(self, request, article):
        """The Part that the user has in the article, which a page asks for many times."""
        parts = request.__dict__.setdefault("parts_in_stories", {})
        key = article.pk, article.state, article.desk_id
        if key not in parts:
            parts[key] = Part(request.user, article)
        return parts[key]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and (
            obj is None or self.part_of(request, obj).may_see
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or self.part_of(request, obj).may_change()
        )

    def has_delete_permission(self, request, obj=None):
        # Deleting means moving to the trash (articles/trash_admin.py).
        return super().has_delete_permission(request, obj) and (
            obj is None or (self.part_of(request, obj).is_editor and not self.part_of(request, obj).is_live)
        )

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def has_history_permission(self, request, article):
        return self.has_view_permission(request, article) and self.part_of(request, article).may_work()
