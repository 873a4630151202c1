from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from .. import videos
from ..frequent import word_for_day
from ..kinds import Kind


class EditionQuerySet(models.QuerySet):
    def current(self):
        """What readers may see now. Every public page, list and feed begins here."""
        return self.filter(retired_at=None)

    def with_line(self):
        """With all that a line in a list shows; opening holds the first section. One query more."""
        opening = EditionSection.objects.filter(ordering=0)
        return self.select_related("address", "desk").prefetch_related(
            models.Prefetch("sections", queryset=opening, to_attr="opening")
        )


class Edition(models.Model):
    """A public, numbered snapshot of an article. Its words, order, anchors and pictures never change.

    articles/publishing.py makes editions and retires them.
    """

    class Verb(models.TextChoices):
        """By which step it went public."""

        PUBLISH = "publish", _("published")
        UPDATE = "update", _("updated")
        CORRECT = "correct", _("corrected")
        MINOR_FIX = "minor_fix", _("minor fix")

    article = models.ForeignKey("Article", models.PROTECT, related_name="editions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    revision = models.ForeignKey(
        "Revision", models.PROTECT, related_name="editions", verbose_name=_("revision")
    )
    address = models.ForeignKey("Address", models.PROTECT, related_name="editions", verbose_name=_("address"))
    published_at = models.DateTimeField(_("published"), help_text=_("When the story was first published."))
    made_at = models.DateTimeField(_("made"), help_text=_("When this edition went public."))
    modified_at = models.DateTimeField(
        _("updated"),
        null=True,
        help_text=_("What readers see as the time of the last change. Empty: none since the first edition."),
    )
    verb = models.CharField(_("made by"), max_length=9, choices=Verb, default=Verb.PUBLISH)
    indexed_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When the search index took it.")
    )
    retired_at = models.DateTimeField(_("retired"), null=True, help_text=_("Empty: readers see it now."))
    withheld_at = models.DateTimeField(
        _("withheld"), null=True, help_text=_("Since when readers cannot open this earlier edition.")
    )
    withheld_reason = models.TextField(_("why it is withheld"), blank=True, help_text=_("For readers."))
    title = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(_("standfirst"), blank=True)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.NEWS)
    desk = models.ForeignKey("Desk", models.PROTECT, related_name="editions", verbose_name=_("desk"))
    byline = models.CharField(_("by-line"), max_length=300, blank=True)
    authors = models.ManyToManyField("Author", related_name="editions", verbose_name=_("authors"))

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        permissions = [("withhold_edition", "Can withhold earlier editions")]
        constraints = [
            models.CheckConstraint(
                name="current_edition_is_not_withheld",
                condition=models.Q(withheld_at=None) | models.Q(retired_at__isnull=False),
                violation_error_message=_("What readers see now is not withheld."),
            ),
            models.UniqueConstraint(fields=["article", "number"], name="edition_numbered_once"),
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(retired_at=None), name="one_current_edition"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(retired_at=None, indexed_at=None),
                name="edition_not_indexed",
            ),
            models.Index(
                fields=["-published_at", "-id"], condition=models.Q(retired_at=None), name="edition_latest"
            ),
            models.Index(
                fields=["published_at", "modified_at"],
                condition=models.Q(retired_at=None, modified_at__isnull=False),
                name="edition_modified",
            ),
            models.Index(
                fields=["desk", "-published_at", "-id"],
                condition=models.Q(retired_at=None),
                name="edition_latest_of_desk",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    def get_absolute_url(self):
        return self.address.get_absolute_url()

    def verb_in_words(self):
        """How it went public, for readers."""
        if self.verb == self.Verb.PUBLISH and self.number > 1:
            return _("published again")
        return self.get_verb_display()


class EditionSectionQuerySet(models.QuerySet):
    def current(self):
        """Sections that readers may see now."""
        return self.filter(edition__retired_at=None)


class EditionSection(index.Indexed, models.Model):
    """A section as an edition shows it. Its tags follow merges and renames; all else is frozen."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections", verbose_name=_("edition"))
    key = models.UUIDField()
    ordering = models.PositiveIntegerField(_("position"))
    anchor = models.SlugField(_("anchor"), max_length=80)
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    image = models.ForeignKey("Image", models.PROTECT, null=True, related_name="+", verbose_name=_("image"))
    video = models.CharField(_("video"), max_length=11, blank=True, validators=[videos.validate_id])
    html = models.TextField(_("HTML"))
    text = models.TextField(_("plain text"))
    tags = models.ManyToManyField("Tag", related_name="edition_sections", verbose_name=_("tags"))

    objects = EditionSectionQuerySet.as_manager()

    # articles/search.py keeps the index.
    search_auto_update = False
    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("text"),
        # In a column of its own, where readers' words are not looked for.
        index.AutocompleteField("day"),
        index.RelatedFields("tags", [index.FilterField("slug")]),
        index.RelatedFields(
            "edition",
            [
                index.FilterField("retired_at"),
                index.FilterField("published_at"),
                index.RelatedFields("desk", [index.FilterField("slug")]),
                index.RelatedFields("authors", [index.FilterField("slug")]),
            ],
        ),
    ]

    class Meta:
        verbose_name = _("section of an edition")
        verbose_name_plural = _("sections of editions")
        ordering = ["ordering"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "ordering"], name="edition_section_position_once"),
            models.UniqueConstraint(fields=["edition", "key"], name="edition_section_key_once"),
            models.UniqueConstraint(fields=["edition", "anchor"], name="edition_section_anchor_once"),
        ]

    def __str__(self):
        return self.heading or self.anchor

    def get_absolute_url(self):
        return f"{self.edition.get_absolute_url()}#{self.anchor}"

    def day(self):
        """The word for the day of the first publication, for the search index."""
        return word_for_day(self.edition.published_at)

    def title(self):
        """The headline and the section's own heading, for the search index."""
        return f"{self.edition.title} {self.heading}"
