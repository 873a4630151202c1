"""Tags in the admin. Confirming, dropping and merging say beforehand what they will do to which sections."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import tags as verbs
from .models import FormerTag, Section, Tag, TagAlias
from .renaming import keep_former_tag

KEPT = Section.tags.through.objects.filter(section__article__trashed_at=None)
MARKED = KEPT.filter(tag=OuterRef("pk")).order_by().values("tag")


class TagAliasInline(admin.TabularInline):
    model = TagAlias
    extra = 1


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("Merge into"),
        queryset=Tag.objects.public(),
        widget=AutocompleteSelect(TagAlias._meta.get_field("tag"), admin.site),
    )
    # The tag whose effects were on the page when the button was pressed: nothing else is done than was shown.
    shown = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TagForm(forms.ModelForm):
    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if FormerTag.objects.filter(slug=slug).exclude(tag=self.instance.pk).exists():
            raise forms.ValidationError(_("This address leads to another tag, which once had it."))
        return slug


class TagAdmin(admin.ModelAdmin):
    form = TagForm
    list_display = ["name", "kind", "state", "section_count", "slug"]
    list_filter = ["state", "kind"]
    search_fields = ["name", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["state"]
    inlines = [TagAliasInline]
    actions = ["confirm", "drop", "merge"]

    def get_queryset(self, request):
        marked = MARKED.annotate(number=Count("*")).values("number")
        number = Coalesce(Subquery(marked, output_field=IntegerField()), 0)
        return super().get_queryset(request).annotate(marked_sections=number)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change:
            keep_former_tag(obj, form.initial.get("slug", obj.slug))

    @admin.display(description=_("sections"), ordering="marked_sections")
    def section_count(self, tag):
        return tag.marked_sections

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if "field_name" in request.GET:
            # Somebody chooses a tag while writing: what was dropped is no choice.
            found = found.public()
        return found, may_repeat

    @admin.action(description=_("Confirm the selected tags…"), permissions=["change"])
    def confirm(self, request, queryset):
        tags = self.chosen(request, queryset)
        if "apply" not in request.POST:
            return self.preview(request, "confirm", tags)
        verbs.confirm(tags)
        text = ngettext("%d tag is confirmed.", "%d tags are confirmed.", len(tags))
        self.tell(request, text, tags, note=_("Confirmed."))
        return None

    @admin.action(description=_("Drop the selected tags…"), permissions=["change"])
    def drop(self, request, queryset):
        tags = self.chosen(request, queryset)
        if "apply" not in request.POST:
            return self.preview(request, "drop", tags)
        verbs.drop(tags)
        text = ngettext("%d tag is dropped.", "%d tags are dropped.", len(tags))
        self.tell(request, text, tags, note=_("Dropped."))
        return None

    @admin.action(description=_("Merge the selected tags…"), permissions=["change"])
    def merge(self, request, queryset):
        tags = self.chosen(request, queryset)
        is_begun = "into" in request.POST
        form = MergeForm(request.POST if is_begun else {"into": self.likely_target(tags)})
        into = form.cleaned_data["into"] if form.is_valid() else None
        others = [tag for tag in tags if tag != into]
        if not into:
            form = MergeForm()
        if not (into and others and "apply" in request.POST and form.cleaned_data["shown"] == into.pk):
            return self.preview(request, "merge", tags, into=into, others=others, form=form)
        text = ngettext("%d tag is merged.", "%d tags are merged.", len(others))
        self.tell(request, text, others, note=_("Merged into “%s”.") % into)
        verbs.merge(others, into)
        return None

    def likely_target(self, tags):
        """Of the tags the one that most of the others probably mean: confirmed, and marking most sections."""
        tags = [tag for tag in tags if tag.is_public()]
        best = max(
            tags,
            key=lambda tag: (tag.state == Tag.State.CONFIRMED, tag.marked_sections, -tag.pk),
            default=None,
        )
        return best and best.pk

    def preview(self, request, verb, tags, *, into=None, others=(), form=None):
        """The page that says what a verb will do."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.get_action(verb)[2].rstrip("…"),
            "verb": verb,
            "tags": tags,
            "pks": ",".join(str(tag.pk) for tag in tags),
            "effects": verbs.effects(others if form else tags, into),
            "into": into,
            "others": others,
            "form": form,
            "media": self.media + (form.media if form else forms.Media()),
        }
        return TemplateResponse(request, "admin/articles/tag/act.html", context)

    def chosen(self, request, queryset):
        """The tags to act on, in order: those that the page before showed, else the selected ones."""
        if "tags" in request.POST:
            pks = [int(pk) for pk in request.POST["tags"].split(",") if pk.isdecimal()]
            queryset = self.get_queryset(request).filter(pk__in=pks)
        return list(queryset.order_by("name", "pk"))

    def tell(self, request, text, tags, *, note):
        """Say that it is done, and note it in the tags' histories."""
        LogEntry.objects.log_actions(request.user.pk, tags, CHANGE, change_message=str(note))
        self.message_user(request, text % len(tags), messages.SUCCESS)
