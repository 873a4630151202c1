import uuid

from content_editor.models import Region
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import videos
from ..kinds import Kind
from ..richtext import RichTextField
from ..slugs import MAX_LENGTH


class ArticleQuerySet(models.QuerySet):
    def whole(self):
        """With by-lines, sections and their tags: all that an edition or a revision copies."""
        return self.prefetch_related("bylines", "sections__tags")

    def kept(self):
        """Those that are not in the trash."""
        return self.filter(trashed_at=None)

    def in_trash_of(self, user):
        """Those in the trash on the desks that the user edits."""
        return self.filter(trashed_at__isnull=False).on_desks_of(user)

    def written_by(self, user):
        """The user's own: begun by them, or signed by the author that they are."""
        if not user.pk:
            return self.none()
        signed = Byline.objects.order_by().filter(article=OuterRef("pk"), author__user=user.pk)
        return self.kept().filter(Q(created_by=user.pk) | Exists(signed))

    def edited_by(self, user):
        """Those on the desks that the user edits, but for the trash."""
        return self.kept().on_desks_of(user)

    def on_desks_of(self, user):
        if not user.has_perm("articles.publish_article"):
            return self.none()
        if user.has_perm("articles.edit_every_desk"):
            return self.all()
        return self.filter(Exists(user.desks.through.objects.filter(user=user.pk, desk=OuterRef("desk"))))

    def worked_on_by(self, user):
        """Those in whose making the user has a part, as their writer or as their editor."""
        return self.filter(
            Q(pk__in=self.model.objects.order_by().written_by(user).values("pk"))
            | Q(pk__in=self.model.objects.order_by().edited_by(user).values("pk"))
        )

    def visible_to(self, user):
        """Those whose working copy the user may read: what is public as it stands, and what they work on."""
        if user.has_perms(["articles.publish_article", "articles.edit_every_desk"]):
            return self.kept()
        return self.kept().filter(
            Q(state=Article.State.PUBLISHED)
            | Q(pk__in=self.model.objects.order_by().worked_on_by(user).values("pk"))
        )

    def due(self, at=None):
        """Scheduled stories whose time has come by now, or by an aware time."""
        return self.kept().filter(publish_at__lte=at or timezone.now())


class Article(models.Model):
    """One story: its identity, and the private working copy that editors change. Readers see its editions
    only.
    """

    class State(models.TextChoices):
        """Where the working copy stands. What readers see, the editions say."""

        IDEA = "idea", _("idea")
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        CHANGES = "changes", _("changes requested")
        READY = "ready", _("ready")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        UNPUBLISHED = "unpublished", _("unpublished")
        TAKEN_DOWN = "taken_down", _("taken down")
        SPIKED = "spiked", _("spiked")

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
    kind = models.CharField(
        _("kind"),
        max_length=9,
        choices=Kind,
        default=Kind.NEWS,
        help_text=_("Readers see above the headline what is not news."),
    )
    desk = models.ForeignKey("Desk", models.PROTECT, verbose_name=_("desk"))
    byline = models.CharField(
        _("by-line"),
        max_length=300,
        blank=True,
        help_text=_("As printed after “By”. Empty: the names of the authors below."),
    )
    authors = models.ManyToManyField("Author", through="Byline", verbose_name=_("authors"))
    state = models.CharField(
        _("state"), max_length=11, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    publish_at = models.DateTimeField(
        _("goes out"), null=True, editable=False, help_text=_("When a scheduled story goes out by itself.")
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Before that moment nobody publishes it, and readers find no trace of it."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("begun by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)
    trashed_at = models.DateTimeField(
        _("in the trash since"), null=True, editable=False, help_text=_("Empty: it is not in the trash.")
    )

    objects = ArticleQuerySet.as_manager()

    # The content editor asks for the places of a page that take sections; a story has one.
    regions = [Region(key="story", title=_("Story"))]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-updated_at"]
        indexes = [
            models.Index(
                fields=["trashed_at"], condition=Q(trashed_at__isnull=False), name="article_in_trash"
            ),
            models.Index(fields=["publish_at"], condition=~Q(publish_at=None), name="article_due"),
        ]
        permissions = [
            ("publish_article", "Can publish articles"),
            ("edit_every_desk", "Can edit the articles of every desk"),
            ("take_down_article", "Can take down articles"),
            ("lift_embargo", "Can lift the embargo of articles"),
        ]
        constraints = [
            models.CheckConstraint(
                name="scheduled_article_has_time",
                condition=Q(state="scheduled", publish_at__isnull=False)
                | (~Q(state="scheduled") & Q(publish_at=None)),
                violation_error_message=_("A scheduled story has a time, and only a scheduled one has."),
            ),
            models.CheckConstraint(
                name="article_goes_out_after_embargo",
                condition=Q(publish_at=None) | Q(embargo_until=None) | Q(publish_at__gte=F("embargo_until")),
                violation_error_message=_("It would go out before its embargo ends."),
            ),
        ]

    def __str__(self):
        return self.title

    def current_edition(self):
        """What readers see now, or None."""
        return self.editions.current().select_related("address").first()

    def is_live(self):
        """Whether readers see an edition of it now."""
        return self.editions.current().exists()

    def is_embargoed(self, at=None):
        """Whether its embargo runs now, or at an aware time."""
        return self.embargo_until is not None and self.embargo_until > (at or timezone.now())

    def is_written_by(self, user):
        return Article.objects.filter(pk=self.pk).written_by(user).exists()

    def is_edited_by(self, user):
        return Article.objects.filter(pk=self.pk).edited_by(user).exists()

    def is_worked_on_by(self, user):
        return Article.objects.filter(pk=self.pk).worked_on_by(user).exists()

    def is_visible_to(self, user):
        return Article.objects.filter(pk=self.pk).visible_to(user).exists()


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


# A section's form says it, too.
IMAGE_OR_VIDEO = _("A section shows a picture or a video, not both.")


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
                violation_error_message=IMAGE_OR_VIDEO,
            ),
        ]

    def __str__(self):
        return self.heading or str(_("Section without heading"))
