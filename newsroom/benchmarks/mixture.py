"""What a site is asked for in a day, mixed: pages of every kind, posts, and what is not there."""

import random
from dataclasses import dataclass, field
from http import HTTPStatus

from django.urls import reverse

from .client import Browser
from .grown_archive import AUTHORS, BETWEEN_STORIES, DESKS, LATEST, TAGS
from .reading import WORDS

FORMS = ["atom", "rss", "json"]
MOST_WORDS, MOST_ADDRESSES = 3, 10**9


@dataclass
class Asker:
    """Somebody who asks for one thing after another, at random but always the same for the same seed, so many
    a second at most.
    """

    port: int
    stories: int
    discussed: list[str]
    seed: int
    done: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.browser, self.dice = Browser(self.port), random.Random(self.seed)  # noqa: S311

    def ask(self, is_over, pause):
        """Ask until the event, with a pause after each answer."""
        kinds, shares = zip(*KINDS.items(), strict=True)
        while not is_over.wait(pause):
            kind = self.dice.choices(kinds, shares)[0]
            url, expected = kind(self)
            answer = self.post(url) if kind is posts else self.browser.get(url)
            self.done += 1
            if answer.status != expected:
                self.wrong.append(f"{url} answered {answer.status}")

    def post(self, url):
        form = self.browser.form(url)
        return self.browser.post(form, body=" ".join(self.dice.choices(WORDS, k=30)))

    def one_of(self, number):
        return self.dice.randrange(number)


def story_number(number):
    return f"/{LATEST - number * BETWEEN_STORIES:%Y/%m/%d}/story-{number}/"


def front(_asker):
    return reverse("front"), HTTPStatus.OK


def stories(asker):
    return story_number(asker.one_of(asker.stories)), HTTPStatus.OK


def discussions(asker):
    return asker.dice.choice(asker.discussed), HTTPStatus.OK


def leafing(asker):
    """The largest pages, and more of them than anything keeps."""
    return f"{asker.discussed[0]}?after=1_{asker.one_of(MOST_ADDRESSES)}", HTTPStatus.OK


def posts(asker):
    return asker.discussed[0], HTTPStatus.FOUND


def desks(asker):
    return reverse("desk", args=[f"desk-{asker.one_of(DESKS)}"]), HTTPStatus.OK


def topics(asker):
    # The first are those that stories have most, and a rare one may have no story.
    return reverse("topic", args=[f"topic-{asker.one_of(TAGS // 10)}"]), HTTPStatus.OK


def authors(asker):
    return reverse("author", args=[f"author-{asker.one_of(AUTHORS)}"]), HTTPStatus.OK


def archives(asker):
    names = ["archive", "corrections", "sitemap-index", "news-sitemap", "robots", "manifest"]
    return reverse(asker.dice.choice(names)), HTTPStatus.OK


def feeds(asker):
    form = asker.dice.choice(FORMS)
    of_author = reverse("author-feed", args=[f"author-{asker.one_of(AUTHORS)}", form])
    return asker.dice.choice([reverse("feed", args=[form]), of_author]), HTTPStatus.OK


def searches(asker):
    words = "+".join(asker.dice.choices(WORDS, k=1 + asker.one_of(MOST_WORDS)))
    return f"{reverse('search')}?q={words}+rarity{asker.one_of(asker.stories)}", HTTPStatus.OK


def nothing(asker):
    return f"/{asker.dice.choice(WORDS)}/{asker.one_of(MOST_ADDRESSES)}/", HTTPStatus.NOT_FOUND


def sign_in_pages(_asker):
    return reverse("admin:login"), HTTPStatus.OK


# Of a hundred requests, how many are for what.
KINDS = {
    front: 15,
    stories: 25,
    discussions: 8,
    leafing: 7,
    posts: 5,
    desks: 8,
    topics: 5,
    authors: 4,
    archives: 4,
    feeds: 6,
    searches: 6,
    nothing: 5,
    sign_in_pages: 2,
}
