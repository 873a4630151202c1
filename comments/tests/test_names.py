"""Nobody passes for somebody who works here."""

import pytest
from django.contrib.auth import get_user_model

from articles.models import Author
from articles.tests.builders import make_story
from comments import tokens
from comments.models import Comment
from comments.names import is_reserved, public_name, skeleton

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom(settings):
    settings.SITE_NAME = "The Harbour Light"
    users = get_user_model().objects
    users.create_user("mquill", is_staff=True, first_name="Mara", last_name="Quill")
    users.create_user("deskhand", is_staff=True)
    users.create_user("ben", first_name="Ben", last_name="Reader")
    Author.objects.create(name="Cornelius Vale", slug="cornelius-vale")
    Author.objects.create(name="Zoë O’Brien", slug="zoe-obrien")


@pytest.mark.parametrize(
    "name",
    [
        *["Cornelius Vale", "cornelius vale", "CORNELIUS  VALE", "Cornelius-Vale", "CorneliusVale."],
        *["Cornelius\u200bVale", "Cornelius\u00a0Vale", "\u202eCornelius Vale", "C\u00adornelius Vale"],
        *["Соrnеlius Vаlе", "Cornelіus Vale", "Cοrnelius Vale", "CORNELΙUS VALE", "Cornelius Ⅴale"],
        *["C0rnelius Vale", "Corne1ius Va1e", "CorneIius VaIe", "Comelius Vale", "Corne|ius Vale"],
        *[
            "Ｃｏｒｎｅｌｉｕｓ Ｖａｌｅ",
            "𝐂𝐨𝐫𝐧𝐞𝐥𝐢𝐮𝐬 𝐕𝐚𝐥𝐞",
            "Ⓒornelius Vale",
            "Córnelius Válē",
            "Cornelius Vale ✓",
        ],
        *["C\u0336ornelius Vale", "ᴄᴏʀɴᴇʟɪᴜs ᴠᴀʟᴇ", "Cornelius Vale (Staff)", "Editor Cornelius Vale"],
        *["Zoe OBrien", "Zoe O'Brien", "Ζoë O’Brien", "Mara Quill", "Мara Quill", "deskhand", "Deskhånd"],
        *["The Harbour Light", "the harbour 1ight", "The Harbour Light Team", "Staff", "Admin", "Moderator!"],
    ],
)
def test_names_of_ours_and_what_looks_like_them_are_reserved(name):
    assert is_reserved(name)


@pytest.mark.parametrize(
    "name",
    [
        *["", "Wren", "Cornelius", "Vale", "Cornelia Vale", "Ben Reader", "Falstaff", "🙂", "李雷", "Мария"],
        # Nobody sees the account's name of somebody who has another; it is not ours to give away.
        *["mquill", "harbour"],
    ],
)
def test_other_names_are_free(name):
    assert not is_reserved(name)


def test_titles_of_staff_are_reserved_in_english_and_in_the_sites_language(settings):
    settings.LANGUAGE_CODE = "uk"
    assert all(map(is_reserved, ["Editor", "Редактор", "Mara Quill (редакція)", "АДМІН"]))
    assert not is_reserved("Оксана")


def test_names_in_any_script_are_told_apart():
    assert len({skeleton(name) for name in ["Оксана", "Олена", "李雷", "李磊", "Ελένη", "دانا", "דנה"]}) == 7


def test_staff_appear_as_their_author_else_themselves_else_their_account():
    users = get_user_model().objects
    mara = users.get(username="mquill")
    assert public_name(mara) == "Mara Quill"
    assert public_name(users.get(username="deskhand")) == "deskhand"
    Author.objects.create(name="M. Quill", slug="m-quill", user=mara)
    assert public_name(mara) == "M. Quill"


def test_the_look_costs_one_query_and_nothing_without_a_name(django_assert_num_queries):
    with django_assert_num_queries(1):
        is_reserved("Wren")
    with django_assert_num_queries(0):
        is_reserved("🙂")


def test_a_reserved_name_is_refused_and_all_that_was_typed_is_kept(client):
    article = make_story()
    data = {"token": tokens.make(article.pk), "name": "Соrnelius Vale", "body": "Words & more."}
    response = client.post(f"/comments/on/{article.pk}/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "the name of somebody who works here" in page
    assert "Соrnelius Vale" in page
    assert "Words &amp; more." in page
    assert not Comment.objects.exists()
    assert client.post(f"/comments/on/{article.pk}/", data | {"name": "Wren"}).status_code == 302
