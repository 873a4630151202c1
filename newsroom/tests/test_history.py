"""An article's history in the admin: who saved what, what changed, and going back."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles import revisions
from articles.models import Article, Author, Byline, Desk, Image, Revision, Section
from articles.publishing import publish
from articles.restoring import restore
from articles.tests.builders import add_section, make_article, make_story, make_tag
from articles.thinning import thin_revisions
from newsroom.models import ImportedDocument

pytestmark = pytest.mark.django_db


def make_user(name, *groups, **fields):
    user = User.objects.create_user(name, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def editor(client):
    user = make_user("editor", "Editors", first_name="Nora", last_name="Pell")
    client.force_login(user)
    return user


def history(article, **query):
    return reverse("admin:articles_article_history", args=[article.pk], query=query)


def compared(article, **query):
    return reverse("admin:articles_article_compare", args=[article.pk], query=query)


def restoring(article, number):
    return reverse("admin:articles_article_restore", args=[article.pk, number])


def text_of(response):
    return response.content.decode()


def reworked(by=None):
    """A story of four sections, saved twice: moved, edited, retitled and removed between."""
    article = make_article(
        "Ferry returns",
        sections=[
            {"heading": "Crew", "text": "They slept."},
            {"heading": "Boat", "text": "The boat is <script>old</script> now."},
            {"heading": "Harbour", "text": "It is deep."},
            {"heading": "Weather", "text": "It rained."},
        ],
    )
    revisions.record(article, by=by)
    crew, boat, harbour, weather = article.sections.all()
    Section.objects.filter(pk=harbour.pk).update(ordering=-1)
    Section.objects.filter(pk=crew.pk).update(heading="The crew")
    Section.objects.filter(pk=boat.pk).update(body=boat.body.replace("now", "again"))
    weather.delete()
    Article.objects.filter(pk=article.pk).update(title="Ferry returns late")
    revisions.record(article, by=by)
    return article


def test_the_history_lists_who_saved_when_and_what_became_of_it(client, editor, settings):
    settings.TIME_ZONE = "Europe/Kyiv"
    article = make_story("First")
    source = article.revisions.get()
    restore(source, by=editor)
    moment = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)
    article.revisions.filter(number=2).update(saved_at=moment)
    page = text_of(client.get(history(article)))
    assert "2 July 2025, 01:30" in page
    assert "Europe/Kyiv" in page
    assert "Nora Pell" in page
    assert "restored from 1" in page
    assert "published as edition 1" in page
    assert numbers_on(page) == [2, 1]


@pytest.mark.usefixtures("editor")
def test_an_article_that_was_never_saved_here_has_no_history(client):
    assert "there is no history" in text_of(client.get(history(make_article())))


def numbers_on(page):
    """The numbers of the revisions that a history page lists, in its order."""
    return [int(number) for number in re.findall(r"</span>(\d+)</th>", page)]


def make_revisions(article, number):
    content = revisions.record(article).content
    Revision.objects.bulk_create(
        Revision(article=article, number=place, content=content | {"title": f"Headline {place}"})
        for place in range(2, number + 1)
    )


@pytest.mark.usefixtures("editor")
def test_a_long_history_has_pages_and_any_two_revisions_can_be_chosen(client):
    article = make_article()
    make_revisions(article, 120)
    page = text_of(client.get(history(article, p=3, old=1, new=119)))
    assert numbers_on(page) == [*range(20, 0, -1), 119]
    assert "Chosen on another page" in page
    assert 'name="new" value="119" checked' in page
    assert 'name="old" value="1" checked' in page
    first = text_of(client.get(history(article)))
    assert 'name="new" value="120" checked' in first
    assert 'name="old" value="119" checked' in first
    assert client.get(history(article, p="x", old="-1", new="9" * 40)).status_code == 200


@pytest.mark.parametrize("number", [2, 120])
@pytest.mark.usefixtures("editor")
def test_the_history_costs_the_same_however_long_it_is(client, django_assert_num_queries, number):
    article = make_article(sections=["Words."] * 3)
    make_revisions(article, number)
    client.get(history(article))
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 the article, 6 its current edition, 7 and 8
    # whether the user sees it and edits its desk, 9 the count, 10 the page of revisions, 11 their editions.
    with django_assert_num_queries(11):
        client.get(history(article))


@pytest.mark.usefixtures("editor")
def test_the_comparison_says_moved_edited_removed_and_retitled_and_marks_the_word(client):
    page = text_of(client.get(compared(reworked(), old=1, new=2)))
    for words in [
        "moved from 3 to 1",
        "retitled",
        "edited",
        "removed; it was section 4",
        "Ferry returns <ins>late</ins>",
        "<del>now</del><ins>again</ins>",
        "&lt;script&gt;old&lt;/script&gt;",
    ]:
        assert words in page
    assert "<script>old" not in page
    assert page.count("moved from") == 1


@pytest.mark.usefixtures("editor")
def test_the_older_revision_comes_first_whichever_was_chosen_as_the_old_one(client):
    page = text_of(client.get(compared(reworked(), old=2, new=1)))
    assert "Ferry returns <ins>late</ins>" in page


@pytest.mark.usefixtures("editor")
def test_one_revision_is_compared_with_the_one_before_and_the_first_with_nothing(client):
    article = reworked()
    assert "<ins>late</ins>" in text_of(client.get(compared(article, new=2)))
    page = text_of(client.get(compared(article, new=1)))
    assert "added as section 4" in page
    assert "the oldest revision" in page


@pytest.mark.usefixtures("editor")
def test_the_comparison_names_desk_authors_tags_and_pictures_also_those_that_are_gone(client):
    article, gone = make_article(authors=["Wren"], sections=[]), make_tag("Gone")
    image = Image.objects.create(file="images/a.png", caption="A <blue> boat", width=1, height=1)
    section = add_section(article, tags=[gone])
    revisions.record(article)
    gone_pk = gone.pk
    gone.delete()
    Article.objects.filter(pk=article.pk).update(desk=Desk.objects.named("Sport"))
    Byline.objects.update(author=Author.objects.named("Nora Pell"))
    Section.objects.filter(pk=section.pk).update(image=image)
    section.tags.set([make_tag("Whitmoor Bay")])
    revisions.record(article)
    page = text_of(client.get(compared(article, old=1, new=2)))
    for words in [
        "<del>Harbour</del> <ins>Sport</ins>",
        "<del>Wren</del> <ins>Nora Pell</ins>",
        "<ins>A &lt;blue&gt; boat</ins>",
        f"<del>no longer there (number {gone_pk})</del> <ins>Whitmoor Bay</ins>",
    ]:
        assert words in page


@pytest.mark.parametrize("sections", [2, 40])
@pytest.mark.usefixtures("editor")
def test_a_comparison_costs_the_same_however_long_the_story(client, django_assert_num_queries, sections):
    tags = [make_tag(f"Tag {number}") for number in range(sections)]
    article = make_article(authors=["Wren"], sections=[{"text": "Words.", "tags": [tag]} for tag in tags])
    revisions.record(article)
    for section in article.sections.all():
        section.tags.clear()
    article.sections.update(body="<p>Other words.</p>")
    revisions.record(article)
    client.get(compared(article, old=1, new=2))
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 the article, 6 its current edition, 7 and 8
    # whether the user sees it and edits its desk, 9 and 10 the revisions, 11 desks, 12 authors, 13 tags, 14
    # the newest number. There are no pictures to ask for.
    with django_assert_num_queries(14):
        client.get(compared(article, old=1, new=2))


@pytest.mark.usefixtures("editor")
def test_revisions_of_another_article_and_what_is_no_number_are_not_found(client):
    article, other = reworked(), make_article()
    make_revisions(other, 5)
    wrong = [{"old": 1, "new": 5}, {"old": 5, "new": 1}, {"new": "x"}, {"new": "9" * 30}, {}, {"old": 1}]
    for query in wrong:
        assert client.get(compared(article, **query)).status_code == 404, query
    assert client.get(restoring(article, 5)).status_code == 404
    assert client.post(restoring(article, 5), {"loaded_from": 2}).status_code == 404
    assert client.get(compared(Article(pk=10**25), new=1)).status_code == 404
    assert article.revisions.count() == 2


def test_without_the_right_to_see_an_article_nobody_sees_its_history(client):
    article = reworked()
    pages = [history(article), compared(article, old=1, new=2), restoring(article, 1)]
    for page in pages:
        assert client.get(page).status_code == 302  # to the sign-in page
    client.force_login(make_user("stranger"))
    for page in pages:
        for response in [client.get(page), client.post(page, {"loaded_from": 2})]:
            assert response.status_code in {302, 404}, page
            assert response.headers.get("Location", reverse("admin:index")) == reverse("admin:index")


def test_the_writer_of_a_submitted_story_compares_but_does_not_restore(client):
    reporter = make_user("reporter", "Reporters")
    article = reworked(by=reporter)
    Article.objects.update(created_by=reporter, state=Article.State.SUBMITTED)
    client.force_login(reporter)
    assert "Restore" not in text_of(client.get(history(article)))
    assert "Restore" not in text_of(client.get(compared(article, old=1, new=2)))
    assert client.get(restoring(article, 1)).status_code == 403
    assert client.post(restoring(article, 1), {"loaded_from": 2}).status_code == 403
    assert article.revisions.count() == 2


def test_restoring_says_what_it_changes_and_then_brings_everything_back(client, editor):
    article = reworked()
    before = article.revisions.get(number=1).content
    page = text_of(client.get(restoring(article, 1)))
    assert "<del>late</del>" in page
    assert "added as section 4" in page
    response = client.post(restoring(article, 1), {"loaded_from": 2}, follow=True)
    assert "Revision 1 is restored; it is revision 3 now." in text_of(response)
    newest = article.revisions.first()
    assert (newest.number, newest.restored_from.number, newest.saved_by) == (3, 1, editor)
    assert newest.content == before
    assert revisions.snapshot(Article.objects.whole().get()) == before


def test_restoring_leaves_what_readers_see(client, editor):
    article = make_story("Old headline")
    first = article.revisions.get()
    Article.objects.update(title="New headline")
    publish(article)
    url = article.current_edition().get_absolute_url()
    seen = client.get(url).content
    restore(first, by=editor)
    assert Article.objects.get().title == "Old headline"
    assert client.get(url).content == seen


def test_sections_that_are_there_keep_their_rows_and_those_that_were_removed_their_keys(editor):
    article = make_article(sections=["One.", "Two."])
    one, two = article.sections.all()
    source = revisions.record(article)
    two.delete()
    three = add_section(article, text="Three.", ordering=5)
    revisions.record(article)
    restore(source, by=editor)
    assert list(article.sections.values_list("key", flat=True)) == [one.key, two.key]
    assert article.sections.first().pk == one.pk
    assert not Section.objects.filter(pk=three.pk).exists()


def test_what_is_gone_since_is_reported_and_left_out(client, editor):
    tag, image = make_tag("Gone"), Image.objects.create(file="images/a.png", width=1, height=1)
    article = make_article(
        desk="Old desk", authors=["Wren"], sections=[{"text": "Words.", "tags": [tag], "image": image}]
    )
    desk, author = article.desk, article.authors.get()
    revisions.record(article)
    article.desk = Desk.objects.named("Harbour")
    article.save()
    article.bylines.all().delete()
    article.sections.update(image=None)
    numbers = [f"desk number {desk.pk}", f"author number {author.pk}"]
    numbers += [f"picture number {image.pk}", f"tag number {tag.pk}"]
    for row in [tag, image, author, desk]:
        row.delete()
    revisions.record(article)
    response = client.post(restoring(article, 1), {"loaded_from": 2}, follow=True)
    for number in numbers:
        assert number in text_of(response)
    article.refresh_from_db()
    assert article.desk.name == "Harbour"
    assert article.sections.get().body == "<p>Words.</p>"


def test_words_that_were_in_no_revision_are_kept_as_one_before(editor):
    article = make_article("First")
    source = revisions.record(article)
    Article.objects.update(title="Written by a program")
    restore(source, by=editor)
    titles = article.revisions.order_by("number").values_list("content__title", flat=True)
    assert list(titles) == ["First", "Written by a program", "First"]


def test_restoring_cleans_what_a_snapshot_holds(editor):
    article = make_article()
    source = revisions.record(article)
    source.content["sections"][0]["body"] = "<p>Hi<script>x()</script></p>"
    source.save()
    restore(source, by=editor)
    assert article.sections.get().body == "<p>Hi</p>"


@pytest.mark.usefixtures("editor")
def test_restoring_from_a_page_that_is_behind_is_asked_once_more(client):
    article = reworked(by=make_user("wren"))
    response = client.post(restoring(article, 1), {"loaded_from": 1})
    assert response.status_code == 409
    assert "wren saved this article" in text_of(response)
    assert article.revisions.count() == 2
    assert 'name="loaded_from" value="2"' in text_of(response)


def test_a_draft_that_was_restored_can_still_be_deleted_with_its_history(editor):
    article = make_article()
    restore(revisions.record(article), by=editor)
    article.delete()
    assert not Revision.objects.exists()


def test_thinning_keeps_the_revision_that_an_import_stands_on():
    article = make_article()
    imported, other, newest = (revisions.record(article) for _ in range(3))
    ImportedDocument.objects.create(article=article, identity="x", file_name="x.txt", revision=imported)
    article.revisions.update(saved_at=datetime(2020, 1, 1, 12, tzinfo=UTC))
    assert thin_revisions(keep_days=30).removed == 1
    assert set(article.revisions.all()) == {imported, newest}
    assert not Revision.objects.filter(pk=other.pk).exists()
