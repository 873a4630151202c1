from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..addresses import path_to
from ..slugs import MAX_LENGTH, free_slug


class TagQuerySet(models.QuerySet):
    def public(self):
        """The tags that readers see."""
        # Not “all but the dropped”: where there are none, PostgreSQL takes it to leave out all.
        return self.filter(state__in=[Tag.State.SUGGESTED, Tag.State.CONFIRMED])

    def add(self, *, name, kind, aliases=()):
        """The tag of that name and kind with at least these aliases; made if there is none.

        An alias that already leads to some tag stays where it is. A tag that was only suggested is thereby
        confirmed; one that an editor dropped stays dropped.
        """
        tag, _created = self.get_or_create(
            name=name,
            kind=kind,
            defaults={"slug": free_slug(name, self.is_slug_taken, fallback="topic")},
        )
        if tag.state == Tag.State.SUGGESTED:
            tag.state = Tag.State.CONFIRMED
            tag.save(update_fields=["state"])
        TagAlias.objects.bulk_create(
            (TagAlias(tag=tag, name=alias) for alias in aliases), ignore_conflicts=True
        )
        return tag

    def is_slug_taken(self, slug):
        """Whether it leads to a tag, or once did."""
        return self.filter(Q(slug=slug) | Q(former__slug=slug)).exists()


class Tag(models.Model):
    """A person, place, organisation or topic. It marks sections, and so leads a reader to the very
    passage.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        PLACE = "place", _("place")
        ORGANISATION = "organisation", _("organisation")
        TOPIC = "topic", _("topic")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")
        DROPPED = "dropped", _("dropped")

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120)
    kind = models.CharField(
        pgettext_lazy("of a tag", "kind"), max_length=12, choices=Kind, default=Kind.TOPIC
    )
    slug = models.SlugField(_("address"), max_length=MAX_LENGTH, unique=True)

    state = models.CharField(
        _("state"),
        max_length=9,
        choices=State,
        default=State.CONFIRMED,
        help_text=_(
            "Suggested: found in a text by the importer. Dropped: readers do not see it, and it is not "
            "suggested again."
        ),
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind"],
                name="tag_named_once",
                violation_error_message=_("There is a tag of this name and kind already."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_to("topic", self.slug)

    def is_public(self):
        """Whether readers see it."""
        return self.state != self.State.DROPPED


class TagAlias(models.Model):
    """Another name by which a text may call what the tag stands for."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="aliases", verbose_name=_("tag"))
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]

    def __str__(self):
        return self.name
