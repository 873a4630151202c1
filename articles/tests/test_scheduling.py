"""Stories that go out by themselves."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from articles import publishing, revisions, scheduling, workflow
from articles.models import Article, Edition, Transition
from articles.moments import MomentField, in_words, moment_of, moments_at
from articles.scheduling import publish_due
from articles.search import search
from articles.tests.builders import make_article, make_story
from articles.tests.test_workflow import make_user

pytestmark = pytest.mark.django_db

State = Article.State
NOW = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def editor():
    return make_user("editor", "change_article", "publish_article", "edit_every_desk")


def make_scheduled(title="Ferry returns", *, at=NOW, **fields):
    return make_article(title, state=State.SCHEDULED, publish_at=at, **fields)


# Moments


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Kyiv", "Monday 30 November 2026, 09:00 (Europe/Kyiv), 07:00 UTC"),
        ("UTC", "Monday 30 November 2026, 07:00 UTC"),
        ("Pacific/Auckland", "Monday 30 November 2026, 20:00 (Pacific/Auckland), 07:00 UTC"),
        (
            "Pacific/Niue",
            "Sunday 29 November 2026, 20:00 (Pacific/Niue), 30 November 2026, 07:00 UTC",
        ),
    ],
)
def test_a_moment_is_said_in_the_newsrooms_zone_and_in_utc(settings, zone, words):
    settings.TIME_ZONE = zone
    assert in_words(NOW) == words


def test_the_name_of_a_day_stands_within_a_sentence_as_the_language_writes_it(settings):
    settings.LANGUAGE_CODE, settings.TIME_ZONE = "uk", "UTC"
    assert in_words(datetime(2026, 11, 30, 9, tzinfo=UTC)) == "пн 30 листопада 2026, 09:00 UTC"


def test_a_time_in_the_gap_of_summer_time_is_refused_and_explained(settings):
    settings.TIME_ZONE = "Europe/Kyiv"
    with pytest.raises(ValidationError) as refusal:
        moment_of(datetime(2027, 3, 28, 3, 30))
    assert refusal.value.messages == [
        "There is no 03:30 on that day in Europe/Kyiv: the clocks are put forward then. After the gap comes "
        "Sunday 28 March 2027, 04:00 (Europe/Kyiv), 01:00 UTC."
    ]


def test_a_whole_day_that_a_zone_left_out_is_a_gap_too(settings):
    settings.TIME_ZONE = "Pacific/Apia"
    with pytest.raises(ValidationError, match="After the gap comes Saturday 31 December 2011, 00:00"):
        moment_of(datetime(2011, 12, 30, 12, 0))


def test_a_time_that_comes_twice_is_asked_about(settings):
    settings.TIME_ZONE = "Europe/Kyiv"
    wall = datetime(2027, 10, 31, 3, 30)
    first, second = moments_at(wall)
    assert second - first == AN_HOUR
    with pytest.raises(ValidationError, match="03:30 comes twice"):
        moment_of(wall)
    assert [moment_of(wall, "0"), moment_of(wall, "1")] == [first, second]


def test_the_field_offers_both_moments_only_where_there_are_two(settings):
    settings.TIME_ZONE = "Europe/Kyiv"
    field = MomentField()
    shown = field.widget.render("at", ["2027-10-31", "03:30", ""], {"id": "at"})
    assert "Sunday 31 October 2027, 03:30 (Europe/Kyiv), 00:30 UTC" in shown
    assert "Sunday 31 October 2027, 03:30 (Europe/Kyiv), 01:30 UTC" in shown
    others = [["2027-10-31", "05:30", ""], ["x", "<b>", "1"], [None] * 3, None, ["9999-12-31", "23:59"]]
    for value in others:
        assert "<select" not in MomentField().widget.render("at", value, {})


@pytest.mark.parametrize("which", [0, 1])
def test_what_the_field_shows_is_what_it_takes(settings, which):
    settings.TIME_ZONE = "Europe/Kyiv"
    field, moment = MomentField(), moments_at(datetime(2027, 10, 31, 3, 30))[which]
    values = [str(value) for value in field.widget.decompress(moment)]
    assert field.clean(values) == moment
    assert not field.has_changed(moment, values)
    assert field.has_changed(moment, ["2027-10-31", "03:30", str(1 - which)])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (["2026-11-30", "", ""], "both a day and a time"),
        (["", "09:00", ""], "both a day and a time"),
        (["0001-01-01", "00:00", ""], "slip in the year"),
        (["9999-12-31", "23:59", ""], "slip in the year"),
        (["tomorrow", "09:00", ""], "valid date"),
        (["2026-11-30", "nine", ""], "valid time"),
    ],
)
def test_what_is_no_moment_is_refused(values, message):
    with pytest.raises(ValidationError, match=message):
        MomentField().clean(values)


# Scheduling


def test_a_scheduled_story_has_a_time_and_no_other_has():
    for fields in [{"state": State.SCHEDULED}, {"state": State.READY, "publish_at": NOW}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_article(**fields)


def test_an_editor_schedules_changes_the_time_and_takes_it_back(editor):
    article, soon = make_article(), timezone.now() + AN_HOUR
    workflow.move(article, "schedule", by=editor, at=soon)
    workflow.move(article, "schedule", by=editor, at=soon + AN_HOUR)
    assert (article.state, article.publish_at) == (State.SCHEDULED, soon + AN_HOUR)
    workflow.move(article, "unschedule", by=editor)
    article.refresh_from_db()
    assert (article.state, article.publish_at) == (State.READY, None)


@pytest.mark.parametrize("at", [None, NOW.replace(year=2020)])
def test_a_story_is_not_scheduled_for_no_time_or_for_one_that_has_passed(editor, at):
    article = make_article()
    with pytest.raises(ValidationError):
        workflow.move(article, "schedule", by=editor, at=at)
    assert Article.objects.get().state == State.DRAFT
    assert not Transition.objects.exists()


@pytest.mark.parametrize("verb", ["publish", "unschedule"])
def test_another_step_takes_the_time_with_it(editor, verb):
    article = make_scheduled(at=timezone.now() + AN_HOUR)
    workflow.move(article, verb, by=editor)
    assert Article.objects.get().publish_at is None


# Publishing what is due


def test_what_is_due_goes_out_at_its_time_and_not_before():
    article = make_scheduled()
    assert list(publish_due(NOW - timedelta(seconds=1))) == []
    assert not article.is_live()
    [outcome] = publish_due(NOW)
    assert (outcome.title, outcome.due, outcome.reason) == ("Ferry returns", NOW, "")
    assert article.current_edition().published_at == NOW
    article.refresh_from_db()
    assert (article.state, article.publish_at) == (State.PUBLISHED, None)
    assert article.transitions.first().by is None
    assert list(publish_due(NOW)) == []
    assert Edition.objects.count() == 1


def test_the_text_that_was_saved_last_goes_out(editor):
    article = make_scheduled()
    article.title = "Ferry returns late"
    article.save()
    revisions.record(article, by=editor)
    workflow.rework(article, by=editor)
    assert Article.objects.get().state == State.SCHEDULED
    list(publish_due(NOW))
    assert article.current_edition().title == "Ferry returns late"


def test_after_an_outage_all_that_is_due_goes_out_in_order_with_the_times_that_were_set():
    for hours in (2, 3, 1):
        make_scheduled(f"Story {hours}", at=NOW - hours * AN_HOUR)
    make_scheduled("Later", at=NOW + AN_HOUR)
    assert [outcome.title for outcome in publish_due(NOW)] == ["Story 3", "Story 2", "Story 1"]
    times = Edition.objects.order_by("pk").values_list("published_at", flat=True)
    assert list(times) == [NOW - hours * AN_HOUR for hours in (3, 2, 1)]
    assert str(Edition.objects.last().address.date) == "2026-11-30"


def test_a_live_story_is_updated_at_its_time_and_stays_as_it_was_until_then():
    article = make_story("Old headline", at=NOW - AN_HOUR)
    article.title, article.state, article.publish_at = "New headline", State.SCHEDULED, NOW
    article.save()
    assert article.current_edition().title == "Old headline"
    list(publish_due(NOW))
    edition = article.current_edition()
    assert (edition.number, edition.title, edition.published_at) == (2, "New headline", NOW - AN_HOUR)
    assert [section.edition for section in search("boat")] == [edition]


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (ValidationError("It has no text."), "It has no text."),
        (workflow.Refused("Not yet."), "Not yet."),
        (ZeroDivisionError(), "the program failed; its log says how."),
    ],
)
def test_a_story_that_cannot_go_out_is_ready_again_with_the_reason_and_the_others_go_on(
    monkeypatch, caplog, failure, reason
):
    bad, good = make_scheduled("Bad"), make_scheduled("Good")
    publish = publishing.publish

    def fail(article, **given):
        publish(article, **given)
        if article.title == "Bad":
            raise failure

    monkeypatch.setattr(publishing, "publish", fail)
    with caplog.at_level(logging.ERROR):
        outcomes = {outcome.title: outcome.reason for outcome in publish_due(NOW)}
    assert outcomes == {"Bad": reason, "Good": ""}
    assert "“Bad” could not be published" in caplog.text
    bad.refresh_from_db()
    assert (bad.state, bad.publish_at, bad.is_live(), good.is_live()) == (State.READY, None, False, True)
    step = bad.transitions.first()
    assert (step.verb, step.by) == ("unschedule", None)
    assert step.words == f"It could not be published on Monday 30 November 2026, 07:00 UTC: {reason}"


def test_what_the_checklist_needs_is_needed_when_the_time_comes_too():
    article = make_scheduled(sections=[""], standfirst="")
    [outcome] = publish_due(NOW)
    assert outcome.reason == "There is no text."
    article.refresh_from_db()
    assert (article.state, article.is_live()) == (State.READY, False)


def test_a_busy_database_is_no_fault_of_the_story(monkeypatch):
    article = make_scheduled()

    def fail(*args, **given):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "publish", fail)
        [outcome] = publish_due(NOW)
    assert outcome.reason
    assert Article.objects.get().state == State.SCHEDULED
    list(publish_due(NOW))
    assert article.is_live()


def test_nothing_is_asked_for_that_is_not_due(django_assert_num_queries):
    make_scheduled(at=NOW + AN_HOUR)
    # Whether anything is due.
    with django_assert_num_queries(1):
        assert list(publish_due(NOW)) == []


def test_with_four_eyes_a_scheduled_story_that_is_changed_waits_for_somebody_else(settings, editor):
    settings.FOUR_EYES = True
    second = make_user("second", "change_article", "publish_article", "edit_every_desk")
    article = make_article()
    revisions.record(article, by=editor)
    workflow.move(article, "schedule", by=second, at=timezone.now() + AN_HOUR)
    revisions.record(article, by=second)
    workflow.rework(article, by=second)
    assert article.state == State.SCHEDULED
    article.title = "Another headline"
    article.save()
    revisions.record(article, by=second)
    workflow.rework(article, by=second)
    assert (article.state, article.publish_at) == (State.READY, None)
    assert "somebody else has to schedule it again" in article.transitions.first().words
    with pytest.raises(workflow.OwnWork):
        workflow.move(article, "schedule", by=second, at=timezone.now() + AN_HOUR)
    workflow.move(article, "schedule", by=editor, at=timezone.now() + AN_HOUR)


# The command


LONG_AGO = NOW.replace(year=2020)
DUE = "“Ferry returns”, due on Monday 30 November 2020, 07:00 UTC"


def test_the_command_says_what_it_did(capsys):
    make_scheduled(at=LONG_AGO)
    call_command("publish_due")
    call_command("publish_due")
    assert capsys.readouterr().out == f"Published: {DUE}\n"


def test_the_command_says_what_it_could_not_do_and_fails(capsys, monkeypatch):
    make_scheduled(at=LONG_AGO)

    def refuse(*args, **given):
        raise ValidationError("It has no text.")

    monkeypatch.setattr(publishing, "publish", refuse)
    with pytest.raises(CommandError, match="Not published: 1"):
        call_command("publish_due")
    assert f"Not published: {DUE}: It has no text.\n" in capsys.readouterr().err


# Several workers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [2, 4])
def test_however_many_look_at_once_each_story_goes_out_once(workers):
    articles = [make_scheduled(f"Story {number}", at=NOW - number * AN_HOUR) for number in range(10)]
    start, outcomes = threading.Barrier(workers), []

    def work():
        try:
            start.wait()
            outcomes.extend(publish_due(NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.title for outcome in outcomes) == sorted(article.title for article in articles)
    assert not any(outcome.reason for outcome in outcomes)
    assert Edition.objects.count() == Edition.objects.current().count() == 10
    assert Transition.objects.filter(verb="publish").count() == 10


@pytest.mark.django_db(transaction=True)
def test_a_story_taken_off_its_schedule_at_the_last_moment_does_not_go_out_as_well(editor):
    for _ in range(5):
        article = make_scheduled()
        start, taken = threading.Barrier(2), []

        def look(start=start):
            try:
                start.wait()
                list(publish_due(NOW))
            finally:
                connection.close()

        def take_back(article=article, start=start, taken=taken):
            try:
                start.wait()
                taken.append(workflow.move(article, "unschedule", by=editor))
            except workflow.Refused:
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=act) for act in (look, take_back)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        article.refresh_from_db()
        assert (article.state == State.READY, article.is_live()) == (bool(taken), not taken)


def test_a_story_is_late_a_minute_after_its_time():
    article = make_scheduled()
    assert not scheduling.is_late(article, NOW + timedelta(seconds=59))
    assert scheduling.is_late(article, NOW + timedelta(seconds=61))
