"""What editors do with tags, and what that does to the sections that carry them."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from .models import Article, Edition, EditionSection, FormerTag, Revision, Section, Tag, TagAlias

EXAMPLES = 5


def confirm(tags):
    """Take the tags into the site's own: they are found in every text from now on."""
    Tag.objects.filter(pk__in=pks(tags)).update(state=Tag.State.CONFIRMED)


def drop(tags):
    """Hide the tags from readers. The rows stay, so that the same names are not suggested again, and so do
    their sections, should an editor confirm them later.
    """
    Tag.objects.filter(pk__in=pks(tags)).update(state=Tag.State.DROPPED)


@transaction.atomic
def merge(tags, into):
    """Put one tag in the place of others: their sections, in working copies, revisions and editions, and
    their names are its own from now on. It is confirmed thereby.
    """
    locked = Tag.objects.select_for_update().filter(pk__in={*pks(tags), into.pk}).order_by("pk")
    others = [tag for tag in locked if tag.pk != into.pk]
    # Before the sections move: their stories' revisions are found by them.
    move_revisions(others, into)
    for sections in [Section, EditionSection]:
        move_sections(sections, others, into)
    TagAlias.objects.filter(tag__in=others).update(tag=into)
    names = {tag.name for tag in others} - {into.name}
    # A name that is another tag's alias already leads there, and stays.
    TagAlias.objects.bulk_create(
        (TagAlias(tag=into, name=name) for name in sorted(names)), ignore_conflicts=True
    )
    FormerTag.objects.filter(tag__in=others).update(tag=into)
    FormerTag.objects.bulk_create(FormerTag(tag=into, slug=tag.slug) for tag in others)
    Tag.objects.filter(pk__in=pks(others)).delete()
    confirm([into])


def move_sections(sections, tags, into):
    through, section_id = sections.tags.through, f"{sections._meta.model_name}_id"
    rows = through.objects.filter(tag__in=tags)
    marked = rows.values_list(section_id, flat=True).distinct()
    # A section may carry the tag already.
    through.objects.bulk_create(
        (through(tag_id=into.pk, **{section_id: pk}) for pk in sorted(marked)), ignore_conflicts=True
    )
    rows.delete()


def move_revisions(tags, into):
    """Put the tag in the place of others in the revisions of the stories that carry them: who compares a
    revision with the working copy must not take a merge for an editor's change.
    """
    gone = pks(tags)
    stories = Q(article__sections__tags__in=gone) | Q(article__editions__sections__tags__in=gone)
    touched = Revision.objects.order_by().filter(stories).values("pk")
    for revision in Revision.objects.filter(pk__in=touched).select_for_update().iterator(chunk_size=100):
        for section in revision.content["sections"]:
            section["tags"] = sorted({into.pk if pk in gone else pk for pk in section["tags"]})
        revision.save(update_fields=["content"])


@dataclass(frozen=True)
class Effects:
    """The sections that carry certain tags: how many, of how many stories, and some of them to look at."""

    stories: int
    read_sections: int
    "Sections that readers see now."
    working_sections: int
    "Sections of working copies."
    already: int
    "How many of these carry the tag as well into which the others are to be merged."
    read_examples: list[EditionSection]
    draft_examples: list[Section]


def effects(tags, into=None):
    """What an act on the tags touches. With into: what merging them into that tag would change."""
    others = pks(tags) - ({into.pk} if into else set())
    current = EditionSection.objects.current()
    read, working = marked(current, others), marked(Section.objects.filter(article__trashed_at=None), others)
    drafts = working.exclude(Exists(Edition.objects.current().filter(article=OuterRef("article"))))
    stories = Q(sections__in=working.values("pk")) | Q(editions__sections__in=read.values("pk"))
    return Effects(
        stories=Article.objects.order_by().filter(stories).distinct().count(),
        read_sections=read.count(),
        working_sections=working.count(),
        already=marked(working, {into.pk}).count() if into else 0,
        read_examples=list(
            read.select_related("edition__address").order_by("-edition__published_at", "pk")[:EXAMPLES]
        ),
        draft_examples=list(drafts.select_related("article").order_by("-article__pk", "pk")[:EXAMPLES]),
    )


def marked(sections, tag_ids):
    """Those of the sections that carry one of the tags, each once."""
    through, section_id = sections.model.tags.through, f"{sections.model._meta.model_name}_id"
    return sections.filter(pk__in=through.objects.filter(tag__in=tag_ids).values(section_id))


def pks(tags):
    return {tag.pk for tag in tags}
