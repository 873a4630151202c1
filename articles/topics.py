"""Which topics go together, and what a topic's page says of it: at a cost that does not grow with what is
there about it.
"""

from django.db.models import Count, Exists, OuterRef

from .models import EditionSection, Tag

# So many sections are looked at, the last that were made public; so often a topic has to stand in them.
MOST_SECTIONS, OFTEN = 200, 2
MOST_TOPICS = 8
# From so many sections on there is much about a topic.
MANY_SECTIONS = 1_000


def sections_about(tag):
    """The sections with a tag that readers may see, a queryset whose newest are found at once. One query."""
    tagged, current = EditionSection.tags.through.objects.filter(tag=tag), EditionSection.objects.current()
    if len(tagged.values_list("pk")[:MANY_SECTIONS]) < MANY_SECTIONS:
        return current.filter(tags=tag)
    # Stories are leafed through from the newest on, until there are enough; to sort all that carry the tag
    # would take longer. With few of them it is the other way round.
    return current.filter(Exists(tagged.filter(editionsection=OuterRef("pk"))))


def topics_beside(tag):
    """The topics that often stand in one section with a tag, those that most often do first. One query."""
    tagged = EditionSection.tags.through.objects.filter(editionsection__edition__retired_at=None)
    last = tagged.filter(tag=tag).order_by("-editionsection_id").values("editionsection")
    return often_in(last[:MOST_SECTIONS]).exclude(pk=tag.pk)[:MOST_TOPICS]


def topics_of(author):
    """The topics that an author has last written of, those that most sections carry first. One query."""
    signed = EditionSection.objects.current().filter(edition__authors=author)
    return often_in(signed.order_by("-edition_id", "-pk").values("pk")[:MOST_SECTIONS])[:MOST_TOPICS]


def often_in(sections):
    """The public topics that several of some sections carry, a queryset of primary keys."""
    tags = Tag.objects.public().filter(edition_sections__in=sections)
    tags = tags.annotate(sections=Count("edition_sections"))
    return tags.filter(sections__gte=OFTEN).order_by("-sections", "name")
