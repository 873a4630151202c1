"""The moderators' queue in the admin, by its forms: what it shows, and what becomes of comments."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles.tests.builders import make_story
from comments import queue
from comments.deciding import decide
from comments.models import Appeal, Comment, Decision, Report
from comments.posting import edit, post
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/comment/queue/"


def sign_in(client, *groups):
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    return user


@pytest.fixture
def moderator(client):
    return sign_in(client, "Moderators")


def waiting(body="Well said.", *, article=None, urgency=0, minutes=0, state=Comment.State.HELD, **fields):
    """A comment that waits since so many minutes."""
    comment = make_comment(body, article=article)
    since = timezone.now() - timedelta(minutes=minutes)
    Comment.objects.filter(pk=comment.pk).update(state=state, waiting_since=since, urgency=urgency, **fields)
    return Comment.objects.get(pk=comment.pk)


def seen(*comments):
    """What the page's form sends for the comments."""
    data = {}
    for comment in comments:
        last = comment.decisions.filter(is_effective=True).first()
        data |= {f"seen_{comment.pk}": comment.version, f"state_{comment.pk}": comment.state}
        data |= {f"last_{comment.pk}": last.pk} if last else {}
    return data


def press(client, verb, comment, *, shown=(), reason="", url=QUEUE, **extra):
    data = {"one": f"{verb} {comment.pk}", f"reason_{comment.pk}": reason, **seen(comment, *shown), **extra}
    return client.post(url, data, follow=True)


def state_of(comment):
    return Comment.objects.get(pk=comment.pk).state


def shown_on(response):
    return [item.comment.pk for item in response.context["items"]]


@pytest.mark.usefixtures("moderator")
def test_the_most_urgent_stands_first_and_of_equals_what_waits_longest(client):
    article = make_story()
    calm, old, urgent = (
        waiting("calm", article=article, minutes=1),
        waiting("old", article=article, minutes=9),
        waiting("urgent", article=article, urgency=30),
    )
    make_comment("published, nobody asks", article=article)
    assert shown_on(client.get(QUEUE)) == [urgent.pk, old.pk, calm.pk]


@pytest.mark.usefixtures("moderator")
def test_pages_follow_each_other_without_gap_or_repetition(client, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    article = make_story()
    since = timezone.now()
    pks = [waiting(str(number), article=article, urgency=number % 2).pk for number in range(7)]
    Comment.objects.order_by().filter(pk__in=pks[:4]).update(waiting_since=since)
    found, url = [], QUEUE
    while url:
        page = client.get(url)
        found += shown_on(page)
        url = page.context["next_page"] and QUEUE + page.context["next_page"]
    in_order = Comment.objects.order_by("-urgency", "waiting_since", "pk").values_list("pk", flat=True)
    assert found == list(in_order)


@pytest.mark.parametrize(
    "after", ["x", "1.2", "1.2.3.4", "-1.0.1", f"1.{'9' * 40}.1", "1.0.99999999999999999999"]
)
@pytest.mark.usefixtures("moderator")
def test_a_place_that_is_none_is_the_beginning(client, after):
    comment = waiting()
    response = client.get(QUEUE, {"after": after, "desk": "x", "check": "'", "story": "-1", "queue": "none"})
    assert shown_on(response) == [comment.pk]


@pytest.mark.usefixtures("moderator")
def test_the_queue_shows_story_parent_reports_appeal_reasons_and_the_readers_record(client):
    article, reader = make_story("Ferry returns"), uuid.uuid4()
    parent = make_comment("The first word of all", article=article, name="Wren")
    for state in ["published", "published", "rejected", "removed"]:
        own = make_comment(state, article=article, state=None if state == "published" else state)
        Comment.objects.filter(pk=own.pk).update(reader=reader)
    comment = make_comment("An answer", parent=parent, state=Comment.State.HELD)
    verdicts = [
        {"check": "too_many_links", "outcome": "hold", "reason": "five links"},
        {"check": "capitals", "outcome": "pass", "reason": "few capitals"},
    ]
    Comment.objects.filter(pk=comment.pk).update(reader=reader, verdicts=verdicts)
    for _ in range(2):
        Report.objects.create(comment=comment, reader=uuid.uuid4(), category="spam", words="An advert")
    Appeal.objects.create(comment=comment, words="I meant it well")
    page = client.get(QUEUE).content.decode()
    for words in [
        "Ferry returns",
        "Wren",
        "The first word of all",
        "five links",
        "2×",
        "It advertises something",
        "An advert",
        "I meant it well",
        "2 published",
        "1 rejected",
        "1 removed",
        "held for approval",
    ]:
        assert words in page
    assert "few capitals" not in page
    assert '<option value="spam" selected>' in page


@pytest.mark.usefixtures("moderator")
def test_no_draft_can_be_read_from_the_queue(client):
    story = make_story("What readers saw")
    waiting(article=story)
    story.title = "A secret change"
    story.save()
    page = client.get(QUEUE).content.decode()
    assert "secret" not in page
    assert "What readers saw" in page


@pytest.mark.usefixtures("moderator")
def test_each_queue_has_what_it_says_and_legal_reports_are_in_no_other(client):
    article = make_story()
    names = ["held", "reported", "appealed", "flagged", "legal"]
    of = {
        name: waiting(name, article=article, state="held" if name == "held" else "published")
        for name in names
    }
    Report.objects.create(comment=of["reported"], reader=uuid.uuid4(), category="spam")
    Report.objects.create(comment=of["legal"], reader=uuid.uuid4(), category="libel")
    Appeal.objects.create(comment=of["appealed"], words="Why?")
    for name in names:
        response = client.get(QUEUE, {"queue": name})
        assert shown_on(response) == [of[name].pk], name
    everything = client.get(QUEUE)
    assert set(shown_on(everything)) == {of[name].pk for name in names if name != "legal"}
    numbers = {tab["name"]: tab["count"] for tab in everything.context["tabs"]}
    assert numbers == {"all": "4"} | dict.fromkeys(names, "1")


@pytest.mark.usefixtures("moderator")
def test_the_queue_is_filtered_by_desk_story_and_reason(client):
    sport, harbour = make_story("A match", desk="Sport"), make_story("A boat", desk="Harbour")
    held = [{"check": "discussion_is_held", "outcome": "hold", "reason": "all wait"}]
    passed = [{"check": "discussion_is_held", "outcome": "pass", "reason": "it is open"}]
    one, two = waiting(article=sport, verdicts=held), waiting(article=harbour, verdicts=passed)
    assert shown_on(client.get(QUEUE, {"desk": sport.desk_id})) == [one.pk]
    assert shown_on(client.get(QUEUE, {"story": harbour.pk})) == [two.pk]
    assert shown_on(client.get(QUEUE, {"check": "discussion_is_held"})) == [one.pk]
    assert shown_on(client.get(QUEUE, {"comment": two.pk})) == [two.pk]


def test_a_moderator_approves_and_rejects_with_a_reason(client, moderator):
    article = make_story()
    good, bad = waiting("good", article=article), waiting("bad", article=article)
    assert "1 published" in press(client, "approve", good).content.decode()
    assert "1 rejected" in press(client, "reject", bad, reason="spam").content.decode()
    assert (state_of(good), state_of(bad)) == ("published", "rejected")
    decision = bad.decisions.get()
    assert (decision.moderator, decision.reason, decision.from_state) == (moderator, "spam", "held")


@pytest.mark.usefixtures("moderator")
def test_to_reject_what_readers_see_is_to_remove_it(client):
    comment = waiting(state="published")
    press(client, "reject", comment, reason="abuse")
    assert state_of(comment) == "removed"


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("reason", ["", "because"])
def test_nothing_is_rejected_without_a_reason(client, reason):
    comment = waiting()
    assert "Say why: choose a reason." in press(client, "reject", comment, reason=reason).content.decode()
    assert state_of(comment) == "held"


@pytest.mark.usefixtures("moderator")
def test_an_appeal_is_granted_or_the_decision_stands(client):
    article = make_story()
    granted, refused = (
        make_comment(body, article=article, state=Comment.State.REMOVED) for body in ["one", "two"]
    )
    for comment in [granted, refused]:
        Appeal.objects.create(comment=comment, words="Why?")
        Comment.objects.filter(pk=comment.pk).update(waiting_since=timezone.now())
    press(client, "approve", granted)
    press(client, "reject", refused)
    assert (state_of(granted), state_of(refused)) == ("published", "removed")
    assert not Appeal.objects.filter(settled_at=None).exists()
    assert shown_on(client.get(QUEUE)) == []


@pytest.mark.usefixtures("moderator")
def test_what_was_removed_is_restored_to_the_state_it_had(client):
    comment = make_comment(state=Comment.State.HELD)
    decide(comment, Comment.State.REMOVED, by=None)
    comment = Comment.objects.get(pk=comment.pk)
    assert f"restore {comment.pk}" in client.get(QUEUE, {"comment": comment.pk}).content.decode()
    press(client, "restore", comment)
    assert state_of(comment) == "held"


@pytest.mark.usefixtures("moderator")
def test_restoring_twice_does_not_take_away_again(client):
    comment = make_comment(state=Comment.State.REMOVED)
    comment = Comment.objects.get(pk=comment.pk)
    form = seen(comment)
    press(client, "restore", comment)
    response = client.post(QUEUE, {"one": f"restore {comment.pk}", **form}, follow=True)
    assert "decided about anew" in response.content.decode()
    assert state_of(comment) == "published"


@pytest.mark.usefixtures("moderator")
def test_a_decision_about_a_text_that_has_changed_does_nothing_and_says_so(client):
    reader = uuid.uuid4()
    comment = post(edition=make_story().current_edition(), body="a kind word", reader=reader, name="Wren")
    Comment.objects.filter(pk=comment.pk).update(state="held", waiting_since=timezone.now())
    comment = Comment.objects.get(pk=comment.pk)
    form = seen(comment)
    edit(comment, body="an unkind word", reader=reader)
    Comment.objects.filter(pk=comment.pk).update(state="held", waiting_since=timezone.now())
    response = client.post(QUEUE, {"one": f"approve {comment.pk}", **form}, follow=True)
    assert "Its writer has changed the comment meanwhile." in response.content.decode()
    assert "Wren" in response.content.decode()
    assert state_of(comment) == "held"
    assert not comment.decisions.get().is_effective


@pytest.mark.usefixtures("moderator")
def test_several_are_decided_at_once_and_those_that_failed_are_named(client):
    article = make_story()
    comments = [waiting(str(number), article=article) for number in range(3)]
    form = seen(*comments)
    decide(comments[1], Comment.State.PUBLISHED, by=None)
    form |= {"many": "reject", "reason": "spam", "chosen": [comment.pk for comment in comments]}
    page = client.post(QUEUE, form, follow=True).content.decode()
    assert "2 rejected" in page
    assert f"Nothing was done to comment {comments[1].pk}" in page
    assert "The comment is published by now." in page
    assert [state_of(comment) for comment in comments] == ["rejected", "published", "rejected"]


@pytest.mark.usefixtures("moderator")
def test_several_need_to_be_chosen(client):
    assert "Choose comments first." in client.post(QUEUE, {"many": "approve"}, follow=True).content.decode()


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("one", ["", "approve", "approve x", "delete 1", "approve 99999999999999999999"])
def test_an_act_that_is_none_does_nothing(client, one):
    comment = waiting()
    assert client.post(QUEUE, {"one": one}, follow=True).status_code == 200
    assert client.post(QUEUE, {"one": "approve 123456"}, follow=True).status_code == 200
    assert client.post(QUEUE, {"one": f"approve {comment.pk}"}, follow=True).status_code == 200
    assert not Decision.objects.exists()


@pytest.mark.usefixtures("moderator")
def test_after_an_act_the_moderator_is_where_the_next_comment_is(client):
    article = make_story()
    comments = [waiting(str(number), article=article, minutes=9 - number) for number in range(3)]
    url = QUEUE + "?queue=held"
    response = press(client, "approve", comments[1], shown=comments, url=url)
    # The form names comments in their order, not the order of this test's dictionary.
    assert response.redirect_chain[0][0].startswith(url + "#")


@pytest.mark.usefixtures("moderator")
def test_what_was_done_last_is_undone_with_a_button_and_then_what_was_done_before(client):
    article = make_story()
    comments = [waiting(str(number), article=article) for number in range(3)]
    press(client, "approve", comments[0])
    client.post(
        QUEUE,
        seen(*comments) | {"many": "reject", "reason": "spam", "chosen": [c.pk for c in comments[1:]]},
    )
    for states in [["published", "held", "held"], ["held", "held", "held"]]:
        page = client.get(QUEUE)
        form = {"decision": page.context["last_act"]["decisions"], "back": QUEUE + "?queue=held"}
        response = client.post(QUEUE + "undo/", form, follow=True)
        assert response.redirect_chain == [(QUEUE + "?queue=held", 302)]
        assert [state_of(comment) for comment in comments] == states
    assert client.get(QUEUE).context["last_act"] is None


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_undoing_leads_nowhere_else(client, back):
    response = client.post(QUEUE + "undo/", {"decision": ["x", "9" * 30], "back": back})
    assert response.url == QUEUE


@pytest.mark.usefixtures("moderator")
def test_what_a_colleague_decided_since_is_not_undone(client):
    comment = waiting()
    press(client, "approve", comment)
    decide(comment, Comment.State.REMOVED, by=None)
    decisions = client.get(QUEUE).context["last_act"]["decisions"]
    page = client.post(QUEUE + "undo/", {"decision": decisions, "back": QUEUE}, follow=True).content.decode()
    assert "decided about anew" in page
    assert state_of(comment) == "removed"


@pytest.mark.usefixtures("moderator")
def test_the_script_is_answered_with_what_was_done_and_what_was_not(client):
    article = make_story()
    one, two = waiting("one", article=article), waiting("two", article=article)
    form = seen(one, two) | {"many": "reject", "reason": "spam", "chosen": [one.pk, two.pk]}
    decide(two, Comment.State.PUBLISHED, by=None)
    answer = client.post(QUEUE, form, headers={"Accept": "application/json"}).json()
    assert answer["done"] == {str(one.pk): "rejected"}
    assert answer["failed"] == {str(two.pk): "The comment is published by now."}
    assert list(answer["items"]) == [str(two.pk)]
    assert answer["undo"] == [one.decisions.get().pk]
    undone = client.post(
        QUEUE + "undo/", {"decision": answer["undo"]}, headers={"Accept": "application/json"}
    )
    assert f'value="approve {one.pk}"' in undone.json()["items"][str(one.pk)]
    refused = client.post(QUEUE, {"many": "approve"}, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.content.decode()) == (400, "Choose comments first.")


@pytest.mark.parametrize("group", ["Reporters", "Editors", "Desk editors"])
def test_only_moderators_see_the_queue(client, group):
    sign_in(client, group)
    assert client.get(QUEUE).status_code == 403
    assert client.post(QUEUE + "undo/", {"decision": 1}).status_code == 403


@pytest.mark.usefixtures("moderator")
def test_hostile_words_are_shown_as_words(client):
    article = make_story()
    words = "<script>alert(1)</script> \u202egnorw\u202c " + "مرحبا " * 20
    comment = waiting(words + "word " * 1_000, article=article)
    Comment.objects.filter(pk=comment.pk).update(
        name="<img src=x onerror=alert(1)>",
        verdicts=[{"check": "x", "outcome": "hold", "reason": "<b>bold</b>"}],
    )
    Report.objects.create(comment=comment, reader=uuid.uuid4(), category="spam", words="</li><script>")
    page = client.get(QUEUE).content.decode()
    for raw in ["<script>alert", "<img src=x", "<b>bold", "</li><script>"]:
        assert raw not in page
    assert '<div class="text" dir="auto">' in page
    assert "<details>" in page


@pytest.mark.usefixtures("moderator")
def test_the_queue_costs_the_same_for_two_and_for_sixty(client, django_assert_num_queries):
    def fill(number):
        for place in range(number):
            article = make_story(f"Story {place}")
            parent = make_comment(article=article)
            comment = make_comment("reply", parent=parent, state=Comment.State.HELD)
            Comment.objects.filter(pk=comment.pk).update(reader=uuid.uuid4(), network=f"n{place}")
            Report.objects.create(comment=comment, reader=uuid.uuid4(), category="spam")
            Appeal.objects.create(comment=comment, words="Why?")

    # 1 the session, 2 the user, 3 and 4 the permissions, 5 the page, 6 to 11 the six queues' numbers, 12 the
    # comments with parents and stories, 13 editions, 14 records, 15 reports, 16 appeals, 17 decisions,
    # 18 bans, 19 the desks to choose from.
    fill(2)
    client.get(QUEUE)
    with django_assert_num_queries(19):
        client.get(QUEUE)
    fill(58)
    with django_assert_num_queries(19):
        assert len(shown_on(client.get(QUEUE))) == queue.PAGE


@pytest.mark.usefixtures("moderator")
def test_what_waits_is_counted_no_further_than_anybody_reads(client, monkeypatch):
    monkeypatch.setattr(queue, "COUNTED", 3)
    article = make_story()
    for number in range(4):
        waiting(str(number), article=article)
    assert client.get(QUEUE).context["tabs"][0]["count"] == "2+"


@pytest.mark.usefixtures("moderator")
def test_the_first_page_leads_to_the_queue_and_to_legal_reports(client):
    assert "No comment waits." in client.get("/admin/").content.decode()
    waiting()
    legal = waiting(state="published")
    Report.objects.create(comment=legal, reader=uuid.uuid4(), category="libel")
    page = client.get("/admin/").content.decode()
    assert "1 comment waits" in page
    assert "1 comment with a legal report waits" in page
    assert reverse("admin:comments_queue") + "?queue=legal" in page


@pytest.mark.usefixtures("moderator")
def test_the_list_of_comments_and_each_comment_lead_to_the_queue(client):
    comment = make_comment()
    listing = client.get(reverse("admin:comments_comment_changelist") + "?state=all").content.decode()
    assert f'href="{QUEUE}"' in listing
    page = client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
    assert f'href="{QUEUE}?comment={comment.pk}"' in page
    assert f"reject {comment.pk}" in client.get(QUEUE, {"comment": comment.pk}).content.decode()
