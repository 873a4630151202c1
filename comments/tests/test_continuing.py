"""A full thread goes on in another, so that no post costs more than its bound."""

import pytest
from django.test import Client

from articles.tests.builders import make_story
from comments.checking import check_threads
from comments.deciding import decide
from comments.models import Comment, Thread
from comments.tests.builders import make_comment, post_on, tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(settings):
    """The last comment of a thread that has no room for more."""
    settings.THREAD_LIMIT = 3
    comment = make_comment("root", article=make_story("Ferry returns"), name="Wren")
    for text in ["one", "two"]:
        comment = make_comment(text, parent=comment, name=text.title())
    return comment


def page_of(comment):
    return (
        Client().get(comment.thread.discussion.article.current_edition().get_absolute_url()).content.decode()
    )


def test_a_reply_to_a_full_thread_begins_one_that_continues_it(full):
    reply = make_comment("three", parent=full)
    assert reply.thread != full.thread
    assert reply.thread.continues == full
    assert tree_of(full.thread) == [("root", 0), ("one", 1), ("two", 2)]
    assert tree_of(reply.thread) == [("three", 0)]
    assert not list(check_threads())


def test_the_continuing_thread_takes_replies_of_its_own(full):
    reply = make_comment("three", parent=full)
    make_comment("four", parent=reply)
    assert tree_of(reply.thread) == [("three", 0), ("four", 1)]


def test_both_ends_name_and_link_each_other(full):
    reply = make_comment("three", parent=full)
    page = page_of(full)
    assert f'<a class="answers" href="#comment-{full.pk}">in reply to Two</a>' in page
    assert f'href="threads/{reply.thread_id}/">Answered in another thread' in page


def test_a_removed_comment_is_not_named_by_what_continues_it(full):
    make_comment("three", parent=full)
    decide(full, Comment.State.REMOVED, by=None)
    page = page_of(full)
    assert "in reply to Two" not in page
    assert "in reply to a comment that was removed" in page


def test_a_hidden_continuation_is_not_linked(full):
    make_comment("three", parent=full, state=Comment.State.REJECTED)
    assert "Answered in another thread" not in page_of(full)


def test_a_continuation_is_refused_as_a_reply_would_be(full):
    decide(full, Comment.State.REJECTED, by=None)
    with pytest.raises(Exception, match="no longer there"):
        post_on(full.thread.discussion.article, "three", parent_id=full.pk)
    assert Thread.objects.count() == 1
