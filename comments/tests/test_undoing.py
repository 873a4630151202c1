"""Decisions are undone as if they had not been made."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.deciding import approve, decide, hold, reject, remove, undo
from comments.models import Appeal, Comment, Report
from comments.refusals import Stale
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db


def waiting_comment(state=Comment.State.HELD, *, urgency=7):
    comment = make_comment()
    since = timezone.now() - timedelta(hours=3)
    Comment.objects.filter(pk=comment.pk).update(state=state, waiting_since=since, urgency=urgency)
    return Comment.objects.get(pk=comment.pk)


def standing(comment):
    return Comment.objects.values_list("state", "waiting_since", "urgency").get(pk=comment.pk)


@pytest.mark.parametrize(
    ("state", "verb"),
    [("held", approve), ("held", reject), ("published", approve), ("published", remove), ("published", hold)],
)
def test_an_undone_decision_leaves_the_comment_where_it_waited(state, verb):
    comment = waiting_comment(state)
    before = standing(comment)
    decision = verb(comment, by=None)
    assert standing(comment) != before
    undo(decision, by=None)
    assert standing(comment) == before


def test_to_undo_what_was_undone_is_to_decide_so_again():
    comment = waiting_comment()
    decision = reject(comment, by=None)
    after = standing(comment)
    undo(undo(decision, by=None), by=None)
    assert standing(comment) == after


def test_undoing_twice_is_undoing_once_and_two_lines_in_the_log():
    comment = waiting_comment()
    decision = reject(comment, by=None)
    undo(decision, by=None)
    with pytest.raises(Stale):
        undo(decision, by=None)
    assert list(comment.decisions.order_by("pk").values_list("to_state", "is_effective")) == [
        ("rejected", True),
        ("held", True),
        ("held", False),
    ]


def test_a_decision_that_came_too_late_cannot_be_undone():
    comment = waiting_comment("withdrawn")
    assert decide(comment, Comment.State.PUBLISHED, by=None) is None
    with pytest.raises(Stale):
        undo(comment.decisions.get(), by=None)


def test_hiding_a_comment_answers_no_report_and_deciding_does_until_it_is_undone():
    comment = waiting_comment("published")
    report = Report.objects.create(comment=comment, reader=uuid.uuid4(), category="spam")
    appeal = Appeal.objects.create(comment=comment, words="Why?")
    hold(comment, by=None)
    assert comment.reports.open().exists()
    decision = reject(comment, by=None)
    report.refresh_from_db()
    appeal.refresh_from_db()
    assert report.settled_by == appeal.settled_by == decision
    undo(decision, by=None)
    report.refresh_from_db()
    appeal.refresh_from_db()
    assert report.settled_at is report.settled_by is appeal.settled_at is appeal.settled_by is None
