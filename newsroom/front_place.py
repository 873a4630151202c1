"""What editors put on the front page by hand."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition

# The lead story and those beside it.
PLACES = 5


class FrontPlaceQuerySet(models.QuerySet):
    def standing(self, at=None):
        """Those whose time has not ended."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=at or timezone.now()))

    def with_edition(self):
        """With the key of the story's current edition as edition_id, or None."""
        current = Edition.objects.current().filter(article=models.OuterRef("article")).order_by()
        return self.annotate(edition_id=models.Subquery(current.values("pk")))


class FrontPlace(models.Model):
    """A story's place at the top of the front page. Where there is none, the newest stories stand."""

    class Position(models.IntegerChoices):
        LEAD = 1, _("lead story")
        SECOND = 2, _("second")
        THIRD = 3, _("third")
        FOURTH = 4, _("fourth")
        FIFTH = 5, _("fifth")

    article = models.OneToOneField(
        Article,
        models.CASCADE,
        related_name="+",
        verbose_name=_("story"),
        error_messages={"unique": _("This story has a place already.")},
        help_text=_("It is shown once it is public, and no longer than it is."),
    )
    position = models.PositiveSmallIntegerField(
        _("place"),
        choices=Position,
        default=Position.LEAD,
        help_text=_("Of two stories with the same place, the one that was put there last has it."),
    )
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: until somebody takes it away.")
    )

    objects = FrontPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("places on the front page")
        ordering = ["position", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="front_place_exists", condition=models.Q(position__gte=1, position__lte=PLACES)
            )
        ]

    def __str__(self):
        return f"{self.get_position_display()}: {self.article}"


def arranged(places, newest):
    """The editions at the top of the front page, by their keys: pairs of (position, edition) as editors want
    them, in the order in which they get their place, and the newest where nothing is wanted.
    """
    top = {}
    for position, edition in places:
        free = [n for n in range(position, PLACES + 1) if n not in top]
        if free:
            top[free[0]] = edition
    others = iter([edition for edition in newest if edition not in top.values()])
    order = (top.get(position) or next(others, None) for position in range(1, PLACES + 1))
    return [edition for edition in order if edition]
