"""What pages are about, as plain data in the words of https://schema.org. Empty values fall away later."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from articles.models import Tag

THINGS = {Tag.Kind.PERSON: "Person", Tag.Kind.PLACE: "Place", Tag.Kind.ORGANISATION: "Organization"}


@dataclass(frozen=True)
class Picture:
    """A picture in the width that is good for all who show a link to a page."""

    url: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""

    def thing(self):
        return {
            "@type": "ImageObject",
            "url": self.url,
            "width": self.width,
            "height": self.height,
            "caption": self.caption,
            "creditText": self.credit,
        }


def picture_of(image, site):
    words = {"alt": image.alt_text, "caption": image.caption, "credit": image.credit}
    if not image.renditions:
        return Picture(urljoin(site, image.file.url), image.width, image.height, **words)
    width = image.renditions[-1]
    height = max(1, round(image.height * width / image.width))
    return Picture(urljoin(site, image.rendition_url(width)), width, height, **words)


def without_empty(value):
    """The value without what says nothing, at any depth. A number says something, and so does no."""
    if isinstance(value, list):
        return [without_empty(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    cleared = ((name, without_empty(inner)) for name, inner in value.items())
    return {name: inner for name, inner in cleared if inner or isinstance(inner, int)}


def iso(moment):
    """An aware time as pages write it, in the newsroom's zone."""
    return moment.astimezone(timezone.get_default_timezone()).isoformat()


def language():
    return to_locale(get_language()).replace("_", "-")


def paper_id(site):
    return {"@id": f"{site}/#paper"}


def organisation(paper, site):
    """The paper, with its pages about how it works."""
    logo = {"@type": "ImageObject", "url": urljoin(site, paper.logo), "width": paper.logo_width}
    policies = {page.purpose: site + page.get_absolute_url() for page in paper.pages if page.purpose}
    return {
        "@type": "NewsMediaOrganization",
        **paper_id(site),
        "name": paper.name,
        "url": f"{site}/",
        "slogan": paper.tagline,
        "logo": logo | {"height": paper.logo_height} if paper.logo else None,
        **policies,
    }


def person(author, site):
    """Somebody who has a page."""
    url = site + author.get_absolute_url()
    return {"@type": "Person", "@id": f"{url}#person", "name": author.name, "url": url}


def topic(tag, site):
    """What a tag stands for."""
    kind = THINGS.get(tag.kind, "Thing")
    return {"@type": kind, "@id": f"{site}{tag.get_absolute_url()}#topic", "name": tag.name}


def trail(site, *places):
    """The way from the front page to a page: pairs of a name and a path."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": site + path}
            for number, (name, path) in enumerate([(_("Front page"), "/"), *places], start=1)
        ],
    }


def correction(note, number, url):
    """What an edition of that number put right in a story whose page is at the url."""
    return {
        "@type": "CorrectionComment",
        "text": note.words,
        "datePublished": iso(note.made_at),
        "url": f"{url}#correction-{number}",
    }
