"""Authors in the admin. Merging says beforehand what it will do to which stories."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import authors as verbs
from .models import Author, Byline, FormerAuthor
from .renaming import keep_former_author


class AuthorForm(forms.ModelForm):
    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if FormerAuthor.objects.filter(slug=slug).exclude(author=self.instance.pk).exists():
            raise forms.ValidationError(_("This address leads to another author, who once had it."))
        return slug


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("Merge into"),
        queryset=Author.objects.all(),
        widget=AutocompleteSelect(Byline._meta.get_field("author"), admin.site),
    )
    # Nothing else is done than was shown.
    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AuthorAdmin(admin.ModelAdmin):
    form = AuthorForm
    list_display = ["name", "user"]
    list_select_related = ["user"]
    search_fields = ["name", "former__name"]
    prepopulated_fields = {"slug": ["name"]}
    raw_id_fields = ["user"]
    actions = ["merge"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change:
            before = [form.initial.get(name, getattr(obj, name)) for name in ("name", "slug")]
            keep_former_author(obj, *before)

    @admin.action(description=_("Merge the selected authors…"), permissions=["change"])
    def merge(self, request, queryset):
        authors = list(queryset.order_by("name", "pk"))
        is_begun = "into" in request.POST
        form = MergeForm(request.POST if is_begun else {"into": authors[0].pk})
        into = form.cleaned_data["into"] if form.is_valid() else None
        others = [author for author in authors if author != into]
        refusal = self.refusal([*authors, into] if into else authors)
        may = into and others and not refusal
        if not (may and "apply" in request.POST and form.cleaned_data["shown"] == into.pk):
            return self.preview(request, authors, into, others, form=form, refusal=refusal)
        verbs.merge(others, into)
        note = str(_("Merged into “%s”.") % into)
        LogEntry.objects.log_actions(request.user.pk, others, CHANGE, change_message=note)
        text = ngettext("%d author is merged.", "%d authors are merged.", len(others))
        self.message_user(request, text % len(others), messages.SUCCESS)
        return None

    def refusal(self, authors):
        try:
            verbs.check_merge(authors)
        except ValidationError as error:
            return error.messages[0]
        return ""

    def preview(self, request, authors, into, others, *, form, refusal):
        """The page that says what merging will do."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge authors"),
            "authors": authors,
            "into": into,
            "others": others,
            "effects": verbs.effects(others),
            "form": form,
            "refusal": refusal,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/articles/author/merge.html", context)
