import re

import pytest

from articles.models import Article
from articles.tests.builders import make_article

from .test_admin import change_form, form_data, section_of
from .test_history import make_user
from .test_workflow_admin import LISTING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    user = make_user("editor", "Editors")
    client.force_login(user)
    return user


def send(client, article, button="_publish", **fields):
    data = form_data(article, section_of(article.sections.get()), button=button, **fields)
    return client.post(change_form(article), data, follow=True)


def test_what_is_missing_is_listed_when_all_is_saved_and_each_line_leads_to_its_field(client):
    article = make_article(standfirst="", byline="")
    response = send(client, article, title="A better headline")
    page = response.content.decode()
    assert "Saved, but “Publish” is not done yet. There is no standfirst. (And 1 more.)" in page
    for field in ["id_standfirst", "bylines-group"]:
        assert f'href="#{field}"' in page
        assert f'id="{field}"' in page
    assert (Article.objects.get().title, article.is_live()) == ("A better headline", False)


def test_sections_can_be_led_to(client):
    article = make_article(sections=[{"heading": "TK", "text": "Words."}])
    page = client.get(change_form(article), {"check": 1}).content.decode()
    assert 'href="#sections-0"' in page
    assert 'id="sections-0"' in page


def test_a_warning_is_overridden_with_a_note_that_is_kept_and_shown(client):
    article = make_article(standfirst="")
    page = send(client, article).content.decode()
    (code,) = re.findall(r'name="warning" value="([^"]+)"', page)
    page = send(client, article, warning=code, override="on").content.decode()
    assert "Say why it is to be so all the same." in page
    page = send(client, article, warning=code, override="on", words="A notice of one line.").content.decode()
    assert "Published." in page
    step = article.transitions.get()
    assert (step.words, step.overridden) == ("A notice of one line.", ["There is no standfirst."])
    assert "There is no standfirst." in client.get(change_form(article)).content.decode()


def test_the_list_is_shown_without_publishing(client):
    article = make_article()
    page = send(client, article, button="_check", title="Saved along").content.decode()
    assert "Nothing is missing" in page
    assert (Article.objects.get().title, article.is_live()) == ("Saved along", False)


def test_a_form_that_nobody_asks_for_the_list_does_not_make_it(client):
    article = make_article(standfirst="")
    assert "There is no standfirst." not in client.get(change_form(article)).content.decode()


def test_from_the_list_of_articles_only_what_is_complete_is_published(client):
    good, bad = make_article("Good"), make_article("Bad", standfirst="")
    data = {"action": "publish_selected", "_selected_action": [good.pk, bad.pk]}
    page = client.post(LISTING, data, follow=True).content.decode()
    assert f'<a href="{change_form(bad)}?check=1">Bad</a>: There is no standfirst.' in page
    assert (good.is_live(), bad.is_live()) == (True, False)


def test_hostile_words_are_shown_as_they_are(client):
    article = make_article(sections=[{"heading": "<script>alert(1)</script> TK", "text": "Words."}])
    page = client.get(change_form(article), {"check": 1}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; TK" in page
    assert "<script>alert(1)" not in page
