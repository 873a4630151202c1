"""Going back: the working copy becomes what it was at an earlier revision. Readers see nothing of it."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from . import revisions
from .kinds import Kind
from .models import Article, Byline, Revision, Section
from .publishing import current_revision
from .references import References


@dataclass(frozen=True)
class Restored:
    """What restoring has made."""

    revision: Revision
    missing: list[str]
    "What the source named and is no longer there, in words: it was left out."


@transaction.atomic
def restore(source, *, by):
    """Give the article's working copy the content of an earlier revision of it, store that as its newest
    revision, and return Restored.

    What was not yet in any revision is stored as one before, so that nothing is lost. Sections are known by
    their keys: those that were removed since come back under theirs. by is the user who restores.
    """
    copy = Article.objects.whole().select_for_update().get(pk=source.article_id)
    newest = current_revision(copy, by=None)
    content, known = source.content, References(source.content)
    write_fields(copy, content, known)
    write_bylines(copy, [pk for pk in content["authors"] if pk in known.authors])
    write_sections(copy, content["sections"], known)
    written = Article.objects.whole().get(pk=copy.pk)
    revision = revisions.store(written, newest, revisions.snapshot(written), by=by, source=source)
    return Restored(revision, missing_of(content, known))


def write_fields(article, content, known):
    for name in ["title", "standfirst", "slug", "byline"]:
        setattr(article, name, content[name])
    article.kind = content.get("kind", Kind.NEWS)
    # An article has a desk: it stays where it is if the one that it had is gone.
    if content["desk"] in known.desks:
        article.desk_id = content["desk"]
    article.save()


def write_bylines(article, authors):
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author_id=author, position=position)
        for position, author in enumerate(authors)
    )


def write_sections(article, contents, known):
    there = {str(section.key): section for section in article.sections.all()}
    wanted = {content["key"]: content for content in contents}
    article.sections.exclude(key__in=wanted).delete()
    written = []
    for place, (key, content) in enumerate(wanted.items(), start=1):
        section = there.get(key) or Section(article=article, key=uuid.UUID(key))
        section.ordering = 10 * place
        section.heading, section.body, section.video = content["heading"], content["body"], content["video"]
        section.image_id = content["image"] if content["image"] in known.images else None
        written.append(section)
    Section.objects.bulk_create(section for section in written if section._state.adding)
    fields = ["ordering", "heading", "body", "video", "image"]
    Section.objects.bulk_update([section for section in written if str(section.key) in there], fields)
    write_tags(written, [content["tags"] for content in wanted.values()], known)


def write_tags(sections, keys, known):
    tagged = Section.tags.through
    tagged.objects.filter(section__in=[section.pk for section in sections]).delete()
    tagged.objects.bulk_create(
        tagged(section_id=section.pk, tag_id=tag)
        for section, tags in zip(sections, keys, strict=True)
        for tag in tags
        if tag in known.tags
    )


def missing_of(content, known):
    sections = content["sections"]
    named = [
        (_("desk"), {content["desk"]} - known.desks.keys()),
        (_("author"), set(content["authors"]) - known.authors.keys()),
        (_("picture"), {section["image"] for section in sections} - {None} - known.images.keys()),
        (_("tag"), {tag for section in sections for tag in section["tags"]} - known.tags.keys()),
    ]
    return [
        _("%(thing)s number %(number)s") % {"thing": thing, "number": number}
        for thing, numbers in named
        for number in sorted(numbers)
    ]
