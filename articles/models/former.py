from django.db import models
from django.utils.translation import gettext_lazy as _

from ..slugs import MAX_LENGTH
from .author import Author
from .tag import Tag


class FormerTag(models.Model):
    """An address that once led to a tag, by its former name or as a tag that was merged into it."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="former", verbose_name=_("tag"))
    slug = models.SlugField(_("address"), max_length=MAX_LENGTH, unique=True)

    class Meta:
        verbose_name = _("former address of a tag")
        verbose_name_plural = _("former addresses of tags")
        ordering = ["slug"]

    def __str__(self):
        return self.slug


class FormerAuthor(models.Model):
    """A name and an address that an author once had, or that were those of an author merged into this one.
    By-lines that were printed under the name lead to the author.
    """

    author = models.ForeignKey(Author, models.CASCADE, related_name="former", verbose_name=_("author"))
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=MAX_LENGTH)

    class Meta:
        verbose_name = _("former name of an author")
        verbose_name_plural = _("former names of authors")
        ordering = ["slug", "pk"]
        constraints = [models.UniqueConstraint(fields=["slug", "name"], name="former_author_once")]

    def __str__(self):
        return self.name
