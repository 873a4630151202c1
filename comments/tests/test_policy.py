from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Desk
from comments.models import Discussion, Policy
from comments.policy import Thresholds, in_force, state_of

pytestmark = pytest.mark.django_db
State = Discussion.State


def test_without_a_row_newsrooms_own_policy_is_in_force(django_assert_num_queries):
    with django_assert_num_queries(1):  # the site's row and the desk's
        assert in_force(None) == Thresholds()


def test_a_desk_decides_for_itself_and_leaves_the_rest_to_the_site():
    sport = Desk.objects.create(name="Sport", slug="sport")
    world = Desk.objects.create(name="World", slug="world")
    Policy.objects.create(desk=sport, links_held_above=0)
    Policy.objects.create(links_held_above=5, reports_to_hide=9, state=State.HELD)
    assert (in_force(sport.pk).links_held_above, in_force(sport.pk).reports_to_hide) == (0, 9)
    assert (in_force(world.pk).links_held_above, in_force(world.pk).state) == (5, State.HELD)
    assert in_force(None).links_held_above == 5


@pytest.mark.parametrize(
    ("own", "policy", "days", "becomes"),
    [
        ("", {}, 400, State.OPEN),
        ("", {"state": State.HELD}, 0, State.HELD),
        ("", {"held_after_days": 3}, 2, State.OPEN),
        ("", {"held_after_days": 3}, 4, State.HELD),
        ("", {"held_after_days": 3, "closed_after_days": 10}, 11, State.CLOSED),
        ("", {"state": State.CLOSED, "held_after_days": 3}, 4, State.CLOSED),
        (State.OPEN, {"closed_after_days": 3}, 4, State.OPEN),
        (State.CLOSED, {}, 0, State.CLOSED),
    ],
)
def test_a_discussion_is_as_somebody_decided_else_as_its_age_has_it(own, policy, days, becomes):
    published = timezone.now() - timedelta(days=days)
    assert state_of(Discussion(state=own), Thresholds(**policy), published) == becomes
