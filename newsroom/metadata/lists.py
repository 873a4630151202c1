"""What machines learn of the pages that lead to stories, and of those about the paper."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.richtext import to_text

from ..jinja import month
from .excerpts import excerpt
from .head import Metadata
from .things import correction, iso, language, paper_id, person, topic, trail


def of_front(site):
    website = {"@type": "WebSite", "@id": f"{site}/#site", "url": f"{site}/", "inLanguage": language()}
    return Metadata(site, path="/", things=[website | {"publisher": paper_id(site)}])


def of_desk(site, desk, editions):
    description = desk.description or _("The newest stories under %(desk)s.") % {"desk": desk.name}
    return collection(
        site, desk.get_absolute_url(), desk.name, description, mainEntity=stories_in(site, editions)
    )


def of_topic(site, tag, sections):
    names = [alias.name for alias in tag.aliases.all()]
    description = _("What there is to read about %(topic)s, the newest first.") % {"topic": tag.name}
    return collection(
        site,
        tag.get_absolute_url(),
        tag.name,
        description,
        about=topic(tag, site) | {"alternateName": names},
        mainEntity=items(
            (section.heading or section.edition.title, site + section.get_absolute_url())
            for section in sections
        ),
    )


def of_author(site, author, editions):
    path, biography = author.get_absolute_url(), excerpt(author.biography)
    somebody = person(author, site)
    shown = {
        "@type": "ProfilePage",
        "url": site + path,
        "name": author.name,
        "inLanguage": language(),
        "publisher": paper_id(site),
        "mainEntity": somebody | {"description": biography},
        "hasPart": [signed(site, edition, somebody) for edition in editions],
    }
    return Metadata(
        site,
        path=path,
        title=author.name,
        description=biography or _("The stories of %(author)s.") % {"author": author.name},
        kind="profile",
        things=[shown, trail(site, (author.name, path))],
    )


def signed(site, edition, somebody):
    return {
        "@type": "NewsArticle",
        "headline": edition.title,
        "url": site + edition.get_absolute_url(),
        "datePublished": iso(edition.published_at),
        "author": {"@id": somebody["@id"]},
    }


def of_archive(site):
    return collection(
        site, reverse("archive"), _("Archive"), _("All stories by the month of their publication.")
    )


def of_month(site, day, editions):
    name = month(day)
    return collection(
        site,
        reverse("month", args=[day]),
        name,
        _("The stories of %(month)s.") % {"month": name},
        above=[(_("Archive"), reverse("archive"))],
        mainEntity=stories_in(site, editions),
    )


def of_corrections(site, pairs):
    """pairs are a correction and the current edition of its story."""
    return collection(
        site,
        reverse("corrections"),
        _("Corrections"),
        _("What we got wrong and put right, the latest first. A correction stays with its story."),
        hasPart=[made(site, note, edition) for note, edition in pairs],
    )


def made(site, note, edition):
    url = site + edition.get_absolute_url()
    about = {"@type": "NewsArticle", "@id": f"{url}#story", "headline": edition.title, "url": url}
    return correction(note, note.edition.number, url) | {"about": about}


def of_page(site, page):
    """One of the pages about the paper."""
    path, description = page.get_absolute_url(), excerpt(to_text(page.body))
    shown = {
        "@type": "AboutPage",
        "url": site + path,
        "name": page.title,
        "description": description,
        "inLanguage": language(),
        "dateModified": iso(page.updated_at),
        "about": paper_id(site),
        "publisher": paper_id(site),
    }
    things = [shown, trail(site, (page.title, path))]
    return Metadata(site, path=path, title=page.title, description=description, things=things)


def collection(site, path, name, description, *, above=(), **more):
    shown = {
        "@type": "CollectionPage",
        "url": site + path,
        "name": name,
        "description": description,
        "inLanguage": language(),
        "publisher": paper_id(site),
    }
    things = [shown | more, trail(site, *above, (name, path))]
    return Metadata(site, path=path, title=name, description=description, things=things)


def stories_in(site, editions):
    return items((edition.title, site + edition.get_absolute_url()) for edition in editions)


def items(pairs):
    """A list of pairs of a name and an address."""
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "url": url}
            for number, (name, url) in enumerate(pairs, start=1)
        ],
    }
