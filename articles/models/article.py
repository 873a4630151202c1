import uuid

from content_editor.models import Region
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import videos
from ..richtext import RichTextField
from ..slugs import MAX_LENGTH


class ArticleQuerySet(models.QuerySet):
    def whole(self):
        """With by-lines, sections and their tags: all that an edition or a revision copies."""
        return self.prefetch_related("bylines", "sections__tags")


class Article(models.Model):
    """One story: its identity, and the private working copy that editors change. Readers see its editions
    only.
    """

    title = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("A sentence or two below the headline.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        blank=True,
        help_text=_(
            "The last word of the story’s address. Empty: made of the headline when it is first published."
        ),
    )
    desk = models.ForeignKey("Desk", models.PROTECT, verbose_name=_("desk"))
    byline = models.CharField(
        _("by-line"),
        max_length=300,
        blank=True,
        help_text=_("As printed after “By”. Empty: the names of the authors below."),
    )
    authors = models.ManyToManyField("Author", through="Byline", verbose_name=_("authors"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    # The content editor asks for the places of a page that take sections; a story has one.
    regions = [Region(key="story", title=_("Story"))]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-updated_at"]
        permissions = [("publish_article", "Can publish articles")]

    def __str__(self):
        return self.title

    def current_edition(self):
        """What readers see now, or None."""
        return self.editions.current().select_related("address").first()


class Byline(models.Model):
    """An author's name over an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines", verbose_name=_("article"))
    author = models.ForeignKey("Author", models.PROTECT, related_name="bylines", verbose_name=_("author"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("by-line")
        verbose_name_plural = _("by-lines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="author_signs_article_once")
        ]

    def __str__(self):
        return str(self.author)


class Section(models.Model):
    """A part of an article's working copy: heading, picture or video, text, and its own tags.

    The key stays with the section for life: it ties this row to its copies in revisions and editions.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="sections", verbose_name=_("article"))
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    ordering = models.IntegerField(_("position"), default=0)
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    image = models.ForeignKey("Image", models.PROTECT, null=True, blank=True, verbose_name=_("image"))
    video = models.CharField(
        _("video"),
        max_length=11,
        blank=True,
        validators=[videos.validate_id],
        help_text=_("The address of a YouTube video, or its eleven characters."),
    )
    body = RichTextField(_("text"), blank=True)
    tags = models.ManyToManyField(
        "Tag",
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Who, where and what this section is about: readers find it by its tags."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["ordering", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="section_key_once_in_article"),
            models.CheckConstraint(
                name="section_has_image_or_video",
                condition=models.Q(image=None) | models.Q(video=""),
                violation_error_message=_("A section shows a picture or a video, not both."),
            ),
        ]

    def __str__(self):
        return self.heading or str(_("Section without heading"))
