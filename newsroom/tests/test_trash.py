"""What is thrown away is nowhere, comes back whole, and is deleted only if no reader ever saw it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.corrections import ToReaders
from articles.models import Article, Revision, Section
from articles.publishing import publish, take_down, unpublish
from articles.revisions import record
from articles.tests.builders import make_article, make_story, make_tag
from articles.trash import take_out, throw_away
from comments.loading import ArchivedComment, load_threads
from comments.models import Comment
from comments.tests.builders import make_comment
from newsroom.models import ImportedDocument

pytestmark = pytest.mark.django_db

LISTING = reverse("admin:articles_article_changelist")
TRASH = f"{LISTING}?trash=1"


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return user


def admin_of(article, page="change"):
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def age(article, days):
    Article.objects.filter(pk=article.pk).update(trashed_at=timezone.now() - timedelta(days=days))


def empty_trash(*arguments):
    out = StringIO()
    call_command("empty_trash", *arguments, stdout=out)
    return out.getvalue()


def test_deleting_moves_to_the_trash_and_restoring_brings_everything_back(client, editor):
    article = make_article("Not wanted", created_by=editor)
    record(article)
    assert "It can be restored for 30 days" in client.get(admin_of(article, "delete")).content.decode()
    page = client.post(admin_of(article, "delete"), follow=True).content.decode()
    assert "“Not wanted” is in the trash." in page
    assert "Not wanted" in client.get(TRASH).content.decode()
    data = {"action": "take_out_selected", "_selected_action": [article.pk]}
    assert "1 article is restored." in client.post(TRASH, data, follow=True).content.decode()
    assert client.get(admin_of(article)).status_code == 200
    assert article.revisions.count() == article.sections.count() == 1
    notes = LogEntry.objects.filter(object_id=article.pk).values_list("change_message", flat=True)
    assert {"Moved to the trash.", "Restored from the trash."} <= set(notes)


def test_what_is_in_the_trash_is_nowhere_in_the_admin(client, editor):
    tag = make_tag("Whitmoor Bay")
    article = make_article("Zyxomar", created_by=editor, sections=[{"text": "Words.", "tags": [tag]}])
    imported = ImportedDocument.objects.create(article=article, identity="x" * 64, text="Zyxomar")
    throw_away(article)
    pages = [
        reverse("admin:index"),
        LISTING,
        f"{LISTING}?q=zyxomar",
        f"{LISTING}?whose=mine",
        f"{LISTING}?state__exact=draft",
        reverse("admin:newsroom_importeddocument_changelist"),
    ]
    for page in pages:
        assert "Zyxomar" not in client.get(page).content.decode(), page
    for page in ["change", "history", "delete"]:
        assert client.get(admin_of(article, page)).status_code in (302, 403), page
    assert (
        client.get(reverse("admin:newsroom_importeddocument_change", args=[imported.pk])).status_code == 302
    )
    tags = client.get(reverse("admin:articles_tag_changelist")).content.decode()
    assert 'field-section_count">0<' in tags


def test_no_step_is_taken_with_what_is_in_the_trash(client, editor):
    article = make_article()
    throw_away(article)
    with pytest.raises(workflow.Refused):
        workflow.move(article, "publish", by=editor)
    assert client.post(admin_of(article), {"_publish": "1"}).status_code == 403


def test_what_readers_see_cannot_be_thrown_away(client, editor):
    article = make_story()
    assert client.post(admin_of(article, "delete")).status_code == 403
    with pytest.raises(ValidationError):
        throw_away(article)
    scheduled = make_article(state=Article.State.SCHEDULED, publish_at=timezone.now() + timedelta(days=1))
    client.post(admin_of(scheduled, "delete"))
    assert Article.objects.kept().count() == 2


def test_a_story_that_was_public_is_never_deleted_and_comes_back_with_address_and_comments(client, editor):
    article = make_story("Ferry returns")
    comment = make_comment("Well said.", article=article)
    url = article.current_edition().get_absolute_url()
    unpublish(article, reason="Wrong.")
    throw_away(article)
    age(article, 9_000)
    assert "0 articles." in empty_trash("--keep-days", "0")
    take_out(Article.objects.in_trash_of(editor))
    publish(article)
    page = client.get(url).content.decode()
    assert "Well said." in page
    assert f'id="comment-{comment.pk}"' in page


def test_a_story_that_was_taken_down_says_so_from_the_trash_too(client):
    article = make_story()
    url = article.current_edition().get_absolute_url()
    take_down(article, reason="Court.", to_readers=ToReaders("A court has ruled."))
    throw_away(article)
    response = client.get(url)
    assert response.status_code == 410
    assert "A court has ruled." in response.content.decode()


def test_the_trash_is_emptied_after_thirty_days_and_says_of_what():
    old, young, kept = (make_article(title) for title in ("Old", "Young", "Kept"))
    record(old)
    record(old)
    load_threads(old, [ArchivedComment("Deep.", children=[ArchivedComment("Deeper.")])], since=timezone.now())
    for article, days in [(old, 31), (young, 29)]:
        throw_away(article)
        age(article, days)
    assert empty_trash("--dry-run") == "To be deleted: Old\nTo be deleted: 1 articles.\n"
    assert Article.objects.count() == 3
    assert empty_trash() == "Deleted: Old\nDeleted: 1 articles.\n"
    assert set(Article.objects.all()) == {young, kept}
    assert not Comment.objects.exists()
    assert not Revision.objects.exists()
    assert Section.objects.count() == 2


@pytest.mark.parametrize("days", ["-1", "99999999"])
def test_a_senseless_number_of_days_is_refused(days):
    with pytest.raises(CommandError):
        empty_trash(f"--keep-days={days}")


@pytest.mark.parametrize("group", ["Reporters", "Desk editors", "Moderators"])
def test_who_may_not_delete_sees_no_trash(client, group):
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    article = make_article("Zyxomar", created_by=user)
    article.desk.editors.add(user)
    client.force_login(user)
    assert client.post(admin_of(article, "delete")).status_code in (302, 403)
    assert Article.objects.kept().exists()
    throw_away(article)
    assert "Zyxomar" not in client.get(TRASH).content.decode()
    client.post(TRASH, {"action": "take_out_selected", "_selected_action": [article.pk]})
    assert not Article.objects.kept().exists()


def test_dumps_leave_out_what_is_in_the_trash_and_lines_carry_it_as_such(tmp_path):
    throw_away(make_article("Not wanted"))
    call_command("export_seeds", tmp_path / "dumps", stdout=StringIO())
    call_command("export_seeds", "--json", tmp_path / "site.jsonl", stdout=StringIO(), stderr=StringIO())
    assert [path.name for path in (tmp_path / "dumps").rglob("draft-*")] == []
    assert '"trashed_at": "' in (tmp_path / "site.jsonl").read_text()
