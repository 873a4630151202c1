from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..addresses import path_to
from ..races import found_or_made
from ..slugs import MAX_LENGTH, RESERVED, free_slug, refuse_reserved
from .edition import Edition


class DeskQuerySet(models.QuerySet):
    def named(self, name):
        """The desk of that name, whatever its capitals; made if there is none."""
        name = name.strip()
        return found_or_made(
            lambda: self.filter(name__iexact=name).first(),
            lambda: self.create(name=name, slug=free_slug(name, self.is_slug_taken, fallback="desk")),
        )

    def in_print(self):
        """Desks under which readers find a story."""
        return self.filter(Exists(Edition.objects.current().order_by().filter(desk=OuterRef("pk"))))

    def is_slug_taken(self, slug):
        return slug in RESERVED or self.filter(slug=slug).exists()


class Desk(models.Model):
    """A part of the paper that stories are filed under."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        validators=[refuse_reserved],
        help_text=_("The word in the desk’s address."),
    )
    description = models.CharField(_("description"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Low numbers come first.")
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        limit_choices_to={"is_staff": True},
        related_name="desks",
        verbose_name=_("desk editors"),
        help_text=_("Who edits this desk. Editors of every desk need not be named."),
    )

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                name="desk_shadows_no_page",
                condition=~models.Q(slug__in=sorted(RESERVED)),
                violation_error_message=_("This address belongs to another page."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("desk", self.slug)
