from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article

from .comment import Comment
from .decision import Decision


class ReportQuerySet(models.QuerySet):
    def open(self):
        """Those that wait for a moderator: not answered, and the comment not withdrawn."""
        return self.filter(settled_at=None)

    def legal(self):
        return self.filter(category__in=Report.LEGAL)


class Report(models.Model):
    """A reader's report of a comment: once for each reader and comment."""

    class Category(models.TextChoices):
        ABUSE = "abuse", _("It attacks or insults somebody")
        HATE = "hate", _("It attacks people for what they are")
        THREAT = "threat", _("It threatens somebody")
        SPAM = "spam", _("It advertises something")
        OFF_TOPIC = "off topic", _("It has nothing to do with the story")
        UNTRUE = "untrue", _("It says as a fact what is not true")
        PRIVATE = "private", _("It tells what is private about somebody")
        LIBEL = "libel", _("It damages a reputation unlawfully")
        UNLAWFUL = "unlawful", _("It is against the law in another way, or infringes my rights")

    # These go to a queue of their own.
    LEGAL = (Category.THREAT, Category.LIBEL, Category.UNLAWFUL)

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports", verbose_name=_("comment"))
    reader = models.UUIDField(_("reader"))
    network = models.CharField(_("network"), max_length=32, blank=True)
    category = models.CharField(_("category"), max_length=9, choices=Category)
    words = models.TextField(_("words"), blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        Decision, models.SET_NULL, null=True, related_name="reports", verbose_name=_("settled by")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reader"], name="reader_reports_comment_once")
        ]
        indexes = [
            models.Index(fields=["comment"], condition=Q(settled_at=None), name="report_open"),
            models.Index(fields=["network", "-made_at"], condition=~Q(network=""), name="report_of_network"),
            models.Index(fields=["reader", "-made_at"], name="report_of_reader"),
        ]

    def __str__(self):
        return self.get_category_display()


class Appeal(models.Model):
    """What the writer of a comment says against a decision about it: once for each comment."""

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="appeal", verbose_name=_("comment"))
    words = models.TextField(_("words"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        Decision, models.SET_NULL, null=True, related_name="appeals", verbose_name=_("settled by")
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")

    def __str__(self):
        return f"#{self.comment_id}"


class ErrorReportQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody on the desk has looked at."""
        return self.filter(settled_at=None)

    def waiting_for(self, user):
        """Those about stories on the desks that the user edits."""
        return self.filter(article__in=Article.objects.order_by().edited_by(user).values("pk"))


class ErrorReport(models.Model):
    """What a reader takes for an error in a story: for its desk."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name=_("article"))
    section = models.UUIDField(
        _("section"), null=True, help_text=_("The lasting key of the section it is in.")
    )
    words = models.TextField(_("words"))
    reader = models.UUIDField(_("reader"))
    network = models.CharField(_("network"), max_length=32, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["network", "-made_at"], condition=~Q(network=""), name="error_of_network"),
            models.Index(fields=["reader", "-made_at"], name="error_of_reader"),
            models.Index(fields=["article"], condition=Q(settled_at=None), name="error_open"),
        ]

    def __str__(self):
        return f"{self.article}: {self.words[:60]}"
