from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..addresses import path_to
from ..races import found_or_made
from ..slugs import MAX_LENGTH, free_slug


class AuthorQuerySet(models.QuerySet):
    def named(self, name):
        """The author of that name, or who once had it; made if there is none."""
        return found_or_made(
            lambda: self.filter(name=name).first() or self.filter(former__name=name).first(),
            lambda: self.create(name=name, slug=free_slug(name, self.is_slug_taken, fallback="author")),
        )

    def is_slug_taken(self, slug):
        """Whether it leads to an author, or once did."""
        return self.filter(Q(slug=slug) | Q(former__slug=slug)).exists()


class Author(models.Model):
    """Somebody whose name stands over stories. Not every author signs in."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=MAX_LENGTH, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("account"),
        help_text=_("The account that the author signs in with, if any."),
    )
    biography = models.TextField(_("biography"), blank=True)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("author", self.slug)
