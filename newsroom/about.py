"""Pages that say something of the paper itself: about, contact, ethics, corrections policy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import create_sanitizer

from articles import richtext
from articles.addresses import path_to
from articles.richtext import RichTextField
from articles.slugs import MAX_LENGTH

# A section of a story has its heading in a field of its own; a page has all of them in the text.
EXTENSIONS = richtext.EXTENSIONS | {"Heading": {"levels": [2, 3]}}

sanitise = create_sanitizer(EXTENSIONS)


class PageTextField(RichTextField):
    """Rich text with headings of two levels, clean whichever way it is written."""

    cleaner = staticmethod(sanitise)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"extensions": EXTENSIONS, "sanitize": sanitise} | kwargs)


class Purpose(models.TextChoices):
    """What a page says, by the names that https://schema.org/NewsMediaOrganization has for it."""

    PRINCIPLES = "publishingPrinciples", _("what the paper stands for")
    ETHICS = "ethicsPolicy", _("ethics")
    CORRECTIONS = "correctionsPolicy", _("how mistakes are corrected")
    VERIFICATION = "verificationFactCheckingPolicy", _("how facts are checked")
    UNNAMED_SOURCES = "unnamedSourcesPolicy", _("unnamed sources")
    BYLINES = "noBylinesPolicy", _("stories without a by-line")
    FEEDBACK = "actionableFeedbackPolicy", _("how readers take part")
    DIVERSITY = "diversityPolicy", _("diversity")
    OWNERSHIP = "ownershipFundingInfo", _("who owns and funds the paper")
    MISSION = "missionCoveragePrioritiesPolicy", _("what the paper reports on")
    MASTHEAD = "masthead", _("who makes the paper")


class PageQuerySet(models.QuerySet):
    def public(self):
        """What readers may see."""
        return self.filter(is_public=True)

    def in_footer(self):
        """What every page leads to."""
        return self.public().filter(is_in_footer=True)


class Page(models.Model):
    """A page about the paper, written by its editors. It has no history and no states but public or not."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        help_text=_("The last word of the page’s address, after /about/."),
    )
    body = PageTextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Low numbers come first.")
    )
    is_in_footer = models.BooleanField(
        _("in the footer"), default=True, help_text=_("Every page of the site then leads to it.")
    )
    purpose = models.CharField(
        _("says"),
        max_length=31,
        blank=True,
        choices=Purpose,
        help_text=_("Search engines are told where the paper says this. It has to be in the footer."),
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Until it is, only the preview shows it.")
    )
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page about the paper")
        verbose_name_plural = _("pages about the paper")
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"],
                condition=~models.Q(purpose=""),
                name="page_for_each_purpose",
                violation_error_message=_("Another page says this already."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return path_to("about", self.slug)
