"""The feeds of stories, as a reader's own program reads them."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from articles import authors, tags
from articles.corrections import ToReaders
from articles.models import Author, Edition
from articles.publishing import publish, unpublish
from articles.tests.builders import make_image, make_story, make_tag
from articles.tests.files import photo
from comments.tests.builders import make_comment
from newsroom.tests.feed_reader import get, moment, read

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)
EVERY = ["all", "desks/harbour", "topics/whitmoor-bay", "authors/nora-pell"]
XML = ["rss", "atom"]
FORMS = [*XML, "json"]


@pytest.fixture
def story():
    body = '<p>See <a href="/harbour/?a=1&amp;b=2">it</a>, <a href="#the-crew">the crew</a>: href="/no".</p>'
    image = make_image(photo(), alt_text="A boat", credit="Wren")
    return make_story(
        "Ferry & crew return",
        at=THEN,
        byline="Nora Pell and Ole Gannet, Harbour",
        authors=["Nora Pell", "Ole Gannet"],
        sections=[
            {"body": body, "tags": [make_tag("Whitmoor Bay")], "image": image},
            {"heading": "The crew", "text": "They slept.", "video": "kT9_wQ2rXbE"},
        ],
    )


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("form", XML)
def test_a_readers_program_understands_every_feed(name, form):
    feed = read(f"{name}.{form}")
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[form]
    assert feed.feed.title.endswith("Newsroom")
    [entry] = feed.entries
    assert unescape(entry.title) == "Ferry & crew return"
    assert entry.link == "http://testserver/2023/09/13/ferry-crew-return/"
    assert entry.id == "tag:testserver,2023-09-13:/2023/09/13/ferry-crew-return/"
    assert [author.name for author in entry.authors] == ["Nora Pell", "Ole Gannet"]
    assert [tag.term for tag in entry.tags] == ["Harbour", "Whitmoor Bay"]
    assert moment(entry.published_parsed) == moment(entry.updated_parsed) == THEN
    assert entry.summary == "After ten years."


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("name", EVERY)
def test_a_json_feed_has_the_same(name):
    response = get(f"{name}.json")
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = response.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"http://testserver/feeds/{name}.json"
    [item] = feed["items"]
    assert item["content_html"] == read(f"{name}.atom").entries[0].content[0].value
    assert item["image"].startswith("http://testserver/media/images/")
    del item["content_html"], item["image"]
    assert item == {
        "id": "tag:testserver,2023-09-13:/2023/09/13/ferry-crew-return/",
        "url": "http://testserver/2023/09/13/ferry-crew-return/",
        "title": "Ferry & crew return",
        "summary": "After ten years.",
        "date_published": THEN.isoformat(),
        "date_modified": THEN.isoformat(),
        "authors": [
            {"name": "Nora Pell", "url": "http://testserver/authors/nora-pell/"},
            {"name": "Ole Gannet", "url": "http://testserver/authors/ole-gannet/"},
        ],
        "tags": ["Harbour", "Whitmoor Bay"],
    }


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("form", XML)
def test_a_feed_has_the_whole_story_with_addresses_that_are_good_anywhere(form):
    html = read(f"all.{form}").entries[0].content[-1].value
    assert 'href="http://testserver/harbour/?a=1&amp;b=2"' in html
    assert 'href="http://testserver/2023/09/13/ferry-crew-return/#the-crew"' in html
    assert ': href="/no".' in html
    assert re.search(r'<img src="http://testserver/media/images/[0-9a-f]+\.\w+"[^>]* alt="A boat">', html)
    assert "<h2>The crew</h2>" in html
    assert "They slept." in html
    assert 'href="https://www.youtube.com/watch?v=kT9_wQ2rXbE"' in html


@pytest.mark.parametrize("form", XML)
def test_a_correction_is_an_update_of_the_same_entry_and_stands_at_its_top(form, story):
    before = read(f"all.{form}").entries[0]
    publish(story, verb="correct", to_readers=ToReaders("It was no <b>ferry</b>."))
    [after] = read(f"all.{form}").entries
    assert after.id == before.id
    assert after.published == before.published
    assert moment(after.updated_parsed) == Edition.objects.current().get().modified_at.replace(microsecond=0)
    assert re.match(r"<p><strong>Correction</strong>", after.content[-1].value)
    assert "It was no &lt;b&gt;ferry&lt;/b&gt;." in after.content[-1].value


def test_what_was_only_polished_is_no_update(story):
    before = get("all.atom").content
    publish(story, verb="minor_fix")
    assert get("all.atom").content == before


@pytest.mark.parametrize("form", FORMS)
def test_a_story_that_moves_keeps_its_id(form, story):
    before = get(f"all.{form}").content.decode()
    story.slug = "elsewhere"
    story.save()
    publish(story, verb="minor_fix")
    after = get(f"all.{form}").content.decode()
    identity = "tag:testserver,2023-09-13:/2023/09/13/ferry-crew-return/"
    assert before.count(identity) == after.count(identity) == 1
    assert "http://testserver/2023/09/13/elsewhere/" in after


def test_the_newest_twenty_are_in_a_feed_the_newest_first():
    for number in range(21):
        make_story(f"Story {number}", at=THEN + timedelta(days=number))
    titles = [entry.title for entry in read("desks/harbour.rss").entries]
    assert titles == [f"Story {number}" for number in range(20, 0, -1)]


def test_a_feed_costs_the_same_however_much_it_holds(django_assert_num_queries):
    def fill(number):
        told = make_comment(article=make_story(f"Debate {number}"))
        story = make_story(
            f"Story {number}",
            authors=["Nora Pell"],
            sections=[
                {"body": f"<p>http://testserver/comments/{told.pk}/</p>", "tags": [make_tag("Whitmoor Bay")]}
            ],
        )
        publish(story, verb="correct", to_readers=ToReaders("It was not so."))

    for number in range(2):
        fill(number)
        fill(number + 10)
        # The paper; the editions with addresses and desks; authors; tags; sections; corrections; comments
        # within stories.
        with django_assert_num_queries(7):
            assert "It was not so." in get("all.atom").content.decode()
        # The same, the tag or the author, whether there are stories, and of a topic, whether many.
        for name, queries in {"topics/whitmoor-bay": 10, "authors/nora-pell": 9}.items():
            with django_assert_num_queries(queries):
                get(f"{name}.json")


@pytest.mark.usefixtures("story")
def test_a_former_name_leads_to_the_feed_in_one_step():
    tags.merge([make_tag("Whitmoor Bay")], make_tag("The Bay"))
    authors.merge([Author.objects.get(name="Nora Pell")], Author.objects.named("Eleonora Pell"))
    for old, new in [
        ("topics/whitmoor-bay", "topics/the-bay"),
        ("authors/nora-pell", "authors/eleonora-pell"),
    ]:
        for form in FORMS:
            response = get(f"{old}.{form}")
            assert (response.status_code, response["Location"]) == (301, f"/feeds/{new}.{form}")


@pytest.mark.parametrize("name", [*EVERY[1:]])
def test_what_has_no_page_has_no_feed(name, story):
    assert get(f"{name}x.rss").status_code == 404
    unpublish(story, reason="It was wrong.")
    if "desks" not in name:
        assert get(f"{name}.rss").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_without_stories_has_a_feed_without_entries(form):
    response = get(f"all.{form}")
    assert response.status_code == 200
    assert b"<item>" not in response.content
    assert b"<entry>" not in response.content


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_the_same_for_everyone_and_is_not_sent_twice(form):
    response = get(f"all.{form}")
    assert not response.cookies
    assert "Vary" not in response
    again = get(f"all.{form}", **{"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert Client().post(f"/feeds/all.{form}").status_code == 405
    assert Client().head(f"/feeds/all.{form}").status_code == 200


@pytest.mark.parametrize("form", XML)
def test_characters_that_xml_cannot_hold_do_not_break_a_feed(form):
    make_story("Bell\x07 rings", standfirst="At\x0b noon.")
    assert read(f"all.{form}").entries[0].title == "Bell rings"


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("page", "name"), [("/", "all"), *((f"/{name.removeprefix('desks/')}/", name) for name in EVERY[1:])]
)
def test_pages_lead_to_their_feeds(page, name):
    html = Client().get(page).content.decode()
    found = re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]*Newsroom" href="([^"]+)">', html)
    assert [url for _kind, url in found] == [f"/feeds/{name}.{form}" for form in FORMS]
    assert [get(url.removeprefix("/feeds/"))["Content-Type"].split(";")[0] for _kind, url in found] == [
        kind for kind, _url in found
    ]
