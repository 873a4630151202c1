from content_editor.admin import ContentEditor, ContentEditorInline
from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .author_admin import AuthorAdmin
from .byline_admin import BylineInline
from .choices import ChoosingInline
from .finding_admin import FindingAdmin
from .history_admin import HistoryAdmin
from .image_admin import ImageAdmin
from .models import Article, Author, Desk, Edition, Image, Section, Tag
from .models.article import IMAGE_OR_VIDEO
from .preview_admin import PreviewAdmin
from .scheduling_admin import SchedulingForm
from .sharing_admin import SharingAdmin
from .stale_admin import RefusesStale, SectionFormSet, StaleAdmin
from .standing_admin import WhoseFilter
from .tag_admin import TagAdmin
from .trash_admin import TrashAdmin, TrashFilter
from .videos import video_id
from .withholding_admin import WithholdingAdmin
from .workflow_admin import StepForm, WorkflowAdmin


class VideoField(forms.CharField):
    """Takes a video's address and keeps its eleven characters."""

    def to_python(self, value):
        return video_id(super().to_python(value))


class ArticleForm(RefusesStale, SchedulingForm, StepForm):
    class Meta:
        model = Article
        fields = ["title", "standfirst", "kind", "desk", "byline", "slug", "embargo_until"]
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "standfirst": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3}),
        }


class SectionForm(forms.ModelForm):
    # The content editor sorts sections into regions; a story has one, which needs no column.
    region = forms.CharField(label="", initial="story", widget=forms.HiddenInput)
    # By this a section that somebody else removed meanwhile is known when it comes back.
    lasting_key = forms.UUIDField(label="", required=False, widget=forms.HiddenInput)
    video = VideoField(
        label=_("Video"), required=False, help_text=Section._meta.get_field("video").help_text, max_length=300
    )

    class Meta:
        model = Section
        fields = ["heading", "body", "image", "video", "tags", "ordering"]
        widgets = {
            "ordering": forms.HiddenInput,
            "heading": forms.TextInput(attrs={"class": "vLargeTextField"}),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("image") and cleaned.get("video"):
            raise forms.ValidationError(IMAGE_OR_VIDEO)
        return cleaned

    def _get_validation_exclusions(self):
        # Its row was found with those of the other sections, and clean() says what the constraint would:
        # the model would ask the database for both, in each section.
        return super()._get_validation_exclusions() | {"image"}


class SectionInline(ChoosingInline, ContentEditorInline):
    model = Section
    form = SectionForm
    formset = SectionFormSet
    template = "admin/articles/article/sections.html"
    fk_name = "article"
    autocomplete_fields = ["tags"]
    raw_id_fields = ["image"]
    icon = "notes"
    fieldsets = [
        (
            None,
            {"fields": ["heading", "body", "tags", ("image", "video"), "ordering", "region", "lasting_key"]},
        )
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("tags")


@admin.register(Article)
class ArticleAdmin(
    SharingAdmin,
    PreviewAdmin,
    TrashAdmin,
    WithholdingAdmin,
    HistoryAdmin,
    StaleAdmin,
    WorkflowAdmin,
    FindingAdmin,
    ContentEditor,
):
    """Saving keeps a private draft; readers see a change only once it is published."""

    form = ArticleForm

    list_display = ["title", "desk", "stands", "live", "updated_at"]
    list_filter = ["state", WhoseFilter, "desk", TrashFilter]
    list_select_related = ["desk", "created_by"]
    date_hierarchy = "updated_at"
    actions = ["publish_selected", "take_out_selected"]
    inlines = [BylineInline, SectionInline]
    readonly_fields = ["stands", "standing", "steps_so_far", "signed", "story", "live"]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", ("kind", "desk"), "live"]}),
        (_("By-line and address"), {"fields": ["byline", "slug"], "classes": ["collapse"]}),
        (_("Embargo"), {"fields": ["embargo_until"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        current = Edition.objects.current().select_related("address")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("editions", queryset=current, to_attr="current_editions"))
        )

    @admin.display(description=_("readers see"))
    def live(self, article):
        for edition in getattr(article, "current_editions", []):
            text = _("edition %(number)d") % {"number": edition.number}
            return format_html('<a href="{}">{}</a>', edition.get_absolute_url(), text)
        return _("nothing yet")

    def save_related(self, request, form, formsets, change):
        # Past the content editor's own step, which copies sections between regions and asks for no
        # permission.
        super(ContentEditor, self).save_related(request, form, formsets, change)
        self.save_step(request, form)


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):
    list_display = ["name", "position", "slug"]
    search_fields = ["name"]
    filter_horizontal = ["editors"]
    prepopulated_fields = {"slug": ["name"]}


admin.site.register(Tag, TagAdmin)


admin.site.register(Author, AuthorAdmin)


admin.site.register(Image, ImageAdmin)
