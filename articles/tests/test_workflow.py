"""Steps from idea to page. Which role may take which is for newsroom/tests/test_roles.py to ask."""

import importlib
import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.db import connection
from django.utils import timezone

from articles import revisions, workflow
from articles.corrections import ToReaders
from articles.models import Article, Edition, Transition
from articles.parts import Part
from articles.publishing import publish, unpublish
from articles.search import search
from articles.steps import STEPS
from articles.tests.builders import make_article, make_story

pytestmark = pytest.mark.django_db

State = Article.State
TOMORROW = timezone.now() + timedelta(days=1)


def make_user(name, *permissions):
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


@pytest.fixture
def reporter():
    return make_user("reporter", "change_article")


@pytest.fixture
def editor():
    permissions = [
        "change_article",
        "publish_article",
        "edit_every_desk",
        "take_down_article",
        "lift_embargo",
    ]
    return make_user("editor", *permissions)


def put(article, state):
    """The article in a state, however it came there."""
    article.state, article.publish_at = state, TOMORROW if state == State.SCHEDULED else None
    article.save()
    return article


def state_of(article):
    return Article.objects.get(pk=article.pk).state


def test_a_story_goes_from_draft_to_readers_and_every_step_is_kept(reporter, editor):
    article = make_article(created_by=reporter)
    for user, verb, words in [
        (reporter, "submit", "Ready, I think."),
        (editor, "request_changes", "Who says so?"),
        (reporter, "submit", ""),
        (editor, "mark_ready", ""),
        (editor, "publish", ""),
    ]:
        workflow.move(article, verb, by=user, words=words)
    assert article.state == state_of(article) == State.PUBLISHED
    assert article.current_edition().number == 1
    kept = article.transitions.order_by("pk")
    assert list(kept.values_list("verb", "from_state", "to_state", "by__username", "words")) == [
        ("submit", "draft", "submitted", "reporter", "Ready, I think."),
        ("request_changes", "submitted", "changes", "editor", "Who says so?"),
        ("submit", "changes", "submitted", "reporter", ""),
        ("mark_ready", "submitted", "ready", "editor", ""),
        ("publish", "ready", "published", "editor", ""),
    ]
    assert all(step.at for step in kept)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.verb)
def test_a_step_leads_on_from_its_states_only(editor, step, state):
    was_public = step.live or step.was_public or state == State.PUBLISHED
    article = make_story() if was_public else make_article()
    article = put(article, state)
    before = Transition.objects.count()
    if step.embargoed:
        article.embargo_until = TOMORROW
        article.save()
    fits = state in step.sources and step.by_hand
    # An editor took nothing down to take back, and a live story cannot be hidden among the ideas.
    if fits and step.verb != "take_back" and not (step.live is False and article.is_live()):
        told = ToReaders("It was not so.")
        workflow.move(article, step.verb, by=editor, words="So it is.", to_readers=told, at=TOMORROW)
        assert state_of(article) == (step.target or state)
        stays_live = was_public and step.verb not in ("unpublish", "take_down")
        assert article.is_live() == (step.target == State.PUBLISHED or stays_live)
    else:
        with pytest.raises(workflow.Refused):
            workflow.move(article, step.verb, by=editor, words="So it is.")
        assert state_of(article) == state
        assert Transition.objects.count() == before


@pytest.mark.parametrize("words", ["", " \n"])
@pytest.mark.parametrize(
    ("verb", "state"), [("request_changes", State.SUBMITTED), ("unpublish", State.PUBLISHED)]
)
def test_some_steps_demand_words(editor, verb, state, words):
    article = put(make_story(), state)
    with pytest.raises(workflow.WordsMissing):
        workflow.move(article, verb, by=editor, words=words)
    assert state_of(article) == state


@pytest.mark.parametrize("verb", ["", "delete", "__class__", "x" * 500])
def test_what_is_no_step_is_refused(editor, verb):
    with pytest.raises(workflow.Refused):
        workflow.move(make_article(), verb, by=editor)


def test_the_state_that_counts_is_the_one_in_the_database(reporter, editor):
    article = make_article(created_by=reporter)
    stale = Article.objects.get(pk=article.pk)
    workflow.move(article, "submit", by=reporter)
    with pytest.raises(workflow.Refused):
        workflow.move(stale, "submit", by=reporter)
    assert Transition.objects.count() == 1


def test_a_live_story_goes_through_the_states_again_while_readers_see_what_they_saw(reporter, editor):
    article = make_story("Old headline", created_by=reporter)
    article.title = "New headline"
    article.save()
    revisions.record(article, by=reporter)
    workflow.rework(article, by=reporter)
    assert state_of(article) == State.DRAFT
    for user, verb in [(reporter, "submit"), (editor, "request_changes"), (reporter, "submit")]:
        workflow.move(article, verb, by=user, words="Words.")
        assert article.current_edition().title == "Old headline"
    workflow.move(article, "update", by=editor)
    assert article.current_edition().title == "New headline"


def test_a_published_story_saved_as_it_is_stays_published(editor):
    article = make_story()
    revisions.record(article, by=editor)
    workflow.rework(article, by=editor)
    assert state_of(article) == State.PUBLISHED


def test_a_live_story_is_not_spiked_unless_it_is_unpublished_before(editor):
    article = put(make_story(), State.DRAFT)
    with pytest.raises(workflow.Refused):
        workflow.move(article, "spike", by=editor)
    workflow.move(article, "unpublish", by=editor, words="Wrong town.")
    workflow.move(article, "spike", by=editor)
    assert state_of(article) == State.SPIKED


def test_publishing_past_the_workflow_keeps_state_and_step_all_the_same():
    article = make_article()
    publish(article)
    assert (article.state, state_of(article)) == (State.PUBLISHED, State.PUBLISHED)
    assert article.transitions.get().by is None


def test_unpublishing_takes_the_story_from_readers_and_publishing_brings_it_back(client):
    article = make_story("The ferry returns", desk="Harbour", authors=["Nora Pell"])
    url = article.current_edition().get_absolute_url()
    publish(article)
    unpublish(article, reason="Not true.")
    assert state_of(article) == State.UNPUBLISHED
    assert article.transitions.first().words == "Not true."
    assert client.get(url).status_code == 404
    for page in ["/", "/harbour/", "/authors/nora-pell/"]:
        assert "The ferry returns" not in client.get(page).content.decode()
    assert search("ferry") == []
    edition = publish(article)
    assert (edition.number, edition.get_absolute_url()) == (3, url)
    assert [section.edition for section in search("ferry")] == [edition]


class FailsLater(Exception):
    pass


def test_state_and_edition_change_together_or_not_at_all(editor, monkeypatch):
    article = make_story()

    def fail(*args, **fields):
        raise FailsLater

    monkeypatch.setattr(Transition.objects, "create", fail)
    with pytest.raises(FailsLater):
        workflow.move(article, "unpublish", by=editor, words="Not true.")
    assert state_of(article) == State.PUBLISHED
    assert article.is_live()


# A second pair of eyes


@pytest.mark.parametrize("verb", ["mark_ready", "publish"])
def test_with_four_eyes_who_changed_it_last_cannot_pass_it(settings, editor, verb):
    settings.FOUR_EYES = True
    second = make_user("second", "change_article", "publish_article", "edit_every_desk")
    article = put(make_article(), State.SUBMITTED)
    revisions.record(article, by=editor)
    with pytest.raises(workflow.OwnWork):
        workflow.move(article, verb, by=editor)
    workflow.move(article, verb, by=second)


def test_with_four_eyes_who_submitted_it_cannot_pass_it_even_if_another_changed_it_since(settings, editor):
    settings.FOUR_EYES = True
    second = make_user("second", "change_article", "publish_article", "edit_every_desk")
    third = make_user("third", "change_article", "publish_article", "edit_every_desk")
    article = make_article()
    workflow.move(article, "submit", by=editor)
    revisions.record(article, by=second)
    for user in [editor, second]:
        with pytest.raises(workflow.OwnWork):
            workflow.move(article, "publish", by=user)
    assert "publish" not in [step.verb for step in workflow.steps_for(Part(second, article))]
    workflow.move(article, "publish", by=third)


def test_without_the_rule_an_editor_passes_their_own_text(editor):
    article = make_article()
    revisions.record(article, by=editor)
    workflow.move(article, "publish", by=editor)
    assert article.is_live()


def test_it_asks_little_to_say_what_is_next(editor, django_assert_num_queries):
    article = make_story()
    editor.has_perm("articles.change_article")
    # Whether the user edits its desk, whether they have written it, and whether readers see it, or have seen
    # it.
    with django_assert_num_queries(4):
        workflow.steps_for(Part(editor, article))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_step_at_once_one_is_refused():
    editor = make_user("editor", "change_article", "publish_article", "edit_every_desk")
    article = put(make_article(), State.SUBMITTED)
    start, outcomes = threading.Barrier(2), []

    def act(verb):
        start.wait()
        try:
            outcomes.append(workflow.move(article, verb, by=editor, words="Words.").verb)
        except workflow.Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[verb]) for verb in ["request_changes", "request_changes"]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "request_changes"]
    assert Transition.objects.count() == 1
    assert not Edition.objects.exists()


# Existing articles


def test_articles_from_before_there_were_states_get_the_right_one():
    writer = make_user("writer")
    draft, live, changed, hidden = make_article(), make_story("A"), make_story("B"), make_story("C")
    revisions.record(draft, by=writer)
    revisions.record(live)
    changed.title = "Changed"
    changed.save()
    revisions.record(changed)
    unpublish(hidden, reason="Wrong.")
    Article.objects.update(state=State.DRAFT)
    importlib.import_module("articles.migrations.0013_state_of_existing_articles").fill(apps, None)
    assert [state_of(article) for article in (draft, live, changed, hidden)] == [
        *["draft", "published", "draft", "unpublished"]
    ]
    assert Article.objects.get(pk=draft.pk).created_by == writer


def test_what_is_a_users_own_is_what_they_began_or_sign(reporter):
    begun, signed, other = (
        make_article(created_by=reporter),
        make_article(authors=["Nora Pell"]),
        make_article(),
    )
    signed.authors.update(user=reporter)
    assert set(Article.objects.written_by(reporter)) == {begun, signed}
    assert not other.is_written_by(reporter)


def test_nobody_signed_in_has_no_story():
    make_article()
    nobody = AnonymousUser()
    assert not Article.objects.worked_on_by(nobody).exists()
    assert not Article.objects.visible_to(nobody).exists()
