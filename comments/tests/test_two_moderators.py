"""Two moderators at once, with real threads and real transactions."""

import pytest
from django.contrib.auth.models import User

from comments.models import Comment, Decision
from comments.moderating import Seen, act, undo_all
from comments.tests.builders import make_comment
from comments.tests.test_concurrency import assert_sound, run_workers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verbs", [["approve"], ["reject"], ["approve", "reject"]])
def test_of_all_who_decide_at_once_one_does_and_each_has_a_line_in_the_log(verbs):
    comment = Comment.objects.get(pk=make_comment(state=Comment.State.HELD).pk)
    Decision.objects.all().delete()
    seen = Seen(comment.pk, comment.version, comment.state, reason="spam")
    moderators = [User.objects.create(username=f"mod{number}") for number in range(8)]

    def work(number):
        return act(verbs[number % len(verbs)], [seen], by=moderators[number])

    outcomes = run_workers(work)
    assert sum(len(outcome.decisions) for outcome in outcomes) == 1
    assert sum(len(outcome.failures) for outcome in outcomes) == 7
    assert Decision.objects.filter(is_effective=True).count() == 1
    assert set(Decision.objects.values_list("moderator", flat=True)) == {one.pk for one in moderators}
    assert Comment.objects.get().state == Decision.objects.get(is_effective=True).to_state
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_of_all_who_undo_at_once_one_does():
    comment = Comment.objects.get(pk=make_comment(state=Comment.State.HELD).pk)
    seen = Seen(comment.pk, comment.version, comment.state, reason="spam")
    (decision,) = act("reject", [seen], by=None).decisions

    outcomes = run_workers(lambda number: undo_all([decision.pk], by=None))
    assert sum(len(outcome.decisions) for outcome in outcomes) == 1
    assert Comment.objects.get().state == Comment.State.HELD
    assert_sound()
