"""Comments for tests, posted as readers post them."""

from articles.tests.builders import make_story
from comments.deciding import decide
from comments.models import Comment, Policy
from comments.posting import post


def post_on(article, body, **more):
    """A comment on the article as it is published now; more are the other arguments of post()."""
    return post(edition=article.current_edition(), body=body, **more)


def without_limits(**thresholds):
    """A policy for tests that are about something else: nobody writes too fast, too much or twice."""
    limits = ["seconds_between_posts", "posts_of_reader", "posts_of_network", "seconds_to_write"]
    return Policy.objects.create(**dict.fromkeys([*limits, "repeat_hours"], 0) | thresholds)


def make_comment(body="Well said.", *, article=None, parent=None, name="", state=None):
    """A comment on a story of its own, unless it is given one; with a state, a moderator has given it
    that.
    """
    if parent:
        article = parent.thread.discussion.article
    comment = post_on(article or make_story(), body, name=name, parent_id=parent and parent.pk)
    if state:
        decide(comment, state, by=None)
    return Comment.objects.get(pk=comment.pk)


def tree_of(thread):
    """The thread's comments in reading order: (text, level)."""
    return list(Comment.objects.of([thread]).order_by("lft").values_list("body", "level"))
