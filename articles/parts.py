"""The part that somebody has in a story, and what that lets them do."""

from functools import cached_property

from .models import Article
from .turns import WRITERS_TURN

State = Article.State

# States in which writers may change their own stories. In others an editor has the story, or has put it away.
WRITABLE = (*WRITERS_TURN, State.PUBLISHED, State.UNPUBLISHED)


class Part:
    """The part that a user has in a story. What the database says of it is asked for once."""

    def __init__(self, user, article):
        self.user, self.article = user, article

    @cached_property
    def changes_articles(self):
        return self.user.has_perm("articles.change_article")

    @cached_property
    def is_writer(self):
        return self.article.is_written_by(self.user)

    @cached_property
    def is_editor(self):
        return self.article.is_edited_by(self.user)

    @cached_property
    def is_live(self):
        return self.article.is_live()

    @cached_property
    def was_public(self):
        return self.article.editions.exists()

    @cached_property
    def may_see(self):
        return self.article.is_visible_to(self.user)

    def may_write(self):
        return self.changes_articles and self.is_writer

    def may_edit(self):
        return self.changes_articles and self.is_editor

    def may_take_down(self):
        return self.may_edit() and self.user.has_perm("articles.take_down_article")

    def may_lift_embargo(self):
        return self.may_edit() and self.user.has_perm("articles.lift_embargo")

    def may_work(self):
        return self.may_edit() or self.may_write()

    def may_change(self):
        """Whether the working copy may be changed now: by an editor of its desk; by its writer, while it is
        the writer's.
        """
        if self.article.state == State.SPIKED:
            return False
        return self.may_edit() or (self.article.state in WRITABLE and self.may_write())
