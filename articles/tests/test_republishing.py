"""A live story goes public again by one of three verbs: what each does to the times that readers see, and
what a correction demands and leaves behind.
"""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.db import IntegrityError, transaction

from articles import workflow
from articles.corrections import Severity, ToReaders
from articles.models import Correction
from articles.models.correction import Lasting
from articles.publishing import publish, unpublish
from articles.story import Story
from articles.tests.builders import make_article, make_story

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)
WRONG = ToReaders("It was nine weeks, not seven.")


@pytest.fixture
def editor():
    user = User.objects.create_user("editor", is_staff=True)
    names = ["change_article", "publish_article", "edit_every_desk"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def rewrite(article, title):
    article.title = title
    article.save()
    return article


def test_a_first_edition_has_no_time_of_change():
    assert make_story().current_edition().modified_at is None


@pytest.mark.parametrize("verb", ["update", "correct"])
def test_updating_and_correcting_move_the_time_of_change_and_not_that_of_publication(editor, verb):
    article = make_story(at=THEN)
    workflow.move(rewrite(article, "New"), verb, by=editor, to_readers=WRONG)
    edition = article.current_edition()
    assert edition.published_at == THEN
    assert edition.modified_at == edition.made_at
    assert edition.verb == verb


def test_a_minor_fix_moves_no_time_that_readers_see(editor):
    article = make_story(at=THEN)
    workflow.move(rewrite(article, "Fixd"), "minor_fix", by=editor)
    assert Story.of(article.current_edition()).modified_at is None
    workflow.move(rewrite(article, "News"), "update", by=editor)
    updated = article.current_edition().modified_at
    workflow.move(rewrite(article, "Fixed"), "minor_fix", by=editor)
    story = Story.of(article.current_edition())
    assert (story.title, story.published_at, story.modified_at) == ("Fixed", THEN, updated)


def test_bringing_a_story_back_as_it_was_moves_no_time_and_with_other_words_it_does():
    article = make_story(at=THEN)
    unpublish(article, reason="Wait.")
    assert publish(article).modified_at is None
    unpublish(article, reason="Wait.")
    edition = publish(rewrite(article, "Other words"))
    assert (edition.modified_at, edition.verb) == (edition.made_at, "publish")


@pytest.mark.parametrize("words", ["", " \n\t"])
def test_a_correction_demands_words_for_readers(editor, words):
    article = make_story()
    with pytest.raises(workflow.WordsToReadersMissing):
        workflow.move(article, "correct", by=editor, words="A note.", to_readers=ToReaders(words))
    assert article.current_edition().number == 1
    assert not Correction.objects.exists()


def test_a_correction_is_kept_with_its_edition_its_author_and_its_section(editor):
    article = make_story(sections=["One.", {"heading": "The crew", "text": "They slept."}])
    key = article.sections.get(heading="The crew").key
    words = ToReaders(" They did not sleep. \n", Severity.SERIOUS, key)
    workflow.move(article, "correct", by=editor, to_readers=words)
    edition = article.current_edition()
    assert edition.correction.words == "They did not sleep."
    assert edition.correction.made_at == edition.made_at
    assert edition.correction.by == editor
    [note] = Story.of(edition).corrections
    assert (note.number, note.is_serious, note.section.heading) == (2, True, "The crew")


def test_a_correction_is_about_a_section_that_readers_know(editor):
    article, other = make_story(), make_story()
    key = other.sections.get().key
    with pytest.raises(workflow.Refused):
        workflow.move(article, "correct", by=editor, to_readers=ToReaders("Wrong.", section=key))
    assert article.current_edition().number == 1


def test_a_correction_whose_section_is_gone_stands_without_the_way_to_it(editor):
    article = make_story(sections=["One.", "Two."])
    first = article.sections.first()
    workflow.move(article, "correct", by=editor, to_readers=ToReaders("Wrong.", section=first.key))
    first.delete()
    workflow.move(article, "update", by=editor)
    [note] = Story.of(article.current_edition()).corrections
    assert (note.words, note.section) == ("Wrong.", None)


def test_a_correction_is_followed_by_another_and_never_changed_or_deleted(editor):
    article = make_story()
    for words in ["First.", "Second."]:
        workflow.move(article, "correct", by=editor, to_readers=ToReaders(words))
    assert [note.words for note in Story.of(article.current_edition()).corrections] == ["Second.", "First."]
    correction = Correction.objects.last()
    correction.words = "Never mind."
    for act in [
        correction.save,
        correction.delete,
        Correction.objects.all().delete,
        lambda: Correction.objects.update(words="Never mind."),
    ]:
        with pytest.raises(Lasting):
            act()
    assert list(Correction.objects.values_list("words", flat=True)) == ["Second.", "First."]


def test_an_account_that_is_gone_takes_no_correction_along(editor):
    article = make_story()
    workflow.move(article, "correct", by=editor, to_readers=WRONG)
    editor.delete()
    assert Correction.objects.get().by is None


def test_an_edition_has_one_correction_at_most(editor):
    article = make_story()
    workflow.move(article, "correct", by=editor, to_readers=WRONG)
    edition = article.current_edition()
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(edition=edition, words="Once more.", made_at=edition.made_at)


def test_the_three_verbs_are_for_live_stories_and_publishing_for_the_others(editor):
    article = make_article()
    for verb in ["update", "correct", "minor_fix"]:
        with pytest.raises(workflow.Refused):
            workflow.move(article, verb, by=editor, to_readers=WRONG)
    workflow.move(article, "publish", by=editor)
    with pytest.raises(workflow.Refused):
        workflow.move(article, "publish", by=editor)
