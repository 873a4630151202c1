import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.finding import find
from articles.models import Article
from articles.publishing import publish
from articles.tests.builders import make_article, make_story

from .test_admin import change_form
from .test_history import make_user
from .test_workflow_admin import LISTING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_user("editor", "Editors"))


def listed(client, words):
    response = client.get(LISTING, {"q": words})
    return sorted(article.title for article in response.context["cl"].result_list)


def test_stories_are_found_by_headline_byline_author_and_address(client):
    make_story("Ferry returns", byline="By Ann Lee in Whitmoor")
    make_story("Quay closed", authors=["Ann Leeson"], byline="")
    make_article("A draft", slug="old-ferry")
    assert listed(client, "ferry") == ["A draft", "Ferry returns"]
    assert listed(client, "ann lee") == ["Ferry returns", "Quay closed"]
    assert listed(client, "ann quay") == ["Quay closed"]
    assert listed(client, "nothing") == []


def test_drafts_are_found_by_any_part_of_their_text_and_live_stories_by_its_words(client):
    make_story("Live", sections=["The lighthouse keeper left."])
    make_article("Draft", sections=["The lighthouse keeper stays.", {"heading": "Cormorants"}])
    assert listed(client, "lighthouse keeper") == ["Draft", "Live"]
    assert listed(client, "keeper stays") == ["Draft"]
    assert listed(client, "cormorant") == ["Draft"]


def test_a_pasted_address_leads_to_its_story_whichever_page_of_it_it_is(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "news.example"]
    story = make_story("Ferry returns")
    former = story.current_edition().get_absolute_url()
    story.slug = "another"
    story.save()
    publish(story)
    url = story.current_edition().get_absolute_url()
    assert url != former
    pasted = [url, former, f"https://news.example{url}?order=newest#crew", f" {url}threads/1/ "]
    pasted.append(f"http://testserver{change_form(story)}")
    for address in pasted:
        response = client.get(LISTING, {"q": address})
        assert response.headers.get("Location") == change_form(story), address
    for address in [f"https://elsewhere.example{url}", "/2024/01/01/nothing/", "/", "//", "http://[", "a/b"]:
        assert listed(client, address) == [], address


def test_nobody_is_led_to_what_they_may_not_see(client):
    draft = make_article("Secret")
    client.force_login(make_user("nora", "Reporters"))
    response = client.get(LISTING, {"q": change_form(draft)})
    assert response.status_code == 200
    assert "Secret" not in response.content.decode()
    assert listed(client, "secret") == []


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
def test_any_text_is_borne(text):
    assert list(find(Article.objects.all(), text.replace("\0", ""))) == []


def test_the_list_of_articles_says_what_can_be_searched(client):
    assert (
        "the address of a page, pasted"
        in client.get(reverse("admin:articles_article_changelist")).content.decode()
    )
