"""What editors pick is shown first, for as long as readers may see it."""

import re
import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from articles.tests.builders import make_story
from comments.deciding import decide, hold, remove, restore
from comments.models import Comment, Discussion
from comments.picking import pick, unpick
from comments.posting import edit, withdraw
from comments.refusals import Refused
from comments.rows import MOST_PICKS
from comments.tests.builders import make_comment, post_on
from comments.tests.test_concurrency import assert_sound, run_workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("edith")


@pytest.fixture
def article():
    return make_story("Ferry returns")


def page(article, query=""):
    response = Client().get(article.current_edition().get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def picks_on(html):
    """The block of picks."""
    match = re.search(r'<section class="picks".*?</section>', html, re.DOTALL)
    return match[0] if match else ""


def version(article):
    return Discussion.objects.get(article=article).version


def test_a_pick_stands_before_the_threads_and_with_a_mark_in_its_own(article, editor):
    make_comment("The first word.", article=article)
    root = make_comment("The second.", article=article)
    answer = make_comment("An answer of weight.", parent=root, name="Ada")
    before = version(article)
    assert picks_on(page(article)) == ""
    assert pick(answer, by=editor)
    assert version(article) == before + 1
    html = page(article)
    block = picks_on(html)
    assert "Editors’ picks" in block
    assert "An answer of weight." in block
    assert f'href="#comment-{answer.pk}"' in block
    assert html.count("An answer of weight.") == 2
    threads = html[html.index(block) + len(block) :]
    assert threads.count('<span class="badge pick">Editors’ pick</span>') == 1
    assert f'id="comment-{answer.pk}"' not in block


def test_the_mark_is_on_the_page_of_its_thread_too(article, editor):
    comment = make_comment(article=article)
    pick(comment, by=editor)
    url = f"{article.current_edition().get_absolute_url()}threads/{comment.thread_id}/"
    assert "Editors’ pick</span>" in Client().get(url).content.decode()


def test_picks_are_on_the_first_page_only_in_whatever_order(article, editor):
    comments = [make_comment(f"Comment {number}.", article=article) for number in range(26)]
    pick(comments[0], by=editor)
    assert picks_on(page(article, "?order=newest"))
    following = re.search(r'rel="next nofollow" href="([^"#]*)', page(article))[1].replace("&amp;", "&")
    assert picks_on(page(article, following)) == ""


def test_a_pick_that_this_page_does_not_show_leads_to_its_permalink_in_the_readers_order(article, editor):
    first = make_comment("The first word.", article=article)
    for number in range(26):
        make_comment(f"Comment {number}.", article=article)
    pick(first, by=editor)
    assert f'href="/comments/{first.pk}/?order=newest"' in picks_on(page(article, "?order=newest"))


def test_the_latest_pick_stands_first_and_picking_twice_is_once(article, editor):
    one, two = (make_comment(body, article=article) for body in ["One.", "Two."])
    assert [pick(two, by=editor), pick(one, by=editor), pick(two, by=editor)] == [True, True, False]
    assert list(Comment.objects.picks_of(one.thread.discussion_id)) == [one, two]


@pytest.mark.parametrize("state", sorted(set(Comment.State) - {Comment.State.PUBLISHED}))
def test_what_readers_cannot_see_is_not_picked(editor, state):
    comment = make_comment()
    Comment.objects.filter(pk=comment.pk).update(state=state, waiting_since=comment.posted_at)
    with pytest.raises(Refused):
        pick(comment, by=editor)
    assert Comment.objects.get().picked_at is None


def test_so_many_are_picked_and_no_more_until_one_is_taken_back(article, editor):
    comments = [make_comment(f"Comment {number}.", article=article) for number in range(MOST_PICKS + 1)]
    for comment in comments[:MOST_PICKS]:
        pick(comment, by=editor)
    with pytest.raises(Refused, match=str(MOST_PICKS)):
        pick(comments[-1], by=editor)
    elsewhere = make_comment()
    assert pick(elsewhere, by=editor)
    assert unpick(comments[0], by=editor)
    assert not unpick(comments[0], by=editor)
    assert pick(comments[-1], by=editor)


@pytest.mark.parametrize("verb", [hold, remove])
def test_what_a_moderator_hides_is_no_pick_until_it_is_restored(article, editor, verb):
    comment = make_comment("Picked words.", article=article)
    pick(comment, by=editor)
    before = version(article)
    verb(comment, by=None)
    assert version(article) > before
    assert "Picked words." not in page(article)
    assert picks_on(page(article)) == ""
    restore(comment, by=None)
    assert "Picked words." in picks_on(page(article))


def test_hidden_picks_take_no_place_and_no_more_are_shown_when_they_come_back(article, editor):
    comments = [make_comment(f"Comment {number}.", article=article) for number in range(MOST_PICKS + 1)]
    for comment in comments[:MOST_PICKS]:
        pick(comment, by=editor)
    remove(comments[0], by=None)
    pick(comments[-1], by=editor)
    restore(comments[0], by=None)
    assert picks_on(page(article)).count("<article") == MOST_PICKS


def test_what_its_writer_withdraws_is_no_pick(article, editor):
    reader = uuid.uuid4()
    comment = post_on(article, "Taken back.", reader=reader)
    pick(comment, by=editor)
    withdraw(comment, reader=reader)
    assert picks_on(page(article)) == ""
    assert unpick(comment, by=editor)


def test_other_words_end_a_pick_for_an_editor_has_picked_the_old_ones(article, editor):
    reader = uuid.uuid4()
    comment = post_on(article, "A thought.", reader=reader)
    pick(comment, by=editor)
    edit(comment, body="Buy my boat.", reader=reader)
    assert not Comment.objects.get().is_picked
    assert picks_on(page(article)) == ""


def test_who_picked_is_in_the_log(editor):
    comment = make_comment()
    pick(comment, by=editor)
    unpick(comment, by=editor)
    entries = LogEntry.objects.order_by("pk")
    assert [(entry.user, entry.get_change_message()) for entry in entries] == [
        (editor, "Picked."),
        (editor, "No longer picked."),
    ]


def test_a_long_pick_folds(article, editor):
    body = "\n\n".join(["A paragraph of many words, and then some more of them. " * 8] * 8)
    pick(make_comment(body, article=article), by=editor)
    assert '<details class="long">' in picks_on(page(article))


def test_a_pick_without_the_discussion_it_is_in_is_refused_by_the_database():
    comment = make_comment()
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(picked_at=comment.posted_at)


@pytest.mark.django_db(transaction=True)
def test_editors_who_pick_at_once_pick_no_more_than_there_is_room_for():
    article, editor = make_story(), User.objects.create_user("edith")
    comments = [make_comment(f"Comment {number}.", article=article) for number in range(16)]

    def work(number):
        picked = 0
        for comment in comments[2 * number : 2 * number + 2]:
            try:
                picked += pick(comment, by=editor)
            except Refused:
                continue
        return picked

    assert sum(run_workers(work)) == MOST_PICKS
    assert Comment.objects.exclude(picked_at=None).count() == MOST_PICKS


@pytest.mark.django_db(transaction=True)
def test_picking_beside_moderation_leaves_counters_right_and_nothing_hidden_among_the_picks():
    article, editor = make_story(), User.objects.create_user("edith")
    comments = [make_comment(f"Comment {number}.", article=article) for number in range(3)]
    states = [Comment.State.REMOVED, Comment.State.PUBLISHED]

    def work(number):
        for turn in range(12):
            comment = comments[turn % 3]
            if number % 2:
                decide(comment, states[turn // 3 % 2], by=None)
                continue
            try:
                (unpick if turn % 4 == number // 2 else pick)(comment, by=editor)
            except Refused:
                continue

    run_workers(work)
    discussion = Discussion.objects.get()
    assert {comment.state for comment in Comment.objects.picks_of(discussion.pk)} <= {"published"}
    assert_sound()
