"""Where pictures are used, in the admin: each names its stories, and none is deleted while one has it."""

from functools import partial

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import pictures
from .models import Article
from .uses import is_used, uses_of


class UsedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", _("in a story")), ("no", _("in no story"))]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.exclude(is_used())
        return queryset.filter(is_used()) if self.value() == "yes" else queryset


class ImageUsesAdmin(admin.ModelAdmin):
    """For images: whatever would delete one looks at its uses first."""

    def get_deleted_objects(self, objs, request):
        """For the pages that ask before deleting: one that is used is named with its stories, and stays."""
        uses = [
            format_html("{} – {}", image, line)
            for image in objs
            for line in lines_of_uses(image, request.user)
        ]
        names = [str(image) for image in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, set(), uses

    def delete_view(self, request, object_id, extra_context=None):
        return self.unless_used(request, partial(super().delete_view, request, object_id, extra_context))

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        return self.unless_used(request, partial(super().changelist_view, request, extra_context))

    def unless_used(self, request, view):
        """What the view answers; all or nothing is deleted. A story may take an image in between the look at
        its uses and the deleting.
        """
        try:
            with transaction.atomic():
                return view()
        except IntegrityError:
            text = _("Nothing is deleted: a story has taken a picture in meanwhile.")
            self.message_user(request, text, messages.ERROR)
            return redirect(request.get_full_path())

    def delete_model(self, request, obj):
        pictures.discard(obj)

    def delete_queryset(self, request, queryset):
        for image in queryset:
            pictures.discard(image)


def lines_of_uses(image, user):
    """A line for each story that uses it, with its headline if the user may read it."""
    uses = uses_of(image)
    readable = set(
        Article.objects.visible_to(user)
        .filter(pk__in=[use.article.pk for use in uses])
        .values_list("pk", flat=True)
    )
    lines = [line_of(use) for use in uses if use.article.pk in readable]
    if hidden := len(uses) - len(lines):
        lines.append(ngettext("%d story of colleagues", "%d stories of colleagues", hidden) % hidden)
    return lines


def line_of(use):
    places = [_("working copy")] if use.in_working_copy else []
    if use.in_current_edition:
        places.append(_("readers see it"))
    if use.editions:
        numbers = ", ".join(map(str, use.editions))
        places.append(ngettext("edition %s", "editions %s", len(use.editions)) % numbers)
    url = reverse("admin:articles_article_change", args=[use.article.pk])
    return format_html('<a href="{}">{}</a> ({})', url, use.article, ", ".join(map(str, places)))
