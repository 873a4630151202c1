"""Earlier editions and what changed between them, for readers; and withholding one."""

from datetime import UTC, datetime
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.changes import EDITIONS_ON_PAGE
from articles.corrections import ToReaders
from articles.models import Edition, Section
from articles.publishing import publish, unpublish
from articles.tests.builders import add_section, make_story
from articles.withholding import withhold
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)
URL = "/2023/09/13/ferry-returns/"


def page(url, status=200):
    response = Client().get(url)
    assert response.status_code == status
    return unescape(response.content.decode())


def republish(article, *, words=None, verb="update", to_readers=None, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    if words:
        Section.objects.filter(article=article).update(body=f"<p>{words}</p>")
    return publish(article, verb=verb, to_readers=to_readers)


@pytest.fixture
def story():
    article = make_story("Ferry returns", at=THEN, slug="ferry-returns", sections=["Seven weeks."])
    republish(article, words="Eight weeks.")
    told = ToReaders("It was nine weeks.")
    republish(article, title="Ferry is back", words="Nine weeks.", verb="correct", to_readers=told)
    return article


def edition(article, number):
    return article.editions.get(number=number)


# Versions


def test_an_earlier_edition_stays_as_it_was_and_says_that_it_is_not_the_story(story):
    make_comment("Well said.", article=story)
    html = page(f"{URL}versions/1/")
    assert "Seven weeks." in html
    assert "Nine weeks." not in html
    assert "This is an earlier edition of the story." in html
    assert f'<a href="{URL}">Read the story as it is now</a>' in html
    assert f'<link rel="canonical" href="http://testserver{URL}">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Well said." not in html


def test_the_current_edition_is_read_at_the_storys_address(story):
    response = Client().get(f"{URL}versions/3/")
    assert (response.status_code, response["Location"]) == (302, URL)


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999"])
def test_an_edition_that_never_was_is_not_found(story, number):
    page(f"{URL}versions/{number}/", 404)


@pytest.mark.parametrize("below", ["versions/1/", "changes/"])
def test_what_is_below_an_earlier_address_leads_below_the_present_one_in_one_step(story, below):
    republish(story, slug="ferry-is-back")
    republish(story, slug="boat-is-back")
    for old in [URL, "/2023/09/13/ferry-is-back/"]:
        response = Client().get(f"{old}{below}")
        expected = f"/2023/09/13/boat-is-back/{below}"
        assert (response.status_code, response["Location"]) == (301, expected)
    page(expected)


@pytest.mark.parametrize("below", ["versions/1/", "versions/3/", "changes/"])
def test_an_unpublished_storys_editions_are_gone_with_it(story, below):
    unpublish(story, reason="Wrong.")
    page(f"{URL}{below}", 404)
    publish(story)
    assert Client().get(f"{URL}{below}").status_code in (200, 302)


def test_a_serious_correction_made_later_is_not_put_into_an_earlier_edition(story):
    assert "It was nine weeks." not in page(f"{URL}versions/2/")


def test_an_earlier_edition_costs_little(story, django_assert_num_queries):
    client = Client()
    # 1 the story at the address, 2 the edition, 3 its authors, 4 tags, 5 sections, 6 its corrections, 7 the
    # desks.
    with django_assert_num_queries(7):
        client.get(f"{URL}versions/2/")


# Changes


def test_the_changes_list_every_edition_with_its_verb_and_the_words_to_readers(story):
    republish(story, verb="minor_fix")
    html = page(f"{URL}changes/")
    listed = [
        "Edition 4 · minor fix",
        "Edition 3 · corrected",
        "Edition 2 · updated",
        "Edition 1 · published",
    ]
    assert sorted(listed, key=html.index) == listed
    assert "It was nine weeks." in html
    assert f'href="{URL}versions/2/"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_changes_show_what_the_newest_edition_changed_word_by_word(story):
    html = page(f"{URL}changes/")
    assert "From edition 2 to edition 3" in html
    assert "Ferry <del>returns</del><ins>is back</ins>" in html
    assert "<del>Eight</del><ins>Nine</ins> weeks." in html


def test_any_two_neighbours_can_be_compared(story):
    html = page(f"{URL}changes/?edition=2")
    assert "From edition 1 to edition 2" in html
    assert "<del>Seven</del><ins>Eight</ins> weeks." in html
    assert "There is no earlier edition" in page(f"{URL}changes/?edition=1")
    page(f"{URL}changes/?edition=4", 404)


@pytest.mark.parametrize("query", ["?edition=x", "?edition=-1", "?edition=", "?before=%00", "?edition=²"])
def test_a_senseless_question_shows_the_newest_change(story, query):
    assert "From edition 2 to edition 3" in page(f"{URL}changes/{query}")


def test_what_changed_is_shown_as_text():
    article = make_story("Ferry returns", at=THEN, slug="ferry-returns")
    section = article.sections.get()
    Section.objects.filter(pk=section.pk).update(heading="<script>alert(1)</script>", body="<p>&lt;b&gt;</p>")
    republish(article, title="<img src=x onerror=alert(1)>")
    html = Client().get(f"{URL}changes/").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;" in html


def test_sections_that_came_went_and_moved_are_named():
    article = make_story(
        "Ferry returns",
        at=THEN,
        slug="ferry-returns",
        sections=[{"heading": name, "text": f"{name} words."} for name in ["One", "Two", "Three"]],
    )
    article.sections.filter(heading="Two").delete()
    article.sections.filter(heading="Three").update(ordering=-1)
    add_section(article, heading="Four", text="New words.", ordering=9)
    publish(article)
    html = page(f"{URL}changes/")
    for mark in ["removed", "added", "moved from place"]:
        assert f"<li>{mark}" in html


def test_a_draft_of_a_live_story_is_in_no_change(story):
    Section.objects.filter(article=story).update(body="<p>Secret plan.</p>", heading="Secret plan")
    for url in [URL, f"{URL}changes/", f"{URL}versions/2/"]:
        assert "Secret plan" not in page(url)


def test_the_changes_cost_the_same_however_many_editions(story, django_assert_num_queries):
    for number in range(EDITIONS_ON_PAGE):
        republish(story, words=f"{number} weeks.")
    client = Client()
    # 1 the story at the address, 2 the two editions, 3 their sections, 4 their authors, 5 a page of editions
    # with their corrections, 6 the desks.
    with django_assert_num_queries(6):
        html = client.get(f"{URL}changes/").content.decode()
    assert html.count("<h2>Edition") == EDITIONS_ON_PAGE
    before = html.split('rel="next nofollow" href="')[1].split('"')[0]
    assert "Edition 1 · published" in page(f"{URL}changes/{before}")


# Withholding


def test_a_withheld_edition_answers_410_with_the_reason_and_is_in_no_change(story):
    withhold(edition(story, 2), reason="It named a child.")
    html = page(f"{URL}versions/2/", 410)
    assert "It named a child." in html
    assert "Eight weeks." not in html
    assert f'href="{URL}"' in html
    html = page(f"{URL}changes/")
    assert "Eight" not in html
    assert "From edition 1 to edition 3" in html
    assert "withheld" in html
    assert "It was nine weeks." in html
    page(f"{URL}changes/?edition=2", 404)
    assert "Eight" not in page(f"{URL}changes/?edition=1")


def test_what_readers_see_now_is_not_withheld(story):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.current().update(withheld_at=THEN)


def withhold_url(article, number):
    return reverse("admin:articles_article_withhold", args=[article.pk, number])


def sign_in(client, group):
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.set([Group.objects.get(name=group)])
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("group", "is_on_desk", "may"),
    [
        ("Reporters", False, False),
        ("Moderators", False, False),
        ("Desk editors", False, False),
        ("Desk editors", True, True),
        ("Editors", False, True),
        ("Chiefs", False, True),
    ],
)
def test_who_edits_the_desk_may_withhold_an_earlier_edition(client, story, group, is_on_desk, may):
    user = sign_in(client, group)
    if is_on_desk:
        story.desk.editors.add(user)
    history = client.get(reverse("admin:articles_article_history", args=[story.pk]))
    assert (withhold_url(story, 1) in history.content.decode()) == may
    response = client.post(withhold_url(story, 1), {"reason": "It named a child."})
    assert response.status_code == (302 if may else 403)
    assert bool(edition(story, 1).withheld_at) == may
    assert LogEntry.objects.filter(change_message__contains="Edition 1 is withheld.").exists() == may


def test_withholding_needs_words_and_can_be_undone(client, story):
    sign_in(client, "Editors")
    assert "This field is required" in client.post(withhold_url(story, 1), {"reason": " "}).content.decode()
    client.post(withhold_url(story, 1), {"reason": "It named a child."})
    assert "It named a child." in client.get(withhold_url(story, 1)).content.decode()
    client.post(withhold_url(story, 1))
    assert "Seven weeks." in page(f"{URL}versions/1/")
    assert client.get(withhold_url(story, 3)).status_code == 404
