"""Who may do what with a story: a table of roles and acts, each cell tried in the admin."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Desk, Transition
from articles.publishing import publish
from articles.tests.builders import make_article
from newsroom.models import ImportedDocument
from newsroom.tests.test_admin import change_form, form_data, section_of

pytestmark = pytest.mark.django_db

State = Article.State
TOMORROW = timezone.now() + timedelta(days=1)

# The groups of each role, the desk that it edits, and how it comes to a story on the desk Harbour.
ROLES = {
    "writer": ("Reporters", None, "begun"),
    "author": ("Reporters", None, "signed"),
    "reporter": ("Reporters", None, None),
    "desk editor": ("Desk editors", "Harbour", None),
    "other desk's editor": ("Desk editors", "Sport", None),
    "desk editor without desk": ("Desk editors", None, None),
    "editor": ("Editors", None, None),
    "chief": ("Chiefs", None, None),
    "moderator": ("Moderators", None, None),
    "chief moderator": ("Chief moderators", None, None),
    "newcomer": (None, None, None),
}
WRITING = {"writer", "author"}
EDITING = {"desk editor", "editor", "chief"}
EVERY_DESK = {"editor", "chief"}
REPORTING = {*WRITING, "reporter", *EDITING, "other desk's editor", "desk editor without desk"}


@pytest.fixture
def sign_in_as(client):
    def sign_in(role):
        group, desk, tie = ROLES[role]
        user = User.objects.create_user("staff", is_staff=True)
        if group:
            user.groups.add(Group.objects.get(name=group))
        if desk:
            Desk.objects.named(desk).editors.add(user)
        article = make_article("A story", created_by=user if tie == "begun" else None, authors=["Nora Pell"])
        if tie == "signed":
            Author.objects.update(user=user)
        client.force_login(user)
        return article

    return sign_in


def put(article, state):
    if state == State.PUBLISHED:
        publish(article)
    publish_at = TOMORROW if state == State.SCHEDULED else None
    Article.objects.filter(pk=article.pk).update(state=state, publish_at=publish_at)


def standing(article):
    return Article.objects.values_list("title", "state").get(pk=article.pk), Transition.objects.count()


# Each step by hand: the state to take it from, and who may.
STEPS = {
    "submit": (State.DRAFT, WRITING | EDITING),
    "take_back": (State.SUBMITTED, WRITING),
    "request_changes": (State.SUBMITTED, EDITING),
    "mark_ready": (State.SUBMITTED, EDITING),
    "publish": (State.READY, EDITING),
    "update": (State.PUBLISHED, EDITING),
    "correct": (State.PUBLISHED, EDITING),
    "minor_fix": (State.PUBLISHED, EDITING),
    "unpublish": (State.PUBLISHED, EDITING),
    "shelve": (State.DRAFT, WRITING | EDITING),
    "start": (State.IDEA, WRITING | EDITING),
    "spike": (State.DRAFT, WRITING | EDITING),
    "revive": (State.SPIKED, WRITING | EDITING),
    "rework": (State.PUBLISHED, set()),
    "schedule": (State.READY, EDITING),
    "unschedule": (State.SCHEDULED, EDITING),
    "take_down": (State.PUBLISHED, EVERY_DESK),
    "restore": (State.TAKEN_DOWN, EVERY_DESK),
    "lift_embargo": (State.READY, {"chief"}),
}
TOLD_TO_READERS = {"correct", "take_down"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", STEPS)
def test_a_step_is_taken_by_whom_it_belongs_to_and_is_403_for_all_others(client, sign_in_as, role, verb):
    state, allowed = STEPS[verb]
    article = sign_in_as(role)
    put(article, state)
    if verb == "lift_embargo":
        Article.objects.update(embargo_until=TOMORROW)
    before = standing(article)
    data = form_data(
        article, section_of(article.sections.get()), button=f"_{verb}", words="So it is.", title="New"
    )
    if verb == "schedule":
        data |= {"publish_at_0": TOMORROW.date().isoformat(), "publish_at_1": "23:59"}
    if verb in TOLD_TO_READERS:
        data["words_to_readers"] = "It was not so."
    page = client.get(change_form(article))
    is_offered = page.status_code == 200 and f'name="_{verb}"' in page.content.decode()
    response = client.post(change_form(article), data)
    assert response.status_code == (302 if role in allowed else 403)
    assert is_offered == (role in allowed)
    if role in allowed:
        assert article.transitions.first().verb == verb
        assert article.transitions.first().by.username == "staff"
        assert article.transitions.first().words == "So it is."
    else:
        assert standing(article) == before


# What a role sees of a working copy in a state, and whether it may save it.
SEES = {
    State.IDEA: (WRITING | EDITING, WRITING | EDITING),
    State.DRAFT: (WRITING | EDITING, WRITING | EDITING),
    State.SUBMITTED: (WRITING | EDITING, EDITING),
    State.CHANGES: (WRITING | EDITING, WRITING | EDITING),
    State.READY: (WRITING | EDITING, EDITING),
    State.SCHEDULED: (WRITING | EDITING, EDITING),
    State.PUBLISHED: (REPORTING | {"moderator", "chief moderator"}, WRITING | EDITING),
    State.UNPUBLISHED: (WRITING | EDITING, WRITING | EDITING),
    State.TAKEN_DOWN: (WRITING | EDITING, EDITING),
    State.SPIKED: (WRITING | EDITING, set()),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", SEES)
def test_a_working_copy_is_seen_and_saved_by_whom_it_belongs_to(client, sign_in_as, role, state):
    see, save = SEES[state]
    article = sign_in_as(role)
    put(article, state)
    listing = client.get(reverse("admin:articles_article_changelist"))
    is_listed = listing.status_code == 200 and "A story" in listing.content.decode()
    assert (client.get(change_form(article)).status_code == 200) == (role in see)
    assert is_listed == (role in see)
    data = form_data(article, section_of(article.sections.get()), title="New")
    client.post(change_form(article), data)
    assert (Article.objects.get(pk=article.pk).title == "New") == (role in save)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_the_history_is_for_those_who_work_on_the_story(client, sign_in_as, role, state):
    article = sign_in_as(role)
    put(article, state)
    history = client.get(reverse("admin:articles_article_history", args=[article.pk]))
    assert (history.status_code == 200) == (role in WRITING | EDITING)
    page = client.get(change_form(article))
    has_steps = page.status_code == 200 and "Steps so far" in page.content.decode()
    assert has_steps == (role in WRITING | EDITING)


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_is_deleted_by_editors_of_every_desk_only(client, sign_in_as, role):
    article = sign_in_as(role)
    client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert Article.objects.kept().filter(pk=article.pk).exists() == (role not in EVERY_DESK)
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("role", ROLES)
def test_publishing_from_the_list_asks_for_each_article(client, sign_in_as, role):
    article = sign_in_as(role)
    elsewhere = make_article("In the court", desk="Courts")
    data = {"action": "publish_selected", "_selected_action": [article.pk, elsewhere.pk]}
    client.post(reverse("admin:articles_article_changelist"), data)
    assert article.is_live() == (role in EDITING)
    assert elsewhere.is_live() == (role in EVERY_DESK)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_a_field_that_completes_what_one_types_names_no_foreign_draft(client, sign_in_as, role, state):
    article = sign_in_as(role)
    put(article, state)
    query = {"app_label": "comments", "model_name": "discussion", "field_name": "article", "term": "story"}
    response = client.get(reverse("admin:autocomplete"), query)
    found = response.status_code == 200 and bool(response.json()["results"])
    assert found == (role in SEES[state][0])


@pytest.mark.parametrize("role", ROLES)
def test_a_new_story_belongs_to_whoever_began_it(client, sign_in_as, role):
    sign_in_as(role)
    client.post(change_form(), form_data(None, title="Begun"))
    begun = Article.objects.filter(title="Begun").first()
    assert bool(begun) == (role in REPORTING)
    if begun:
        assert begun.created_by.username == "staff"
        assert client.get(change_form(begun)).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_a_new_story_is_published_at_once_by_editors_of_its_desk_only(client, sign_in_as, role):
    article = sign_in_as(role)
    data = form_data(None, title="Begun", desk=article.desk_id, button="_publish")
    response = client.post(change_form(), data)
    assert (response.status_code == 302) == (role in EDITING)
    assert Article.objects.filter(title="Begun").exists() == (role in EDITING)


@pytest.mark.parametrize("role", ROLES)
def test_the_text_of_an_imported_draft_is_as_private_as_the_draft(client, sign_in_as, role):
    article = sign_in_as(role)
    imported = ImportedDocument.objects.create(article=article, identity="x" * 64, text="Private words")
    page = client.get(reverse("admin:newsroom_importeddocument_change", args=[imported.pk]))
    is_seen = page.status_code == 200 and "Private words" in page.content.decode()
    assert is_seen == (role in WRITING | EDITING)


def test_a_desk_editor_may_hand_a_story_over_and_then_has_no_part_in_it(client, sign_in_as):
    article = sign_in_as("desk editor")
    data = form_data(article, section_of(article.sections.get()), desk=Desk.objects.named("Sport").pk)
    assert client.post(change_form(article), data).status_code == 302
    assert Article.objects.get().desk.name == "Sport"
    assert client.get(change_form(article)).status_code == 302


def test_a_desk_editor_cannot_publish_by_moving_a_story_to_a_foreign_desk(client, sign_in_as):
    article = sign_in_as("desk editor")
    sport = Desk.objects.named("Sport").pk
    data = form_data(article, section_of(article.sections.get()), desk=sport, button="_publish")
    assert client.post(change_form(article), data).status_code == 403
    assert Article.objects.get().desk.name == "Harbour"


def test_whoever_edits_desks_can_name_their_editors(client, sign_in_as):
    desk = sign_in_as("chief").desk
    user = User.objects.get()
    data = {"name": "Harbour", "slug": "harbour", "position": 0, "editors": [user.pk]}
    assert client.post(reverse("admin:articles_desk_change", args=[desk.pk]), data).status_code == 302
    assert list(desk.editors.all()) == [user]
