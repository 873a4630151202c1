"""Previews: what readers would get, of a form as it is typed, for those who may see it, and nobody else."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.corrections import ToReaders
from articles.models import Article, Revision
from articles.publishing import publish
from articles.tests.builders import add_section, make_article, make_image, make_story, make_tag
from articles.tests.files import photo
from comments.tests.builders import make_comment
from newsroom.tests.sent_forms import fields_of
from newsroom.tests.test_admin import change_form, form_data, section_of
from newsroom.tests.test_workflow_admin import make_user

pytestmark = pytest.mark.django_db

NEW = reverse("preview-new-form")


@pytest.fixture
def editor(client):
    user = make_user("editor", "Editors")
    client.force_login(user)
    return user


def preview_of(article):
    return reverse("preview-form", args=[article.pk])


def framed(response):
    """The document in the frame."""
    return unescape(re.search(r'srcdoc="([^"]*)"', response.content.decode())[1])


def story_in(html):
    """The story of a page, without the time at which it was published, and without regard to spaces."""
    story = re.search(r'<article class="story">.*</article>', html, re.DOTALL)[0]
    return " ".join(re.sub(r"<time.*?</time>", "", story).split())


def opened(client, article, **changes):
    """What a browser would send of the article's form, with some fields typed over."""
    return fields_of(client.get(change_form(article)), "article_form") | changes


def make_long_article(number):
    """With so many sections, each with a tag and a picture."""
    image = make_image(photo(), alt_text="A boat")
    tags = [make_tag(f"Tag {place}") for place in range(number)]
    sections = [{"text": "Words.", "tags": [tag], "image": image} for tag in tags]
    return make_article(sections=sections, authors=["Nora Pell"])


def test_a_preview_shows_what_is_typed_and_saves_nothing(client, editor):
    article = make_article("Ferry returns", sections=["Stored words."])
    typed = opened(client, article, title="Typed headline", **{"sections-0-body": "<p>Typed words.</p>"})
    html = framed(client.post(preview_of(article), typed | {"_preview": "1"}))
    assert '<h1 dir="auto">Typed headline</h1>' in html
    assert "<p>Typed words.</p>" in html
    assert "Stored words." not in html
    article.refresh_from_db()
    assert (article.title, article.sections.get().body) == ("Ferry returns", "<p>Stored words.</p>")
    assert not Revision.objects.exists()
    assert not article.transitions.exists()


def test_what_is_previewed_is_what_readers_get(client, editor):
    bay, dropped = make_tag("Whitmoor Bay"), make_tag("Dropped")
    dropped.state = "dropped"
    dropped.save()
    comment = make_comment("Good news for the bay.")
    article = make_article(
        "Ferry & <b>bay</b>",
        byline="Nora Pell, in the harbour",
        authors=["Nora Pell", "Idris Quayle"],
        kind="opinion",
        sections=[
            {"heading": f"Part {number}", "text": "Words.", "tags": [dropped, bay], "video": "kT9_wQ2rXbE"}
            for number in range(4)
        ],
    )
    image = make_image(photo(), alt_text="A boat", credit="Ann Lee")
    url = f"http://testserver/comments/{comment.pk}/"
    add_section(article, ordering=9, image=image, body=f"<p>{url}</p>")
    typed = framed(client.post(preview_of(article), opened(client, article)))
    stored = framed(client.get(preview_of(article)))
    publish(article)
    public = Client().get(article.current_edition().get_absolute_url()).content.decode()
    # Readers find below a section who quotes it.
    assert story_in(typed) == story_in(stored) == story_in(public)
    assert "Good news for the bay." in typed
    assert "Idris Quayle" in typed


def test_rows_that_are_added_moved_and_deleted_are_so_in_the_preview(client, editor):
    article = make_article(sections=[{"heading": "One", "text": "1"}, {"heading": "Two", "text": "2"}])
    typed = opened(client, article) | {
        "sections-0-ordering": "90",
        "sections-1-DELETE": "on",
        "sections-2-heading": "Three",
        "sections-2-body": "<p>3</p>",
        "sections-2-ordering": "50",
        "sections-2-region": "story",
        "sections-TOTAL_FORMS": "3",
    }
    html = framed(client.post(preview_of(article), typed))
    assert re.findall(r"<h2 [^>]*>(.*?)</h2>", story_in(html)) == ["Three", "One"]


def test_a_story_that_is_being_begun_is_previewed_before_it_is_there(client, editor):
    data = form_data(None, {"heading": "", "body": "<p>Words.</p>", "video": ""}, title="Quite new")
    html = framed(client.post(NEW, data))
    assert "Quite new" in html
    assert not Article.objects.exists()


def test_a_live_storys_preview_has_its_time_and_corrections_and_no_comments(client, editor):
    article = make_story("Ferry returns", at=timezone.now().replace(year=2023, month=9, day=13))
    publish(article, verb="correct", to_readers=ToReaders("It was Tuesday."))
    make_comment("Well said.", article=article)
    html = framed(client.post(preview_of(article), opened(client, article, title="Typed")))
    assert "13 September 2023" in html
    assert "It was Tuesday." in html
    assert "Well said." not in html
    assert "Typed" not in Client().get("/").content.decode()


def test_what_is_wrong_is_said_and_nothing_else_is_shown(client, editor):
    article = make_article()
    typed = opened(client, article, title="", **{"sections-0-video": "<script>no video"})
    response = client.post(preview_of(article), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Headline: This field is required." in page
    assert "Section 1, Video: " in page
    assert "<script>no" not in page
    assert "srcdoc" not in page


def test_what_is_typed_for_a_step_does_not_keep_the_story_from_being_shown(client, editor):
    article = make_story()
    typed = opened(client, article, words_to_readers="Half a sentence", publish_at_0="2020-01-01")
    assert client.post(preview_of(article), typed).status_code == 200


def test_what_somebody_saved_meanwhile_does_not_break_the_preview(client, editor):
    article = make_article(sections=["One.", "Two."])
    typed = opened(client, article, **{"sections-0-body": "<p>Typed.</p>"})
    other = Client()
    other.force_login(make_user("other", "Editors"))
    one, two = article.sections.all()
    data = form_data(article, section_of(one), section_of(two, DELETE="on"))
    assert other.post(change_form(article), data).status_code == 302
    html = framed(client.post(preview_of(article), typed))
    assert "Typed." in html
    assert "Two." in html


def test_scripts_in_what_is_typed_are_cleaned_and_the_page_has_the_public_policy(client, editor):
    article = make_article()
    typed = opened(
        client,
        article,
        title='"><script>alert(1)</script>',
        **{"sections-0-body": '<p onclick="alert(2)">Words.<script>alert(3)</script></p>'},
    )
    response = client.post(preview_of(article), typed)
    html = framed(response)
    assert "<script>alert" not in html
    assert "onclick" not in html
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_cache_keeps_a_preview_and_no_search_engine_lists_it(client, editor, method):
    article = make_article()
    response = getattr(client, method)(preview_of(article), opened(client, article))
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "noindex" in response["X-Robots-Tag"]
    assert response["X-Frame-Options"] == "DENY"


def test_whoever_may_read_a_draft_and_not_change_it_sees_it_as_it_is_stored(client):
    reporter = make_user("nora", "Reporters")
    article = make_article("As stored", created_by=reporter, state="submitted")
    client.force_login(reporter)
    assert f'href="{preview_of(article)}"' in client.get(change_form(article)).content.decode()
    for response in [
        client.get(preview_of(article)),
        client.post(
            preview_of(article), form_data(article, section_of(article.sections.get()), title="Typed")
        ),
    ]:
        assert "As stored" in framed(response)


@pytest.mark.parametrize("group", [None, "Reporters", "Moderators", "Desk editors"])
def test_a_draft_is_previewed_by_nobody_who_may_not_see_it(client, group):
    article = make_article("Secret plan")
    if group:
        client.force_login(make_user("staff", group))
    for response in [client.get(preview_of(article)), client.post(preview_of(article), {"title": "Typed"})]:
        assert response.status_code in ((404,) if group else (302,))
        assert "Secret plan" not in response.content.decode()


def test_whoever_may_begin_no_story_previews_none(client):
    client.force_login(make_user("staff", "Moderators"))
    assert client.post(NEW, form_data(None)).status_code == 403
    assert client.get(preview_of(Article(pk=999_999))).status_code == 404


@pytest.mark.parametrize("number", [2, 40])
def test_a_preview_of_what_is_stored_costs_the_same_however_long_the_story(
    client, editor, django_assert_max_num_queries, number
):
    article = make_article(sections=["Words."] * number, authors=["Nora Pell"])
    for section in article.sections.all():
        section.tags.add(make_tag(f"Tag {section.pk}"))
    client.get(preview_of(article))
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 the article, 6 its edition, 7 and 8 whether the
    # user sees it and edits its desk, 9 to 12 the working copy with by-lines, sections, tags, 13 to 15 what
    # they refer to, 16 anchors that were once public, 17 its edition, 18 former names, 19 the masthead.
    with django_assert_max_num_queries(19):
        client.get(preview_of(article))


@pytest.mark.parametrize("number", [2, 40])
def test_a_preview_of_what_is_typed_only_reads_and_costs_the_same_however_long_the_story(
    client, editor, django_assert_max_num_queries, number
):
    article = make_long_article(number)
    typed = opened(client, article, title="Typed")
    client.post(preview_of(article), typed)
    # As above, and the newest revision's number; by-lines, sections and tags are asked for once as they are
    # stored, authors, tags and pictures once as they are chosen; a look at the desk and one at the author.
    with django_assert_max_num_queries(26) as queries:
        assert "Typed" in framed(client.post(preview_of(article), typed))
    assert all(query["sql"].lstrip("(").startswith("SELECT") for query in queries.captured_queries)


@pytest.mark.parametrize("number", [2, 40])
def test_saving_costs_the_same_however_long_the_story(client, editor, django_assert_max_num_queries, number):
    article = make_long_article(number)
    typed = opened(client, article, title="Typed")
    assert client.post(change_form(article), typed).status_code == 302
    typed = opened(client, article, title="Typed again")
    with django_assert_max_num_queries(38):
        assert client.post(change_form(article), typed).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tags", "999999"),
        ("tags", "no key"),
        ("tags", "\x00"),
        ("image", "999999"),
        ("image", "9" * 40),
        ("id", "999999"),
        ("id", "no key"),
    ],
)
def test_what_nobody_can_choose_is_refused(client, editor, field, value):
    article = make_article(sections=[{"text": "Words.", "tags": [make_tag("Bay")]}])
    typed = opened(client, article, **{f"sections-0-{field}": value})
    response = client.post(preview_of(article), typed)
    assert response.status_code == 422
    assert client.post(change_form(article), typed).status_code == 200
    assert [tag.name for tag in article.sections.get().tags.all()] == ["Bay"]


def test_a_section_with_picture_and_video_is_refused_in_words(client, editor):
    article = make_article()
    image = make_image(photo(), alt_text="A boat")
    typed = opened(client, article, **{"sections-0-image": image.pk, "sections-0-video": "kT9_wQ2rXbE"})
    for url in [preview_of(article), change_form(article)]:
        assert "A section shows a picture or a video, not both." in client.post(url, typed).content.decode()


def test_a_section_of_another_article_is_not_taken_over(client, editor):
    article, other = make_article(), make_article("Other", sections=["Theirs."])
    typed = opened(client, article, **{"sections-0-id": other.sections.get().pk})
    assert client.post(preview_of(article), typed).status_code == 422
    assert client.post(change_form(article), typed).status_code == 200
    assert other.sections.get().body == "<p>Theirs.</p>"
