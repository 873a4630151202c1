"""What a dump cannot carry of an article, in words: whoever relies on dumps alone has to know."""

from articles import revisions
from articles.kinds import Kind
from articles.models import Edition
from articles.richtext import from_paragraphs, sanitise, to_text
from articles.slugs import make_slug
from comments.models import Comment, Discussion
from newsroom.importing.archive import sections_of as parts_of
from newsroom.importing.dump import as_json, read_dump
from newsroom.importing.page import Document, comments_as_json
from newsroom.importing.reports import counted

from .archive import holds_only_video, markup_of, paragraphs_of


def losses_of(article, exported):
    """The losses, each in a few words; an article that came from a dump and was left as it was has none but
    its tags.
    """
    return [
        *of_sections(exported),
        *of_state(article),
        *of_kind(exported.edition or article),
        *of_story(article, exported),
        *of_discussion(article),
        *of_reading(exported),
    ]


def of_sections(exported):
    sections = [section for section in exported.sections if not holds_only_video(section)]
    if tags := sum(len(section.tags.all()) for section in exported.sections):
        yield counted(tags, "tag")
    if rich := sum(map(is_rich, sections)):
        yield f"rich text in {counted(rich, 'section')}"
    if pictures := sum(bool(section.image_id) for section in sections):
        yield counted(pictures, "picture")
    if joined := sum(not section.heading for section in sections[1:]):
        yield f"the beginning of {counted(joined, 'section')} without a heading"
    if [section.video for section in exported.sections] != [
        part.video for part in parts_of(exported.document)
    ] and exported.document.video_ids:
        yield "the places of videos"


def is_rich(section):
    markup = markup_of(section)
    return sanitise(from_paragraphs(paragraphs_of(to_text(markup)))) != sanitise(markup)


def of_state(article):
    if article.state not in (article.State.DRAFT, article.State.PUBLISHED):
        yield f"that it is {article.get_state_display()}"


def of_kind(story):
    if story.kind != Kind.NEWS:
        yield f"that it is {story.get_kind_display()}"


def of_story(article, exported):
    edition = exported.edition
    if (edition or article).standfirst:
        yield "the standfirst"
    signed = (edition.authors if edition else article.authors).count()
    if signed > 1:
        yield counted(signed, "author")
    if edition:
        if not gets_address_again(edition):
            yield f"the address {edition.address}"
        if has_twin(edition) and not exported.document.source_url:
            yield "that it is not the other story of its headline and time"
        if revisions.snapshot(article) != edition.revision.content:
            yield "changes that are not published"
    if earlier := article.editions.count() - bool(edition):
        yield counted(earlier, "earlier edition")


def has_twin(edition):
    """Whether a dump of another story would be taken for one of this."""
    same = Edition.objects.current().filter(title=edition.title, published_at=edition.published_at)
    return same.exclude(pk=edition.pk).exists()


def gets_address_again(edition):
    """Whether publishing gives the story its address again: made of its headline, in the order of desks."""
    ordinal, wanted = ordinal_of(edition), make_slug(edition.title)
    if not ordinal:
        return edition.address.slug == wanted
    first = Edition.objects.current().filter(address__date=edition.address.date, address__slug=wanted)
    return first.filter(desk__name__lte=edition.desk.name).exists()


def ordinal_of(edition):
    """`-2` of the address that the second story of a headline and day has; else nothing."""
    base, dash, number = edition.address.slug.rpartition("-")
    is_second = dash and number.isdecimal() and base == make_slug(edition.title)
    return f"-{number}" if is_second else ""


def of_discussion(article):
    if hidden := Comment.objects.on(article.pk).exclude(state=Comment.State.PUBLISHED).order_by().count():
        yield f"{counted(hidden, 'comment')} that readers cannot see"
    discussion = Discussion.objects.filter(article=article).first()
    if discussion and discussion.state != Discussion.State.OPEN:
        yield f"that the discussion is {discussion.get_state_display()}"


def of_reading(exported):
    """What the reader takes for something else: lines that look like a title, a heading or a date."""
    wanted, read = exported.document, read_dump(exported.data)
    if as_json(wanted) == as_json(read):
        return
    for name, part in PARTS.items():
        if part(wanted) != part(read):
            yield f"{name} as it is"


PARTS = {
    "the headline": lambda document: document.title,
    "the time of publication": lambda document: document.published_at,
    "the by-line": lambda document: document.byline,
    "every video": lambda document: document.video_ids,
    "the source": lambda document: document.source_url,
    "the text": lambda document: as_json(Document(sections=document.sections)),
    "every comment": lambda document: comments_as_json(document.comments),
}
