"""The templates of the public pages: what holds for each of them."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse
from django.utils import translation
from jinja2 import UndefinedError

from newsroom import jinja, urls

FOLDER = settings.BASE_DIR / "templates"
NAMES = sorted(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.html"))


def rendered(source, **context):
    return engines["jinja2"].from_string(source).render(context)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_template_is_one_of_jinja(name):
    assert get_template(name).backend.name == "jinja2"


@pytest.mark.parametrize("name", ["admin/index.html", "admin/articles/tag/act.html"])
def test_the_admin_keeps_the_templates_of_django(name):
    assert get_template(name).backend.name == "django"


def test_the_words_of_others_are_escaped():
    assert rendered("{{ words }}", words='<b title="">') == "&lt;b title=&#34;&#34;&gt;"
    assert rendered('{{ _("to %(name)s", name=words) }}', words="<b>") == "to &lt;b&gt;"
    assert rendered("{{ words|linebreaks }}", words="<b>") == "<p>&lt;b&gt;</p>"


@pytest.mark.parametrize("source", ["{{ naem }}", "{{ story.naem }}", "{% if naem %}{% endif %}"])
def test_a_name_that_nobody_gave_is_an_error(source):
    with pytest.raises(UndefinedError, match="naem"):
        rendered(source, story={})


def test_a_public_page_has_neither_a_user_nor_messages_at_hand():
    request = RequestFactory().get("/")
    page = engines["jinja2"].from_string("{{ user is defined }}, {{ messages is defined }}")
    assert page.render({}, request) == "False, False"


def test_words_and_times_follow_the_active_language():
    moment = datetime(2023, 5, 13, 21, 36, tzinfo=UTC)
    source = '{{ language() }}: {{ _("Search") }}, {{ moment|date|striptags }}'
    assert rendered(source, moment=moment) == "en-gb: Search, 13 May 2023"
    with translation.override("de"):
        assert rendered(source, moment=moment) == "de: Suchen, 13. Mai 2023"


def test_a_message_may_have_markup_and_what_is_filled_in_is_escaped():
    source = '{{ _("By <b>%(name)s</b>", name=name) }} {{ _("<i>100 %%</i>") }}'
    assert rendered(source, name="<Ada>") == "By <b>&lt;Ada&gt;</b> <i>100 %</i>"


@pytest.mark.parametrize(
    ("language", "day", "moment_in_words", "month", "count"),
    [
        ("en-gb", "13 May 2023", "13 May 2023, 21:36", "May 2023", "12,345 comments"),
        ("uk", "13 травня 2023", "13 травня 2023, 21:36", "Травень 2023", "12\xa0345 коментарів"),
    ],
)
def test_days_times_and_numbers_are_written_as_the_language_does(
    language, day, moment_in_words, month, count
):
    moment = datetime(2023, 5, 13, 21, 36, tzinfo=UTC)
    with translation.override(language):
        stamp = '<time datetime="2023-05-13T21:36:00+00:00">{}</time>'
        assert rendered("{{ moment|date }}", moment=moment) == stamp.format(day)
        assert rendered("{{ moment|datetime }}", moment=moment) == stamp.format(moment_in_words)
        assert rendered("{{ moment|month }}", moment=moment) == month
        assert rendered('{{ ngettext("%(num)s comment", "%(num)s comments", 12345) }}') == count


@pytest.mark.parametrize("name", ["comment", "reply"])
def test_an_address_for_lists_is_the_same_as_for_one(name):
    assert jinja.address_of(name)(37) == reverse(name, args=[37])


class Broken:
    """The site's addresses, and one where everything goes wrong."""

    def fail(_request):
        raise RuntimeError("Everything goes wrong.")

    urlpatterns = [path("broken/", fail), *urls.urlpatterns]


@override_settings(ROOT_URLCONF=Broken)
def test_when_something_goes_wrong_readers_are_told():
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()
