import pytest
from django.db import IntegrityError, transaction

from articles.tests.builders import make_story
from comments.checking import check_threads
from comments.deciding import decide
from comments.models import Comment, Discussion, Thread
from comments.posting import Refused, set_state
from comments.tests.builders import make_comment, post_on, tree_of

pytestmark = pytest.mark.django_db


def numbers_of(thread):
    return list(Comment.objects.of([thread]).order_by("lft").values_list("body", "lft", "rght", "level"))


def discussion_on(article):
    return Discussion.objects.get(article=article)


def test_a_comment_opens_a_thread_whose_key_is_its_tree():
    comment = make_comment()
    assert (comment.tree_id, comment.lft, comment.rght, comment.level) == (comment.thread_id, 1, 2, 0)


def test_replies_stand_below_what_they_answer_in_the_order_in_which_they_came():
    root = make_comment("root")
    first = make_comment("first", parent=root)
    make_comment("second", parent=root)
    make_comment("below first", parent=first)
    assert numbers_of(root.thread) == [
        ("root", 1, 8, 0),
        ("first", 2, 5, 1),
        ("below first", 3, 4, 2),
        ("second", 6, 7, 1),
    ]


def test_a_parent_in_hand_may_be_out_of_date():
    root = make_comment("root")
    for text in ["one", "two", "three"]:
        post_on(root.thread.discussion.article, text, parent_id=root.pk)
    assert tree_of(root.thread) == [("root", 0), ("one", 1), ("two", 1), ("three", 1)]


def test_a_thread_may_be_as_deep_as_it_likes():
    comment = make_comment("0")
    article = comment.thread.discussion.article
    for depth in range(1, 60):
        comment = post_on(article, str(depth), parent_id=comment and comment.pk)
    assert tree_of(comment.thread) == [(str(depth), depth) for depth in range(60)]
    assert not list(check_threads())


def test_discussion_and_thread_count_what_readers_see():
    root = make_comment()
    reply = make_comment(parent=root)
    make_comment(article=root.thread.discussion.article)
    decide(reply, Comment.State.REJECTED, by=None)
    assert discussion_on(root.thread.discussion.article).comment_count == 2
    assert sorted(Thread.objects.values_list("comment_count", flat=True)) == [1, 1]


def test_every_visible_change_raises_the_version():
    root = make_comment()
    article = root.thread.discussion.article
    versions = [discussion_on(article).version]
    for change in [
        lambda: make_comment(parent=root),
        lambda: decide(root, Comment.State.REMOVED, by=None),
        lambda: set_state(article, Discussion.State.CLOSED),
    ]:
        change()
        versions.append(discussion_on(article).version)
    assert versions == sorted(set(versions))


def test_a_closed_discussion_takes_nothing_and_keeps_nothing():
    root = make_comment()
    article = root.thread.discussion.article
    set_state(article, Discussion.State.CLOSED)
    for parent in [None, root]:
        with pytest.raises(Refused):
            post_on(article, "too late", parent_id=parent and parent.pk)
    assert Comment.objects.count() == Thread.objects.count() == 1
    assert (root.thread.comment_count, numbers_of(root.thread)) == (1, [("Well said.", 1, 2, 0)])


@pytest.mark.parametrize("state", [Comment.State.HELD, Comment.State.REJECTED, Comment.State.REMOVED])
def test_nobody_answers_a_comment_that_cannot_be_read(state):
    hidden = make_comment(state=state)
    with pytest.raises(Refused):
        post_on(hidden.thread.discussion.article, "hello", parent_id=hidden.pk)


def test_nobody_answers_a_comment_on_another_story():
    elsewhere = make_comment()
    with pytest.raises(Refused):
        post_on(make_story("Another"), "hello", parent_id=elsewhere.pk)
    assert Comment.objects.count() == 1
    assert Discussion.objects.count() == 1


def test_in_a_held_discussion_a_comment_waits_and_says_why():
    article = make_story()
    set_state(article, Discussion.State.HELD)
    comment = make_comment(article=article)
    assert comment.state == Comment.State.HELD
    assert comment.verdicts[-1] == {
        "check": "discussion_is_held",
        "outcome": "hold",
        "reason": "every comment here waits for approval",
        "told": "",
    }
    assert discussion_on(article).comment_count == 0
    assert decide(comment, Comment.State.PUBLISHED, by=None)
    assert discussion_on(article).comment_count == 1


def test_deciding_twice_is_one_decision_and_two_lines_in_the_log(django_user_model):
    moderator = django_user_model.objects.create(username="mod")
    comment = make_comment(state=Comment.State.HELD)
    comment.decisions.all().delete()
    assert decide(comment, Comment.State.PUBLISHED, by=moderator)
    assert not decide(comment, Comment.State.PUBLISHED, by=moderator)
    assert list(comment.decisions.values_list("moderator", "from_state", "to_state", "is_effective")) == [
        (moderator.pk, "published", "published", False),
        (moderator.pk, "held", "published", True),
    ]


def test_last_activity_is_that_of_the_last_readable_comment():
    root = make_comment()
    reply = make_comment(parent=root)
    assert Thread.objects.get().last_activity_at == reply.posted_at
    decide(reply, Comment.State.REJECTED, by=None)
    assert Thread.objects.get().last_activity_at == root.posted_at


@pytest.mark.parametrize(
    "damage",
    [{"tree_id": 0}, {"level": 0}, {"lft": 1}, {"rght": 1}, {"parent": None}],
)
def test_the_database_refuses_a_reply_out_of_its_tree(damage):
    reply = make_comment(parent=make_comment())
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=reply.pk).update(**damage)


def test_the_database_refuses_a_second_root_in_a_thread():
    root = make_comment()
    twin = Comment.objects.get(pk=root.pk)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
