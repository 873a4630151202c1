"""Many writers at once, with real threads and real transactions, on whichever database the suite runs."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Count

from articles.tests.builders import make_story
from comments.checking import check_threads
from comments.deciding import approve, decide, hold, reject, remove, restore
from comments.models import Comment, Discussion, Thread
from comments.posting import Refused, Stale, edit, withdraw
from comments.tests.builders import post_on, without_limits

WORKERS, POSTS, STORIES = 8, 200, 4


def run_workers(work):
    """Call work(0) … work(7) at once, each on a connection of its own, and return what they return."""

    def on_own_connection(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(on_own_connection, range(WORKERS)))


def assert_sound():
    assert not [str(problem) for problem in check_threads()]
    shared = Comment.objects.order_by().filter(parent=None).values("tree_id").annotate(roots=Count("pk"))
    assert not shared.filter(roots__gt=1).exists()
    places = Comment.objects.order_by().values("tree_id", "lft").annotate(comments=Count("pk"))
    assert not places.filter(comments__gt=1).exists()


@pytest.mark.django_db(transaction=True)
def test_two_hundred_posts_of_eight_writers_leave_every_tree_sound():
    articles = [make_story(f"Story {number}") for number in range(STORIES)]

    def work(number):
        dice = random.Random(number)
        posted = []
        for turn in range(POSTS // WORKERS):
            article = dice.choice(articles)
            readable = list(Comment.objects.on(article.pk).readable().order_by("pk")[:20])
            parent = dice.choice(readable) if readable and dice.random() < 0.7 else None
            posted.append(post_on(article, f"{number}.{turn}", parent_id=parent and parent.pk).pk)
        return posted

    posted = [pk for pks in run_workers(work) for pk in pks]
    assert len(posted) == POSTS
    assert set(Comment.objects.order_by().values_list("pk", flat=True)) == set(posted)
    assert sum(Discussion.objects.values_list("comment_count", flat=True)) == POSTS
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_everybody_answers_the_same_comment_at_once():
    root = post_on(make_story(), "root")

    def work(number):
        for turn in range(10):
            post_on(root.thread.discussion.article, f"{number}.{turn}", parent_id=root.pk)

    run_workers(work)
    assert Comment.objects.filter(parent=root).count() == 80
    assert Thread.objects.get().comment_count == 81
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_writers_and_moderators_together_keep_the_counters_right():
    article = make_story()
    roots = [post_on(article, f"root {number}") for number in range(4)]

    def work(number):
        dice = random.Random(number)
        refused = 0
        for turn in range(15):
            target = dice.choice(roots)
            if number % 2:
                decide(target, dice.choice([Comment.State.PUBLISHED, Comment.State.REJECTED]), by=None)
                continue
            try:
                post_on(article, f"{number}.{turn}", parent_id=target.pk)
            except Refused:
                refused += 1
        return 0 if number % 2 else 15 - refused

    accepted = sum(run_workers(work))
    assert Comment.objects.count() == 4 + accepted
    assert_sound()


def anything(dice, article, reader):
    """One act upon the article's discussion: posting more often than others, or nothing would be left."""
    comments = list(Comment.objects.on(article.pk).order_by("?")[:1])
    verb = dice.choice(["post", "post", "reply", "reply", "edit", "withdraw", "decide", "decide"])
    if verb == "post" or not comments:
        post_on(article, f"{dice.random()}", reader=reader)
    elif verb == "reply":
        post_on(article, f"{dice.random()}", parent_id=comments[0].pk, reader=reader)
    elif verb == "edit":
        edit(comments[0], body=f"{dice.random()}", reader=comments[0].reader)
    elif verb == "withdraw":
        withdraw(comments[0], reader=comments[0].reader)
    else:
        dice.choice([approve, hold, reject, remove, restore])(comments[0], by=None)


@pytest.mark.django_db(transaction=True)
def test_everything_at_once_leaves_every_tree_sound_and_every_counter_right():
    articles = [make_story(f"Story {number}") for number in range(STORIES)]
    reader = uuid.uuid4()
    # Else nothing more would be published of a reader of whom so much is rejected.
    without_limits(rejections_percent=0)

    def work(number):
        dice = random.Random(number)
        refused = 0
        for _turn in range(POSTS // WORKERS):
            try:
                anything(dice, dice.choice(articles), reader)
            except Refused:
                refused += 1
        return refused

    assert sum(run_workers(work)) < POSTS
    assert_sound()
    for article in articles:
        readable = Comment.objects.on(article.pk).readable().count()
        assert Discussion.objects.get(article=article).comment_count == readable
    states = set(Comment.objects.order_by().values_list("state", flat=True))
    assert {Comment.State.PUBLISHED, Comment.State.WITHDRAWN} <= states


@pytest.mark.django_db(transaction=True)
def test_of_eight_windows_that_change_a_comment_at_once_one_does_and_seven_are_told():
    reader = uuid.uuid4()
    comment = post_on(make_story(), "First words.", reader=reader)

    def work(number):
        try:
            edit(comment, body=f"Window {number}", reader=reader, seen=comment.version)
        except Stale:
            return 0
        return 1

    assert sum(run_workers(work)) == 1
    assert Comment.objects.get().body.startswith("Window")
    assert Discussion.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_of_withdrawing_and_removing_at_once_the_counters_hear_once():
    reader = uuid.uuid4()
    comment = post_on(make_story(), "root", reader=reader)

    def work(number):
        try:
            return withdraw(comment, reader=reader) if number % 2 else decide(comment, "removed", by=None)
        except Refused:
            return False

    assert sum(map(bool, run_workers(work))) == 1
    assert Discussion.objects.get().comment_count == 0
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_first_posts_at_once_begin_one_discussion():
    article = make_story()
    run_workers(lambda number: post_on(article, str(number)))
    assert Discussion.objects.get().comment_count == WORKERS
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_ever():
    root = post_on(make_story(), "root")
    wait = "SET lock_timeout = 300" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 300"
    locked, done = Event(), Event()

    def hold():
        with transaction.atomic():
            Thread.objects.select_for_update().get(pk=root.thread_id)
            locked.set()
            done.wait(10)

    def answer():
        locked.wait(10)
        try:
            with connection.cursor() as cursor:
                cursor.execute(wait)
            with pytest.raises(OperationalError):
                post_on(root.thread.discussion.article, "in vain", parent_id=root.pk)
        finally:
            done.set()

    run_workers(lambda number: hold() if number == 0 else answer() if number == 1 else None)
    assert Comment.objects.count() == 1
    assert_sound()
