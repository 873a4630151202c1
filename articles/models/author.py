from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..slugs import MAX_LENGTH, free_slug


class AuthorQuerySet(models.QuerySet):
    def named(self, name):
        """The author of that name; made if there is none."""
        return self.filter(name=name).first() or self.create(
            name=name, slug=free_slug(name, lambda slug: self.filter(slug=slug).exists(), fallback="author")
        )


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
        return reverse("author", args=[self.slug])
