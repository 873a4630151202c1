"""The language of the site is a setting: nothing that people read passes gettext by, and in Ukrainian nothing
is English.
"""

import json
import re

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from articles.tests.builders import make_story
from newsroom import jinja
from newsroom.tests.page_words import pieces_of
from newsroom.tests.test_signing_in import sent_mails
from newsroom.tests.ukrainian_pages import editor_pages, public_addresses, reader_pages
from newsroom.tests.ukrainian_paper import SLUGS, UkrainianPaper

pytestmark = pytest.mark.django_db

OPENS, CLOSES = "⟦", "⟧"
WORD = re.compile(r"[A-Za-z]{2,}")
KEY = re.compile(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}")
# What has no other name in Ukrainian; and what Django's marks of yes and no are called in every language.
NAMES = {"AVIF", "CSV", "Command", "Control", "GIF", "JPEG", "Mac", "PNG", "QR", "UTC", "WebP", "YouTube"}
NAMES |= {"about", "True"}


@pytest.fixture
def paper(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return UkrainianPaper()


def public(paper):
    return [Client().get(address) for address in public_addresses(paper)]


def personal(paper):
    return list(reader_pages(paper))


def admin(paper):
    return list(editor_pages(paper))


def found_on(pages, read):
    """{address: what the function finds in the page's pieces}, of those pages where it finds something."""
    found = {}
    for page in pages:
        assert "text/html" in page["Content-Type"]
        if words := read(pieces_of(page.content.decode())):
            found[page.request["REQUEST_METHOD"], page.request["PATH_INFO"]] = words
    return found


@pytest.fixture
def marks(monkeypatch):
    """Every message comes out of gettext with marks around it."""
    # What other tests have looked up is remembered without marks.
    forget_words()

    def marked(text):
        return f"{OPENS}{text}{CLOSES}" if text.strip() else text

    def one_of(one, many, number):
        return marked(one if number == 1 else many)

    trans = translation._trans
    monkeypatch.setattr(trans, "gettext", marked)
    monkeypatch.setattr(trans, "pgettext", lambda context, text: marked(text))
    monkeypatch.setattr(trans, "ngettext", one_of)
    monkeypatch.setattr(trans, "npgettext", lambda context, *forms: one_of(*forms))
    yield
    forget_words()


def forget_words():
    for remembered in (jinja.words, jinja.phrase, jinja.counting):
        remembered.cache_clear()


def unmarked(pieces):
    """The Latin words outside of the marks: what people wrote on the Ukrainian paper has none."""
    depth, outside = 0, []
    for piece in pieces:
        for char in KEY.sub("", piece):
            depth += (char == OPENS) - (char == CLOSES)
            outside.append(char if not depth else " ")
        outside.append(" ")
    assert depth == 0
    return set(WORD.findall("".join(outside))) - {"True", site_settings.SITE_NAME, *SLUGS}


@pytest.mark.usefixtures("marks")
@pytest.mark.parametrize("part", [public, personal, admin])
def test_nothing_that_people_read_passes_gettext_by(paper, part):
    assert found_on(part(paper), unmarked) == {}


@pytest.mark.usefixtures("marks")
def test_a_word_that_passes_gettext_by_is_found():
    make_story("Ferry returns")
    assert {"Ferry", "returns"} <= unmarked(pieces_of(Client().get("/").content.decode()))


@pytest.fixture
def ukrainian(settings):
    settings.LANGUAGE_CODE = "uk"


def english(pieces):
    words = {word for piece in pieces for word in WORD.findall(KEY.sub("", piece))}
    return words - {site_settings.SITE_NAME, *NAMES, *SLUGS}


@pytest.mark.parametrize("part", [public, personal, admin])
def test_in_ukrainian_no_word_is_english(ukrainian, paper, part):
    assert found_on(part(paper), english) == {}


def test_in_ukrainian_the_mail_about_a_password_has_no_english_word(ukrainian, client):
    User.objects.create_user("олена", "olena@paper.example", "quite long", is_staff=True)
    client.post("/admin/password/", {"email": "olena@paper.example"})
    sent = sent_mails(1)[0]
    words = f"{sent.subject} {sent.body}"
    assert english([re.sub(r"https?://\S+|testserver", "", words)]) == set()
    assert english(pieces_of(client.get("/admin/password/").content.decode())) == set()


@pytest.mark.parametrize(
    ("language", "attributes"),
    [("en-gb", 'lang="en-gb"'), ("uk", 'lang="uk"'), ("ar", 'lang="ar" dir="rtl"')],
)
@pytest.mark.parametrize("address", ["/", "/nothing/here/"])
def test_a_page_says_in_which_language_and_direction_it_is_read(
    client, settings, language, attributes, address
):
    settings.LANGUAGE_CODE = language
    assert f"<html {attributes}>" in client.get(address).content.decode()


def test_a_page_is_in_the_sites_language_whatever_the_reader_asks_for(client, ukrainian):
    assert client.get("/").content == client.get("/", headers={"Accept-Language": "en"}).content
    assert "Accept-Language" not in client.get("/").get("Vary", "")


def test_the_admins_scripts_speak_the_language_too(ukrainian, admin_client):
    script = admin_client.get("/admin/jsi18n/").content.decode()
    # One of the rich text editor, and one of Django.
    for words in ["Змінити посилання", "Сьогодні"]:
        assert json.dumps(words) in script
