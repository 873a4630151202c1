"""Embargoes: nobody publishes past one, and whoever ends it sooner leaves a line."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.parts import Part
from articles.publishing import publish
from articles.scheduling import publish_due
from articles.steps import PUBLISHING
from articles.tests.builders import make_article, make_story
from articles.tests.test_workflow import make_user

pytestmark = pytest.mark.django_db

State = Article.State
TOMORROW = timezone.now() + timedelta(days=1)
AN_HOUR = timedelta(hours=1)
EDITS = ["change_article", "publish_article", "edit_every_desk"]


@pytest.fixture
def editor():
    return make_user("editor", *EDITS)


@pytest.fixture
def chief():
    return make_user("chief", *EDITS, "lift_embargo")


@pytest.fixture
def embargoed():
    return make_article(embargo_until=TOMORROW)


def test_an_embargoed_story_is_published_by_nobody_and_the_reason_is_said(embargoed, editor, chief):
    for user in (editor, chief):
        with pytest.raises(workflow.Embargoed, match="It is under embargo until"):
            workflow.move(embargoed, "publish", by=user)
        assert "publish" not in [step.verb for step in workflow.steps_for(Part(user, embargoed))]
    with pytest.raises(ValidationError):
        publish(embargoed)
    assert not embargoed.is_live()


@pytest.mark.parametrize("verb", PUBLISHING[1:])
def test_nor_is_the_rework_of_a_live_story(editor, verb):
    article = make_story()
    Article.objects.update(embargo_until=TOMORROW, state=State.DRAFT)
    with pytest.raises(workflow.Embargoed):
        workflow.move(article, verb, by=editor)
    assert article.current_edition().number == 1


def test_an_embargo_that_has_ended_holds_nobody(editor):
    article = make_article(embargo_until=timezone.now() - AN_HOUR)
    workflow.move(article, "publish", by=editor)
    assert article.is_live()


def test_an_embargoed_story_is_scheduled_for_the_end_of_its_embargo_at_the_soonest(embargoed, editor):
    with pytest.raises(ValidationError, match="It is under embargo until"):
        workflow.move(embargoed, "schedule", by=editor, at=TOMORROW - AN_HOUR)
    workflow.move(embargoed, "schedule", by=editor, at=TOMORROW)
    assert list(publish_due(TOMORROW - AN_HOUR)) == []
    [outcome] = publish_due(TOMORROW)
    assert (outcome.reason, embargoed.is_live()) == ("", True)


def test_the_database_refuses_a_time_before_the_end_of_the_embargo(embargoed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.update(state=State.SCHEDULED, publish_at=TOMORROW - AN_HOUR)


def test_lifting_an_embargo_is_a_privilege_that_says_why_and_leaves_a_line(embargoed, editor, chief):
    with pytest.raises(workflow.Refused):
        workflow.move(embargoed, "lift_embargo", by=editor, words="It is out elsewhere.")
    with pytest.raises(workflow.WordsMissing):
        workflow.move(embargoed, "lift_embargo", by=chief)
    assert Article.objects.get().embargo_until == TOMORROW
    workflow.move(embargoed, "lift_embargo", by=chief, words="It is out elsewhere.")
    assert (embargoed.state, embargoed.embargo_until) == (State.DRAFT, None)
    step = embargoed.transitions.get()
    assert (step.verb, step.from_state, step.to_state) == ("lift_embargo", "draft", "draft")
    assert (step.by, step.words) == (chief, "It is out elsewhere.")
    workflow.move(embargoed, "publish", by=editor)
    assert embargoed.is_live()


def test_lifting_the_embargo_of_a_scheduled_story_leaves_its_time(embargoed, editor, chief):
    workflow.move(embargoed, "schedule", by=editor, at=TOMORROW)
    workflow.move(embargoed, "lift_embargo", by=chief, words="It is out elsewhere.")
    embargoed.refresh_from_db()
    assert (embargoed.state, embargoed.publish_at) == (State.SCHEDULED, TOMORROW)


def test_there_is_nothing_to_lift_where_no_embargo_runs(chief):
    for until in (None, timezone.now() - AN_HOUR):
        article = make_article(embargo_until=until)
        with pytest.raises(workflow.Refused):
            workflow.move(article, "lift_embargo", by=chief, words="Why not?")
