"""The front page: what editors arranged, the newest elsewhere, and what readers talk about."""

from dataclasses import dataclass, field
from itertools import chain

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left

from articles.models import Desk, Edition, EditionSection, Image
from articles.paging import page_of
from articles.prepared import prepared
from comments.models import Discussion

from .front_place import FrontPlace, arranged

# So many of the newest stories are on the page in any case; those before them are on the pages that follow.
NEWEST = 14
DESKS = 12
OF_EACH_DESK = 4
# Among so many of the newest stories the most discussed are found: a number, for an archive has no today.
RECENT = 100
MOST_DISCUSSED = 5
# Characters of a story's beginning, where it has no standfirst.
OPENING = 300


@dataclass
class Card:
    """A story as the front page shows it."""

    edition: Edition
    comments: int
    opening: str = ""
    picture: Image | None = None
    "The story's first."


@dataclass
class FrontPage:
    """The front page, from top to bottom."""

    top: list[Card] = field(default_factory=list)
    "The lead story and those beside it."
    desks: list[tuple[Desk, list[Card]]] = field(default_factory=list)
    "The newest of each desk that are not at the top."
    latest: list[Card] = field(default_factory=list)
    "The newest that are not at the top."
    most_discussed: list[Card] = field(default_factory=list)
    earlier: str | None = None
    "The cursor of the page with the stories before the newest, or None if there are none."


def front_page_now():
    """The FrontPage. Six queries: the places, the newest stories, their numbers of comments, the newest of
    each desk, the stories that are shown, the beginnings and pictures of those with room for them.
    """
    places, recent = places_now(), recent_editions()
    newest, earlier = page_of(recent[: NEWEST + 1], NEWEST, "published_at")
    top = top_of(places, newest)
    counts = Discussion.objects.counts_of({article for *_place, article in places} | articles_of(recent))
    discussed = most_discussed(recent, counts)
    latest = [edition.pk for edition in newest if edition.pk not in top]
    of_desks = newest_of_desks(top)
    cards = cards_of([*top, *latest, *discussed, *chain(*of_desks)], counts)
    give_words_and_pictures(cards, [*top, *(keys[0] for keys in of_desks)])

    def shown(keys):
        # What was taken away between two queries is passed by.
        return [cards[key] for key in keys if key in cards]

    desks = [found for keys in of_desks if (found := shown(keys))]
    return FrontPage(
        top=shown(top),
        desks=[(found[0].edition.desk, found) for found in desks],
        latest=shown(latest),
        most_discussed=shown(discussed),
        earlier=earlier,
    )


def top_now():
    """The editions at the top of the page, from the lead story on. Three queries."""
    top = top_of(places_now(), recent_editions()[:NEWEST])
    found = {edition.pk: edition for edition in editions_shown(top)}
    return [found[key] for key in top if key in found]


def places_now():
    """Triples of position, edition and article: the stories that editors have placed and readers see."""
    places = FrontPlace.objects.standing().with_edition().exclude(edition_id=None)
    return list(places.values_list("position", "edition_id", "article_id"))


def top_of(places, newest):
    return arranged([place[:2] for place in places], [edition.pk for edition in newest])


def articles_of(editions):
    return {edition.article_id for edition in editions}


def most_discussed(recent, counts):
    """The keys of those with the most comments, the most discussed first."""
    discussed = [edition for edition in recent if counts.get(edition.article_id)]
    discussed.sort(key=lambda edition: counts[edition.article_id], reverse=True)
    return [edition.pk for edition in discussed[:MOST_DISCUSSED]]


def newest_of_desks(top):
    """For each desk with any, in the desks' order, the keys of its newest editions besides these."""
    rows = ([key for key in keys if key] for _desk, *keys in keys_by_desk(top))
    return [keys for keys in rows if keys]


def cards_of(keys, counts):
    """{key: Card}"""
    found = editions_shown(list(set(keys)))
    return {edition.pk: Card(edition, counts.get(edition.article_id, 0)) for edition in found}


def give_words_and_pictures(cards, keys):
    for section in sections_shown(keys):
        card = cards[section.edition_id]
        if section.ordering == 0:
            card.opening = section.beginning
        card.picture = card.picture or section.image


@prepared
def recent_editions():
    newest = Edition.objects.current().order_by("-published_at", "-pk")
    return newest.only("article", "published_at")[:RECENT]


@prepared
def keys_by_desk(top):
    newest = Edition.objects.current().filter(desk=OuterRef("pk")).exclude(pk__in=top)
    newest = newest.order_by("-published_at", "-pk").values("pk")
    keys = [Subquery(newest[number : number + 1]) for number in range(OF_EACH_DESK)]
    return Desk.objects.order_by("position", "name").values_list("pk", *keys)[:DESKS]


@prepared
def editions_shown(keys):
    return Edition.objects.filter(pk__in=keys).select_related("address", "desk").order_by()


@prepared
def sections_shown(keys):
    """The first sections of these editions, and those with a picture, in order, without their whole text."""
    sections = EditionSection.objects.filter(Q(ordering=0) | Q(image__isnull=False), edition__pk__in=keys)
    sections = sections.select_related("image").annotate(beginning=Left("text", OPENING))
    return sections.defer("html", "text").order_by("edition", "ordering")
