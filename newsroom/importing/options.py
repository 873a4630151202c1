"""What an operator chooses for a run of the importer."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from comments.models import Comment

from .documents import MEGABYTE

DEFAULT_DESK = "News"


@dataclass(frozen=True)
class Options:
    """desk: for documents in no sub-folder. author: the by-line of documents without one. zone: of times that
    state none, the newsroom's own without it. state: of all comments. publish_undated: else they become
    drafts. suggest_tags: make tags of new names, besides finding the site's own. overwrite: renew articles
    even if an editor has changed them. max_size: of a document, in bytes. limit: stop after so many documents
    that were not here before, 0 for no limit.
    """

    desk: str = DEFAULT_DESK
    author: str = ""
    zone: ZoneInfo | None = None
    state: str = Comment.State.PUBLISHED
    publish_undated: bool = False
    suggest_tags: bool = True
    overwrite: bool = False
    dry_run: bool = False
    max_size: int = 50 * MEGABYTE
    limit: int = 0

    def aware(self, stamp):
        """The aware time of an ISO date or time of a dump. None stays None."""
        if not stamp:
            return None
        moment = datetime.fromisoformat(stamp)
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment, self.zone)
