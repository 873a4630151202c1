"""The policy in force: what chief moderators have decided for a desk, else for the site, else Newsroom's own
defaults.
"""

from dataclasses import dataclass, fields
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from articles.prepared import prepared

from .models import Discussion, Policy


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Newsroom's own policy, and the form of every other. models/policy.py says what each number means; with
    0 a check is off, unless it is held_above or closes or holds after so many days: empty is off there.
    """

    state: str = Discussion.State.OPEN
    held_after_days: int | None = None
    closed_after_days: int | None = None
    approvals_before_trust: int = 0
    links_held_above: int = 2
    seconds_between_posts: int = 5
    posts_of_reader: int = 10
    posts_of_network: int = 60
    seconds_to_write: int = 3
    repeat_hours: int = 24
    capitals_percent: int = 70
    rejections_percent: int = 30
    rejections_days: int = 30
    score_asked_from: int = 70
    score_held_from: int = 90
    scorer_milliseconds: int = 300
    on_failure: str = Policy.OnFailure.PUBLISH
    reports_to_hide: int = 3
    network_days: int = 14


NAMES = [field.name for field in fields(Thresholds)]


def in_force(desk_id):
    """The Thresholds for stories of a desk (None: of no desk). One query."""
    # The site's row first, so that the desk's says the last word.
    rows = sorted(policies_for(desk_id or 0), key=lambda row: row[0] is not None)
    decided = {}
    for _desk, *values in rows:
        decided |= {name: value for name, value in zip(NAMES, values, strict=True) if value not in (None, "")}
    return Thresholds(**decided)


@prepared
def policies_for(desk_id):
    return Policy.objects.filter(Q(desk=None) | Q(desk=desk_id)).order_by().values_list("desk", *NAMES)


def state_of(discussion, thresholds, published_at, at=None):
    """Whether a discussion is open, held or closed: as somebody decided for this one, else as the policy
    says. What is older than the policy's days is never more open than these make it.
    """
    if discussion.state:
        return discussion.state
    age = (at or timezone.now()) - published_at
    if is_over(age, thresholds.closed_after_days):
        return Discussion.State.CLOSED
    if thresholds.state == Discussion.State.OPEN and is_over(age, thresholds.held_after_days):
        return Discussion.State.HELD
    return thresholds.state


def is_over(age, days):
    return days is not None and age > timedelta(days=days)
