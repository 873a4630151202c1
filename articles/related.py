"""Stories that share a story's topics: what its page leads to at its end."""

from .models import Edition, EditionSection
from .prepared import prepared

MOST_STORIES = 4
# So many of a story's topics are looked at, and of each so many sections, the last that were made public:
# what a page costs depends neither on how long the story is nor on how much there is about a topic.
MOST_TOPICS, MOST_SECTIONS = 4, 60


def related_stories(story):
    """The newest public stories that share one of the foremost topics with a Story, as current editions with
    their addresses and desks. One query, or none if it has no topics.
    """
    return editions_about([tag.pk for tag in story.topics[:MOST_TOPICS]], story.article_id)


@prepared
def editions_about(tag_ids, article_id):
    tagged = EditionSection.tags.through.objects
    others = tagged.filter(editionsection__edition__retired_at=None)
    others = others.exclude(editionsection__edition__article=article_id).order_by("-editionsection_id")
    by_tag = [
        tagged.filter(pk__in=others.filter(tag=tag).values("pk")[:MOST_SECTIONS]).values(
            "editionsection__edition"
        )
        for tag in tag_ids
    ]
    editions = Edition.objects.current().filter(pk__in=by_tag[0].union(*by_tag[1:]))
    return editions.select_related("address", "desk").order_by("-published_at", "-pk")[:MOST_STORIES]
