"""Pages in other languages, in a browser: long words and the other direction break no layout."""

import pytest
from playwright.sync_api import expect

from comments.tests.builders import post_on
from newsroom.benchmarks.chromium import width_of
from newsroom.tests.test_browser import DESKTOP, PHONE, errors_of
from newsroom.tests.ukrainian_pages import admin_addresses, public_addresses
from newsroom.tests.ukrainian_paper import UkrainianPaper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
PASSWORD = "a long password"


@pytest.fixture
def paper(settings, tmp_path):
    settings.MEDIA_ROOT, settings.LANGUAGE_CODE = tmp_path, "uk"
    return UkrainianPaper()


def too_wide(page, addresses):
    """The pages that are wider than the screen."""
    found = []
    for address in addresses:
        page.goto(address)
        if width_of(page) > page.viewport_size["width"]:
            found.append(address)
    return found


@SCREENS
@pytest.mark.parametrize("language", ["uk", "ar"])
def test_no_public_page_is_wider_than_the_screen(visit, paper, settings, language, viewport):
    settings.LANGUAGE_CODE = language
    page = visit("/", viewport=viewport)
    own = [f"/comments/{paper.shown.pk}/{verb}/" for verb in ("reply", "report")]
    own.append(f"/comments/on/{paper.story.pk}/error/")
    assert too_wide(page, [*public_addresses(paper), *own]) == []


@SCREENS
def test_no_page_of_the_admin_is_wider_than_the_screen(visit, paper, viewport):
    paper.chief.set_password(PASSWORD)
    paper.chief.save()
    page = visit("/admin/", viewport=viewport)
    page.get_by_label("Ім'я користувача").fill("олена")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Увійти").click()
    expect(page.get_by_role("heading", name="Чекає на мене")).to_be_visible()
    assert too_wide(page, admin_addresses(paper)) == []


def test_from_right_to_left_answers_are_set_in_from_the_right(visit, paper, settings):
    url = paper.story.current_edition().get_absolute_url()

    def edges_in(language):
        settings.LANGUAGE_CODE = language
        page = visit(url, viewport=DESKTOP)
        boxes = [page.locator(f".level-{level} .comment-text").first.bounding_box() for level in (0, 1)]
        return [(box["x"], box["x"] + box["width"]) for box in boxes]

    (left, _right), (left_of_answer, _right) = edges_in("uk")
    (_left, right), (_left, right_of_answer) = edges_in("ar")
    assert left_of_answer - left == right - right_of_answer > 0


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 новий коментар"), (2, "2 нові коментарі"), (5, "5 нових коментарів")]
)
def test_the_page_counts_new_comments_in_the_forms_of_its_language(visit, paper, number, words):
    page = visit(paper.story.current_edition().get_absolute_url(), clock=True)
    for each in range(number):
        post_on(paper.story, f"Новина {each}")
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("button", name=words)).to_be_visible()
    assert errors_of(page) == []
