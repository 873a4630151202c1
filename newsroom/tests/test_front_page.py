"""What stands on the front page, who puts it there, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.publishing import publish, unpublish
from articles.tests.builders import make_article, make_image, make_story
from articles.tests.files import photo
from comments.tests.builders import make_comment
from newsroom.front import front_page_now
from newsroom.models import FrontPlace

pytestmark = pytest.mark.django_db

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)


def make_stories(number, **fields):
    """Stories, each a day younger than the one before."""
    return [make_story(f"Story {n}", at=THEN + timedelta(days=n), **fields) for n in range(number)]


def place(article, position=1, **fields):
    return FrontPlace.objects.create(article=article, position=position, **fields)


def titles(cards):
    return [card.edition.title for card in cards]


def page(url="/"):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_without_an_editors_hand_the_newest_stories_lead():
    make_stories(7)
    front = front_page_now()
    assert titles(front.top) == [f"Story {n}" for n in (6, 5, 4, 3, 2)]
    assert titles(front.latest) == ["Story 1", "Story 0"]
    assert front.earlier is None


def test_a_placed_story_stands_in_its_place_and_the_newest_fill_the_others():
    stories = make_stories(8)
    place(stories[0], 1)
    place(stories[3], 3)
    assert titles(front_page_now().top) == [f"Story {n}" for n in (0, 7, 3, 6, 5)]


def test_of_two_stories_in_one_place_the_later_one_has_it_and_the_other_moves_on():
    stories = make_stories(6)
    place(stories[0], 1)
    place(stories[1], 1)
    place(stories[2], 5)
    place(stories[3], 5)
    assert titles(front_page_now().top) == [f"Story {n}" for n in (1, 0, 5, 4, 3)]


def test_a_place_ends_at_its_time():
    old, new = make_stories(2)
    place(old, until=timezone.now() + timedelta(minutes=1))
    assert titles(front_page_now().top) == ["Story 0", "Story 1"]
    FrontPlace.objects.update(until=timezone.now())
    assert titles(front_page_now().top) == ["Story 1", "Story 0"]


def test_what_readers_may_not_see_is_not_on_the_front_page_and_comes_back_with_its_publication():
    live, draft = make_story("Live"), make_article("Draft")
    other = make_story("Other")
    place(live)
    place(draft, 2)
    unpublish(live, reason="A slip.")
    html = page()
    assert "Live" not in html
    assert "Draft" not in html
    assert titles(front_page_now().top) == ["Other"]
    publish(live)
    publish(draft)
    assert titles(front_page_now().top) == ["Live", "Draft", "Other"]
    assert other.title in page()


def test_each_desk_has_a_block_of_its_newest_stories_besides_those_at_the_top():
    make_stories(6, desk="Harbour")
    for number in range(6):
        make_story(f"Game {number}", desk="Sport", at=THEN - timedelta(days=9 - number))
    front = front_page_now()
    assert [(desk.name, titles(cards)) for desk, cards in front.desks] == [
        ("Harbour", ["Story 0"]),
        ("Sport", ["Game 5", "Game 4", "Game 3", "Game 2"]),
    ]
    assert '<h2 class="block-title" id="desk_sport"><a href="/sport/">Sport</a></h2>' in page()


def test_the_most_discussed_of_the_newest_stories_are_named():
    quiet, asked, hot = make_stories(3)
    make_comment(article=asked)
    for _number in range(3):
        make_comment(article=hot)
    front = front_page_now()
    assert [(card.edition.title, card.comments) for card in front.most_discussed] == [
        ("Story 2", 3),
        ("Story 1", 1),
    ]
    assert "3 comments" in page()


def test_the_lead_storys_picture_is_loaded_first_and_has_its_size():
    image = make_image(photo((900, 600)), alt_text="The quay at dawn")
    make_story(sections=["Words first.", {"text": "More.", "image": image}], standfirst="")
    html = page()
    assert 'width="900" height="600" alt="The quay at dawn" decoding="async" fetchpriority="high"' in html
    assert "Words first." in html


def test_an_empty_paper_says_so():
    assert "The first story is still being written." in page()


def test_what_is_before_the_newest_is_on_the_next_pages():
    make_stories(20)
    html = page()
    cursor = front_page_now().earlier
    assert f'<a rel="next" href="?before={cursor}">Earlier stories</a>' in html
    earlier = page(f"/?before={cursor}")
    assert "Story 5<" in earlier
    assert "Story 6<" not in earlier


@pytest.mark.parametrize("number", [2, 30])
def test_the_front_page_costs_the_same_however_much_there_is(number, django_assert_num_queries):
    image = make_image(photo(), alt_text="A quay")
    for n in range(number):
        story = make_story(f"Story {n}", desk=f"Desk {n % 6}", sections=[{"text": "Words.", "image": image}])
        make_comment(article=story)
    place(story)
    client = Client()
    # 1 the places, 2 the newest stories, 3 their numbers of comments, 4 the newest of each desk, 5 the
    # stories shown, 6 the beginnings and pictures of some, 7 the masthead.
    with django_assert_num_queries(7):
        client.get("/")


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.set(Group.objects.filter(name="Editors"))
    client.force_login(user)
    return client


def test_an_editor_puts_a_story_at_the_top_and_sees_what_readers_see(editor):
    old, new = make_stories(2)
    url = reverse("admin:newsroom_frontplace_add")
    form = {"article": old.pk, "position": 1, "until_0": "", "until_1": ""}
    assert editor.post(url, form).status_code == 302
    html = editor.get(reverse("admin:newsroom_frontplace_changelist")).content.decode()
    assert html.index('dir="auto">Story 0</a>') < html.index('dir="auto">Story 1</a>')
    assert "This story has a place already." in editor.post(url, form).content.decode()


def test_an_editor_changes_the_order_in_the_list(editor):
    stories = make_stories(3)
    places = [place(stories[0], 1), place(stories[1], 2)]
    form = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    for number, (row, position) in enumerate(zip(places, [2, 1], strict=True)):
        form |= {f"form-{number}-id": row.pk, f"form-{number}-position": position}
    editor.post(reverse("admin:newsroom_frontplace_changelist"), form)
    assert titles(front_page_now().top)[:2] == ["Story 1", "Story 0"]


def test_a_place_cannot_end_in_the_past(editor):
    url = reverse("admin:newsroom_frontplace_add")
    form = {"article": make_story().pk, "position": 1, "until_0": "2020-01-01", "until_1": "12:00"}
    assert "This time has passed." in editor.post(url, form).content.decode()


@pytest.mark.parametrize("group", ["Reporters", "Desk editors", "Moderators"])
def test_only_editors_of_every_desk_arrange_the_front_page(group, client):
    user = User.objects.create_user("someone", is_staff=True)
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user)
    assert client.get(reverse("admin:newsroom_frontplace_changelist")).status_code == 403
