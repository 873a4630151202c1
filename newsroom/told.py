"""What a story's page shows that editors have made. It is remembered: a comment makes the page anew, and none
of this.
"""

from dataclasses import dataclass

from articles import story
from articles.models import Edition
from articles.related import related_stories
from articles.story import Story
from comments.policy import Thresholds, in_force

from .keeping.unchanged import while_unchanged

# In each process, like the pages that it has at hand.
MOST_STORIES = 50

edition_at = while_unchanged(MOST_STORIES)(story.edition_at)


@dataclass(frozen=True)
class Told:
    """A Story with the addresses of comments as they stand in it, what its page leads on to, and the policy
    for its discussion.
    """

    story: Story
    related: list[Edition]
    policy: Thresholds


@while_unchanged(MOST_STORIES)
def told(edition):
    """What is Told by a current edition. What Story.of() asks, and two queries more: one for its policy, one
    for what shares its topics.
    """
    story = Story.of(edition)
    return Told(story, related=related_stories(story), policy=in_force(edition.desk_id))
