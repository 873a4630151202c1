"""The log of moderation in the admin."""

import csv
import io
import uuid
from datetime import datetime

import pytest
from django.contrib.auth.models import User

from articles.tests.builders import make_story
from comments.banning import ban
from comments.deciding import reject, undo
from comments.models import Comment, Decision
from newsroom.tests.test_queue import sign_in, state_of, waiting

pytestmark = pytest.mark.django_db

LOG = "/admin/comments/decision/"


@pytest.fixture
def moderator(client):
    return sign_in(client, "Moderators")


def rows_of(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def found(client, **query):
    return set(client.get(LOG, query).context["cl"].queryset.values_list("pk", flat=True))


@pytest.fixture
def decisions():
    """Three decisions about two stories: of mara, of a rule, and one that undoes that of mara."""
    mara, reader = User.objects.create(username="mara"), uuid.uuid4()
    one = waiting("one", article=make_story("The first story"))
    waiting("other", article=make_story("The second story"), reader=reader)
    made = reject(one, by=mara, reason="spam", note="=cmd|' /C calc'!A0")
    (banned,) = ban("banned reader", reader, by=mara).decisions
    return {"spam": made, "banned": banned, "undone": undo(made, by=None)}


@pytest.mark.usefixtures("moderator")
def test_the_log_says_who_when_why_and_from_what_to_what(client, decisions):
    page = client.get(LOG).content.decode()
    for words in [
        "mara",
        "held for approval → rejected",
        "it advertises something",
        "The first story",
        "undone",
    ]:
        assert words in page
    assert decisions["banned"].because_of.value not in page


@pytest.mark.usefixtures("moderator")
def test_the_log_is_filtered_and_searched(client, decisions):
    spam, banned, undone = (decisions[name] for name in ["spam", "banned", "undone"])
    rule = banned.because_of_id
    article = banned.comment.thread.discussion.article_id
    assert found(client, reason="spam") == {spam.pk}
    assert found(client, because_of=rule) == {banned.pk}
    assert found(client, comment__thread__discussion__article=article) == {banned.pk}
    assert found(client, q=str(spam.comment_id)) == {spam.pk, undone.pk}
    assert found(client, q=f"#{spam.comment_id}") == {spam.pk, undone.pk}
    assert found(client, q="nothing") == found(client, q="9" * 40) == set()
    assert found(client, moderator__id__exact=spam.moderator_id) == {spam.pk, banned.pk}
    assert found(client, to_state__exact="held") == {undone.pk}
    assert found(client, is_effective__exact=0) == set()


@pytest.mark.usefixtures("moderator")
def test_the_filtered_log_is_exported_with_formulas_made_harmless(client, decisions):
    assert "export/?reason=spam" in client.get(LOG, {"reason": "spam"}).content.decode()
    assert len(rows_of(client.get(LOG + "export/"))) == 3
    (row,) = rows_of(client.get(LOG + "export/", {"reason": "spam", "p": "2"}))
    at = datetime.fromisoformat(row.pop("decided at"))
    assert at.utcoffset().total_seconds() == 0
    assert at == decisions["spam"].decided_at.replace(microsecond=0)
    assert row == {
        "moderator": "mara",
        "comment": str(decisions["spam"].comment_id),
        "story": "The first story",
        "from": "held",
        "to": "rejected",
        "reason": "spam",
        "note": "'=cmd|' /C calc'!A0",
        "because of": "",
        "done": "yes",
        "undoes": "",
    }


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t="])
def test_no_cell_begins_like_a_formula(client, beginning):
    reject(waiting(), by=None, note=f"{beginning}1")
    assert rows_of(client.get(LOG + "export/"))[0]["note"] == f"'{beginning}1"


@pytest.mark.usefixtures("moderator")
def test_the_log_and_its_export_cost_the_same_however_long_it_is(client, django_assert_num_queries):
    def fill(number):
        article = make_story()
        for place in range(number):
            reject(waiting(article=article), by=User.objects.create(username=f"{number}-{place}"))

    fill(2)
    client.get(LOG)
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 the moderators to choose from, 6 the number
    # of decisions, 7 the page.
    with django_assert_num_queries(7):
        client.get(LOG)
    fill(30)
    with django_assert_num_queries(7):
        client.get(LOG)
    # 1 to 4 as above, 5 and 7 the moderators, 6 the number, 8 all rows.
    with django_assert_num_queries(8):
        assert len(rows_of(client.get(LOG + "export/"))) == 32


def test_nobody_changes_the_log(client, moderator):
    comment = waiting()
    decision = reject(comment, by=moderator)
    assert client.post(f"{LOG}{decision.pk}/change/", {"note": "other"}).status_code == 403
    assert client.post(f"{LOG}{decision.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{LOG}add/").status_code == 403
    client.post(LOG, {"action": "delete_selected", "_selected_action": decision.pk, "post": "yes"})
    assert Decision.objects.get().note == ""
    assert state_of(comment) == Comment.State.REJECTED


@pytest.mark.parametrize("group", ["Reporters", "Editors"])
def test_only_moderators_read_the_log(client, group):
    reject(waiting(), by=None)
    sign_in(client, group)
    assert client.get(LOG).status_code == 403
    assert client.get(LOG + "export/").status_code == 403
    assert LOG not in client.get("/admin/").content.decode()
