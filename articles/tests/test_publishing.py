from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from articles.models import Address, Desk, Edition, EditionSection, Section
from articles.publishing import publish
from articles.revisions import record
from articles.story import Story
from articles.tests.builders import add_section, make_article, make_story, make_tag

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)


def test_a_draft_has_no_edition():
    article = make_article()
    assert article.current_edition() is None
    assert not Address.objects.exists()


def test_an_edition_does_not_follow_the_working_copy():
    article = make_story("Old headline", sections=["Old words."])
    article.title = "New headline"
    article.save()
    article.sections.update(body="<p>New words.</p>", heading="New heading")
    story = Story.of(article.current_edition())
    assert story.title == "Old headline"
    assert [(section.heading, section.html) for section in story.sections] == [("", "<p>Old words.</p>")]


def test_publishing_again_retires_the_edition_before():
    article = make_story("First")
    article.title = "Second"
    article.save()
    publish(article)
    assert list(Edition.objects.current().values_list("number", "title")) == [(2, "Second")]
    assert list(article.editions.values_list("number", flat=True)) == [2, 1]


def test_the_database_refuses_two_current_editions_of_one_article():
    edition = make_story().current_edition()
    edition.pk, edition.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


def test_later_editions_keep_the_time_and_the_address_of_the_first():
    article = make_story("Ferry returns", at=THEN)
    article.title = "Ferry returns, late"
    article.save()
    edition = publish(article)
    assert edition.published_at == THEN
    assert edition.get_absolute_url() == "/2023/09/13/ferry-returns/"


def test_two_stories_of_one_day_and_headline_get_two_addresses():
    urls = [make_story("Open thread", at=THEN).current_edition().get_absolute_url() for _ in range(3)]
    assert urls == ["/2023/09/13/open-thread/", "/2023/09/13/open-thread-2/", "/2023/09/13/open-thread-3/"]


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Київ святкує", "kiiv-sviatkuie"),
        ("🙂", "story-{pk}"),
        ("The captain’s “last” word", "the-captains-last-word"),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_addresses_are_short_and_ascii_whatever_the_headline(headline, slug):
    article = make_story(headline)
    assert article.slug == slug.format(pk=article.pk)
    assert article.slug.isascii()
    assert len(article.slug) <= 80


def test_a_changed_slug_is_a_second_address_on_the_same_day():
    article = make_story("Ferry returns", at=THEN)
    article.slug = "the-ferry-is-back"
    article.save()
    publish(article)
    assert [str(address) for address in article.addresses.order_by("pk")] == [
        "/2023/09/13/ferry-returns/",
        "/2023/09/13/the-ferry-is-back/",
    ]


def test_going_back_to_an_earlier_slug_uses_the_earlier_address():
    article = make_story("Ferry returns", at=THEN)
    for slug in ["another-word", "ferry-returns"]:
        article.slug = slug
        article.save()
        edition = publish(article)
    assert edition.get_absolute_url() == "/2023/09/13/ferry-returns/"
    assert article.addresses.count() == 2


def test_an_anchor_survives_a_new_heading_and_a_new_place():
    article = make_story(
        sections=[{"heading": "The crew", "text": "One."}, {"heading": "The boat", "text": "Two."}]
    )
    boat = article.sections.get(heading="The boat")
    Section.objects.filter(pk=boat.pk).update(heading="The vessel", ordering=-1)
    publish(article)
    current = EditionSection.objects.current()
    assert list(current.values_list("anchor", "heading")) == [
        ("the-boat", "The vessel"),
        ("the-crew", "The crew"),
    ]


@pytest.mark.parametrize("heading", ["Comments", "Comment 12"])
def test_an_anchor_never_takes_the_place_of_a_comment(heading):
    article = make_story(sections=[{"heading": heading, "text": "Words."}])
    anchor = article.current_edition().sections.get().anchor
    assert anchor not in ("comments", "comment-12")


def test_sections_of_one_heading_get_different_anchors():
    article = make_story(sections=[{"heading": "More"}, {"heading": "More"}, "No heading.", "None either."])
    anchors = list(article.current_edition().sections.values_list("anchor", flat=True))
    assert anchors == ["more", "more-2", "part-3", "part-4"]


def test_tags_of_sections_go_along():
    bay, boat = make_tag("Whitmoor Bay"), make_tag("Ferry", kind="topic")
    article = make_article(sections=[{"text": "One.", "tags": [bay]}, {"text": "Two.", "tags": [bay, boat]}])
    publish(article)
    tags = [[tag.name for tag in section.tags] for section in Story.of(article.current_edition()).sections]
    assert tags == [["Whitmoor Bay"], ["Ferry", "Whitmoor Bay"]]


def test_script_never_reaches_an_edition():
    article = make_article(sections=[])
    section = add_section(article, text="Words.")
    hostile = '<p onclick="x()">Hello <script>alert(1)</script><a href="javascript:x()">link</a></p>'
    Section.objects.filter(pk=section.pk).update(body=hostile)
    section.refresh_from_db()
    assert section.body == "<p>Hello <a>link</a></p>"
    publish(article)
    assert article.current_edition().sections.get().html == section.body


def test_bulk_writes_are_cleaned_as_well():
    article = make_article(sections=[])
    Section.objects.bulk_create([Section(article=article, body="<p>Hi</p><img src=x onerror=y>")])
    assert article.sections.get().body == "<p>Hi</p>"


def test_an_edition_stands_on_the_revision_that_was_published():
    article = make_story("A headline")
    revision = record(article)
    assert publish(article).revision == revision
    article.title = "Another headline"
    article.save()
    edition = publish(article)
    assert edition.revision.number == revision.number + 1
    assert edition.revision.content["title"] == "Another headline"


def test_a_desk_cannot_take_the_address_of_another_page():
    with pytest.raises(IntegrityError), transaction.atomic():
        Desk.objects.create(name="Search", slug="search")
    assert Desk.objects.named("Search").slug == "search-2"
