"""A comment that is not written yet, with all that the checks may ask about it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from . import links, records, rulebook, words
from .models import Discussion
from .policy import Thresholds, state_of


@dataclass
class Draft:
    """What the checks are shown. What costs a query or more is asked when the first check wants it, and once.

    networks are the hashes of networks.hashes(); opened_at is when the reply page was opened, None if that is
    not known; is_second says that a soft answer was given to this text already; comment_id is that of the
    comment that is being changed, None for a new one.
    """

    body: str
    name: str = ""
    discussion: Discussion = field(default_factory=Discussion)
    published_at: datetime = field(default_factory=timezone.now)
    thresholds: Thresholds = field(default_factory=Thresholds)
    reader: UUID | None = None
    user: object = None
    networks: list = field(default_factory=list)
    opened_at: datetime | None = None
    is_second: bool = False
    comment_id: int | None = None
    at: datetime = field(default_factory=timezone.now)

    @property
    def state(self):
        """Whether the discussion is open, held or closed for it."""
        return state_of(self.discussion, self.thresholds, self.published_at, self.at)

    @cached_property
    def rules(self):
        """The Rulebook in force. One query."""
        return rulebook.in_force(self.at)

    @cached_property
    def readings(self):
        """The words of its name and its text, as words.WordList wants them."""
        return [*words.readings(self.name), *words.readings(self.body)]

    @cached_property
    def mentioned(self):
        """The hosts that its text names, links or not."""
        return links.mentions(self.body)

    @cached_property
    def of_reader(self):
        """What its reader wrote before, the newest first: records.Entry. One query, none without a reader."""
        most = max(self.thresholds.posts_of_reader, self.thresholds.approvals_before_trust)
        return self.others(records.of_reader(self.reader, most))

    @cached_property
    def of_network(self):
        """What came from its network before, the newest first. One query, none without a network."""
        return self.others(records.of_network(self.networks[:1], self.thresholds.posts_of_network))

    def others(self, entries):
        return [entry for entry in entries if entry.pk != self.comment_id and entry.posted_at]
