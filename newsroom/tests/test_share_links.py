"""Share links: a draft for somebody without an account, and for nobody else."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import revisions, sharing
from articles.models import Article, Revision, ShareLink, ShareOpening
from articles.publishing import publish, unpublish
from articles.tests.builders import make_article, make_story
from articles.thinning import thin_revisions
from articles.trash import throw_away
from comments.tests.builders import make_comment
from newsroom.tests.test_admin import change_form
from newsroom.tests.test_no_trace import headers_of
from newsroom.tests.test_workflow_admin import make_user

pytestmark = pytest.mark.django_db

State = Article.State


@pytest.fixture
def editor(client):
    user = make_user("editor", "Editors")
    client.force_login(user)
    return user


@pytest.fixture
def article():
    return make_article("Secret plan", sections=["Hush."])


def share_page(article):
    return reverse("admin:articles_article_share", args=[article.pk])


def make_link(client, article, **fields):
    """Make a link as an editor does, and return its address."""
    page = client.post(share_page(article), {"days": 7, "shows": "newest"} | fields).content.decode()
    return re.search(r'value="http://testserver(/preview/[^"]+)"', page)[1]


def test_whoever_has_the_link_reads_the_draft_without_an_account(client, editor, article):
    url = make_link(client, article)
    response = Client().get(url)
    html = response.content.decode()
    assert response.status_code == 200
    assert "A draft, not published." in html
    assert "Secret plan" in html
    assert "Hush." in html
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_draft_is_kept_by_no_cache_listed_by_no_search_engine_and_told_to_no_other_site(
    client, editor, article
):
    response = Client().get(make_link(client, article))
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert 'name="robots" content="noindex' in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "/preview/" not in Client().get("/robots.txt").content.decode()


def test_the_secret_is_long_stored_as_a_hash_and_shown_once(client, editor, article):
    first, second = make_link(client, article), make_link(client, article)
    assert first != second
    secret = first.removeprefix("/preview/").strip("/")
    assert len(secret) >= 43
    assert secret not in str(list(ShareLink.objects.values_list()))
    assert secret not in client.get(share_page(article)).content.decode()
    assert secret not in str(list(LogEntry.objects.values_list()))


def test_a_link_shows_what_is_saved_last_or_what_was_saved_when_it_was_made(client, editor, article):
    newest, pinned = make_link(client, article), make_link(client, article, shows="pinned")
    article.title = "Changed plan"
    article.save()
    revisions.record(article, by=editor)
    assert "Changed plan" in Client().get(newest).content.decode()
    html = Client().get(pinned).content.decode()
    assert "Secret plan" in html
    assert "Changed plan" not in html


def expire(article):
    ShareLink.objects.update(expires_at=timezone.now())


def revoke(article):
    sharing.revoke(article.share_links.all())


def spike(article):
    Article.objects.update(state=State.SPIKED)


def take_down(article):
    Article.objects.update(state=State.TAKEN_DOWN)


def publish_and_unpublish(article):
    publish(article)
    unpublish(article, reason="Not yet.")


def delete(article):
    article.delete()


@pytest.mark.parametrize("end", [expire, revoke, spike, take_down, throw_away, publish_and_unpublish, delete])
def test_a_dead_link_is_as_if_it_had_never_been(client, editor, article, end):
    url = make_link(client, article)
    end(article)
    dead, never = Client().get(url), Client().get(f"/preview/{'x' * 43}/")
    assert dead.status_code == never.status_code == 404
    assert dead.content == never.content
    assert headers_of(dead) == headers_of(never)
    assert not ShareOpening.objects.exists()


@pytest.mark.parametrize("secret", ["x", "x" * 5_000, "%00", "%E2%98%83", "..", "a b"])
def test_what_is_no_secret_is_404(article, secret):
    assert Client().get(f"/preview/{secret}/").status_code == 404


def test_a_link_leads_to_the_story_once_that_is_published(client, editor, article):
    url = make_link(client, article)
    publish(article)
    response = Client().get(url)
    assert (response.status_code, response["Location"]) == (302, article.current_edition().get_absolute_url())
    assert response["Cache-Control"] == "private, no-store"
    article.title = "The next plan"
    article.save()
    Article.objects.update(state=State.DRAFT)
    assert "The next plan" not in Client().get(url, follow=True).content.decode()


def test_the_rework_of_a_live_story_is_shared_without_its_comments(client, editor):
    story = make_story("As readers see it")
    make_comment("Well said.", article=story)
    Article.objects.update(title="The rework", state=State.DRAFT)
    html = Client().get(make_link(client, story)).content.decode()
    assert "The rework" in html
    assert "Well said." not in html


def test_every_opening_is_kept_with_its_time_and_program_and_nothing_whence(client, editor, article):
    url = make_link(client, article)
    Client(headers={"user-agent": "Tester/1 <b>" + "x" * 500}).get(url)
    Client().head(url)
    [opening] = ShareOpening.objects.all()
    assert opening.agent.startswith("Tester/1 <b>xx")
    assert len(opening.agent) == 150
    assert {field.name for field in ShareOpening._meta.get_fields()} == {"id", "link", "opened_at", "agent"}
    page = client.get(share_page(article)).content.decode()
    assert "opened once, on" in page
    assert "Tester/1 &lt;b&gt;" in page


def test_an_editor_revokes_a_link_and_it_is_kept_who_did_what(client, editor, article):
    url = make_link(client, article)
    link = ShareLink.objects.get()
    revoking = reverse("admin:articles_article_revoke", args=[article.pk, link.pk])
    assert client.get(revoking).status_code == 404
    assert "The link opens no more." in client.post(revoking, follow=True).content.decode()
    assert Client().get(url).status_code == 404
    messages = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert messages[0].startswith("Made a share link that opens until")
    assert messages[1:] == ["Revoked a share link."]


def test_a_link_of_another_story_is_not_revoked(client, editor, article):
    make_link(client, article)
    other = make_article("Another")
    link = ShareLink.objects.get()
    response = client.post(reverse("admin:articles_article_revoke", args=[other.pk, link.pk]))
    assert response.status_code == 404
    assert ShareLink.objects.get().revoked_at is None


@pytest.mark.parametrize(
    ("days", "shows"), [("2", "newest"), ("", "newest"), ("36500", "newest"), ("7", "everything")]
)
def test_what_the_form_does_not_offer_makes_no_link(client, editor, article, days, shows):
    client.post(share_page(article), {"days": days, "shows": shows})
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize("state", [State.PUBLISHED, State.SPIKED, State.TAKEN_DOWN])
def test_there_is_nothing_to_share_of_what_is_no_draft(client, editor, state):
    article = make_story()
    Article.objects.update(state=state)
    assert "There is no draft to share" in client.get(share_page(article)).content.decode()
    assert client.post(share_page(article), {"days": 7, "shows": "newest"}).status_code == 403
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize(
    ("group", "own", "status"),
    [
        ("Reporters", True, 200),
        ("Reporters", False, 404),
        ("Desk editors", False, 404),
        ("Chiefs", False, 200),
    ],
)
def test_who_works_on_a_story_shares_it(client, article, group, own, status):
    user = make_user("staff", group)
    Article.objects.update(created_by=user if own else None)
    client.force_login(user)
    assert client.get(share_page(article)).status_code == status
    client.post(share_page(article), {"days": 7, "shows": "newest"})
    assert ShareLink.objects.exists() == (status == 200)
    assert (f'href="{share_page(article)}"' in client.get(change_form(article)).content.decode()) == (
        status == 200
    )


def test_what_is_public_is_read_by_all_and_shared_by_those_who_work_on_it(client):
    client.force_login(make_user("staff", "Reporters"))
    story = make_story()
    assert client.get(share_page(story)).status_code == 403
    assert share_page(story) not in client.get(change_form(story)).content.decode()


def test_a_pinned_revision_is_not_thinned_away(client, editor, article):
    url = make_link(client, article, shows="pinned")
    for _ in range(3):
        revisions.record(article, by=editor)
    Revision.objects.update(saved_at=timezone.now() - timedelta(days=400))
    thin_revisions(keep_days=30)
    assert Client().get(url).status_code == 200


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_of_links_costs_the_same_however_many(
    client, editor, article, django_assert_max_num_queries, number
):
    for _ in range(number):
        link, _secret = sharing.make(article, by=editor, days=7)
        for _ in range(3):
            sharing.opened(link, agent="Tester")
    client.get(share_page(article))
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 the article, 6 its edition, 7 whether the user
    # edits its desk, 8 the links, 9 their openings.
    with django_assert_max_num_queries(9):
        client.get(share_page(article))


def test_a_shared_draft_costs_little(client, editor, article, django_assert_max_num_queries):
    url = make_link(client, article)
    Client().get(url)
    # 1 the link with its article, 2 that it is opened, 3 to 6 the working copy, 7 its desk, 8 anchors that
    # were once public, 9 its edition, 10 the masthead.
    with django_assert_max_num_queries(10):
        Client().get(url)
