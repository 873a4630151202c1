"""Pictures in the admin and on the page: uploading, describing, finding, deleting."""

import re
from datetime import UTC, datetime
from pathlib import PurePath

import pytest
from django.contrib.auth.models import Group, User
from django.test import RequestFactory
from django.urls import reverse

from articles.image_admin import ImageAdmin
from articles.models import Image
from articles.publishing import publish
from articles.tests.builders import make_article, make_image, make_story
from articles.tests.files import iptc, photo, upload
from newsroom.media import media as serve_upload

pytestmark = pytest.mark.django_db
ADD, LIST = "admin:articles_image_add", "admin:articles_image_changelist"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor(client):
    return sign_in(client, "Editors")


def sign_in(client, group):
    user = User.objects.create_user(group, is_staff=True)
    user.groups.set([Group.objects.get(name=group)])
    client.force_login(user)
    return user


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def change_page(image):
    return reverse("admin:articles_image_change", args=[image.pk])


@pytest.mark.usefixtures("editor")
def test_empty_fields_are_filled_from_the_file_and_typed_ones_stay(client):
    content = photo((600, 400), iptc=iptc(byline="Ann Lee", caption="A boat"))
    data = {"file": upload(content), "caption": "", "credit": "Wire", "alt_text": "A blue boat"}
    page = text_of(client.post(reverse(ADD), data, follow=True))
    image = Image.objects.get()
    assert (image.caption, image.credit, image.renditions) == ("A boat", "Wire", [480, 600])
    assert "Taken over from the file: Caption. Please check." in page
    with image.file.open() as file:
        stored = file.read()
    assert b"Wire" in stored
    assert b"SECRET" not in stored


@pytest.mark.usefixtures("editor")
def test_the_same_file_is_known_and_taken_again_only_on_request(client):
    client.post(reverse(ADD), {"file": upload(photo()), "caption": "A boat"})
    first = Image.objects.get()
    again = {"file": upload(photo(), "other.png"), "caption": "B"}
    page = text_of(client.post(reverse(ADD), again))
    assert f'This file is there already: <a href="{change_page(first)}">A boat</a>' in page
    assert 'type="checkbox" name="upload_again"' in page
    assert Image.objects.count() == 1
    again = {"file": upload(photo(), "other.png"), "caption": "B", "upload_again": "on"}
    assert client.post(reverse(ADD), again).status_code == 302
    assert Image.objects.count() == 2


@pytest.mark.usefixtures("editor")
def test_a_refused_file_leaves_nothing_behind(client, media):
    page = text_of(client.post(reverse(ADD), {"file": upload(b"<html>"), "caption": "A <b>boat"}))
    assert "This is no picture, whatever its name says." in page
    assert "A &lt;b&gt;boat" in page
    assert not list(media.rglob("*.*"))


@pytest.mark.usefixtures("editor")
def test_alternative_text_and_decorative_exclude_each_other(client):
    data = {"file": upload(photo()), "alt_text": "A boat", "is_decorative": "on"}
    assert "remove one of the two" in text_of(client.post(reverse(ADD), data))
    image = make_image(photo())
    client.post(change_page(image), {"is_decorative": "on", "alt_text": ""})
    image.refresh_from_db()
    assert image.is_decorative


@pytest.mark.usefixtures("editor")
def test_the_file_of_an_image_never_changes(client):
    image = make_image(photo())
    page = text_of(client.get(change_page(image)))
    assert 'type="file"' not in page
    client.post(change_page(image), {"file": upload(photo((90, 90))), "alt_text": "A boat"})
    changed = Image.objects.get()
    assert (changed.file.name, changed.alt_text) == (image.file.name, "A boat")


@pytest.mark.usefixtures("editor")
def test_the_list_shows_small_pictures_and_finds_what_is_missing(client, django_assert_max_num_queries):
    told = make_image(photo((700, 300)), alt_text="A boat", credit="Ann")
    silent, decoration = make_image(photo()), make_image(photo(), is_decorative=True)
    make_article(sections=[{"text": "Words.", "image": told}])
    for _ in range(8):
        make_image(photo(), caption="More")
    # session, user, two of permissions, counts of all and of the filtered, the dates' bounds, the rows
    with django_assert_max_num_queries(9):
        page = text_of(client.get(reverse(LIST)))
    assert f'src="{told.rendition_url(480)}" alt="A boat" loading="lazy"' in page

    def found(query):
        return set(client.get(f"{reverse(LIST)}?{query}").context["cl"].queryset)

    assert told not in found("alt=missing") >= {silent}
    assert found("alt=decorative") == {decoration}
    assert found("alt=given") == found("used=yes") == found("q=ann") == {told}
    assert told not in found("used=no") >= {silent, decoration}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ({"caption": "The quay", "alt_text": "A boat", "credit": "Ann"}, "The quay"),
        ({"alt_text": "A boat", "credit": "Ann"}, "A boat"),
        ({"credit": "Ann"}, "Ann"),
        ({}, "Untitled picture, 1 March 2026"),
    ],
)
@pytest.mark.usefixtures("editor")
def test_a_picture_is_listed_by_what_is_said_of_it_and_never_by_its_files_name(client, words, name):
    image = make_image(photo(), **words)
    Image.objects.update(uploaded_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    page = text_of(client.get(reverse(LIST)))
    assert f">{name}</a>" in page
    assert PurePath(image.file.name).stem not in re.sub(r'src="[^"]*"', "", page)


@pytest.mark.usefixtures("editor")
def test_used_in_names_drafts_and_editions(client, django_assert_max_num_queries):
    image = make_image(photo())
    draft = make_article("A <draft>", sections=[{"text": "Words.", "image": image}])
    story = make_story("A story", sections=[{"text": "Words.", "image": image}])
    publish(story)
    story.sections.update(image=None)
    # session, user, two of permissions, the image, its drafts, its editions, their stories, those that the
    # user may read
    with django_assert_max_num_queries(10):
        page = text_of(client.get(change_page(image)))
    url = reverse("admin:articles_article_change", args=[draft.pk])
    assert f'<a href="{url}">A &lt;draft&gt;</a> (working copy)' in page
    assert "A story</a> (readers see it, editions 1, 2)" in page
    publish(story)
    assert "A story</a> (editions 1, 2)" in text_of(client.get(change_page(image)))


def test_a_reporter_learns_no_headline_of_others_drafts(client):
    image = make_image(photo())
    make_article("Secret plan", sections=[{"text": "Words.", "image": image}])
    sign_in(client, "Reporters")
    page = text_of(client.get(change_page(image)))
    assert "1 story of colleagues" in page
    assert "Secret plan" not in page


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("is_public", [False, True])
def test_a_picture_in_use_is_not_deleted_by_page_nor_in_bulk(client, media, is_public):
    used, free = make_image(photo(), caption="Used"), make_image(photo(), caption="Free")
    story = make_story("A story", sections=[{"text": "Words.", "image": used}])
    if is_public:
        story.sections.update(image=None)
    url = reverse("admin:articles_image_delete", args=[used.pk])
    assert "A story" in text_of(client.get(url))
    assert "A story" in text_of(client.post(url, {"post": "yes"}))
    bulk = {"action": "delete_selected", "_selected_action": [used.pk, free.pk]}
    assert "A story" in text_of(client.post(reverse(LIST), bulk))
    client.post(reverse(LIST), bulk | {"post": "yes"})
    assert Image.objects.count() == 2


@pytest.mark.usefixtures("editor")
def test_a_picture_that_a_story_takes_in_meanwhile_stays_and_the_editor_is_told(client, media, monkeypatch):
    taken, free = make_image(photo(), caption="Taken"), make_image(photo(), caption="Free")
    story = make_story("A story")
    look = ImageAdmin.get_deleted_objects

    def look_too_early(*args):
        uses = look(*args)
        story.sections.update(image=taken)
        return uses

    one = reverse("admin:articles_image_delete", args=[taken.pk]), {"post": "yes"}
    pks = [free.pk, taken.pk]
    many = reverse(LIST), {"action": "delete_selected", "_selected_action": pks, "post": "yes"}
    for url, data in [one, many]:
        story.sections.update(image=None)
        with monkeypatch.context() as patch:
            patch.setattr(ImageAdmin, "get_deleted_objects", look_too_early)
            response = client.post(url, data, follow=True)
        assert "a story has taken a picture in meanwhile" in text_of(response)
        assert "Successfully" not in text_of(response)
        assert Image.objects.count() == 2


def test_what_is_used_nowhere_is_deleted_with_its_files(
    client, editor, media, django_capture_on_commit_callbacks
):
    one, *others = [make_image(photo((600, 400))) for _ in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:articles_image_delete", args=[one.pk]), {"post": "yes"})
        bulk = {"action": "delete_selected", "_selected_action": [other.pk for other in others]}
        assert "Are you sure" in text_of(client.post(reverse(LIST), bulk))
        client.post(reverse(LIST), bulk | {"post": "yes"})
    assert not Image.objects.exists()
    assert not list(media.rglob("*.*"))


def test_reporters_upload_and_cannot_delete(client):
    sign_in(client, "Reporters")
    client.post(reverse(ADD), {"file": upload(photo()), "caption": "A boat"})
    image = Image.objects.get()
    assert client.post(reverse("admin:articles_image_delete", args=[image.pk])).status_code == 403


def test_the_page_offers_widths_and_keeps_its_place_for_each_picture(client):
    first, second = make_image(photo((1000, 500)), alt_text="A boat"), make_image(photo(), is_decorative=True)
    story = make_story(sections=[{"text": "A", "image": first}, {"text": "B", "image": second}])
    page = text_of(client.get(story.current_edition().get_absolute_url()))
    one, two = re.findall(r"<img [^>]+>", page)
    for words in [
        f'src="{first.file.url}"',
        ", ".join(f"{first.rendition_url(width)} {width}w" for width in (480, 800, 1000)),
        'sizes="(min-width: 655px) 612px, calc(100vw - 42px)"',
        'width="1000" height="500" alt="A boat" decoding="async" fetchpriority="high"',
    ]:
        assert words in one
    assert "loading" not in one
    assert 'alt="" decoding="async" loading="lazy"' in two


def test_uploads_are_shown_or_saved_and_never_run(client, media):
    (media / "a.png").write_bytes(b"GIF89a<script>")
    (media / "a.html").write_bytes(b"<script>alert(1)</script>")
    for name, disposition in [("a.png", "inline"), ("a.html", "attachment")]:
        response = serve_upload(RequestFactory().get("/"), name, document_root=media)
        response.close()
        assert response.headers["Content-Disposition"] == disposition
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
