"""Confirming, dropping and merging tags in the admin: said before, then done, and seen by readers."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.models import Tag
from articles.tests.builders import make_article, make_story, make_tag

pytestmark = pytest.mark.django_db

LIST = "admin:articles_tag_changelist"


def sign_in(client, group):
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.set([Group.objects.get(name=group)])
    client.force_login(user)


@pytest.fixture
def editor(client):
    sign_in(client, "Editors")


def suggest(name, kind=Tag.Kind.PLACE):
    tag = make_tag(name, kind=kind)
    Tag.objects.filter(pk=tag.pk).update(state=Tag.State.SUGGESTED)
    tag.refresh_from_db()
    return tag


def act(client, action, *tags, **more):
    """Choose the action in the list, or, with more, press a button on the page that it leads to."""
    data = {"action": action, "_selected_action": [tag.pk for tag in tags]} | more
    if more:
        data["tags"] = ",".join(str(tag.pk) for tag in tags)
    return client.post(reverse(LIST), data, follow=True).content.decode()


def state_of(tag):
    return Tag.objects.get(pk=tag.pk).state


@pytest.mark.usefixtures("editor")
def test_the_list_shows_states_and_how_many_sections_each_tag_marks(client):
    bay, boat = suggest("Whitmoor Bay"), make_tag("Ferry", kind=Tag.Kind.TOPIC)
    make_story(sections=[{"text": "One.", "tags": [bay]}, {"text": "Two.", "tags": [bay, boat]}])
    page = client.get(reverse(LIST)).content.decode()
    assert '<td class="field-state">suggested</td><td class="field-section_count">2</td>' in page
    suggested = client.get(reverse(LIST), {"state__exact": "suggested"}).content.decode()
    assert "Whitmoor Bay" in suggested
    assert "Ferry" not in suggested


@pytest.mark.usefixtures("editor")
def test_the_list_costs_the_same_however_many_tags_there_are(client, django_assert_max_num_queries):
    for number in range(30):
        tag = make_tag(f"Place {number}")
        make_article(sections=[{"text": "Words.", "tags": [tag]}])
    client.get(reverse(LIST))
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 and 6 the counts, 7 the page of tags.
    with django_assert_max_num_queries(7):
        client.get(reverse(LIST))


@pytest.mark.usefixtures("editor")
def test_confirming_says_what_it_touches_and_then_does_it(client):
    tag = suggest("Whitmoor Bay")
    make_story("Ferry returns", sections=[{"heading": "The crew", "text": "One.", "tags": [tag]}])
    page = act(client, "confirm", tag)
    assert "1 story" in page
    assert "1 section that readers see" in page
    assert "Ferry returns · The crew" in page
    assert state_of(tag) == "suggested"
    assert "1 tag is confirmed." in act(client, "confirm", tag, apply="1")
    assert state_of(tag) == "confirmed"


@pytest.mark.usefixtures("editor")
def test_dropping_says_what_it_touches_and_then_hides_the_tag_from_readers(client):
    tag, kept = suggest("Whitmoor Bay"), make_tag("Long Mole")
    story = make_story("Ferry returns", sections=[{"text": "One.", "tags": [tag, kept]}])
    make_article("A secret draft", sections=[{"text": "Two.", "tags": [tag]}])
    page = act(client, "drop", tag)
    assert "2 stories" in page
    assert "2 sections in editors’ working copies" in page
    assert "A secret draft" in page
    url = story.current_edition().get_absolute_url()
    assert "Whitmoor Bay" in client.get(url).content.decode()
    assert "1 tag is dropped." in act(client, "drop", tag, apply="1")
    page = client.get(url).content.decode()
    assert "Whitmoor Bay" not in page
    assert "Long Mole" in page
    assert client.get(tag.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("editor")
def test_a_dropped_tag_comes_back_where_it_was_by_confirming(client):
    tag = suggest("Whitmoor Bay")
    story = make_story(sections=[{"text": "One.", "tags": [tag]}])
    act(client, "drop", tag, apply="1")
    act(client, "confirm", tag, apply="1")
    assert "Whitmoor Bay" in client.get(story.current_edition().get_absolute_url()).content.decode()
    assert client.get(tag.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("editor")
def test_a_dropped_tag_is_no_choice_while_one_writes(client):
    tag = suggest("Whitmoor Bay")
    act(client, "drop", tag, apply="1")
    choices = client.get(
        reverse("admin:autocomplete"),
        {"term": "whit", "app_label": "articles", "model_name": "section", "field_name": "tags"},
    )
    assert choices.json()["results"] == []
    assert "Whitmoor Bay" in client.get(reverse(LIST), {"q": "whit"}).content.decode()


@pytest.mark.usefixtures("editor")
def test_merging_shows_a_likely_target_and_does_it_when_told(client):
    bay, other = make_tag("Whitmoor Bay"), suggest("Bay of Whitmoor")
    story = make_story(sections=[{"text": "One.", "tags": [other]}, {"text": "Two.", "tags": [bay, other]}])
    page = act(client, "merge", bay, other)
    assert "What moves to “Whitmoor Bay”" in page
    assert "2 sections that readers see" in page
    assert "1 of them marked with “Whitmoor Bay” already" in page
    assert Tag.objects.count() == 2
    done = act(client, "merge", bay, other, into=bay.pk, shown=bay.pk, apply="1")
    assert "1 tag is merged." in done
    assert [tag.name for tag in Tag.objects.all()] == ["Whitmoor Bay"]
    assert [alias.name for alias in bay.aliases.all()] == ["Bay of Whitmoor"]
    page = client.get(story.current_edition().get_absolute_url()).content.decode()
    # At each section, and once among the story's topics.
    assert page.count(f'"{bay.get_absolute_url()}"') == 3


@pytest.mark.usefixtures("editor")
def test_merging_into_a_tag_that_was_not_selected(client):
    bay, other = make_tag("Whitmoor Bay"), suggest("Bay of Whitmoor")
    assert "What moves to “Whitmoor Bay”" in act(client, "merge", other, into=bay.pk, show="1")
    act(client, "merge", other, into=bay.pk, shown=bay.pk, apply="1")
    assert [tag.name for tag in Tag.objects.all()] == ["Whitmoor Bay"]


@pytest.mark.usefixtures("editor")
def test_nothing_is_merged_before_its_effects_were_shown(client):
    bay, other = make_tag("Whitmoor Bay"), suggest("Bay of Whitmoor")
    page = act(client, "merge", bay, other, into=other.pk, shown=bay.pk, apply="1")
    assert "What moves to “Bay of Whitmoor”" in page
    assert Tag.objects.count() == 2


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("into", ["", "0", "x"])
def test_merging_needs_a_tag_to_merge_into(client, into):
    page = act(client, "merge", suggest("Bay of Whitmoor"), into=into, shown=into, apply="1")
    assert "Choose a tag to see what merging does." in page
    assert Tag.objects.count() == 1


@pytest.mark.usefixtures("editor")
def test_merging_one_tag_alone_asks_for_another(client):
    tag = suggest("Bay of Whitmoor")
    assert "there is nothing to merge into it" in act(client, "merge", tag)
    act(client, "merge", tag, into=tag.pk, shown=tag.pk, apply="1")
    assert Tag.objects.count() == 1


@pytest.mark.usefixtures("editor")
def test_who_did_it_is_in_the_tags_history(client):
    tag = suggest("Whitmoor Bay")
    act(client, "confirm", tag, apply="1")
    page = client.get(reverse("admin:articles_tag_history", args=[tag.pk])).content.decode()
    assert "Confirmed." in page


@pytest.mark.parametrize("action", ["confirm", "drop", "merge"])
def test_reporters_only_look(client, action):
    sign_in(client, "Reporters")
    tag, other = suggest("Whitmoor Bay"), make_tag("Long Mole")
    act(client, action, tag, other, into=other.pk, shown=other.pk, apply="1")
    assert state_of(tag) == "suggested"
