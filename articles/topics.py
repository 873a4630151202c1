"""Which topics go together, and what a topic's page says of it: at a cost that does not grow with what is
there about it.
"""

from functools import cache

from django.db.models import Count, Exists, OuterRef

from .models import Edition, EditionSection, Tag
from .paging import following, page_after, page_of, values_of
from .prepared import prepared

# So many sections are looked at, the last that were made public; so often a topic has to stand in them.
MOST_SECTIONS, OFTEN = 200, 2
MOST_TOPICS = 8
# From so many sections on there is much about a topic.
MANY_SECTIONS = 1_000


def sections_about(tag, cursor, size):
    """A page of the sections with a tag that readers may see, with their stories, the newest first, and the
    cursor of the page after it; as page_after(). Two queries.
    """
    is_many, key = are_many(tag), "edition__published_at"
    if values_of(cursor):
        return page_after(sections_with(tag.pk, is_many), cursor, size=size, key=key, descending=True)
    return page_of(newest_sections(is_many, size, key)(tag.pk), size, key)


@cache
def newest_sections(is_many, size, key):
    @prepared
    def newest(tag_id):
        return following(sections_with(tag_id, is_many), (), size=size, key=key, descending=True)

    return newest


def sections_with(tag_id, is_many):
    current = EditionSection.objects.current().defer("html")
    current = current.select_related("edition__address", "edition__desk")
    if not is_many:
        return current.filter(tags=tag_id)
    # Stories are leafed through from the newest on, until there are enough; to sort all that carry the tag
    # would take longer. With few of them it is the other way round.
    return current.filter(Exists(tagged(tag_id).filter(editionsection=OuterRef("pk"))))


def stories_about(tag):
    """The current editions with such a section, a queryset, in the same way. One query."""
    current = Edition.objects.current()
    if not are_many(tag):
        return current.filter(pk__in=tagged(tag.pk).values("editionsection__edition"))
    return current.filter(Exists(tagged(tag.pk).filter(editionsection__edition=OuterRef("pk"))))


def are_many(tag):
    return bool(tagged(tag.pk).values_list("pk")[MANY_SECTIONS - 1 : MANY_SECTIONS])


def tagged(tag_id):
    return EditionSection.tags.through.objects.filter(tag=tag_id)


def topics_beside(tag):
    """The topics that often stand in one section with a tag, those that most often do first. One query."""
    return often_beside(tag.pk)


@prepared
def often_beside(tag_id):
    current = tagged(tag_id).filter(editionsection__edition__retired_at=None)
    last = current.order_by("-editionsection_id").values("editionsection")
    return often_in(last[:MOST_SECTIONS]).exclude(pk=tag_id)[:MOST_TOPICS]


def topics_of(author):
    """The topics that an author has last written of, those that most sections carry first. One query."""
    return often_signed_by(author.pk)


@prepared
def often_signed_by(author_id):
    signed = EditionSection.objects.current().filter(edition__authors=author_id)
    return often_in(signed.order_by("-edition_id", "-pk").values("pk")[:MOST_SECTIONS])[:MOST_TOPICS]


def often_in(sections):
    """The public topics that several of some sections carry, a queryset of primary keys."""
    tags = Tag.objects.public().filter(edition_sections__in=sections)
    tags = tags.annotate(sections=Count("edition_sections"))
    return tags.filter(sections__gte=OFTEN).order_by("-sections", "name")
