"""Stories for tests, in a line each."""

from django.core.files.base import ContentFile

from articles import renditions
from articles.models import Article, Author, Byline, Desk, Image, Section, Tag
from articles.pictures import take_in
from articles.publishing import publish
from articles.richtext import from_paragraphs


def make_article(
    title="Ferry returns to the bay", *, desk="Harbour", sections=("The boat is back.",), authors=(), **fields
):
    """A draft, with all that the checklist asks for unless it is given otherwise. Each section is a text, or
    the fields of a section as a dictionary; tags among them are Tag rows.
    """
    fields = {"standfirst": "After ten years.", "byline": "" if authors else "Wren"} | fields
    article = Article.objects.create(title=title, desk=Desk.objects.named(desk), **fields)
    for position, name in enumerate(authors):
        Byline.objects.create(article=article, author=Author.objects.named(name), position=position)
    for position, section in enumerate(sections):
        add_section(
            article, ordering=position, **({"text": section} if isinstance(section, str) else section)
        )
    return article


def add_section(article, *, text="", tags=(), **fields):
    section = Section.objects.create(
        article=article, **{"body": from_paragraphs([text] if text else [])} | fields
    )
    section.tags.set(tags)
    return section


def make_story(*args, at=None, **fields):
    """A published article."""
    article = make_article(*args, **fields)
    publish(article, at=at)
    return article


def make_tag(name, *aliases, kind=Tag.Kind.PLACE):
    return Tag.objects.add(name=name, kind=kind, aliases=aliases)


def make_image(content, **words):
    """An image as it is stored after an upload of such bytes."""
    picture = take_in(ContentFile(content, name="upload"))
    image = Image.objects.create(file=picture.as_file(), sha256=picture.sha256, **words)
    renditions.make(image)
    return image
