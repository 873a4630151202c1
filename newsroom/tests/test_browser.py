"""The pages in a real browser: headless Chromium, driven by Playwright against a running site."""

import re
from functools import partial

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from playwright.sync_api import expect

from articles import revisions
from articles.models import Article
from articles.tests.builders import make_article, make_story, make_tag
from comments.forms import BODY_LENGTH
from comments.models import Comment
from comments.tests.builders import make_comment, without_limits
from newsroom.benchmarks.chromium import serious_faults, width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def errors_of(page):
    return [text for kind, text in page.said if kind == "error" and "404 (Not Found)" not in text]


@pytest.fixture
def story():
    bay = make_tag("Whitmoor Bay")
    article = make_story(
        "The ferry returns to Whitmoor Bay after nine weeks in Llanfairpwllgwyngyllgogerychwyrndrobwll dock",
        standfirst="And nobody is more surprised than the crew.",
        authors=["Nora Pell"],
        sections=[
            {"text": "The boat is back in Whitmoor Bay. " * 20, "tags": [bay], "video": "kT9_wQ2rXbE"},
            {"heading": "The crew", "text": "They slept."},
        ],
    )
    comment = make_comment("Good news for the bay.", article=article, name="Wren")
    for depth in range(8):
        text = f"Answer {depth}: https://a.example/{'x' * 80}"
        comment = make_comment(text, parent=comment, name=f"Reader {depth}")
    return article


def url_of(article):
    return article.current_edition().get_absolute_url()


def pages_of(article):
    thread = Comment.objects.order_by("pk").first().thread_id
    return [
        "/",
        "/harbour/",
        "/topics/whitmoor-bay/",
        "/authors/nora-pell/",
        "/search/?q=boat",
        "/nothing/",
    ] + [
        url_of(article),
        f"{url_of(article)}threads/{thread}/",
        f"/comments/{Comment.objects.order_by('pk').first().pk}/reply/",
    ]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_is_wider_than_the_screen_or_asks_anything_of_others(visit, story, live_server, viewport):
    for url in pages_of(story):
        page = visit(url, viewport=viewport)
        width = width_of(page)
        assert width <= viewport["width"], url
        assert [asked for asked in page.asked if not asked.startswith((live_server.url, "data:"))] == []
        assert errors_of(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_accessibility(visit, story, colours):
    for url in pages_of(story):
        page = visit(url, color_scheme=colours, bypass_csp=True)
        assert serious_faults(page) == [], url


def test_a_reader_without_javascript_comments_and_lands_on_the_comment(visit, story):
    page = visit(url_of(story), java_script_enabled=False)
    page.get_by_label("Name").fill("Old Gannet")
    page.get_by_label("Comment", exact=True).fill("I saw it come in.\n\nTwice.")
    page.get_by_role("button", name="Post the comment").click()
    comment = Comment.objects.get(name="Old Gannet")
    expect(page).to_have_url(re.compile(rf"\?seen=\d+#comment-{comment.pk}$"))
    expect(page.locator(f"#comment-{comment.pk}")).to_contain_text("I saw it come in.")


def test_a_reader_without_javascript_answers_a_comment(visit, story):
    without_limits()
    page = visit(url_of(story), java_script_enabled=False)
    page.get_by_role("link", name="Reply to Wren", exact=True).click()
    expect(page.get_by_role("heading", name="Reply to Wren")).to_be_visible()
    page.get_by_label("Your reply to Wren").fill("Is it, though?")
    page.get_by_role("button", name="Post the reply").click()
    reply = Comment.objects.get(body="Is it, though?")
    assert reply.parent.name == "Wren"
    expect(page.locator(f"#comment-{reply.pk}")).to_contain_text("in reply to Wren")


def test_without_javascript_a_refused_comment_comes_back_with_its_text_and_the_reason(visit, story):
    page = visit(url_of(story), viewport=PHONE, java_script_enabled=False)
    text = "Far too long. " * 400
    assert len(text) > BODY_LENGTH
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_role("button", name="Post the comment").click()
    expect(page.get_by_role("alert")).to_contain_text("Please shorten it to 5000 or fewer.")
    expect(page.get_by_label("Comment", exact=True)).to_have_value(text)


def test_a_video_is_asked_for_only_when_it_is_played(visit, story):
    page = visit(url_of(story))
    assert not [url for url in page.asked if "youtube" in url]
    page.get_by_text("Play the video").click()
    player = re.compile(r"^https://www\.youtube-nocookie\.com/embed/kT9_wQ2rXbE")
    expect(page.locator("iframe")).to_have_attribute("src", player)


@pytest.fixture
def admin_page(sign_in_as):
    """The admin, with an editor signed in."""
    user = User.objects.create_user("editor", password="a long password", is_staff=True, is_superuser=True)
    user.groups.set(Group.objects.filter(name="Editors"))
    return partial(sign_in_as, "editor")


def test_an_editor_writes_a_section_and_publishes_it(admin_page):
    article = make_article("A working title", sections=["First words."])
    page = admin_page(f"/admin/articles/article/{article.pk}/change/", viewport=DESKTOP)
    page.get_by_label("Headline").fill("The final headline")
    editor = page.locator(".order-machine .ProseMirror >> visible=true").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And more.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Article.objects.get().current_edition() is None
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", name="The final headline")).to_be_visible()
    expect(page.get_by_text("First words. And more.")).to_be_visible()
    assert errors_of(page) == []


def test_an_editor_adds_a_section_between_others(admin_page):
    article = make_article(sections=[{"heading": "One", "text": "1"}, {"heading": "Two", "text": "2"}])
    page = admin_page(f"/admin/articles/article/{article.pk}/change/", viewport=DESKTOP)
    page.locator("#sections-1 .order-machine-insert-target").click()
    page.get_by_role("button", name=re.compile("Section")).click()
    page.locator("#id_sections-2-heading").fill("In between")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert list(article.sections.values_list("heading", flat=True)) == ["One", "In between", "Two"]


@pytest.fixture
def reworked():
    """An article of three revisions: a section retitled, a word changed, a section removed."""
    article = make_article(
        "The ferry returns to Llanfairpwllgwyngyllgogerychwyrndrobwll",
        sections=[
            {"heading": "The crew", "text": "They slept. " * 30 + "They woke."},
            {"heading": "The boat", "text": "It is old."},
        ],
    )
    save_as(article, "Wren")
    crew, boat = article.sections.all()
    article.sections.filter(pk=crew.pk).update(body=crew.body.replace("woke", "rose"), heading="Crew")
    boat.delete()
    save_as(article, "Nora")
    save_as(article, "Nora", title="The ferry is late")
    return article


def save_as(article, name, **fields):
    user, _created = User.objects.get_or_create(username=name)
    Article.objects.filter(pk=article.pk).update(**fields)
    with transaction.atomic():
        revisions.record(article, by=user)


def history_of(article):
    return f"/admin/articles/article/{article.pk}/history/"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_editor_compares_and_restores_by_clicking_without_javascript(admin_page, reworked, viewport):
    page = admin_page(history_of(reworked), viewport=viewport, java_script_enabled=False)
    page.get_by_label("Revision 1 as the old one").check()
    page.get_by_label("Revision 2 as the new one").check()
    page.get_by_role("button", name="Compare old with new").click()
    expect(page.locator("del", has_text="woke")).to_be_visible()
    expect(page.locator("ins", has_text="rose")).to_be_visible()
    expect(page.get_by_text("removed; it was section 2")).to_be_visible()
    page.get_by_role("link", name="Restore 1…").click()
    expect(page.get_by_text("added as section 2")).to_be_visible()
    page.get_by_role("button", name="Restore revision 1").click()
    expect(page.get_by_text("Revision 1 is restored; it is revision 4 now.")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value(re.compile("^The ferry returns"))
    assert list(reworked.sections.values_list("heading", flat=True)) == ["The crew", "The boat"]


def test_an_editor_whom_somebody_was_faster_than_loses_no_word(admin_page):
    article = make_article("A working title", sections=[{"heading": "One", "text": "First words."}])
    save_as(article, "Wren")
    page = admin_page(f"/admin/articles/article/{article.pk}/change/", viewport=DESKTOP)
    page.get_by_label("Headline").fill("Typed here")
    page.locator("#sections-0 .order-machine-insert-target").click()
    page.get_by_role("button", name=re.compile("Section")).click()
    page.locator("#id_sections-1-heading").fill("A new section")
    page.locator("#sections-0").get_by_label("Delete").check()
    save_as(article, "Wren", title="Typed by Wren")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_role("heading", name=re.compile("^Wren saved this article on"))).to_be_visible()
    expect(page.locator("ins", has_text="Typed by Wren")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value("Typed here")
    expect(page.locator("#id_sections-1-heading")).to_have_value("A new section")
    expect(page.locator("#sections-0").get_by_label("Delete")).to_be_checked()
    assert Article.objects.get().title == "Typed by Wren"
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Article.objects.get().title == "Typed here"
    assert list(article.sections.values_list("heading", flat=True)) == ["A new section"]
    assert [text for text in errors_of(page) if "409 (Conflict)" not in text] == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_of_a_history_are_accessible_and_fit_the_screen(admin_page, reworked, viewport, colours):
    page = admin_page(history_of(reworked), viewport=viewport, color_scheme=colours)
    for url in [
        history_of(reworked),
        f"{history_of(reworked)}compare/?old=1&new=2",
        f"{history_of(reworked)}1/restore/",
    ]:
        page.goto(url)
        assert serious_faults(page) == [], url
        assert width_of(page) <= viewport["width"], url
