"""What a discussion does in place, in a real browser: nothing moves under the reader, and the focus is where
the reader is.
"""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import expect

from articles.tests.builders import make_story
from comments.deciding import decide
from comments.models import Comment, Policy
from comments.tests.builders import make_comment, without_limits
from newsroom.benchmarks.chromium import serious_faults, width_of
from newsroom.jinja import ANY_NUMBER
from newsroom.tests.test_browser import DESKTOP, PHONE, errors_of, url_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINUTE = 60_000


@pytest.fixture
def story():
    without_limits()
    return make_story("The ferry returns", sections=["The boat is back in the bay."])


@pytest.fixture
def roots(story):
    """Three threads: one without replies, one with two, one with six."""
    made = [make_comment(f"Root {name}.", article=story, name=name) for name in ["Wren", "Gull", "Tern"]]
    for number, (root, count) in enumerate(zip(made, [0, 2, 6], strict=True)):
        for reply in range(count):
            make_comment(f"Reply {number}.{reply}", parent=root, name=f"Reader {reply}")
    return made


def in_page(page, comment):
    return page.locator(f"#comment-{comment.pk}")


def newest():
    return Comment.objects.order_by("-pk").first()


def places(page):
    """Where each comment stands on the screen."""
    return page.locator(".comment").evaluate_all(
        "all => all.map((one) => [one.id, one.getBoundingClientRect().top])"
    )


def hold_everything():
    Policy.objects.update(state="held")


def test_the_list_is_a_log_that_is_not_read_out_and_the_status_line_is_polite(visit, story, roots):
    page = visit(url_of(story))
    threads = page.get_by_role("log", name="11 comments")
    expect(threads).to_have_attribute("aria-live", "off")
    expect(threads.get_by_role("article")).to_have_count(8)
    # A status is polite by itself.
    expect(page.locator("#comments").get_by_role("status")).to_have_count(1)
    expect(page.locator("#comments").get_by_role("status")).to_be_empty()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_reply_is_written_and_appears_in_place_with_the_focus_on_it(visit, story, roots, viewport):
    page = visit(url_of(story), viewport=viewport)
    address = page.url
    page.get_by_role("link", name="Reply to Gull", exact=True).click()
    field = page.get_by_role("form", name="Reply to Gull").get_by_label("Your reply to Gull")
    expect(field).to_be_focused()
    field.fill("Is it, though?")
    page.get_by_role("button", name="Post the reply").click()
    reply = in_page(page, roots[1]).locator("~ .comment", has_text="Is it, though?")
    expect(reply).to_be_focused()
    expect(reply).to_contain_text("in reply to Gull")
    expect(page.get_by_role("heading", name="12 comments")).to_be_visible()
    expect(page.locator(".comment form")).to_have_count(0)
    assert page.locator(".comment").evaluate_all("all => all.map((one) => one.id)") == (
        visited_ids(visit, story)
    )
    assert page.url == address
    assert width_of(page) <= viewport["width"]
    assert errors_of(page) == []


def visited_ids(visit, story):
    """The comments of the page as a new visitor finds them, in their order."""
    page = visit(url_of(story), java_script_enabled=False)
    return page.locator(".comment").evaluate_all("all => all.map((one) => one.id)")


def test_a_comment_of_ones_own_appears_in_place_in_the_order_that_is_read(visit, story, roots):
    page = visit(f"{url_of(story)}?order=newest")
    page.get_by_label("Name").fill("Old Gannet")
    page.get_by_label("Comment", exact=True).fill("I saw it come in.")
    page.get_by_role("button", name="Post the comment").click()
    first = page.locator(".comment").first
    expect(first).to_be_focused()
    expect(first).to_contain_text("I saw it come in.")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    expect(page.get_by_label("Name")).to_have_value("Old Gannet")


def test_without_javascript_the_focus_is_on_the_comment_too_and_the_order_is_kept(visit, story, roots):
    page = visit(f"{url_of(story)}?order=newest", java_script_enabled=False)
    page.get_by_label("Comment", exact=True).fill("I saw it come in.")
    page.get_by_role("button", name="Post the comment").click()
    expect(page).to_have_url(re.compile(rf"\?order=newest&seen=\d+#comment-{newest().pk}$"))
    expect(in_page(page, newest())).to_be_focused()


def test_the_notice_that_a_comment_waits_has_the_focus(visit, story, roots):
    hold_everything()
    page = visit(url_of(story))
    page.get_by_role("link", name="Reply to Wren").click()
    page.get_by_label("Your reply to Wren").fill("Patience.")
    page.get_by_role("button", name="Post the reply").click()
    notice = in_page(page, roots[0]).locator(".notice")
    expect(notice).to_be_focused()
    expect(in_page(page, roots[0]).locator(".own")).to_contain_text("Patience.")
    expect(page.locator(".comment form")).to_have_count(0)


def test_without_javascript_the_notice_that_a_comment_waits_has_the_focus(visit, story, roots):
    hold_everything()
    page = visit(url_of(story), java_script_enabled=False)
    page.get_by_label("Comment", exact=True).fill("Patience.")
    page.get_by_role("button", name="Post the comment").click()
    expect(page).to_have_url(re.compile(rf"/comments/{newest().pk}/$"))
    expect(page.locator(".notice")).to_be_focused()


def test_a_refused_reply_comes_back_in_place_with_the_reason_in_focus(visit, story, roots):
    page = visit(url_of(story))
    page.get_by_role("link", name="Reply to Wren").click()
    text = "Far too long. " * 400
    page.get_by_label("Your reply to Wren").fill(text)
    page.get_by_role("button", name="Post the reply").click()
    reason = page.locator(".comment .errors")
    expect(reason).to_be_focused()
    expect(reason).to_contain_text("Please shorten it to 5000 or fewer.")
    expect(page.get_by_label("Your reply to Wren")).to_have_value(text)
    page.get_by_label("Your reply to Wren").fill("Short.")
    page.get_by_role("button", name="Post the reply").click()
    expect(page.locator(".comment", has_text="Short.")).to_be_focused()


def test_a_refused_comment_can_be_sent_again_in_place(visit, story, roots):
    page = visit(url_of(story))
    page.get_by_label("Comment", exact=True).fill("Far too long. " * 400)
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator(".errors")).to_be_focused()
    page.get_by_label("Comment", exact=True).fill("Short.")
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator(".comment", has_text="Short.")).to_be_focused()
    expect(page.locator(".errors")).to_have_count(0)


def test_when_the_site_cannot_be_reached_nothing_typed_is_lost(visit, story, roots):
    page = visit(url_of(story))
    page.get_by_label("Comment", exact=True).fill("Still here.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator(".errors")).to_contain_text("could not be reached")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Still here.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator(".comment", has_text="Still here.")).to_be_focused()
    assert Comment.objects.filter(body="Still here.").count() == 1


def test_a_closed_reply_keeps_its_text_even_when_the_page_is_loaded_again(visit, story, roots):
    page = visit(url_of(story))
    link = page.get_by_role("link", name="Reply to Wren")
    field = page.get_by_label("Your reply to Wren")
    link.click()
    field.fill("Half a thought")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(link).to_be_focused()
    link.click()
    expect(field).to_have_value("Half a thought")
    page.get_by_role("button", name="Cancel").click()
    expect(field).to_be_hidden()
    page.reload()
    link.click()
    expect(field).to_have_value("Half a thought")


def test_new_comments_are_said_and_nothing_moves_before_a_click(visit, story, roots):
    page = visit(url_of(story), clock=True, viewport=PHONE)
    page.locator(".comment").nth(2).scroll_into_view_if_needed()
    before = places(page)
    first = make_comment("A new reply.", parent=roots[1], name="Plover")
    make_comment("A new thread.", article=story, name="Knot")
    page.clock.fast_forward(MINUTE + 1000)
    button = page.locator("#comments").get_by_role("status").get_by_role("button", name="2 new comments")
    expect(button).to_be_visible()
    assert places(page) == before
    button.click()
    expect(in_page(page, first)).to_be_focused()
    expect(page.locator(".comment", has_text="A new thread.")).to_be_visible()
    expect(page.locator("#comments").get_by_role("status")).to_be_empty()
    assert page.locator(".comment").evaluate_all("all => all.map((one) => one.id)") == (
        visited_ids(visit, story)
    )
    page.clock.fast_forward(MINUTE + 1000)
    expect(page.locator("#comments").get_by_role("status")).to_be_empty()


def test_one_new_comment_is_said_in_the_singular_and_ones_own_are_not_new(visit, story, roots):
    page = visit(url_of(story), clock=True)
    page.get_by_label("Comment", exact=True).fill("My own.")
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator(".comment", has_text="My own.")).to_be_focused()
    page.clock.fast_forward(MINUTE + 1000)
    expect(page.locator("#comments").get_by_role("status")).to_be_empty()
    make_comment("Another's.", article=story)
    page.clock.fast_forward(MINUTE + 1000)
    expect(page.get_by_role("button", name="1 new comment", exact=True)).to_be_visible()


def test_a_new_reply_that_the_page_does_not_show_is_fetched_to_its_place(visit, story, roots):
    page = visit(url_of(story), clock=True)
    reply = make_comment("Behind many.", parent=roots[2])
    page.clock.fast_forward(MINUTE + 1000)
    page.get_by_role("button", name="1 new comment", exact=True).click()
    expect(in_page(page, reply)).to_be_focused()
    expect(page.get_by_role("link", name="Show 3 more replies")).to_be_visible()
    page.get_by_role("link", name="Show 3 more replies").click()
    expect(page.get_by_text("Reply 2.3")).to_be_visible()
    ids = page.locator(".comment").evaluate_all("all => all.map((one) => one.id)")
    assert ids[-1] == f"comment-{reply.pk}"


def test_so_many_new_comments_lead_to_the_newest(visit, story, roots):
    page = visit(url_of(story), clock=True)
    for number in range(21):
        make_comment(f"New {number}.", article=story)
    page.clock.fast_forward(MINUTE + 1000)
    page.get_by_role("button", name="21 new comments").click()
    expect(page).to_have_url(re.compile(r"order=newest#comments$"))


def news_asked(page):
    """How often the page has asked for news, by the address that the site gives them."""
    before, after = reverse("discussion-news", args=[ANY_NUMBER]).split(str(ANY_NUMBER))
    return len([url for url in page.asked if before in url and url.endswith(after)])


def test_a_page_that_nobody_uses_stops_asking(visit, story, roots):
    page = visit(url_of(story), clock=True)
    for _minute in range(40):
        page.clock.run_for(MINUTE)
    asked = news_asked(page)
    assert 28 <= asked <= 31
    page.keyboard.press("Shift")
    with page.expect_request("**/news"):
        page.clock.run_for(2 * MINUTE)


def test_a_closed_discussion_is_not_asked_about(visit, story, roots):
    discussion = roots[0].thread.discussion
    discussion.state = "closed"
    discussion.save()
    page = visit(url_of(story), clock=True)
    page.clock.run_for(3 * MINUTE)
    assert news_asked(page) == 0
    assert errors_of(page) == []


def test_more_replies_appear_in_place_with_the_focus_on_the_first_new_one(visit, story, roots):
    page = visit(url_of(story))
    page.get_by_role("link", name="Show 3 more replies").click()
    expect(page.locator(".comment", has_text="Reply 2.3")).to_be_focused()
    expect(page.locator(".comment", has_text="Reply 2.5")).to_be_visible()
    expect(page.locator(".more-replies")).to_have_count(0)
    expect(page).to_have_url(re.compile(f"{url_of(story)}$"))
    expect(page.locator(".comment")).to_have_count(11)


def test_all_of_a_very_long_thread_is_reached_in_place(visit, story):
    root = make_comment("root", article=story)
    for number in range(130):
        make_comment(f"reply {number}", parent=root)
    page = visit(url_of(story))
    page.get_by_role("link", name="Show 127 more replies").click()
    expect(page.locator(".comment")).to_have_count(100)
    page.locator(".more-replies").get_by_role("link", name="More comments").click()
    expect(page.locator(".comment")).to_have_count(131)
    expect(page.locator(".comment").nth(100)).to_be_focused()
    expect(page.locator(".more-replies")).to_have_count(0)


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_more_comments_appear_in_place_with_the_focus_on_the_first_new_one(visit, story, order):
    for number in range(60):
        make_comment(f"Thread {number}.", article=story)
    page = visit(f"{url_of(story)}?order={order}")
    more = page.get_by_role("link", name="More comments")
    more.click()
    expect(page.locator(".comment")).to_have_count(50)
    expect(page.locator(".comment").nth(25)).to_be_focused()
    more.click()
    expect(page.locator(".comment")).to_have_count(60)
    expect(more).to_have_count(0)
    texts = page.locator(".comment-text").all_inner_texts()
    numbers = range(60) if order == "oldest" else range(59, -1, -1)
    assert texts == [f"Thread {number}." for number in numbers]
    assert errors_of(page) == []


def test_a_reply_on_a_threads_own_page_appears_in_place(visit, story, roots):
    page = visit(f"{url_of(story)}threads/{roots[2].thread_id}/")
    page.get_by_role("link", name="Reply to Reader 5").click()
    page.get_by_label("Your reply to Reader 5").fill("Here, too.")
    page.get_by_role("button", name="Post the reply").click()
    expect(page.locator(".comment").last).to_be_focused()
    expect(page.locator(".comment").last).to_contain_text("Here, too.")
    expect(page).to_have_url(re.compile(r"/threads/\d+/$"))


def test_a_thread_is_folded_for_the_visit_and_a_permalink_into_it_opens_it(visit, story, roots):
    page = visit(url_of(story))
    reply = Comment.objects.get(body="Reply 1.1")
    button = page.get_by_role("button", name="Thread of Gull")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(in_page(page, reply)).to_be_hidden()
    expect(page.get_by_text("Root Gull.")).to_be_hidden()
    expect(page.get_by_text("Root Wren.")).to_be_visible()
    page.reload()
    expect(in_page(page, reply)).to_be_hidden()
    page.goto(f"/comments/{reply.pk}/")
    expect(in_page(page, reply)).to_be_visible()
    expect(in_page(page, reply)).to_be_in_viewport()
    expect(button).to_have_attribute("aria-expanded", "true")


def test_keys_move_between_threads_and_comments_but_never_while_one_writes(visit, story, roots):
    page = visit(url_of(story))
    visited = []
    for key in ["j", "j", "n", "n", "k", "k", "p"]:
        page.keyboard.press(key)
        visited.append(page.locator(".comment:focus .comment-text").inner_text())
    assert visited == [
        "Root Wren.",
        "Root Gull.",
        "Reply 1.0",
        "Reply 1.1",
        "Root Gull.",
        "Root Wren.",
        "Root Wren.",
    ]
    page.keyboard.press("Control+j")
    expect(in_page(page, roots[0])).to_be_focused()
    field = page.get_by_label("Comment", exact=True)
    field.press_sequentially("just knots?")
    expect(field).to_have_value("just knots?")
    expect(field).to_be_focused()


def test_the_keys_are_listed_and_can_be_switched_off(visit, story, roots):
    page = visit(url_of(story))
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Use the single keys").uncheck()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.locator(".comment:focus")).to_have_count(0)
    expect(dialog).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator(".comment:focus")).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_label("Use the single keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    expect(page.locator(".comment:focus")).to_have_count(1)


def test_whom_a_comment_answers_is_found_in_place_also_in_a_folded_thread(visit, story, roots):
    page = visit(url_of(story))
    page.get_by_role("link", name="in reply to Gull").first.click()
    expect(in_page(page, roots[1])).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"#comment-{roots[1].pk}$"))


def test_what_fails_in_place_leads_to_the_page_that_does_the_same(visit, story, roots):
    page = visit(url_of(story))
    decide(roots[0], Comment.State.REMOVED, by=None)
    page.get_by_role("link", name="Reply to Wren").click()
    expect(page.get_by_role("heading", name="There is nothing at this address")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_that_opens_in_place_has_a_serious_fault_of_accessibility(
    visit, story, roots, colours, viewport
):
    page = visit(url_of(story), clock=True, color_scheme=colours, viewport=viewport, bypass_csp=True)
    page.get_by_role("button", name="Thread of Tern").click()
    page.get_by_role("link", name="Reply to Gull", exact=True).click()
    page.get_by_label("Your reply to Gull").fill("x" * 6000)
    page.get_by_role("button", name="Post the reply").click()
    expect(page.locator(".errors")).to_be_focused()
    make_comment("New.", article=story)
    page.clock.fast_forward(MINUTE + 1000)
    expect(page.get_by_role("button", name="1 new comment", exact=True)).to_be_visible()
    assert serious_faults(page) == []
    assert width_of(page) <= viewport["width"]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_of_ones_own_comment_has_no_serious_fault_of_accessibility(visit, story, roots, colours):
    hold_everything()
    page = visit(url_of(story), color_scheme=colours, bypass_csp=True)
    page.get_by_label("Comment", exact=True).fill("Patience.")
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator(".own .notice")).to_be_focused()
    page.goto(f"/comments/{newest().pk}/")
    assert serious_faults(page) == []


def test_all_scripts_of_the_readers_pages_stay_within_fifteen_kilobytes():
    folder = Path(finders.find("newsroom/discussion.js")).parent
    assert sum(len(gzip.compress(script.read_bytes())) for script in folder.glob("*.js")) < 15_000
