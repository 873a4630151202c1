"""The admin as its users meet it: what each group may do, and what happens to readers when it is done."""

import uuid
from io import BytesIO

import PIL.Image
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.conflicts import newest_number
from articles.models import Article, Desk, Edition, Image, Tag
from articles.tests.builders import make_article, make_story, make_tag
from comments.deciding import reject
from comments.models import Comment, Discussion, Report
from comments.posting import set_state
from comments.reporting import report
from comments.tests.builders import make_comment

pytestmark = pytest.mark.django_db


def sign_in(client, *groups):
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    return user


@pytest.fixture
def editor(client):
    return sign_in(client, "Editors")


@pytest.fixture
def reporter(client):
    return sign_in(client, "Reporters")


@pytest.fixture
def moderator(client):
    return sign_in(client, "Moderators")


def change_form(article=None):
    return (
        reverse("admin:articles_article_change", args=[article.pk])
        if article
        else reverse("admin:articles_article_add")
    )


def form_data(article, *sections, button="_save", **fields):
    """What a browser would send from the article's form: its stored sections first, then new ones."""
    stored = list(article.sections.all()) if article else []
    data = {
        "title": article.title if article else "A working title",
        "kind": article.kind if article else "news",
        "desk": article.desk_id if article else Desk.objects.named("Harbour").pk,
        **({name: getattr(article, name) for name in ["standfirst", "byline"]} if article else {}),
        "bylines-TOTAL_FORMS": 0,
        "bylines-INITIAL_FORMS": 0,
        "sections-TOTAL_FORMS": len(sections),
        "sections-INITIAL_FORMS": len(stored),
        button: "1",
        "loaded_from": newest_number(article.pk) if article else "",
    } | fields
    for number, section in enumerate(sections):
        prefix = f"sections-{number}-"
        data |= {f"{prefix}region": "story", f"{prefix}ordering": 10 * (number + 1)}
        data |= {f"{prefix}{name}": value for name, value in section.items()}
        if number < len(stored):
            data[f"{prefix}id"] = stored[number].pk
    return data


def section_of(section, **changes):
    return {"heading": section.heading, "body": section.body, "video": section.video} | changes


@pytest.mark.usefixtures("editor")
def test_a_draft_needs_a_headline_and_a_desk_only(client):
    response = client.post(change_form(), form_data(None))
    assert response.status_code == 302
    assert Article.objects.get().revisions.count() == 1
    assert not Edition.objects.exists()


@pytest.mark.usefixtures("editor")
def test_saving_leaves_the_live_page_as_it_is_until_publish(client):
    article = make_story("Ferry returns")
    url = article.current_edition().get_absolute_url()
    before = client.get(url).content
    section = article.sections.get()
    changed = section_of(section, body="<p>Quite new words.</p>")
    assert (
        client.post(change_form(article), form_data(article, changed, title="New headline")).status_code
        == 302
    )
    assert client.get(url).content == before
    response = client.post(
        change_form(article),
        form_data(article, changed, title="New headline", button="_update"),
        follow=True,
    )
    assert "Updated." in response.content.decode()
    page = client.get(url).content.decode()
    assert "Quite new words." in page
    assert "New headline" in page


@pytest.mark.usefixtures("editor")
def test_sections_are_added_moved_and_edited_in_one_save(client):
    article = make_article(sections=[{"heading": "One", "text": "1"}, {"heading": "Two", "text": "2"}])
    one, two = article.sections.all()
    tag = make_tag("Whitmoor Bay")
    data = form_data(
        article,
        section_of(one, ordering=20),
        section_of(two, ordering=10, heading="Second", tags=[tag.pk]),
        {"heading": "Third", "body": "<p>3</p>", "video": "https://youtu.be/kT9_wQ2rXbE"},
    )
    assert client.post(change_form(article), data).status_code == 302
    assert list(article.sections.values_list("key", "heading", "video")) == [
        (two.key, "Second", ""),
        (one.key, "One", ""),
        (article.sections.get(heading="Third").key, "Third", "kT9_wQ2rXbE"),
    ]
    assert list(two.tags.all()) == [tag]


@pytest.mark.usefixtures("editor")
def test_every_save_is_a_revision(client, editor):
    article = make_article("First")
    for title in ["Second", "Third"]:
        client.post(change_form(article), form_data(article, section_of(article.sections.get()), title=title))
    revisions = article.revisions.order_by("number")
    assert [revision.content["title"] for revision in revisions] == ["Second", "Third"]
    assert {revision.saved_by for revision in revisions} == {editor}


@pytest.mark.usefixtures("editor")
def test_a_wrong_video_is_refused_and_nothing_typed_is_lost(client):
    article = make_article()
    section = section_of(
        article.sections.get(), video="https://vimeo.example/1", heading="A heading just typed"
    )
    page = client.post(change_form(article), form_data(article, section)).content.decode()
    assert "Give the address of a YouTube video" in page
    assert "A heading just typed" in page


@pytest.mark.usefixtures("editor")
def test_script_in_a_section_is_cleaned_away(client):
    article = make_article()
    section = section_of(article.sections.get(), body="<p>Hello<script>alert(1)</script></p>")
    client.post(change_form(article), form_data(article, section))
    assert article.sections.get().body == "<p>Hello</p>"


def test_a_reporter_writes_but_does_not_publish(client, reporter):
    article = make_article("First", created_by=reporter)
    section = section_of(article.sections.get())
    page = client.get(change_form(article)).content.decode()
    assert "_save" in page
    assert "_publish" not in page
    assert client.post(change_form(article), form_data(article, section, title="Second")).status_code == 302
    assert (
        client.post(change_form(article), form_data(article, section, button="_publish")).status_code == 403
    )
    listing = reverse("admin:articles_article_changelist")
    client.post(listing, {"action": "publish_selected", "_selected_action": [article.pk]})
    assert Article.objects.get().title == "Second"
    assert not Edition.objects.exists()


@pytest.mark.usefixtures("editor")
def test_editors_publish_from_the_list(client):
    articles = [make_article("One"), make_article("Two")]
    listing = reverse("admin:articles_article_changelist")
    client.post(
        listing, {"action": "publish_selected", "_selected_action": [article.pk for article in articles]}
    )
    assert Edition.objects.current().count() == 2
    assert "edition 1" in client.get(listing).content.decode()


@pytest.mark.usefixtures("editor")
def test_what_was_published_cannot_be_deleted(client):
    article = make_story()
    assert (
        client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}).status_code
        == 403
    )
    draft = make_article("A draft")
    assert (
        client.post(reverse("admin:articles_article_delete", args=[draft.pk]), {"post": "yes"}).status_code
        == 302
    )
    assert list(Article.objects.kept()) == [article]
    assert Article.objects.count() == 2


@pytest.mark.usefixtures("editor")
def test_tags_are_found_by_their_aliases_while_one_types(client):
    make_tag("Whitmoor Bay", "Codling Reach")
    response = client.get(
        reverse("admin:autocomplete"),
        {"term": "codling", "app_label": "articles", "model_name": "section", "field_name": "tags"},
    )
    assert [result["text"] for result in response.json()["results"]] == ["Whitmoor Bay"]


@pytest.mark.usefixtures("editor")
def test_a_desk_cannot_be_given_the_address_of_another_page(client):
    response = client.post(
        reverse("admin:articles_desk_add"), {"name": "Search", "slug": "search", "position": 0}
    )
    assert "is the address of another page" in response.content.decode()
    assert not Desk.objects.exists()


@pytest.mark.usefixtures("editor")
def test_tags_take_aliases(client):
    data = {"name": "Orla Finch", "kind": "person", "slug": "orla-finch", "aliases-TOTAL_FORMS": 1}
    data |= {"aliases-INITIAL_FORMS": 0, "aliases-0-name": "Dame Orla"}
    assert client.post(reverse("admin:articles_tag_add"), data).status_code == 302
    assert [alias.name for alias in Tag.objects.get().aliases.all()] == ["Dame Orla"]


COMMENTS = "admin:comments_comment_changelist"


def decide(client, action, *comments):
    data = {"action": action, "_selected_action": [comment.pk for comment in comments]}
    return client.post(reverse(COMMENTS) + "?state=all", data, follow=True)


def test_a_moderator_approves_and_rejects_from_the_list(client, moderator):
    article = make_story()
    set_state(article, Discussion.State.HELD)
    good, bad = make_comment("Good words", article=article), make_comment("Bad words", article=article)
    page = client.get(reverse(COMMENTS)).content.decode()
    assert "Good words" in page
    assert "Bad words" in page
    assert "1 comment is now published." in decide(client, "approve", good).content.decode()
    decide(client, "reject", bad)
    assert dict(Comment.objects.order_by().values_list("body", "state")) == {
        "Good words": "published",
        "Bad words": "rejected",
    }
    assert good.decisions.get().moderator == moderator
    assert Discussion.objects.get().comment_count == 1
    assert "Good words" not in client.get(reverse(COMMENTS)).content.decode()


@pytest.mark.usefixtures("moderator")
def test_the_list_shows_the_story_and_what_a_comment_answers(client):
    root = make_comment("The first word", article=make_story("Ferry returns"), name="Wren")
    make_comment("An answer", parent=root, state=Comment.State.HELD)
    page = client.get(reverse(COMMENTS)).content.decode()
    assert "Ferry returns" in page
    assert "Wren: The first word" in page


@pytest.mark.usefixtures("moderator")
def test_the_list_costs_the_same_however_many_wait(client, django_assert_max_num_queries):
    article = make_story()
    set_state(article, Discussion.State.HELD)
    for number in range(40):
        make_comment(str(number), article=article)
    client.get(reverse(COMMENTS))
    # 1 the session, 2 the user, 3 and 4 the permissions, 5 the count, 6 the page of comments with story and
    # parent.
    with django_assert_max_num_queries(6):
        client.get(reverse(COMMENTS))


@pytest.mark.usefixtures("moderator")
def test_a_moderator_reads_a_comment_in_its_paragraphs_and_its_markup_as_text(client):
    comment = make_comment("One.\n\nTwo <b>bold</b>.")
    page = client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
    assert "<p>One.</p>" in page
    assert "<p>Two &lt;b&gt;bold&lt;/b&gt;.</p>" in page


def test_a_comments_page_tells_what_was_reported_and_decided_and_of_no_reader(client, moderator):
    comment, reader = make_comment("Words"), uuid.uuid4()
    report(comment, category=Report.Category.LIBEL, words="That is a lie.", reader=reader)
    reject(comment, by=moderator, note="Dull.")
    page = client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
    for text in ["It damages a reputation unlawfully", "That is a lie.", "published → rejected", "Dull."]:
        assert text in page
    assert date_format(localtime(comment.posted_at), "DATETIME_FORMAT") in page
    assert str(reader) not in page


def test_the_parts_stand_in_the_order_in_which_people_work(client):
    client.force_login(User.objects.create_superuser("root"))
    page = client.get(reverse("admin:index")).content.decode()
    places = [page.index(f'class="app-{part} ') for part in ["articles", "comments", "newsroom", "auth"]]
    assert places == sorted(places)


@pytest.mark.usefixtures("moderator")
def test_nobody_edits_moves_or_deletes_a_comment(client):
    comment = make_comment("Words")
    page = client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()
    assert "Words" in page
    for field in ["body", "parent", "lft", "rght", "level", "tree_id", "thread"]:
        assert f'name="{field}"' not in page
    change = reverse("admin:comments_comment_change", args=[comment.pk])
    delete = reverse("admin:comments_comment_delete", args=[comment.pk])
    assert client.post(change, {"body": "Others"}).status_code == 403
    assert client.post(delete, {"post": "yes"}).status_code == 403
    decide(client, "delete_selected", comment)
    assert Comment.objects.get().body == "Words"


@pytest.mark.usefixtures("moderator")
@pytest.mark.parametrize("existing", [True, False])
def test_a_moderator_closes_a_discussion_begun_or_not(client, existing):
    article = make_story()
    if existing:
        make_comment(article=article)
        url = reverse("admin:comments_discussion_change", args=[Discussion.objects.get().pk])
    else:
        url = reverse("admin:comments_discussion_add")
    assert client.post(url, {"article": article.pk, "state": "closed"}).status_code == 302
    assert Discussion.objects.get().state == Discussion.State.CLOSED
    assert (
        "This discussion is closed."
        in client.get(article.current_edition().get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize(
    ("group", "verbs"),
    [
        ("Reporters", {"articles.add_article", "articles.change_article"}),
        (
            "Editors",
            {
                "articles.add_article",
                "articles.change_article",
                "articles.publish_article",
                "articles.change_desk",
            },
        ),
        ("Moderators", {"comments.moderate_comment"}),
    ],
)
def test_each_group_may_do_its_work_and_not_the_others(client, group, verbs):
    user = sign_in(client, group)
    asked = [
        *[
            "articles.add_article",
            "articles.change_article",
            "articles.publish_article",
            "articles.change_desk",
        ],
        *[
            "comments.moderate_comment",
            "comments.change_comment",
            "comments.delete_comment",
            "auth.change_user",
        ],
    ]
    assert {verb for verb in asked if user.has_perm(verb)} == verbs


@pytest.mark.usefixtures("editor")
def test_a_picture_is_uploaded_and_shown_with_its_words(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = BytesIO()
    PIL.Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    upload = SimpleUploadedFile("boat of the harbour master.png", file.getvalue(), "image/png")
    data = {"file": upload, "alt_text": "A blue boat", "caption": "Seen on Monday", "credit": "Wren"}
    assert client.post(reverse("admin:articles_image_add"), data).status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height) == (40, 30)
    assert "boat" not in image.file.name
    article = make_story(sections=[{"text": "Words.", "image": image}])
    page = client.get(article.current_edition().get_absolute_url()).content.decode()
    for words in ['width="40" height="30" alt="A blue boat"', "Seen on Monday", "Wren", image.file.url]:
        assert words in page


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("name", ["page.html", "picture.svg", "picture.png"])
def test_what_is_no_picture_is_refused(client, name):
    upload = SimpleUploadedFile(name, b"<script>alert(1)</script>", "image/png")
    assert client.post(reverse("admin:articles_image_add"), {"file": upload}).status_code == 200
    assert not Image.objects.exists()
