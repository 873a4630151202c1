"""Every public page is the same bytes for everyone, and caches are told so; all else is nobody else's."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from newsroom.keeping.public import is_public
from newsroom.models import Page

from .test_no_trace import addresses, headers_of, patterns, published, take_down

pytestmark = pytest.mark.django_db

PUBLIC = re.compile(r"public, max-age=0, s-maxage=60, stale-while-revalidate=10")
# What these answer depends on who asks, or on a secret.
PERSONAL = {
    *["preview", "post-comment", "report-error", "comment", "reply", "edit-comment", "withdraw-comment"],
    *["appeal-comment", "report-comment"],
}


def signed_in(name, *groups, **fields):
    user = User.objects.create_user(name, password="secret", is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def readers():
    """A stranger, an editor and a moderator. The last two have looked at the admin: it sets a cookie."""
    editor, moderator = signed_in("editor", "Editors"), signed_in("moderator", "Moderators")
    for client in (editor, moderator):
        assert client.get(reverse("admin:index")).cookies
    return [Client(), editor, moderator]


@pytest.fixture
def story():
    Page.objects.create(title="The paper", slug="the-paper", is_public=True)
    return published()


def public_urls(article):
    return [url for name, urls in addresses(article).items() if name not in PERSONAL for url in urls]


def test_every_address_is_either_public_or_personal(story):
    urls = addresses(story)
    assert {name for name, [url, *_] in urls.items() if not is_public(resolve(url).func)} == PERSONAL
    assert urls.keys() == {name for _route, name in patterns(get_resolver())}


def test_a_public_page_is_the_same_for_a_stranger_an_editor_and_a_moderator(story, readers):
    seen = set()
    for url in [*public_urls(story), "/nowhere/", "/no/address/at/all"]:
        answers = [reader.get(url) for reader in readers]
        for answer in answers:
            assert answer.content == answers[0].content, url
            assert headers_of(answer) == headers_of(answers[0]), url
            assert answer.status_code == answers[0].status_code
            assert not answer.cookies
            assert "Vary" not in answer.headers, url
        seen.add(answers[0].status_code)
    assert seen == {200, 301, 302, 404}


@pytest.fixture
def _read_only(story):
    """From here on the database refuses whatever would change it, like a replica."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("PRAGMA query_only=ON" if is_sqlite else "SET TRANSACTION READ ONLY")
        yield
        if is_sqlite:
            cursor.execute("PRAGMA query_only=OFF")
        # To the savepoint before, where writing is allowed.
        transaction.set_rollback(True)


@pytest.mark.usefixtures("_read_only")
def test_a_public_page_writes_nothing_so_a_replica_can_serve_it(story):
    statuses = {Client().get(url).status_code for url in public_urls(story)}
    assert statuses == {200, 301, 302, 404}
    with pytest.raises(DatabaseError), transaction.atomic():
        Page.objects.update(title="Another")


def test_caches_may_keep_a_public_page_and_ask_whether_it_still_holds(story):
    client = Client()
    for url in public_urls(story):
        answer = client.get(url)
        if answer.status_code == 200 and "immutable" not in answer["Cache-Control"]:
            assert PUBLIC.fullmatch(answer["Cache-Control"]), url
            again = client.get(url, headers={"If-None-Match": answer["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert (again["ETag"], again["Cache-Control"]) == (answer["ETag"], answer["Cache-Control"])
            assert client.get(url, headers={"If-None-Match": '"another"'}).status_code == 200


def test_what_leads_elsewhere_is_asked_again_after_a_while(story):
    first = story.addresses.earliest("pk").get_absolute_url()
    answer = Client().get(first)
    assert answer.status_code == 301
    assert PUBLIC.fullmatch(answer["Cache-Control"])


@pytest.mark.parametrize(
    "url", ["/nowhere/", "/no/address/at/all", "/authors/nobody/", "/2023/09/13/nothing/"]
)
def test_what_is_not_there_is_soon_looked_for_again(url):
    answer = Client().get(url)
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=10"


def test_what_was_taken_down_may_be_kept_as_such(story):
    url = story.current_edition().get_absolute_url()
    take_down(story)
    answer = Client().get(url)
    assert answer.status_code == 410
    assert PUBLIC.fullmatch(answer["Cache-Control"])


def test_nobody_keeps_what_is_personal_whatever_it_answers(story, readers):
    names = addresses(story)
    urls = [url for name in PERSONAL for url in names[name]]
    urls += ["/comments/999999/", "/admin/", "/admin/login/", "/admin/articles/article/999999/change/"]
    for reader in readers:
        for url in urls:
            for answer in (reader.get(url), reader.post(url)):
                assert "no-store" in answer["Cache-Control"], (url, answer.status_code)
                assert "public" not in answer["Cache-Control"]
                assert "ETag" not in answer
    assert "no-store" in Client().post("/")["Cache-Control"]
