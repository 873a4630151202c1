"""Renamed and merged tags and authors: the old address leads to the new one in one hop, and counts are
right.
"""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from articles import authors as author_verbs
from articles import tags as tag_verbs
from articles.models import Author, Byline, Edition, FormerAuthor, FormerTag, Tag
from articles.publishing import publish
from articles.revisions import record, snapshot
from articles.story import Story
from articles.tests.builders import make_article, make_story, make_tag

pytestmark = pytest.mark.django_db

AUTHORS = reverse("admin:articles_author_changelist")


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return user


def leads_to(url):
    response = Client().get(url)
    return response.status_code, response.get("Location")


def page(url):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def rename_tag(client, tag, name, slug):
    url = reverse("admin:articles_tag_change", args=[tag.pk])
    data = {"name": name, "kind": tag.kind, "slug": slug}
    return client.post(url, data | {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0})


def rename_author(client, author, name, slug):
    url = reverse("admin:articles_author_change", args=[author.pk])
    return client.post(url, {"name": name, "slug": slug})


# Tags


def test_a_renamed_tags_old_addresses_lead_to_the_new_one_in_one_hop(client, editor):
    tag = make_tag("Whitmoor Bay")
    for slug in ["the-bay", "bay"]:
        assert rename_tag(client, tag, "The Bay", slug).status_code == 302
    for old in ["whitmoor-bay", "the-bay"]:
        assert leads_to(f"/topics/{old}/") == (301, "/topics/bay/")


def test_a_tag_that_is_renamed_back_leads_nowhere_but_to_itself(client, editor):
    tag = make_tag("Whitmoor Bay")
    make_story(sections=[{"text": "One.", "tags": [tag]}])
    for slug in ["bay", "whitmoor-bay"]:
        rename_tag(client, tag, "Whitmoor Bay", slug)
    assert leads_to("/topics/whitmoor-bay/") == (200, None)
    assert leads_to("/topics/bay/") == (301, "/topics/whitmoor-bay/")


def test_merged_tags_lead_on_however_often_and_the_sections_are_counted_once():
    bay, cove, inlet = make_tag("Bay"), make_tag("Cove"), make_tag("Inlet")
    make_story(sections=[{"text": "One.", "tags": [bay, cove]}, {"text": "Two.", "tags": [inlet]}])
    tag_verbs.merge([inlet], cove)
    tag_verbs.merge([cove], bay)
    for old in ["cove", "inlet"]:
        assert leads_to(f"/topics/{old}/") == (301, "/topics/bay/")
    assert page("/topics/bay/").count('class="line-title"') == 2
    assert bay.section_set.count() == bay.edition_sections.count() == 2


def test_a_former_address_is_given_to_no_other_tag(client, editor):
    tag, other = make_tag("Whitmoor Bay"), make_tag("Long Mole")
    rename_tag(client, tag, "The Bay", "the-bay")
    assert make_tag("Whitmoor Bay", kind=Tag.Kind.TOPIC).slug == "whitmoor-bay-2"
    response = rename_tag(client, other, "Long Mole", "whitmoor-bay")
    assert "leads to another tag" in response.content.decode()


def test_what_leads_to_a_dropped_tag_is_not_found(client, editor):
    tag = make_tag("Whitmoor Bay")
    rename_tag(client, tag, "The Bay", "the-bay")
    tag_verbs.drop([tag])
    assert leads_to("/topics/whitmoor-bay/") == (404, None)


# Authors


def test_a_renamed_authors_old_address_leads_to_the_new_one_and_old_bylines_do_too(client, editor):
    story = make_story(byline="Nora Pell, Harbour Correspondent", authors=["Nora Pell"])
    author = Author.objects.get()
    rename_author(client, author, "Nora Marsh", "nora-marsh")
    assert leads_to("/authors/nora-pell/") == (301, "/authors/nora-marsh/")
    html = page(story.current_edition().get_absolute_url())
    assert '<a rel="author" href="/authors/nora-marsh/">Nora Pell</a>, Harbour Correspondent' in html
    assert "Correspondent, Nora Marsh" not in html


def test_two_new_names_at_one_address_both_lead_on(client, editor):
    make_story(byline="Nora Pell", authors=["Nora Pell"])
    author = Author.objects.get()
    for name in ["Nora Marsh", "Nora Hill"]:
        rename_author(client, author, name, "nora-pell")
    rename_author(client, author, "Nora Hill", "nora-hill")
    assert leads_to("/authors/nora-pell/") == (301, "/authors/nora-hill/")
    assert {former.name for former in author.former.all()} == {"Nora Pell", "Nora Marsh", "Nora Hill"}


def merged():
    """Two authors made one, with a story of each and one of both."""
    for names in [["N. Pell"], ["Nora Pell"], ["Sam Ito", "N. Pell", "Nora Pell"]]:
        make_story(", ".join(names), authors=names, byline=", ".join(names))
    into, gone = Author.objects.get(name="Nora Pell"), Author.objects.get(name="N. Pell")
    author_verbs.merge([gone], into)
    return into


def test_merged_authors_sign_every_story_once_in_working_copies_and_editions():
    into = merged()
    assert not Author.objects.filter(name="N. Pell").exists()
    assert Byline.objects.filter(author=into).count() == 3
    assert into.editions.current().count() == 3
    assert page("/authors/nora-pell/").count('class="line-title"') == 3
    assert leads_to("/authors/n-pell/") == (301, "/authors/nora-pell/")
    edition = Edition.objects.get(title="N. Pell")
    assert [(part.text, part.author and part.author.name) for part in Story.of(edition).byline] == [
        ("N. Pell", "Nora Pell")
    ]


def test_merging_authors_is_no_editors_change():
    article = make_story(authors=["N. Pell"])
    record(article)
    author_verbs.merge([Author.objects.get()], Author.objects.named("Nora Pell"))
    whole = type(article).objects.whole().get(pk=article.pk)
    assert snapshot(whole) == article.revisions.first().content
    assert publish(article).revision == article.revisions.first()


def test_a_document_signed_with_a_former_name_finds_the_author():
    into = merged()
    assert Author.objects.named("N. Pell") == into


def test_a_merged_author_keeps_the_account_and_the_stories_of_it():
    user = User.objects.create_user("nora")
    article = make_article(authors=["N. Pell"])
    Author.objects.update(user=user, biography="Knows boats.")
    into = Author.objects.named("Nora Pell")
    author_verbs.merge([Author.objects.get(name="N. Pell")], into)
    into.refresh_from_db()
    assert (into.user, into.biography) == (user, "Knows boats.")
    assert article.is_written_by(user)


def act(client, *authors, **more):
    data = {"action": "merge", "_selected_action": [author.pk for author in authors]} | more
    return client.post(AUTHORS, data, follow=True).content.decode()


def test_merging_is_shown_before_it_is_done(client, editor):
    make_story("Ferry returns", authors=["N. Pell"])
    gone, into = Author.objects.get(), Author.objects.named("Nora Pell")
    page = act(client, gone, into, into=into.pk)
    assert "What moves to “Nora Pell”" in page
    assert "1 story" in page
    assert "Ferry returns" in page
    act(client, gone, into, into=into.pk, apply="1")
    assert Author.objects.count() == 2
    assert "1 author is merged." in act(client, gone, into, into=into.pk, shown=into.pk, apply="1")
    assert list(Author.objects.all()) == [into]


def test_authors_with_different_accounts_are_not_merged(client, editor):
    authors = [Author.objects.named(name) for name in ("N. Pell", "Nora Pell")]
    for author in authors:
        author.user = User.objects.create_user(author.slug)
        author.save()
    page = act(client, *authors, into=authors[1].pk, shown=authors[1].pk, apply="1")
    assert "They sign in with different accounts" in page
    assert Author.objects.count() == 2


def test_merging_into_an_author_that_was_not_selected_and_who_signs_in_elsewhere_is_refused(client, editor):
    gone, into = [Author.objects.named(name) for name in ("N. Pell", "Nora Pell")]
    for author in [gone, into]:
        author.user = User.objects.create_user(author.slug)
        author.save()
    act(client, gone, into=into.pk, shown=into.pk, apply="1")
    assert Author.objects.count() == 2


@pytest.mark.parametrize("group", ["Reporters", "Desk editors", "Moderators"])
def test_only_editors_of_every_desk_merge_authors(client, group):
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    gone, into = [Author.objects.named(name) for name in ("N. Pell", "Nora Pell")]
    act(client, gone, into, into=into.pk, shown=into.pk, apply="1")
    assert Author.objects.count() == 2
    assert not FormerAuthor.objects.exists()
    assert not FormerTag.objects.exists()
