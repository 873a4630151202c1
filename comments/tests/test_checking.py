from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles.tests.builders import make_story
from comments import checking
from comments.checking import check_threads
from comments.loading import ArchivedComment, load_threads
from comments.models import Comment, Discussion, Thread
from comments.tests.builders import make_comment, post_on, tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    """root, with the replies a and c; b answers a."""
    root = make_comment("root")
    a = make_comment("a", parent=root)
    make_comment("b", parent=a)
    make_comment("c", parent=root)
    return root.thread


TREE = [("root", 0), ("a", 1), ("b", 2), ("c", 1)]


@pytest.fixture
def unguarded():
    """A database that lets damage be planted: without the deferred check that PostgreSQL makes of places."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE comments_comment DROP CONSTRAINT comment_place_taken_once")


def plant(text, **columns):
    Comment.objects.order_by().filter(body=text).update(**columns)


def problems():
    return [str(problem) for problem in check_threads()]


def test_what_is_right_stays_untouched(thread):
    assert not list(check_threads(fix=True))
    assert tree_of(thread) == TREE


DAMAGES = {
    "two comments in one place": lambda: plant("c", lft=2, rght=3),
    "a reply outside its parent": lambda: plant("b", lft=20, rght=21),
    "a reply that swallows its sibling": lambda: plant("a", rght=7),
    "a wrong depth": lambda: plant("b", level=7),
    "an end before the last reply": lambda: plant("root", rght=3),
}


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_of_positions_is_found_and_mended_from_the_parents(thread, damage):
    damage()
    assert len(problems()) == 1
    assert "wrong position" in problems()[0]
    assert [problem.mended for problem in check_threads(fix=True)] == [True]
    assert not problems()
    assert tree_of(thread) == TREE


@pytest.mark.usefixtures("unguarded")
def test_a_subtree_that_shares_another_threads_tree_comes_home(thread):
    other = make_comment("other root").thread
    moved = Comment.objects.filter(body__in=["a", "b"])
    moved.order_by().update(thread=other, tree_id=other.pk)
    assert any("another thread" in text for text in problems())
    assert all(problem.mended for problem in check_threads(fix=True))
    assert not problems()
    assert tree_of(thread) == TREE
    assert tree_of(other) == [("other root", 0)]
    assert sorted(Thread.objects.values_list("comment_count", flat=True)) == [1, 4]


def test_wrong_counters_are_found_and_mended(thread):
    Thread.objects.update(comment_count=9)
    Discussion.objects.update(comment_count=7)
    assert problems() == [
        f"thread {thread.pk}: it counts 9 readable comments and has 4",
        f"discussion {thread.discussion_id}: it counts 7 readable comments and has 4",
    ]
    list(check_threads(fix=True))
    assert Thread.objects.get().comment_count == Discussion.objects.get().comment_count == 4


def test_a_thread_without_a_comment_goes(thread):
    Thread.objects.create(discussion=thread.discussion, sort_key=1)
    assert [problem.text for problem in check_threads(fix=True)] == ["it has no comment"]
    assert list(Thread.objects.all()) == [thread]


def test_parents_in_a_circle_are_named_and_left_to_a_person(thread):
    b = Comment.objects.get(body="b")
    plant("a", parent=b)
    found = list(check_threads(fix=True))
    assert [problem.mended for problem in found] == [False] * len(found)
    assert any("cannot be reached" in problem.text for problem in found)


@pytest.mark.usefixtures("unguarded")
def test_when_positions_are_lost_siblings_stand_in_the_order_of_their_times(thread):
    plant("a", lft=50, rght=53)
    plant("b", lft=51, rght=52)
    list(check_threads(fix=True))
    assert tree_of(thread) == TREE


def test_a_thread_five_thousand_deep_is_checked_and_mended():
    deepest = root = ArchivedComment("0")
    for depth in range(1, 5_000):
        deepest.children.append(deepest := ArchivedComment(str(depth)))
    load_threads(make_story(), [root], since=timezone.now())
    assert not problems()
    Comment.objects.order_by().filter(level__gt=10).update(level=11)
    assert len(problems()) == 1
    assert all(problem.mended for problem in check_threads(fix=True))
    assert not problems()
    assert list(Comment.objects.order_by("level").values_list("rght", flat=True)[:3]) == [
        10_000,
        9_999,
        9_998,
    ]


@pytest.mark.parametrize(
    ("most", "groups"), [(2, [[1], [5], [1, 1]]), (5, [[1], [5], [1, 1]]), (8, [[1, 5, 1, 1]])]
)
def test_trees_are_read_in_groups_bounded_by_their_comments(monkeypatch, most, groups):
    monkeypatch.setattr(checking, "COMMENTS", most)
    story = make_story()
    for replies in (0, 4, 0, 0):
        root = ArchivedComment("root", children=[ArchivedComment("reply") for _ in range(replies)])
        load_threads(story, [root], since=timezone.now())
    threads = list(Thread.objects.order_by("pk"))
    found = [[thread.comment_count for thread in group] for group in checking.together(threads)]
    assert found == groups
    assert not problems()


@pytest.mark.parametrize("vanishing", ["thread", "discussion"])
def test_what_goes_while_it_is_checked_is_no_problem(thread, vanishing):
    pk = {"thread": thread.pk, "discussion": thread.discussion_id}[vanishing]
    check = {"thread": checking.check_locked, "discussion": checking.check_counter}[vanishing]
    thread.discussion.delete()
    assert not list(check(pk, fix=True))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_reported_of_a_site_on_which_people_post(monkeypatch):
    monkeypatch.setattr(checking, "BATCH", 2)
    story, over = make_story(), Event()
    roots = [post_on(story, f"root {number}") for number in range(4)]

    def write(number):
        try:
            for turn in range(40):
                parent = roots[turn % 4] if turn % 3 else None
                post_on(story, f"{number}.{turn}", parent_id=parent and parent.pk)
        finally:
            connection.close()

    def check():
        found, times = [], 0
        try:
            while not (over.is_set() and times):
                found += check_threads()
                times += 1
        finally:
            connection.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        checking_on = pool.submit(check)
        try:
            list(pool.map(write, range(3)))
        finally:
            over.set()
        assert not [str(problem) for problem in checking_on.result()]
    assert Discussion.objects.get().comment_count == Comment.objects.count() == 4 + 3 * 40
    assert not problems()


def test_the_command_fails_while_something_is_wrong(thread, capsys):
    plant("b", level=7)
    with pytest.raises(CommandError, match="1 problems left") as failure:
        call_command("check_threads")
    assert failure.value.returncode == 1
    call_command("check_threads", "--fix")
    call_command("check_threads")
    assert "1 threads with 4 comments checked." in capsys.readouterr().out
