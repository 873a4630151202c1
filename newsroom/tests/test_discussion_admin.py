"""A story's discussion in the admin: who closes it and picks from it, and what the page says and costs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Desk, Edition
from articles.tests.builders import make_article, make_story
from comments.deciding import remove
from comments.models import Comment, Discussion, Policy
from comments.picking import pick
from comments.posting import set_state
from comments.rows import MOST_PICKS
from comments.tests.builders import make_comment
from newsroom.tests.test_admin import change_form

pytestmark = pytest.mark.django_db
State = Discussion.State

# The groups of each role, and the desk that it edits; the story is on the desk Harbour.
ROLES = {
    "reporter": ("Reporters", None),
    "desk editor": ("Desk editors", "Harbour"),
    "other desk's editor": ("Desk editors", "Sport"),
    "editor": ("Editors", None),
    "chief": ("Chiefs", None),
    "moderator": ("Moderators", None),
    "newcomer": (None, None),
}
STEERS = {"desk editor", "editor", "chief"}
LOOKS = {*STEERS, "other desk's editor", "moderator"}


@pytest.fixture
def story():
    return make_story("Ferry returns")


@pytest.fixture
def sign_in(client):
    def as_role(role):
        group, desk = ROLES[role]
        user = User.objects.create_user("staff", is_staff=True)
        if group:
            user.groups.add(Group.objects.get(name=group))
        if desk:
            Desk.objects.named(desk).editors.add(user)
        client.force_login(user)
        return user

    return as_role


@pytest.fixture
def editor(sign_in):
    return sign_in("editor")


def url_of(article, query=""):
    return reverse("admin:articles_article_discussion", args=[article.pk]) + query


def page(client, article, query=""):
    response = client.get(url_of(article, query))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_the_page_is_for_those_who_see_the_story_and_its_discussion(client, sign_in, story, role):
    sign_in(role)
    make_comment(article=story)
    response = client.get(url_of(story))
    assert (response.status_code == 200) == (role in LOOKS)
    form = client.get(change_form(story))
    is_linked = form.status_code == 200 and url_of(story) in form.content.decode()
    assert is_linked == (role in LOOKS)
    has_buttons = response.status_code == 200 and (
        'name="state"' in response.content.decode() and 'name="pick"' in response.content.decode()
    )
    assert has_buttons == (role in STEERS)


@pytest.mark.parametrize("role", ROLES)
def test_a_discussion_is_closed_by_editors_of_its_desk_only(client, sign_in, story, role):
    sign_in(role)
    response = client.post(url_of(story), {"state": State.CLOSED})
    closed = Discussion.objects.filter(article=story, state=State.CLOSED).exists()
    assert closed == (role in STEERS)
    assert (response.status_code == 302 and response["Location"] == url_of(story)) == (role in STEERS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ["pick", "unpick"])
def test_comments_are_picked_by_editors_of_the_desk_only(client, sign_in, story, role, act):
    user = sign_in(role)
    comment = make_comment(article=story)
    if act == "unpick":
        pick(comment, by=user)
    client.post(url_of(story), {act: comment.pk})
    has_changed = Comment.objects.get().is_picked == (act == "pick")
    assert has_changed == (role in STEERS)


@pytest.mark.usefixtures("editor")
def test_every_state_is_a_press_of_a_button_and_a_line_of_the_log(client, story):
    for state in [State.CLOSED, State.HELD, State.OPEN, State.INHERITED]:
        client.post(url_of(story), {"state": state})
        assert Discussion.objects.get().state == state
    html = page(client, story)
    assert html.count("· staff ·") == 4
    version = Discussion.objects.get().version
    client.post(url_of(story), {"state": State.INHERITED})
    assert Discussion.objects.get().version == version


@pytest.mark.usefixtures("editor")
def test_readers_cannot_write_where_an_editor_has_closed(client, story):
    client.post(url_of(story), {"state": State.CLOSED})
    assert (
        "This discussion is closed."
        in Client().get(story.current_edition().get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize(
    ("own", "policies", "days", "words"),
    [
        ("", [], 0, "Open</strong>: as nobody has decided otherwise"),
        (State.CLOSED, [], 0, "Closed</strong>: decided for this story"),
        ("", [{"state": State.HELD}], 0, "Held for approval</strong>: as the site has it"),
        ("", [{"desk": True, "state": State.CLOSED}], 0, "Closed</strong>: as the desk Harbour has it"),
        ("", [{"closed_after_days": 3}], 4, "Closed</strong>: by its age: the story is older than 3 days"),
        ("", [{"held_after_days": 2}], 4, "Held for approval</strong>: by its age"),
    ],
)
@pytest.mark.usefixtures("editor")
def test_the_page_says_in_which_state_readers_find_the_discussion_and_why(
    client, story, own, policies, days, words
):
    for policy in policies:
        Policy.objects.create(**policy | ({"desk": story.desk} if "desk" in policy else {}))
    if own:
        set_state(story, own)
    Edition.objects.update(published_at=timezone.now() - timedelta(days=days))
    assert words in page(client, story)


@pytest.mark.usefixtures("editor")
def test_the_page_says_how_many_comments_there_are_and_how_many_wait(client, story):
    for state in [None, None, Comment.State.HELD]:
        make_comment(article=story, state=state)
    html = page(client, story)
    assert "Readers see 2 comments." in html
    assert "1 waits for a moderator." in html


@pytest.mark.usefixtures("editor")
def test_a_draft_has_the_page_too(client):
    draft = make_article()
    assert "Readers do not see this story now." in page(client, draft)
    client.post(url_of(draft), {"state": State.CLOSED})
    assert Discussion.objects.get().state == State.CLOSED


def test_a_desk_editor_does_not_find_the_discussion_of_a_foreign_draft(client, sign_in):
    sign_in("other desk's editor")
    assert client.get(url_of(make_article())).status_code == 404


@pytest.mark.usefixtures("editor")
def test_readable_comments_are_listed_and_found_by_words_and_names(client, story):
    make_comment("The quay is <new>.", article=story, name="Ada")
    make_comment("Tides are old.", article=story, name="Quayle")
    make_comment("Quay of the removed.", article=story, state=Comment.State.REMOVED)
    html = page(client, story)
    assert html.index("Tides are old.") < html.index("The quay is &lt;new&gt;.")
    assert "Quay of the removed." not in html
    found = page(client, story, "?q=QUAY")
    assert "Tides are old." in found
    assert "The quay is" in found
    assert "No comment has these words." in page(client, story, "?q=100%25")
    assert page(client, story, "?q=%00&after=nonsense&order=nonsense")


@pytest.mark.usefixtures("editor")
def test_the_list_is_read_to_its_end_in_either_order(client, story):
    root = make_comment("Much answered.", article=story)
    for number in range(40):
        make_comment(f"Comment {number}.", article=story, parent=root if number < 3 else None)
    for order, first in [("newest", "Comment 39."), ("replied", "Much answered.")]:
        html = page(client, story, f"?order={order}&q=m")
        following = html[html.rindex('<p class="paging"><a href="') :].split('"')[3].replace("&amp;", "&")
        assert first in html
        assert f"order={order}" in following
        assert html.count("<article") == 30
        assert page(client, story, following).count("<article") == 11


@pytest.mark.usefixtures("editor")
def test_a_listed_comment_has_the_address_by_which_it_is_embedded(client, story):
    comment = make_comment(article=story)
    assert f'readonly value="http://testserver/comments/{comment.pk}/"' in page(client, story)


def test_a_pick_that_is_hidden_is_still_there_to_unpick(client, editor, story):
    comment = make_comment("Picked.", article=story)
    pick(comment, by=editor)
    remove(comment, by=None)
    html = page(client, story)
    assert "not shown: removed" in html
    assert f'name="unpick" value="{comment.pk}"' in html


@pytest.mark.usefixtures("editor")
def test_one_pick_too_many_is_refused_in_words(client, story):
    comments = [make_comment(f"Comment {number}.", article=story) for number in range(MOST_PICKS + 1)]
    for comment in comments:
        response = client.post(url_of(story, "?q=x"), {"pick": comment.pk}, follow=True)
    assert response.redirect_chain == [(url_of(story, "?q=x"), 302)]
    assert f"At most {MOST_PICKS} comments of a discussion are picked." in response.content.decode()


@pytest.mark.usefixtures("editor")
def test_nonsense_is_refused(client, story):
    foreign = make_comment()
    for data, status in [
        ({}, 400),
        ({"state": "ajar"}, 404),
        ({"pick": "x"}, 404),
        ({"pick": "9" * 30}, 404),
        ({"pick": foreign.pk}, 404),
    ]:
        assert client.post(url_of(story), data).status_code == status
    assert not Comment.objects.get().is_picked


@pytest.mark.parametrize("number", [1, 25])
def test_the_page_costs_the_same_however_many_comments(
    client, editor, story, django_assert_max_num_queries, number
):
    for index in range(number):
        comment = make_comment(f"Comment {index}.", article=story)
        if index < 3:
            make_comment(f"Reply {index}.", parent=comment)
            pick(comment, by=editor)
    client.post(url_of(story), {"state": State.OPEN})
    page(client, story)
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 the article, 6 its current edition, 7 whether the
    # user edits it, 8 the discussion, 9 the desk of the edition, 10 the policy, 11 how many wait, 12 the
    # picks, 13 what was decided, 14 the comments.
    with django_assert_max_num_queries(14):
        html = page(client, story)
    assert "Comment 0." in html
