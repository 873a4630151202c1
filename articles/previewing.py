"""A story as readers would get it, made of a working copy that nobody has published: as it is typed, as it is
stored, or as a revision kept it. All three are snapshots (articles/revisions.py), so they go one way.
"""

from collections import namedtuple
from uuid import UUID

from django.utils import timezone

from .bylines import byline_parts
from .corrections import corrections_of, notes_on
from .embeds import without_embeds
from .kinds import Kind
from .models import Article, Author, Tag
from .publishing import give_anchors, used_anchors
from .references import References
from .revisions import snapshot
from .richtext import sanitise, to_text
from .story import Story, StorySection

Headed = namedtuple("Headed", ["key", "heading"])


def story_of(content, article=None):
    """The Story that a snapshot would be. A live article lends it its address, times and corrections; another
    one has no address yet, and the time at which it goes out, or now.
    """
    known = References(content)
    sections = sections_of(content, known, used_anchors(article) if article else {})
    edition = article.current_edition() if article else None
    authors = [known.authors[pk] for pk in content["authors"] if pk in known.authors]
    return Story(
        article_id=article.pk if article else 0,
        title=content["title"],
        standfirst=content["standfirst"],
        desk=known.desks.get(content["desk"]) or article.desk,
        byline=byline_parts(content["byline"], authors, former_names(authors)),
        published_at=edition.published_at if edition else (article and article.publish_at) or timezone.now(),
        url=edition.get_absolute_url() if edition else "",
        sections=sections,
        number=edition.number if edition else 1,
        modified_at=edition and edition.modified_at,
        corrections=notes_on(edition, sections, corrections_of([edition])[edition.article_id])
        if edition
        else [],
        kind=content.get("kind", Kind.NEWS),
    )


def stored_content(article):
    """The snapshot of an article's working copy as it is stored."""
    return snapshot(Article.objects.whole().get(pk=article.pk))


def sections_of(content, known, used):
    headed = [Headed(UUID(section["key"]), section["heading"]) for section in content["sections"]]
    anchors = give_anchors(headed, used)
    return [
        section_of(section, head.key, anchors[head.key], known)
        for section, head in zip(content["sections"], headed, strict=True)
    ]


def section_of(section, key, anchor, known):
    html = sanitise(section["body"])
    tags = [known.tags[pk] for pk in section["tags"] if pk in known.tags]
    return StorySection(
        key=key,
        anchor=anchor,
        heading=section["heading"],
        html=html,
        image=known.images.get(section["image"]),
        video=section["video"],
        tags=sorted((tag for tag in tags if tag.state != Tag.State.DROPPED), key=lambda tag: tag.name),
        text=to_text(without_embeds(html)),
    )


def former_names(authors):
    """Pairs of a former name and its author, in one query."""
    by_key = {author.pk: author for author in authors}
    names = Author.objects.order_by().filter(pk__in=by_key, former__isnull=False)
    return [(name, by_key[pk]) for pk, name in names.values_list("pk", "former__name")]
