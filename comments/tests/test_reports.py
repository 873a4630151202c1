"""Readers report comments: once each, enough of them hide one, and a moderator has the last word."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Desk
from articles.tests.builders import make_story
from comments import tokens
from comments.deciding import approve, reject, restore
from comments.models import Comment, Decision, Discussion, Policy, Report
from comments.posting import edit, withdraw
from comments.refusals import Refused, TooMany
from comments.reporting import report, urgency, weight
from comments.tests.builders import make_comment, post_on
from comments.tests.test_concurrency import assert_sound, run_workers

pytestmark = pytest.mark.django_db

Category = Report.Category
PUBLISHED, HELD, REJECTED, REMOVED, WITHDRAWN = Comment.State
WRITER = uuid.uuid4()


@pytest.fixture
def comment():
    return post_on(make_story(), "Outrageous words.", name="Wren", reader=WRITER)


def stored(comment):
    return Comment.objects.get(pk=comment.pk)


def be_reported(comment, times=1, *, category=Category.ABUSE, **fields):
    """As many readers of as many networks report the comment."""
    for number in range(times):
        networks = fields.get("networks", [f"{comment.pk}-{number}"])
        report(comment, category=category, words="Look.", reader=uuid.uuid4(), networks=networks)


def test_a_reported_comment_stays_public_and_waits_for_a_moderator(comment):
    version = Discussion.objects.get().version
    be_reported(comment, 2)
    assert stored(comment).state == PUBLISHED
    assert stored(comment).waiting_since
    assert Discussion.objects.get().version == version


def test_five_reports_of_one_reader_are_one(comment):
    reader = uuid.uuid4()
    answers = [report(comment, category=Category.SPAM, words="", reader=reader) for _number in range(5)]
    assert answers == [True, False, False, False, False]
    assert Report.objects.count() == 1
    assert stored(comment).state == PUBLISHED


def test_the_third_report_hides_and_says_so_in_the_history(comment):
    be_reported(comment, 3)
    assert stored(comment).state == HELD
    assert Discussion.objects.get().comment_count == 0
    decision = Decision.objects.get()
    assert (decision.moderator, decision.report_count) == (None, 3)
    assert (decision.from_state, decision.to_state) == (PUBLISHED, HELD)
    assert Report.objects.open().count() == 3
    assert_sound()


def test_one_network_hides_nothing_by_itself(comment):
    be_reported(comment, 8, networks=["a" * 32])
    assert stored(comment).state == PUBLISHED
    be_reported(comment, 1, networks=["b" * 32])
    assert stored(comment).state == HELD


@pytest.mark.parametrize(("networks", "expected"), [("aab", 3), ("aaa", 2), ("aaabbb", 4), (["", "", ""], 3)])
def test_reports_of_one_network_count_at_most_twice(networks, expected):
    assert weight([Report(network=network) for network in networks]) == expected


def test_a_desk_decides_how_many_reports_hide(comment):
    Policy.objects.create(desk=Desk.objects.get(), reports_to_hide=1)
    be_reported(comment)
    assert stored(comment).state == HELD


def test_reports_never_hide_where_the_policy_says_none(comment):
    Policy.objects.create(reports_to_hide=0)
    be_reported(comment, 5)
    assert stored(comment).state == PUBLISHED


@pytest.mark.parametrize("reported", [1, 3], ids=["in public", "hidden"])
def test_after_a_moderator_has_kept_it_ten_more_reports_leave_it_public_and_quiet(comment, reported):
    be_reported(comment, reported)
    approve(comment, by=None)
    be_reported(comment, 10)
    assert (stored(comment).state, stored(comment).waiting_since) == (PUBLISHED, None)
    assert Report.objects.count() == reported + 10
    assert not Report.objects.open().exists()


def test_a_legal_report_asks_once_more_after_a_moderator_has_kept_it_and_hides_nothing(comment):
    be_reported(comment)
    approve(comment, by=None)
    be_reported(comment, 5, category=Category.LIBEL)
    assert stored(comment).state == PUBLISHED
    assert stored(comment).urgency >= 1000
    approve(comment, by=None)
    be_reported(comment, 5, category=Category.LIBEL)
    assert stored(comment).waiting_since is None


def test_what_was_approved_before_anybody_reported_it_waits_but_is_not_hidden():
    comment = make_comment(state=HELD)
    approve(comment, by=None)
    be_reported(comment, 5)
    assert stored(comment).state == PUBLISHED
    assert stored(comment).waiting_since


def test_what_was_changed_after_a_moderator_kept_it_is_hidden_again(comment):
    be_reported(comment)
    approve(comment, by=None)
    edit(comment, body="Even more outrageous words.", reader=WRITER)
    be_reported(comment, 3)
    assert stored(comment).state == HELD


def test_a_moderator_restores_what_reports_have_hidden(comment):
    be_reported(comment, 3)
    restore(comment, by=None)
    assert stored(comment).state == PUBLISHED
    assert Discussion.objects.get().comment_count == 1
    be_reported(comment, 3)
    assert stored(comment).state == PUBLISHED


def test_what_was_restored_waits_on_until_its_reports_are_answered(comment):
    Policy.objects.create(reports_to_hide=1)
    be_reported(comment)
    restore(comment, by=None)
    assert stored(comment).waiting_since
    approve(comment, by=None)
    assert stored(comment).waiting_since is None
    assert not Report.objects.open().exists()


def test_nobody_reports_what_readers_cannot_see_or_what_they_wrote(comment):
    with pytest.raises(Refused, match="written this comment yourself"):
        report(comment, category=Category.SPAM, words="", reader=WRITER)
    reject(comment, by=None)
    with pytest.raises(Refused, match="no longer"):
        report(comment, category=Category.SPAM, words="", reader=uuid.uuid4())
    assert not Report.objects.exists()


def test_legal_reports_come_first_then_the_most_reported():
    def reports(number, category=Category.ABUSE):
        return [Report(category=category)] * number

    assert urgency(reports(1, Category.THREAT)) > urgency(reports(500))
    assert urgency(reports(2)) > urgency(reports(1), is_appealed=True) > urgency(reports(1))
    assert 0 < urgency(reports(500)) < 32_768


def test_what_waits_for_another_reason_keeps_its_place(comment):
    since = timezone.now() - timedelta(days=1)
    Comment.objects.filter(pk=comment.pk).update(waiting_since=since, urgency=500)
    be_reported(comment)
    assert (stored(comment).waiting_since, stored(comment).urgency) == (since, 500)


def test_a_reader_reports_ten_comments_in_ten_minutes_and_then_waits():
    article, reader = make_story(), uuid.uuid4()
    comments = [make_comment(article=article) for _number in range(11)]
    for comment in comments[:10]:
        report(comment, category=Category.SPAM, words="", reader=reader)
    with pytest.raises(TooMany) as refusal:
        report(comments[10], category=Category.SPAM, words="", reader=reader)
    assert 0 < refusal.value.seconds <= 600
    Report.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    assert report(comments[10], category=Category.SPAM, words="", reader=reader)


def test_a_network_reports_thirty_times_in_ten_minutes_and_then_waits(comment):
    be_reported(comment, 30, networks=["a" * 32])
    with pytest.raises(TooMany):
        be_reported(comment, 1, networks=["b" * 32, "a" * 32])
    be_reported(comment, 1, networks=["c" * 32])


@pytest.mark.django_db(transaction=True)
def test_eight_readers_who_report_at_once_are_eight_reports_and_one_decision():
    comment = make_comment()
    Policy.objects.create(reports_to_hide=8)

    def work(number):
        return report(
            comment, category=Category.ABUSE, words="", reader=uuid.UUID(int=number), networks=[str(number)]
        )

    assert run_workers(work) == [True] * 8
    assert Report.objects.count() == 8
    assert Decision.objects.get().report_count == 8
    assert (stored(comment).state, Discussion.objects.get().comment_count) == (HELD, 0)
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_report_at_once_the_third_hides_and_the_others_are_told():
    comment = make_comment()

    def work(number):
        try:
            reader = uuid.UUID(int=number)
            return report(comment, category=Category.ABUSE, words="", reader=reader, networks=[str(number)])
        except Refused:
            return False

    assert sum(run_workers(work)) == Report.objects.count() == 3
    assert Decision.objects.get().report_count == 3
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_one_reader_who_presses_eight_times_at_once_has_reported_once():
    comment, reader = make_comment(), uuid.uuid4()
    answers = run_workers(lambda _number: report(comment, category=Category.SPAM, words="", reader=reader))
    assert (sum(answers), Report.objects.count()) == (1, 1)


# The pages.


def send(client, comment, **fields):
    article = comment.thread.discussion.article
    data = {"token": tokens.make(article.pk), "category": Category.ABUSE, "words": "Look."} | fields
    headers = data.pop("headers", {})
    return client.post(f"/comments/{comment.pk}/report/", data, headers=headers)


def page(client, comment):
    return client.get(f"/comments/{comment.pk}/report/").content.decode()


def test_each_comment_leads_to_its_report_form(client, comment):
    story = comment.thread.discussion.article.current_edition().get_absolute_url()
    assert f'href="/comments/{comment.pk}/report/" rel="nofollow"' in client.get(story).content.decode()
    form = page(client, comment)
    assert "Outrageous words." in form
    assert [value for value in Category.values if f'value="{value}"' in form] == Category.values


def test_a_reader_reports_and_later_sees_what_became_of_it(client, comment):
    response = send(client, comment, words="He means <me>.")
    assert (response.status_code, response.url) == (302, f"/comments/{comment.pk}/report/")
    made = Report.objects.get()
    assert (made.category, made.words, len(made.network)) == ("abuse", "He means <me>.", 32)
    thanks = page(client, comment)
    assert "a moderator will look at it" in thanks
    assert "He means &lt;me&gt;." in thanks
    approve(comment, by=None)
    assert "it stays" in page(client, comment)
    reject(comment, by=None)
    assert "it was removed" in page(client, comment)


def test_a_second_report_is_friendly_and_stores_nothing(client, comment):
    send(client, comment)
    response = send(client, comment, category=Category.SPAM)
    assert response.status_code == 200
    assert "you have reported this comment" in response.content.decode()
    assert Report.objects.get().category == Category.ABUSE


def test_who_reported_what_its_writer_withdrew_is_told_so(client, comment):
    send(client, comment)
    withdraw(comment, reader=WRITER)
    assert "Its writer has withdrawn" in page(client, comment)
    assert "Looked at" not in page(client, comment)


def test_what_its_writer_withdraws_leaves_no_report_open(comment):
    be_reported(comment, 2)
    withdraw(comment, reader=WRITER)
    assert not Report.objects.open().exists()
    assert Report.objects.filter(settled_by=None).count() == 2


REFUSALS = {
    "no reason": ({"category": ""}, "Please choose what is wrong"),
    "an invented reason": ({"category": "<b>"}, "Please choose what is wrong"),
    "legal without words": ({"category": "libel", "words": " \n "}, "what is unlawful"),
    "too long": ({"words": "x" * 1001}, "Your text has 1001 characters."),
    "no token": ({"token": ""}, "please send it once more"),
}


@pytest.mark.parametrize(("fields", "reason"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refused_report_comes_back_with_the_reason_and_all_that_was_typed(client, comment, fields, reason):
    response = send(client, comment, **{"words": "</textarea><script>"} | fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert reason in html
    assert "</textarea><script>" not in html
    if "words" not in fields:
        assert "&lt;/textarea&gt;&lt;script&gt;</textarea>" in html
    if fields.get("category") == "libel":
        assert 'value="libel" required checked' in html
    assert not Report.objects.exists()


def test_after_too_many_reports_the_text_is_kept_and_the_page_says_when(client):
    comments = [make_comment(article=article) for article in [make_story()] for _number in range(11)]
    for comment in comments[:10]:
        send(client, comment)
    response = send(client, comments[10], words="Kept words.")
    assert response.status_code == 429
    assert 590 <= int(response["Retry-After"]) <= 600
    assert "Kept words.</textarea>" in response.content.decode()


def test_to_a_stranger_there_is_nothing_to_report_that_nobody_can_see(client, comment):
    send(client, comment)
    reject(comment, by=None)
    stranger = Client()
    held = make_comment(state=HELD)
    for method in ["get", "post"]:
        answers = [
            getattr(stranger, method)(f"/comments/{pk}/report/")
            for pk in [comment.pk, held.pk, 999_999, 9**30]
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
    assert client.get(f"/comments/{comment.pk}/report/").status_code == 200
    assert client.get(f"/comments/{9**30}/report/").status_code == 404


def test_another_site_reports_nothing_and_no_cache_keeps_the_page(client, comment):
    for headers in [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]:
        assert send(client, comment, headers=headers).status_code == 403
    assert not Report.objects.exists()
    answer = client.get(f"/comments/{comment.pk}/report/")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_report_page_costs_the_same_in_a_long_thread(client, comment, django_assert_num_queries):
    for number in range(20):
        make_comment(str(number), parent=comment)
    # The comment with its discussion; the edition with its address; the desks of the masthead.
    with django_assert_num_queries(3):
        client.get(f"/comments/{comment.pk}/report/")
    send(client, comment)
    # And the reader's report.
    with django_assert_num_queries(4):
        client.get(f"/comments/{comment.pk}/report/")


def test_no_address_is_stored_with_a_report(client, comment):
    article = comment.thread.discussion.article
    data = {"token": tokens.make(article.pk), "category": Category.ABUSE}
    client.post(f"/comments/{comment.pk}/report/", data, REMOTE_ADDR="203.0.113.77")
    assert "203.0.113" not in str(list(Report.objects.values()))
