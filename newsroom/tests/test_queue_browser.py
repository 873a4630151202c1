"""The queue in a real browser: by keyboard, without JavaScript, on a phone."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import expect

from articles.tests.builders import make_story
from comments.models import Comment, Report
from comments.tests.builders import make_comment
from newsroom.benchmarks.chromium import serious_faults, width_of
from newsroom.tests.test_browser import DESKTOP, PHONE, errors_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUEUE = "/admin/comments/comment/queue/"
NAMES = ["Ann", "Ben", "Cai", "Dot"]


@pytest.fixture
def waiting():
    """Four comments that wait, in this order."""
    User.objects.create_superuser("mara", password="a long password")
    article, made = make_story("Ferry returns to the bay"), []
    for place, name in enumerate(NAMES):
        comment = make_comment(
            f"What {name} says. " * (200 if name == "Dot" else 3), article=article, name=name
        )
        since = timezone.now() - timedelta(minutes=60 - place)
        Comment.objects.filter(pk=comment.pk).update(state="held", waiting_since=since)
        made.append(comment)
    return made


@pytest.fixture
def open_queue(sign_in_as, waiting):
    def open_page(url=QUEUE, **options):
        page = sign_in_as("mara", url, **{"viewport": DESKTOP, **options})
        # The script is there, where there is one.
        page.locator(".queue" if options.get("java_script_enabled") is False else ".has-keys").wait_for()
        return page

    return open_page


def item(page, name):
    return page.get_by_role("article", name=name)


def states():
    return dict(Comment.objects.order_by().values_list("name", "state"))


def test_a_moderator_works_through_the_queue_by_keyboard(open_queue):
    page = open_queue()
    page.keyboard.press("j")
    expect(item(page, "Ann")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(item(page, "Ann")).to_be_focused()
    page.keyboard.press("a")
    expect(item(page, "Ben")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("1 published")
    page.keyboard.press("r")
    page.keyboard.press("3")
    expect(item(page, "Cai")).to_be_focused()
    assert states() == {"Ann": "published", "Ben": "rejected", "Cai": "held", "Dot": "held"}
    assert Comment.objects.get(name="Ben").decisions.get().reason == "spam"
    page.keyboard.press("z")
    expect(item(page, "Ben")).to_be_focused()
    expect(item(page, "Ben").get_by_role("button", name="Approve")).to_be_visible()
    page.keyboard.press("z")
    expect(item(page, "Ann")).to_be_focused()
    assert set(states().values()) == {"held"}
    assert errors_of(page) == []


def test_several_are_chosen_and_decided_by_keyboard(open_queue):
    page = open_queue()
    for key in ["j", "x", "j", "j", "x"]:
        page.keyboard.press(key)
    expect(page.get_by_text("2 chosen:")).to_be_visible()
    page.keyboard.press("r")
    page.get_by_label("Note for colleagues").fill("ajrz?")
    page.get_by_role("button", name="it attacks somebody").click()
    expect(page.get_by_role("status")).to_have_text("2 rejected")
    assert states() == {"Ann": "rejected", "Ben": "held", "Cai": "rejected", "Dot": "held"}
    assert set(Comment.objects.get(name="Cai").decisions.values_list("reason", "note")) == {
        ("abuse", "ajrz?")
    }
    page.reload()
    page.locator(".has-keys").wait_for()
    page.keyboard.press("z")
    expect(item(page, "Cai")).to_be_visible()
    assert set(states().values()) == {"held"}


def test_the_reasons_can_be_left_and_nothing_is_done(open_queue):
    page = open_queue()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    expect(item(page, "Ann")).to_be_focused()
    page.keyboard.press("3")
    assert set(states().values()) == {"held"}


def test_keys_do_nothing_while_somebody_types_or_with_modifiers_or_switched_off(open_queue):
    page = open_queue()
    page.keyboard.press("j")
    page.keyboard.press("Control+a")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("a")
    page.get_by_label("Keys work on this device").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Number:").press("a")
    page.reload()
    page.locator(".has-keys").wait_for()
    page.keyboard.press("j")
    expect(item(page, "Ann")).not_to_be_focused()
    assert set(states().values()) == {"held"}


def test_what_a_colleague_decided_meanwhile_is_said_in_its_place(open_queue, waiting):
    page = open_queue()
    Comment.objects.filter(pk=waiting[0].pk).update(body="Other words")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(item(page, "Ann")).to_contain_text("Its writer has changed the comment meanwhile.")
    expect(item(page, "Ann")).to_contain_text("Other words")
    expect(item(page, "Ann")).to_be_focused()
    page.keyboard.press("a")
    expect(item(page, "Ben")).to_be_focused()
    assert states()["Ann"] == "published"


def test_a_long_comment_is_unfolded_by_a_key_and_the_end_leads_on(open_queue):
    page = open_queue()
    for key in ["j", "j", "j", "j", "o"]:
        page.keyboard.press(key)
    expect(item(page, "Dot").locator("details")).to_have_attribute("open", "")
    for name in reversed(NAMES):
        page.keyboard.press("a")
        expect(item(page, name)).to_contain_text("published:")
    expect(page.get_by_role("link", name="All decided.")).to_be_focused()


def test_the_queue_works_without_javascript(open_queue):
    page = open_queue(java_script_enabled=False)
    item(page, "Ann").get_by_role("button", name="Approve").click()
    expect(page.get_by_text("1 published")).to_be_visible()
    item(page, "Ben").get_by_label("Reason").select_option("it advertises something")
    item(page, "Ben").get_by_role("button", name="Reject").click()
    assert states() == {"Ann": "published", "Ben": "rejected", "Cai": "held", "Dot": "held"}
    page.get_by_role("button", name="Undo").click()
    expect(item(page, "Ben")).to_be_visible()
    for name in ["Ben", "Cai"]:
        page.get_by_label(f"Choose the comment by {name}").check()
    page.locator(".bulk").get_by_role("button", name="Approve").click()
    expect(page.get_by_text("2 published")).to_be_visible()
    assert states() == {"Ann": "published", "Ben": "published", "Cai": "published", "Dot": "held"}


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_queue_is_accessible_and_fits_the_screen(open_queue, waiting, colours, viewport):
    Comment.objects.filter(pk=waiting[0].pk).update(name="x" * 200, body="y" * 3_000)
    Report.objects.create(comment=waiting[1], reader=uuid.uuid4(), category="spam", words="w" * 400)
    page = open_queue(viewport=viewport, color_scheme=colours)
    assert serious_faults(page) == []
    assert width_of(page) <= viewport["width"]
    item(page, "Ben").get_by_role("button", name="Reject").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert serious_faults(page) == []
    small = """() => [...document.querySelectorAll(".items button, .items a, .choose, .bar button")]
        .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
        .filter(([, r]) => r.height && r.height < 24).map(([text]) => text)"""
    assert page.evaluate(small) == []
    assert errors_of(page) == []
