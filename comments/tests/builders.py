"""Comments for tests, posted as readers post them."""

from articles.tests.builders import make_story
from comments.deciding import decide
from comments.models import Comment
from comments.posting import post


def make_comment(body="Well said.", *, article=None, parent=None, name="", state=None):
    """A comment on a story of its own, unless it is given one; with a state, a moderator has given it
    that.
    """
    if parent:
        article = parent.thread.discussion.article
    comment = post(article=article or make_story(), body=body, name=name, parent_id=parent and parent.pk)
    if state:
        decide(comment, state, by=None)
    return Comment.objects.get(pk=comment.pk)


def tree_of(thread):
    """The thread's comments in reading order: (text, level)."""
    return list(Comment.objects.of([thread]).order_by("lft").values_list("body", "level"))
