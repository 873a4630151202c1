"""Readers report an error in a story, its desk settles that, and the reader sees it."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles.models import Desk
from articles.publishing import publish
from articles.tests.builders import make_article, make_story
from comments import tokens
from comments.erring import report_error
from comments.models import ErrorReport
from comments.pacing import OF_READER
from comments.refusals import TooMany

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/errorreport/"


@pytest.fixture
def story():
    sections = [{"text": "The boat is back in the bay."}, {"heading": "The crew", "text": "They slept."}]
    return make_story("Ferry returns", sections=sections)


def send(client, article, **fields):
    data = {"token": tokens.make(article.pk), "section": "", "words": "It was Tuesday."} | fields
    headers = data.pop("headers", {})
    return client.post(f"/comments/on/{article.pk}/error/", data, headers=headers)


def page(client, article):
    return client.get(f"/comments/on/{article.pk}/error/").content.decode()


def test_the_story_leads_to_a_form_that_names_its_parts(client, story):
    url = story.current_edition().get_absolute_url()
    assert f'href="/comments/on/{story.pk}/error/" rel="nofollow"' in client.get(url).content.decode()
    form = page(client, story)
    for part in ["The story as a whole", "The boat is back in the bay.", "The crew"]:
        assert f">{part}</option>" in form


def test_a_reader_reports_an_error_and_finds_it_there_with_what_became_of_it(client, story):
    crew = story.current_edition().sections.get(heading="The crew")
    response = send(client, story, section=str(crew.key), words="They were <awake>.")
    assert response.url == f"/comments/on/{story.pk}/error/"
    made = ErrorReport.objects.get()
    assert (made.section, made.words, len(made.network)) == (crew.key, "They were <awake>.", 32)
    assert "They were &lt;awake&gt;." in page(client, story)
    assert "has it since" in page(client, story)
    assert "awake" not in page(Client(), story)
    ErrorReport.objects.update(settled_at=timezone.now())
    assert "The desk looked at it" in page(client, story)


def test_the_same_words_twice_are_one_report(client, story):
    for words in ["It was Tuesday.", "It was Tuesday.", "And the name is wrong."]:
        send(client, story, words=words)
    assert ErrorReport.objects.count() == 2


REFUSALS = {
    "no words": ({"words": " \n"}, "Please write what it is about."),
    "too long": ({"words": "x" * 1001}, "Your text has 1001 characters."),
    "a part of another story": ({"section": str(uuid.uuid4())}, "please choose the part again."),
    "no key at all": ({"section": "<b>"}, "please choose the part again."),
    "no token": ({"token": ""}, "please send it once more"),
}


@pytest.mark.parametrize(("fields", "reason"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refused_report_comes_back_with_its_words_and_its_part(client, story, fields, reason):
    crew = story.current_edition().sections.get(heading="The crew")
    response = send(client, story, **{"words": "</textarea><script>", "section": str(crew.key)} | fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert reason in html
    if "words" not in fields:
        assert "&lt;/textarea&gt;&lt;script&gt;</textarea>" in html
    if "section" not in fields:
        assert f'value="{crew.key}" selected' in html
    assert not ErrorReport.objects.exists()


def test_after_too_many_reports_the_words_are_kept_and_the_page_says_when(client, story):
    for number in range(OF_READER):
        send(client, story, words=f"Error {number}")
    response = send(client, story, words="Kept words.")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Kept words.</textarea>" in response.content.decode()
    ErrorReport.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    assert send(client, story, words="Kept words.").status_code == 302


def test_a_network_is_limited_whatever_its_readers_call_themselves(story):
    for number in range(30):
        report_error(story, words=f"{number}", reader=uuid.uuid4(), networks=["a" * 32])
    with pytest.raises(TooMany):
        report_error(story, words="One more.", reader=uuid.uuid4(), networks=["b" * 32, "a" * 32])


def test_nobody_reports_an_error_in_what_is_not_public(client, story):
    draft = make_article()
    answers = [client.get(f"/comments/on/{pk}/error/") for pk in [draft.pk, 999_999, 9**30]]
    assert {answer.status_code for answer in answers} == {404}
    assert send(client, draft).status_code == 404


def test_another_site_reports_nothing_and_no_cache_keeps_the_page(client, story):
    assert send(client, story, headers={"Origin": "http://evil.example"}).status_code == 403
    answer = client.get(f"/comments/on/{story.pk}/error/")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


# The desk.


@pytest.fixture
def sign_in(client):
    def sign_in(group, desk=None):
        user = User.objects.create_user(group.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        if desk:
            Desk.objects.named(desk).editors.add(user)
        client.force_login(user)
        return user

    return sign_in


def report_on(article, words="It was Tuesday."):
    return report_error(article, words=words, reader=uuid.uuid4())


def test_an_editor_of_the_desk_finds_the_report_settles_it_and_is_named(client, story, sign_in):
    crew = story.current_edition().sections.get(heading="The crew")
    made = report_error(story, words="<b>No</b>", reader=uuid.uuid4(), section=crew.key)
    user = sign_in("Desk editors", "Harbour")
    assert "1 report waits" in client.get("/admin/").content.decode()
    page = client.get(LIST).content.decode()
    assert "&lt;b&gt;No&lt;/b&gt;" in page
    assert "The crew" in page
    client.post(LIST, {"action": "settle", "_selected_action": [made.pk]})
    made.refresh_from_db()
    assert (made.settled_by, made.settled_at is not None) == (user, True)
    assert "No report waits." in client.get("/admin/").content.decode()
    assert "&lt;b&gt;No" not in client.get(LIST).content.decode()
    assert "&lt;b&gt;No" in client.get(f"{LIST}?settled=yes").content.decode()


def test_what_is_settled_stays_as_it_was_settled_first(client, story, sign_in):
    made = report_on(story)
    first = sign_in("Desk editors", "Harbour")
    client.post(LIST, {"action": "settle", "_selected_action": [made.pk]})
    sign_in("Chiefs")
    client.post(f"{LIST}?settled=all", {"action": "settle", "_selected_action": [made.pk]})
    made.refresh_from_db()
    assert made.settled_by == first


def test_a_desk_sees_its_own_stories_reports_only(client, story, sign_in):
    made = report_on(story)
    other = make_article("Cup final", desk="Sport")
    publish(other)
    report_on(other, "It was 3:2.")
    sign_in("Desk editors", "Sport")
    assert "1 report waits" in client.get("/admin/").content.decode()
    page = client.get(f"{LIST}?settled=all").content.decode()
    assert "It was 3:2." in page
    assert "It was Tuesday." not in page
    client.post(f"{LIST}?settled=all", {"action": "settle", "_selected_action": [made.pk]})
    made.refresh_from_db()
    assert made.settled_at is None
    assert client.get(f"{LIST}{made.pk}/change/").status_code == 302


@pytest.mark.parametrize(
    ("group", "status"), [("Reporters", 403), ("Moderators", 403), ("Editors", 200), ("Chiefs", 200)]
)
def test_who_edits_no_desk_sees_no_reports(client, story, sign_in, group, status):
    report_on(story)
    sign_in(group)
    assert client.get(LIST).status_code == status
    assert ("Errors that readers report" in client.get("/admin/").content.decode()) is (status == 200)
    for url in [f"{LIST}add/", f"{LIST}1/delete/"]:
        assert client.get(url).status_code in (302, 403)


def test_the_list_costs_the_same_however_many_reports(client, story, sign_in, django_assert_max_num_queries):
    for number in range(20):
        report_on(story, f"Error {number}")
    sign_in("Desk editors", "Harbour")
    client.get(LIST)
    # Session, user and permissions; the count and the page of reports; the desks to filter by.
    with django_assert_max_num_queries(9):
        client.get(LIST)
