"""The admin of stories, made of both parts."""

from articles.admin import ArticleAdmin

from .discussion_admin import DiscussionPageAdmin


class StoryAdmin(DiscussionPageAdmin, ArticleAdmin):
    """Articles, each with its discussion on a page of its own."""
