"""The trash in the admin: moving a story there instead of deleting it, and taking it out again."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .models import Article
from .trash import take_out, throw_away

PARAMETER = "trash"


class TrashFilter(admin.SimpleListFilter):
    title = _("trash")
    parameter_name = PARAMETER

    def lookups(self, request, model_admin):
        return [("1", _("in the trash"))] if model_admin.has_delete_permission(request) else []

    def queryset(self, request, queryset):
        # TrashAdmin.get_queryset() has chosen already.
        return queryset


class TrashAdmin(admin.ModelAdmin):
    """For articles: who may delete them moves them to the trash, and restores them."""

    def get_queryset(self, request):
        if self.shows_trash(request):
            return Article.objects.in_trash_of(request.user)
        return super().get_queryset(request)

    def shows_trash(self, request):
        return request.GET.get(PARAMETER) == "1" and self.has_delete_permission(request)

    def get_list_display_links(self, request, list_display):
        # What is in the trash has no form.
        return None if self.shows_trash(request) else super().get_list_display_links(request, list_display)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        in_trash = self.shows_trash(request)
        return {name: act for name, act in actions.items() if (name == "take_out_selected") == in_trash}

    @admin.action(description=_("Restore the selected articles from the trash"), permissions=["delete"])
    def take_out_selected(self, request, queryset):
        articles = list(queryset)
        LogEntry.objects.log_actions(
            request.user.pk, articles, CHANGE, change_message=str(_("Restored from the trash."))
        )
        number = take_out(queryset)
        text = ngettext("%d article is restored.", "%d articles are restored.", number)
        self.message_user(request, text % number, messages.SUCCESS)

    def delete_view(self, request, object_id, extra_context=None):
        """The question whether the story is to go to the trash, and its answer."""
        article = self.get_object(request, unquote(object_id))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_delete_permission(request, article):
            raise PermissionDenied
        if request.method == "POST":
            try:
                throw_away(article)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
                return redirect("admin:articles_article_change", article.pk)
            self.log_change(request, article, str(_("Moved to the trash.")))
            self.message_user(
                request, _("“%(title)s” is in the trash.") % {"title": article}, messages.SUCCESS
            )
            return redirect("admin:articles_article_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "title": _("Move to the trash"),
            "subtitle": str(article),
            "was_public": self.part_of(request, article).was_public,
        }
        return TemplateResponse(request, "admin/articles/article/trash.html", context)
