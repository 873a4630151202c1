"""The article's form for those who may read the story and not change it: the story as text."""

from content_editor.admin import ContentEditor
from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from .access_admin import AccessAdmin
from .richtext import sanitise


class ReadingAdmin(AccessAdmin):
    """Instead of the content editor, which has no form for reading."""

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if self.may_write(request, obj) else []

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.may_write(request, obj):
            return fieldsets
        return [*fieldsets, (_("Story"), {"fields": ["signed", "story"]})]

    def render_change_form(self, request, context, **kwargs):
        if self.may_write(request, kwargs.get("obj")):
            return super().render_change_form(request, context, **kwargs)
        # Past the content editor's own step, which brings its script along.
        return super(ContentEditor, self).render_change_form(request, context, **kwargs)

    def may_write(self, request, article):
        return article is None or self.has_change_permission(request, article)

    @admin.display(description=_("authors"))
    def signed(self, article):
        return ", ".join(str(byline) for byline in article.bylines.select_related("author")) or "–"

    @admin.display(description=_("text"))
    def story(self, article):
        sections = article.sections.all()
        return format_html_join("", "{}", ([section_as_text(section)] for section in sections)) or "–"


def section_as_text(section):
    heading = format_html("<h3>{}</h3>", section.heading) if section.heading else ""
    body = mark_safe(sanitise(section.body))  # noqa: S308
    return format_html('<div dir="auto">{}{}</div>', heading, body)
