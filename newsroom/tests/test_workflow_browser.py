"""A story's way through the newsroom in a real browser."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from articles import workflow
from articles.models import Article
from articles.tests.builders import make_article, make_story
from newsroom.benchmarks.chromium import serious_faults, width_of
from newsroom.tests.test_browser import DESKTOP, PHONE, errors_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def groups():
    """The groups as the migrations make them: a test that commits leaves the next one an empty database."""
    if not Group.objects.exists():
        steps = [("0002_groups", "make_groups"), ("0003_roles", "give"), ("0005_picking", "give")]
        for name, act in steps:
            getattr(importlib.import_module(f"newsroom.migrations.{name}"), act)(apps, None)


@pytest.fixture
def people(groups):
    made = {}
    for name, group in [("nora", "Reporters"), ("edith", "Editors")]:
        made[name] = User.objects.create_user(name, password="a long password", is_staff=True)
        made[name].groups.add(Group.objects.get(name=group))
    return made


@pytest.fixture
def sign_in(sign_in_as, people):
    return sign_in_as


def test_a_story_goes_to_the_editor_and_back_and_then_to_readers(sign_in, people):
    make_article("The ferry returns", created_by=people["nora"])
    reporter = sign_in("nora", viewport=PHONE)
    drafts = reporter.get_by_role("region", name="My drafts")
    drafts.get_by_role("link", name="The ferry returns").click()
    reporter.get_by_label("Headline").fill("The ferry is back")
    reporter.get_by_role("button", name="Submit for review").click()
    expect(reporter.get_by_text("It waits for an editor now.")).to_be_visible()
    expect(reporter.get_by_text("The boat is back.")).to_be_visible()

    editor = sign_in("edith", viewport=DESKTOP)
    editor.get_by_role("region", name="Waits for me").get_by_role("link", name="The ferry is back").click()
    editor.get_by_role("button", name="Request changes…").click()
    expect(editor.get_by_text("“Request changes” needs a note: say why.")).to_be_visible()
    editor.get_by_label("Note to colleagues").fill("Who says that it is back?")
    editor.get_by_role("button", name="Request changes…").click()
    expect(editor.get_by_text("It is the writer’s turn.")).to_be_visible()

    reporter.goto("/admin/")
    waiting = reporter.get_by_role("region", name="Waits for me")
    expect(waiting).to_contain_text("Who says that it is back?")
    waiting.get_by_role("link", name="The ferry is back").click()
    expect(reporter.locator(".field-standing")).to_contain_text("Who says that it is back?")
    reporter.get_by_role("button", name="Submit for review").click()

    editor.goto("/admin/")
    editor.get_by_role("region", name="Waits for me").get_by_role("link", name="The ferry is back").click()
    editor.get_by_role("button", name="Publish", exact=True).click()
    editor.get_by_role("link", name="Read it").click()
    expect(editor.get_by_role("heading", name="The ferry is back")).to_be_visible()
    verbs = Article.objects.get().transitions.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["submit", "request_changes", "submit", "publish"]
    assert errors_of(reporter) == errors_of(editor) == []


def test_a_published_story_that_is_saved_as_it_is_stays_published(sign_in, people):
    article = make_story("The ferry returns", sections=["One.", {"heading": "Two", "text": "A & b.\n\n“C”."}])
    page = sign_in("edith", f"/admin/articles/article/{article.pk}/change/", viewport=DESKTOP)
    page.locator(".order-machine .ProseMirror >> visible=true").first.wait_for()
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Article.objects.get().state == Article.State.PUBLISHED


def test_enter_in_the_headline_saves_and_takes_no_step(sign_in, people):
    article = make_article("The ferry returns", created_by=people["edith"])
    page = sign_in("edith", f"/admin/articles/article/{article.pk}/change/", viewport=DESKTOP)
    page.get_by_label("Headline").fill("The ferry is back")
    page.get_by_label("Headline").press("Enter")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert not article.transitions.exists()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_editors_pages_have_no_serious_fault_of_accessibility(sign_in, people, colours, viewport):
    waiting, reading = [
        make_article(title, created_by=people["nora"]) for title in ["A story", "Another story"]
    ]
    make_story("Published today")
    for article in [waiting, reading]:
        workflow.move(article, "submit", by=people["nora"], words="Please look.")
    workflow.move(waiting, "request_changes", by=people["edith"], words="Who says so?")
    forms = [f"/admin/articles/article/{article.pk}/change/" for article in [waiting, reading]]
    for name in people:
        page = sign_in(name, viewport=viewport, color_scheme=colours)
        for url in ["/admin/", "/admin/articles/article/", *forms]:
            page.goto(url)
            assert serious_faults(page) == [], (name, url)
            assert width_of(page) <= viewport["width"], url
            assert errors_of(page) == []
