"""The admin at work under its content security policy: nothing that it needs is forbidden to it."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.models import Article, Section
from articles.tests.builders import make_article, make_image, make_tag
from articles.tests.files import photo
from newsroom.tests.test_browser import DESKTOP, history_of, save_as
from newsroom.tests.test_queue_browser import item, open_queue, waiting  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def violations_of(page):
    """Where the browser's words about forbidden things go, of this page's tab and those that it opens."""
    said = []
    page.context.on("console", lambda message: said.append(message.text))
    return lambda: [text for text in said if "Content Security Policy" in text]


@pytest.fixture
def page(sign_in_as):
    User.objects.create_superuser("edith", password="a long password")
    return sign_in_as("edith", viewport=DESKTOP)


def form_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def test_an_editor_writes_previews_and_compares(page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_tag("Whitmoor Bay")
    image = make_image(photo(), alt_text="The quay")
    article = make_article("The ferry returns", sections=[{"text": "First words.", "image": image}])
    save_as(article, "Wren")
    violations = violations_of(page)
    page.goto(form_of(article))
    page.locator(".order-machine .ProseMirror >> visible=true").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+b")
    page.keyboard.type(" And more.")
    page.locator("#sections-0 .order-machine-insert-target").click()
    page.get_by_role("button", name=re.compile("Section")).click()
    page.locator("#id_sections-1-heading").fill("Before it")
    page.locator("#sections-0 .select2-selection >> visible=true").first.click()
    page.keyboard.type("Whit")
    page.get_by_role("option", name="Whitmoor Bay").click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    frame = opened.value.frame_locator("iframe")
    expect(frame.get_by_text("And more.")).to_be_visible()
    frame.locator("img").first.wait_for()
    opened.value.close()
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Section.objects.filter(body__contains="<strong> And more.</strong>").exists()
    assert set(Article.objects.get().sections.values_list("heading", flat=True)) == {"", "Before it"}
    page.goto(f"{history_of(article)}compare/?old=1&new=2")
    expect(page.locator("ins", has_text="And more").first).to_be_visible()
    assert violations() == []


def test_a_moderator_decides(open_queue):  # noqa: F811
    page = open_queue()
    violations = violations_of(page)
    page.reload()
    page.locator(".has-keys").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(item(page, "Ben")).to_be_focused()
    assert violations() == []


@pytest.mark.parametrize(
    "url",
    [
        *["/admin/", "/admin/articles/article/", "/admin/articles/image/", "/admin/newsroom/page/add/"],
        *[
            "/admin/auth/user/add/",
            "/admin/password/",
            "/admin/comments/rule/add/",
            "/admin/sign-in/switch-on/",
        ],
    ],
)
def test_nothing_on_a_page_is_forbidden_to_it(page, url):
    violations = violations_of(page)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    assert violations() == []


def test_a_script_in_the_page_does_not_run(page):
    page.goto("/admin/")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'owned'";
            document.body.append(script);
            const picture = "<img src='/nothing' onerror='document.title = `owned`'>";
            document.body.insertAdjacentHTML("beforeend", picture);
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert "owned" not in page.title()
