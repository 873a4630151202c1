"""The pages for when there is no page: each is designed, and the worst of them need nothing."""

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import path, reverse

from articles.tests.builders import make_story
from newsroom import urls
from newsroom.models import Paper

pytestmark = pytest.mark.django_db


class Broken:
    """The site's addresses, and one where the database is away."""

    def fail(_request):
        raise OperationalError("the connection is lost")

    handler404 = urls.handler404
    urlpatterns = [path("broken/", fail), *urls.urlpatterns]


def test_where_nothing_is_a_reader_finds_a_search_and_the_newest_stories():
    for number in range(7):
        make_story(f"Story {number}")
    response = Client().get("/nothing/at/all/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'role="search" action="/search/"' in html
    assert html.index("Story 6") < html.index("Story 2")
    assert "Story 1<" not in html


@pytest.mark.parametrize("number", [0, 1, 30])
def test_a_page_that_is_not_there_costs_little(number, django_assert_max_num_queries):
    for _number in range(number):
        make_story()
    # 1 the newest stories, 2 those shown, 3 the masthead.
    with django_assert_max_num_queries(3):
        Client().get("/a/b/c/")


def test_without_stories_there_is_still_a_page():
    assert "There is nothing at this address" in Client().get("/nothing/at/all/").content.decode()


@override_settings(ROOT_URLCONF=Broken)
def test_while_the_database_is_away_readers_are_asked_to_come_back():
    response = Client().get("/broken/")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "back in a moment" in response.content.decode()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_worst_pages_ask_nothing_of_the_database(name, django_assert_num_queries):
    Paper.objects.create(name="The Sorrel Light")
    with django_assert_num_queries(0):
        html = render_to_string(name)
    assert '<link rel="stylesheet" href="/static/newsroom/site.css">' in html
    assert "Sorrel" not in html


def test_staff_without_the_permission_are_told_so_in_words(client):
    client.force_login(User.objects.create_user("someone", is_staff=True))
    response = client.get(reverse("admin:newsroom_paper_changelist"))
    assert response.status_code == 403
    assert "Your account may not do this." in response.content.decode()
