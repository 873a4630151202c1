"""Two people, one story: whoever saves second is told, and no word of either is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles import revisions
from articles.models import Article, Author, Edition, Image, Revision, Section
from articles.restoring import restore
from articles.tests.builders import add_section, make_article, make_tag
from newsroom.tests.sent_forms import fields_of

pytestmark = pytest.mark.django_db


def signed_in(name, **fields):
    user = User.objects.create_user(name, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada():
    return signed_in("ada", first_name="Ada", last_name="Quill")


@pytest.fixture
def ben():
    return signed_in("ben")


@pytest.fixture
def article():
    article = make_article(
        "Ferry returns", authors=["Wren"], sections=[{"heading": "Crew", "text": "They slept."}, "The boat."]
    )
    revisions.record(article)
    return article


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def form_of(response):
    return fields_of(response, "article_form")


def opened(client, article):
    return form_of(client.get(page_of(article)))


def send(client, article, form, button="_continue", **changes):
    changed = {name: [value] for name, value in changes.items()}
    return client.post(page_of(article), form | changed | {button: "1"})


def with_new_section(form, **fields):
    number = int(form["sections-TOTAL_FORMS"][0])
    row = {"region": "story", "ordering": 100, "heading": "", "body": ""} | fields
    row = {f"sections-{number}-{name}": [str(value)] for name, value in row.items()}
    return form | row | {"sections-TOTAL_FORMS": [str(number + 1)]}


def rows_of(form, prefix="sections"):
    """The rows of a formset in a form: [{field: value}]."""
    return [
        {
            name.removeprefix(f"{prefix}-{number}-"): values[-1]
            for name, values in form.items()
            if name.startswith(f"{prefix}-{number}-")
        }
        for number in range(int(form[f"{prefix}-TOTAL_FORMS"][0]))
    ]


def headings():
    return list(Section.objects.values_list("heading", flat=True))


def test_a_form_that_nobody_was_faster_than_is_saved_time_after_time(ada, article):
    for title in ["Second", "Third"]:
        assert send(ada, article, opened(ada, article), title=title).status_code == 302
    assert Article.objects.get().title == "Third"
    assert article.revisions.count() == 3


def test_a_stale_save_writes_nothing_and_says_who_saved_what(ada, ben, article):
    form = opened(ben, article)
    body = "<p>They slept badly.</p>"
    assert send(ada, article, opened(ada, article), **{"sections-0-body": body}).status_code == 302
    stored = list(Revision.objects.values_list("pk", "content"))
    response = send(ben, article, form, title="Typed by Ben")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ada Quill saved this article on" in page
    assert "They slept <ins>badly</ins>." in page
    assert form_of(response)["title"] == ["Typed by Ben"]
    assert list(Revision.objects.values_list("pk", "content")) == stored
    assert Article.objects.get().title == "Ferry returns"


def test_sending_it_once_more_overwrites_and_the_other_version_stays_in_the_history(ada, ben, article):
    form = opened(ben, article)
    send(ada, article, opened(ada, article), title="Typed by Ada")
    shown = form_of(send(ben, article, form, title="Typed by Ben"))
    assert send(ben, article, shown).status_code == 302
    titles = article.revisions.order_by("number").values_list("content__title", flat=True)
    assert list(titles) == ["Ferry returns", "Typed by Ada", "Typed by Ben"]


def test_somebody_who_saves_while_the_conflict_is_looked_at_is_shown_as_well(ada, ben, article):
    form = opened(ben, article)
    send(ada, article, opened(ada, article), title="Ada once")
    shown = form_of(send(ben, article, form, title="Typed by Ben"))
    send(ada, article, opened(ada, article), title="Ada twice")
    response = send(ben, article, shown)
    assert response.status_code == 409
    assert "<ins>twice</ins>" in response.content.decode()
    assert form_of(response)["title"] == ["Typed by Ben"]


def test_new_moved_and_deleted_sections_are_still_in_the_form_and_saved_by_sending_it_again(
    ada, ben, article
):
    form = with_new_section(opened(ben, article), heading="Typed by Ben", body="<p>New words.</p>")
    form |= {"sections-0-DELETE": ["on"], "sections-1-ordering": ["5"], "sections-1-heading": ["Boat"]}
    send(ada, article, opened(ada, article), title="Typed by Ada")
    shown = form_of(send(ben, article, form))
    rows = rows_of(shown)
    assert [row["heading"] for row in rows] == ["Crew", "Boat", "Typed by Ben"]
    assert [row.get("DELETE", "") for row in rows] == ["on", "", ""]
    assert rows[1]["ordering"] == "5"
    assert rows[2]["body"] == "<p>New words.</p>"
    assert send(ben, article, shown).status_code == 302
    assert headings() == ["Boat", "Typed by Ben"]


def test_a_section_that_the_other_removed_comes_back_under_its_key(ada, ben, article):
    crew = article.sections.first()
    form = opened(ben, article) | {"sections-0-body": ["<p>They slept, and dreamt.</p>"]}
    send(ada, article, opened(ada, article), **{"sections-0-DELETE": "on"})
    response = send(ben, article, form)
    assert "removed; it was section 1" in response.content.decode()
    assert send(ben, article, form_of(response)).status_code == 302
    again = Section.objects.get(key=crew.key)
    assert again.body == "<p>They slept, and dreamt.</p>"
    assert again.pk != crew.pk
    assert headings() == ["Crew", ""]


def test_what_both_have_deleted_stays_deleted(ada, ben, article):
    form = opened(ben, article) | {"sections-0-DELETE": ["on"]}
    send(ada, article, opened(ada, article), **{"sections-0-DELETE": "on"})
    shown = form_of(send(ben, article, form))
    assert send(ben, article, shown).status_code == 302
    assert headings() == [""]


def test_a_section_that_the_other_added_stands_in_the_form_too(ada, ben, article):
    tag = make_tag("Whitmoor Bay")
    form = with_new_section(opened(ben, article), heading="By Ben")
    send(ada, article, with_new_section(opened(ada, article), heading="By Ada", ordering=15, tags=tag.pk))
    shown = form_of(send(ben, article, form))
    added = next(row for row in rows_of(shown) if row["heading"] == "By Ada")
    assert added["tags"] == str(tag.pk)
    assert send(ben, article, shown).status_code == 302
    assert sorted(headings()) == ["", "By Ada", "By Ben", "Crew"]
    assert Section.objects.get(heading="By Ada").tags.get() == tag


def test_an_author_whom_both_added_signs_once(ada, ben, article):
    nora = Author.objects.named("Nora Pell")
    row = {"bylines-1-author": [str(nora.pk)], "bylines-1-position": ["1"], "bylines-TOTAL_FORMS": ["2"]}
    form = opened(ben, article) | row
    send(ada, article, opened(ada, article) | row)
    shown = form_of(send(ben, article, form))
    assert send(ben, article, shown).status_code == 302
    assert [byline.author.name for byline in article.bylines.all()] == ["Wren", "Nora Pell"]


def test_sections_that_an_import_wrote_anew_are_known_by_their_keys(ada, article):
    form = opened(ada, article) | {"sections-0-heading": ["Typed by Ada"]}
    keys = list(article.sections.values_list("key", flat=True))
    article.sections.all().delete()
    for place, key in enumerate(keys):
        add_section(article, key=key, text="Imported.", ordering=place)
    revisions.record(article)
    response = send(ada, article, form)
    assert response.status_code == 409
    assert "a program" in response.content.decode()
    assert send(ada, article, form_of(response)).status_code == 302
    assert list(article.sections.values_list("key", flat=True)) == keys
    assert headings() == ["Typed by Ada", ""]


def test_a_restored_revision_makes_open_forms_stale(ada, ben, article):
    form = opened(ben, article)
    restore(article.revisions.get(), by=User.objects.get(username="ada"))
    assert send(ben, article, form, title="Typed by Ben").status_code == 409
    assert Article.objects.get().title == "Ferry returns"


def test_publishing_from_a_stale_form_is_refused_as_well(ada, ben, article):
    form = opened(ben, article)
    send(ada, article, opened(ada, article), title="Typed by Ada")
    assert send(ben, article, form, button="_publish").status_code == 409
    assert not Edition.objects.exists()


def test_ones_own_other_window_is_called_that(ada, article):
    form = opened(ada, article)
    send(ada, article, opened(ada, article), title="One window")
    page = send(ada, article, form, title="Other window").content.decode()
    assert "You saved this article in another window" in page


@pytest.mark.parametrize("number", [None, "", "x", "-1", "9" * 40, "0"])
def test_a_form_that_does_not_say_what_it_was_loaded_from_is_stale(ada, article, number):
    form = opened(ada, article)
    form.pop("loaded_from")
    if number is not None:
        form["loaded_from"] = [number]
    assert send(ada, article, form, title="Typed").status_code == 409
    assert Article.objects.get().title == "Ferry returns"


def test_a_stale_form_with_mistakes_shows_both(ada, ben, article):
    form = opened(ben, article)
    send(ada, article, opened(ada, article), title="Typed by Ada")
    response = send(ben, article, form, **{"title": "", "sections-0-video": "no video"})
    assert response.status_code == 409
    assert "Give the address of a YouTube video" in response.content.decode()
    assert "This field is required" in response.content.decode()


def test_hostile_text_in_the_others_version_is_escaped(ada, ben, article):
    form = opened(ben, article)
    send(ada, article, opened(ada, article), title="<script>alert(1)</script>")
    page = send(ben, article, form).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_hostile_row_numbers_and_keys_are_no_way_to_other_articles_sections(ada, ben, article):
    other = make_article("Another story", sections=["Theirs."])
    theirs = other.sections.get()
    form = opened(ben, article) | {"sections-0-id": [str(theirs.pk)], "sections-99999999-id": ["1"]}
    form |= {"sections-1-lasting_key": ["no key"], "sections-TOTAL_FORMS": ["x"]}
    send(ada, article, opened(ada, article), title="Typed by Ada")
    shown = form_of(send(ben, article, form, **{"sections-0-body": "<p>Mine.</p>"}))
    send(ben, article, shown)
    theirs.refresh_from_db()
    assert (theirs.article, theirs.body) == (other, "<p>Theirs.</p>")


@pytest.mark.parametrize("number", [2, 60])
def test_the_form_costs_the_same_however_many_sections_and_revisions(
    ada, django_assert_max_num_queries, number
):
    tags = [make_tag(f"Tag {place}") for place in range(number)]
    article = make_article(
        authors=[f"Author {place}" for place in range(number)],
        sections=[
            {
                "text": "Words.",
                "tags": [tag],
                "image": Image.objects.create(file="a.png", caption=f"Boat {tag}", width=1, height=1),
            }
            for tag in tags
        ],
    )
    content = revisions.record(article).content
    Revision.objects.bulk_create(
        Revision(article=article, number=place, content=content) for place in range(2, 201)
    )
    ada.get(page_of(article))
    # 1 the session, 2 the user, 3 the newest revision's number, 4 the article, 5 its current edition, 6 and 7
    # the permissions, 8 and 9 whether the user sees it and edits its desk, 10 the by-lines, 11 the sections,
    # 12 their tags, 13 and 15 whether readers see it and ever saw it, 14 whether the user has written it,
    # 16 the desks, 17 the steps so far, 18 the names of authors, 19 of tags, 20 of pictures.
    with django_assert_max_num_queries(20):
        page = ada.get(page_of(article)).content.decode()
    assert page.count(">Tag ") == page.count(">Boat Tag ") == page.count(">Author ") == number


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_wins_and_the_other_keeps_every_word():
    # Superusers, for a test with real transactions leaves no groups to the next one.
    clients = [signed_in(name, is_superuser=True) for name in ["first", "second"]]
    article = make_article("Ferry returns", sections=["Words."])
    with transaction.atomic():
        revisions.record(article)
    for turn in range(5):
        forms = [opened(client, article) for client in clients]
        start = Barrier(2)

        def save(number, forms=forms, start=start, turn=turn):
            try:
                start.wait()
                form = with_new_section(forms[number], heading=f"Section {turn} of {number}")
                return send(clients[number], article, form, title=f"Title {turn} of {number}")
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            responses = list(pool.map(save, range(2)))
        assert sorted(response.status_code for response in responses) == [302, 409]
        loser = next(number for number, response in enumerate(responses) if response.status_code == 409)
        assert Article.objects.get().title == f"Title {turn} of {1 - loser}"
        assert article.revisions.count() == 2 + turn
        shown = form_of(responses[loser])
        assert shown["title"] == [f"Title {turn} of {loser}"]
        written = {row["heading"] for row in rows_of(shown)}
        assert {f"Section {turn} of 0", f"Section {turn} of 1"} <= written
