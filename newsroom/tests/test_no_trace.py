"""What readers are not to find, they find nowhere: every public address is walked as a stranger.

A way of hiding a story is a function in HIDDEN. An address that is new in the site has to be added to
addresses(), or the first test fails.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from articles import workflow
from articles.corrections import ToReaders
from articles.models import Author, Byline
from articles.publishing import publish, unpublish
from articles.scheduling import publish_due
from articles.tests.builders import add_section, make_article, make_image, make_story, make_tag
from articles.tests.files import photo
from comments.models import Comment
from comments.tests.builders import make_comment
from newsroom.feed_forms import FORMS
from newsroom.icons import IN_MANIFEST

pytestmark = pytest.mark.django_db

MARKER = "Zyxomar"
THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)
TOLD = "A court has ruled."
TOMORROW = timezone.now() + timedelta(days=1)


def patterns(resolver, above=""):
    """Every address of the public site, as it is written in the URLconfs: {route: name}."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if route.startswith(("admin/", "^media/")):
            continue
        if isinstance(pattern, URLPattern):
            yield route, pattern.name
        else:
            yield from patterns(pattern, route)


def write(**fields):
    """A story whose words all hold the marker; its desk, tag and author have other stories as well."""
    tag = make_tag("Whitmoor Bay")
    make_story("Another story", authors=["Nora Pell"], sections=[{"text": "Words.", "tags": [tag]}])
    return make_article(
        f"{MARKER} at the quayside",
        standfirst=f"A {MARKER}.",
        byline=f"Nora Pell, {MARKER}",
        authors=["Nora Pell"],
        slug=f"{MARKER}-quayside".lower(),
        sections=[{"heading": f"The {MARKER}", "text": f"The {MARKER} is at the quayside.", "tags": [tag]}],
        **fields,
    )


def published():
    """The story as readers had it: corrected, at its second address, and discussed."""
    article = write()
    publish(article, at=THEN)
    comment = make_comment(f"Poor {MARKER}!", article=article, name=MARKER)
    for number in range(5):
        make_comment(f"{MARKER} {number}", parent=comment)
    article.slug = f"{MARKER}-second".lower()
    article.save()
    publish(article, verb="correct", to_readers=ToReaders(f"It was no {MARKER}.", "serious"))
    return article


def take_down(article):
    editor = User.objects.create_superuser("editor")
    workflow.move(article, "take_down", by=editor, words=f"{MARKER} sues.", to_readers=ToReaders(TOLD))


def hide_by_unpublishing(article):
    unpublish(article, reason=f"{MARKER} sues.")


HIDDEN = {"taken down": (take_down, 410), "unpublished": (hide_by_unpublishing, 404)}


def addresses(article, places=None):
    """Where a stranger may look for the story, by the names of the addresses: {name: [url]}. places are days
    and slugs, its own by default.
    """
    places = places or [[address.date, address.slug] for address in article.addresses.all()]
    comments = comments_on(article)
    threads = {comment.thread_id for comment in comments}
    of_article, of_comment = [[article.pk]], [[comment.pk] for comment in comments]
    arguments = {
        "front": [[]],
        "search": [[]],
        "archive": [[]],
        "month": [[THEN.date().replace(day=1)]],
        "corrections": [[]],
        "preview": [["x" * 43]],
        "about": [["the-paper"]],
        "colours": [["#123456", "#abcdef"]],
        "drawn-icon": [["#123456"]],
        "painted-icon": [["#123456", size] for size in IN_MANIFEST],
        **dict.fromkeys(["favicon", "home-screen-icon", "manifest", "robots", "security"], [[]]),
        "desk": [["harbour"]],
        "author": [["nora-pell"]],
        "topic": [["whitmoor-bay"]],
        "story": places,
        "changes": places,
        "version": [[*place, number] for place in places for number in (1, 2, 3)],
        "thread": [[*place, thread] for place in places for thread in threads],
        "sitemap-index": [[]],
        "sitemap": [["2023-09"], [f"{timezone.now():%Y-%m}"]],
        "sitemap-part": [["2023-09", 2]],
        "news-sitemap": [[]],
        "feed": [[form] for form in FORMS],
        "desk-feed": [["harbour", form] for form in FORMS],
        "author-feed": [["nora-pell", form] for form in FORMS],
        "topic-feed": [["whitmoor-bay", form] for form in FORMS],
        "discussion-feed": [[article.pk, form] for form in FORMS],
        "discussion-news": of_article,
        "post-comment": of_article,
        "report-error": of_article,
        **dict.fromkeys(["comment", "reply"], of_comment),
        **dict.fromkeys(["edit-comment", "withdraw-comment", "appeal-comment"], of_comment),
        "report-comment": of_comment,
    }
    urls = {name: [reverse(name, args=args) for args in many] for name, many in arguments.items()}
    urls["search"] += [f"{urls['search'][0]}?q=quayside"]
    return urls


def hide_as_draft(article):
    """Nothing but a draft."""


def hide_until_its_time(article):
    editor = User.objects.create_superuser("editor")
    workflow.move(article, "schedule", by=editor, words=MARKER, at=article.embargo_until or TOMORROW)


def hide_by_embargo(article):
    article.embargo_until = TOMORROW
    article.save()


def hide_by_embargo_until_its_time(article):
    hide_by_embargo(article)
    hide_until_its_time(article)


NEVER_PUBLIC = [hide_as_draft, hide_until_its_time, hide_by_embargo, hide_by_embargo_until_its_time]


def write_about_a_new_name():
    """A story that has a tag, an author and a picture of its own besides."""
    article = write()
    tag = make_tag(f"{MARKER} Quay")
    image = make_image(photo(), alt_text=MARKER, caption=MARKER, credit=MARKER)
    add_section(article, text=f"{MARKER}, again.", ordering=9, tags=[tag], image=image)
    Byline.objects.create(article=article, author=Author.objects.named(f"{MARKER} Pell"))
    return article, image


def likely_addresses(article):
    """Where a stranger might expect it: addresses() for the days around, and those of what only it names."""
    days = [timezone.localdate() + timedelta(days=number) for number in (-1, 0, 1, 2)]
    urls = addresses(article, [[day, article.slug] for day in days])
    urls["topic"] += [reverse("topic", args=[f"{MARKER}-quay".lower()])]
    urls["author"] += [reverse("author", args=[f"{MARKER}-pell".lower()])]
    urls["search"] += [f"{urls['search'][0]}?q={MARKER}"]
    return urls


@pytest.mark.parametrize("hide", NEVER_PUBLIC)
def test_a_story_before_its_time_leaves_no_trace(hide):
    article, image = write_about_a_new_name()
    hide(article)
    assert MARKER.lower() not in image.file.name.lower()
    for name, many in likely_addresses(article).items():
        for url in many:
            response = Client().get(url, follow=True)
            # The search page repeats what was asked for.
            assert MARKER.lower() not in text_of(response).replace(f'value="{MARKER}"'.lower(), ""), url
            if name in OF_THE_STORY or f"/{MARKER}-".lower() in url:
                assert response.status_code == 404, url


@pytest.mark.parametrize("hide", [hide_until_its_time, hide_by_embargo_until_its_time])
def test_a_story_is_everywhere_once_its_time_has_come(hide):
    article, _image = write_about_a_new_name()
    hide(article)
    [outcome] = publish_due(TOMORROW)
    assert outcome.reason == ""
    found = {
        name
        for name, many in likely_addresses(article).items()
        for url in many
        if tells(Client().get(url, follow=True))
    }
    assert {"front", "desk", "author", "topic", "story", "search"} <= found


@pytest.mark.parametrize("hide", NEVER_PUBLIC)
def test_nobody_writes_below_a_story_before_its_time(hide):
    article, _image = write_about_a_new_name()
    hide(article)
    response = Client().post(reverse("post-comment", args=[article.pk]), {"body": "Well?"})
    assert response.status_code == 404
    assert MARKER.lower() not in text_of(response)
    assert not Comment.objects.exists()


def comments_on(article):
    return list(Comment.objects.on(article.pk).order_by("pk"))


# At these a stranger is told of the story itself.
OF_THE_STORY = ["story", "changes", "version", "thread", "discussion-feed", "discussion-news", "report-error"]
OF_ITS_COMMENTS = ["comment", "reply"]


def test_the_walk_knows_every_public_address():
    known = addresses(published()).keys()
    assert {name for _route, name in patterns(get_resolver())} == known


def tells(response):
    """Whether a page is there and names the story; where nothing is, the newest stories are named."""
    return response.status_code != 404 and MARKER in response.content.decode(errors="replace")


def test_the_walk_finds_the_story_while_it_is_public():
    article = published()
    found = {
        name
        for name, urls in addresses(article).items()
        for url in urls
        if tells(Client().get(url, follow=True))
    }
    everywhere = addresses(article).keys()
    # These have no words of the story, or want a POST, or one's own comment.
    wordless = {
        "sitemap-index",
        "sitemap",
        "sitemap-part",
        "news-sitemap",
        "preview",
        "archive",
        "about",
        "colours",
        "drawn-icon",
        "painted-icon",
        "favicon",
        "home-screen-icon",
        "manifest",
        "robots",
        "security",
        "discussion-news",
        "post-comment",
        "edit-comment",
        "withdraw-comment",
        "appeal-comment",
    }
    assert found == everywhere - wordless


@pytest.mark.parametrize(("hide", "status"), HIDDEN.values(), ids=HIDDEN.keys())
def test_a_hidden_story_leaves_no_trace(hide, status):
    article = published()
    urls = addresses(article)
    for many in urls.values():
        for url in many:
            Client().get(url, follow=True)
    hide(article)
    for name, many in urls.items():
        for url in many:
            response = Client().get(url, follow=True)
            assert MARKER.lower() not in text_of(response), url
            if name in OF_THE_STORY + OF_ITS_COMMENTS:
                assert response.status_code == status, url


def headers_of(answer):
    """All but the one that says which request it was."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}


def text_of(response):
    headers = " ".join(f"{name}: {value}" for name, value in headers_of(response).items())
    return f"{headers}\n{response.content.decode(errors='replace')}".lower()


@pytest.mark.parametrize(("hide", "status"), HIDDEN.values(), ids=HIDDEN.keys())
def test_nobody_writes_below_a_hidden_story(hide, status):
    article = published()
    before = len(comments_on(article))
    hide(article)
    response = Client().post(reverse("post-comment", args=[article.pk]), {"body": "Still here?"})
    assert response.status_code == status
    assert MARKER.lower() not in text_of(response)
    assert len(comments_on(article)) == before


def test_a_story_that_was_taken_down_says_why_and_nothing_else():
    article = published()
    urls = addresses(article)
    take_down(article)
    for name in OF_THE_STORY:
        for url in urls[name]:
            html = Client().get(url, follow=True).content.decode()
            assert "This story was taken down" in html
            assert TOLD in html


def test_a_story_that_is_brought_back_is_hidden_until_it_is_published_and_has_its_address():
    article = published()
    url = article.current_edition().get_absolute_url()
    take_down(article)
    editor = User.objects.get()
    workflow.move(article, "restore", by=editor)
    assert article.state == "draft"
    assert Client().get(url).status_code == 404
    publish(article)
    html = Client().get(url).content.decode()
    assert f"The {MARKER} is at the quayside." in html
    assert f"It was no {MARKER}." in html
    assert f"Poor {MARKER}!" in html
