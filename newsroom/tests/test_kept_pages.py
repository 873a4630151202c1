"""Pages are kept, and nobody notices but by the speed: what has changed is seen at once."""

import re
from importlib import import_module
from threading import Barrier, Event, Thread
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import authors, tags, withholding
from articles.corrections import ToReaders
from articles.models import Author, Desk, Edition, Image, Tag
from articles.publishing import publish, unpublish
from articles.tests.builders import make_image, make_story, make_tag
from articles.tests.files import photo
from comments import deciding, posting, privacy
from comments.models import Comment, Policy
from comments.tests.builders import make_comment, post_on
from newsroom import told
from newsroom.keeping import middleware, recent, store, triggers, unchanged
from newsroom.keeping.recent import RecentPages
from newsroom.keeping.shown import noting
from newsroom.models import FrontPlace, Page, Paper, PublicChange, Robot

from .test_no_trace import HIDDEN, MARKER, THEN, addresses, published, text_of
from .test_public_bytes import PERSONAL, public_urls, signed_in

pytestmark = pytest.mark.django_db


# One for all tests: to make another takes longer than to make a page.
STRANGER = Client()


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.KEEP_PAGES = True
    # Whether a page is still right is asked each time, unless a test says otherwise.
    settings.PAGE_COPY_SECONDS = 0
    cache.clear()
    yield settings
    cache.clear()


@pytest.fixture
def memory(keeping):
    """The process's own memory as the cache, whatever the environment says: one can look into it."""
    keeping.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    return cache


@pytest.fixture
def moment(keeping):
    """A copy in the process is good for a moment, which here never ends."""
    keeping.PAGE_COPY_SECONDS = 3600


@pytest.fixture
def story():
    Page.objects.create(title="The paper", slug="the-paper", is_public=True)
    return published()


def one_of_each(article):
    """Of each kind of public page one, at the story's present address."""
    return [urls[-1] for name, urls in addresses(article).items() if name not in PERSONAL]


def url_of(article):
    return article.current_edition().get_absolute_url()


def page(url, status=200, client=None, **options):
    response = (client or STRANGER).get(url, **options)
    assert response.status_code == status
    return response.content.decode(errors="replace")


def made_anew(url, settings, **options):
    """The page as it is without anything kept."""
    settings.KEEP_PAGES = False
    answer = Client().get(url, **options)
    settings.KEEP_PAGES = True
    return answer


def test_a_page_is_made_once_and_then_costs_one_query(story, django_assert_num_queries):
    url = url_of(story)
    first = page(url)
    with django_assert_num_queries(1):
        assert page(url) == first


def test_after_a_comment_a_page_does_not_ask_what_editors_have_made(story, django_assert_num_queries):
    url = url_of(story)
    page(url)
    make_comment("A new one.", article=story)
    # 1 the versions of the page that is kept, 2 the discussion, 3 its threads, 4 the beginnings of these,
    # 5 the comments that quote the sections.
    with django_assert_num_queries(5):
        html = page(url)
    assert "A new one." in html


def test_what_editors_have_made_is_remembered_no_longer_than_a_page_is_kept(settings, monkeypatch):
    made, now = [], [1_000.0]
    monkeypatch.setattr(unchanged, "time", lambda: now[0])
    remembered = unchanged.while_unchanged(1)(lambda: made.append(now[0]))
    for version in (1, 1, 2):
        with noting(version):
            remembered()
    assert len(made) == 2
    now[0] += settings.PAGE_SECONDS
    with noting(2):
        remembered()
    assert len(made) == 3


def test_a_page_that_its_reader_has_costs_one_query(story, django_assert_num_queries):
    url = url_of(story)
    etag = STRANGER.get(url)["ETag"]
    with django_assert_num_queries(1):
        assert STRANGER.get(url, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.usefixtures("moment")
def test_for_a_moment_a_page_costs_no_query(story, django_assert_num_queries):
    client, url = Client(), url_of(story)
    first = page(url, client=client)
    with django_assert_num_queries(0):
        assert page(url, client=client) == first
        etag = client.get(url)["ETag"]
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.usefixtures("moment")
def test_who_has_just_written_and_who_works_here_never_see_a_copy_that_is_too_old(story):
    url, editor = url_of(story), signed_in("editor", "Editors")
    for client, address in [(Client(), f"{url}?seen=99"), (editor, url)]:
        before = page(address, client=client)
        make_comment("A new one.", article=story)
        assert page(address, client=client).count("<p>A new one.") == before.count("<p>A new one.") + 1


def test_what_an_address_says_besides_makes_no_page_of_its_own(story, django_assert_num_queries):
    url = url_of(story)
    first = page(f"{url}?order=newest")
    with django_assert_num_queries(1):
        assert page(f"{url}?utm_source=a&order=newest&seen=3&order=newest") == first
    assert page(url) != first


def test_every_host_has_its_own_pages(story, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    url = url_of(story)
    for host in settings.ALLOWED_HOSTS:
        assert f"http://{host}{url}" in page(url, headers={"host": host})


def rename_tag():
    tag = Tag.objects.get(slug="whitmoor-bay")
    tag.name = "Whitmoor Cove"
    tag.save()


def merge_tags():
    tags.merge([Tag.objects.get(slug="whitmoor-bay")], make_tag("The Bay"))


def merge_authors():
    authors.merge([Author.objects.get(slug="nora-pell")], Author.objects.named("N. Pell"))


def withhold():
    edition = Edition.objects.filter(retired_at__isnull=False).latest("pk")
    withholding.withhold(edition, reason="A name.")


def publish_another():
    tag = Tag.objects.get(slug="whitmoor-bay")
    make_story("A third story", authors=["Nora Pell"], sections=[{"text": "Words.", "tags": [tag]}])


def unpublish_another():
    unpublish(Edition.objects.current().get(title="Another story").article, reason="No.")


def place_on_the_front_page():
    FrontPlace.objects.create(article=Edition.objects.current().earliest("published_at").article)


def correct():
    article = Edition.objects.current().exclude(title="Another story").get().article
    publish(article, verb="correct", to_readers=ToReaders("A third thing.", "minor"))


def change_a_picture():
    Image.objects.update(alt_text="Another description")


def write_past_the_program():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_editionsection SET html = '<p>Written by hand.</p>'")


BY_EDITORS = [
    rename_tag,
    merge_tags,
    merge_authors,
    withhold,
    publish_another,
    unpublish_another,
    place_on_the_front_page,
    correct,
    change_a_picture,
    write_past_the_program,
    lambda: tags.drop([Tag.objects.get(slug="whitmoor-bay")]),
    lambda: Tag.objects.get(slug="whitmoor-bay").aliases.create(name="The Cove"),
    lambda: Author.objects.filter(slug="nora-pell").update(name="Eleonora Pell"),
    lambda: Desk.objects.update(name="The Harbour"),
    lambda: Policy.objects.create(state="closed"),
    lambda: Paper.objects.create(name="The Whitmoor Gull", accent="#123456"),
    lambda: Page.objects.update(title="About the paper"),
    lambda: Robot.objects.create(name="GPTBot"),
]


@pytest.mark.parametrize("change", BY_EDITORS)
def test_what_editors_change_is_seen_at_once_on_every_page(change, story, settings):
    image = make_image(photo(), alt_text="A quay")
    story.sections.update(image=image)
    publish(story)
    urls, changed = one_of_each(story), 0
    before = {url: STRANGER.get(url) for url in urls}
    change()
    for url in urls:
        kept, anew = Client().get(url), made_anew(url, settings)
        assert (kept.status_code, text_of(kept)) == (anew.status_code, text_of(anew)), url
        changed += text_of(kept) != text_of(before[url])
    assert changed


def remove(comment):
    deciding.reject(comment, by=User.objects.create_superuser("moderator"), reason="Spam")


def edit(comment):
    posting.edit(comment, body="Other words.", reader=comment.reader)


def withdraw(comment):
    posting.withdraw(comment, reader=comment.reader)


def erase(comment):
    privacy.erase(privacy.Person.who_wrote(comment.pk))


@pytest.mark.parametrize("act", [remove, edit, withdraw, erase])
def test_words_that_are_no_longer_there_are_gone_at_once(act, story):
    comment = post_on(story, "Words that go.", reader=uuid4())
    embedding = make_story(
        "Embedding", sections=[{"body": f"<p>http://testserver/comments/{comment.pk}/</p>"}]
    )
    urls = [*public_urls(story), url_of(embedding), f"{url_of(embedding)}versions/1/"]
    shown = {url for url in urls if "Words that go." in text_of_page(url)}
    assert {url_of(story), url_of(embedding), "/feeds/all.atom"} <= shown
    assert any("/threads/" in url for url in shown)
    assert any("/feeds/discussions/" in url for url in shown)
    act(comment)
    assert [url for url in urls if "Words that go." in text_of_page(url)] == []


def text_of_page(url):
    return STRANGER.get(url).content.decode(errors="replace")


def test_a_new_comment_is_seen_at_once(story):
    url = url_of(story)
    page(url)
    make_comment("Brand new.", article=story)
    assert "Brand new." in page(url)


def test_a_discussion_that_is_closed_is_closed_at_once(story):
    url = url_of(story)
    assert "comment-form" in page(url)
    posting.set_state(story, "closed")
    assert "comment-form" not in page(url)


@pytest.mark.parametrize(("hide", "status"), HIDDEN.values(), ids=HIDDEN.keys())
def test_a_hidden_story_is_gone_at_once_from_every_page_that_was_kept(hide, status, story):
    urls = [url for many in addresses(story).values() for url in many]
    for url in urls:
        STRANGER.get(url, follow=True)
    hide(story)
    for url in urls:
        assert MARKER.lower() not in text_of(STRANGER.get(url, follow=True)), url
    assert STRANGER.get(f"/{THEN:%Y/%m/%d}/{MARKER.lower()}-second/").status_code == status


def test_whatever_public_pages_read_is_watched_or_belongs_to_a_discussion(story, settings):
    settings.KEEP_PAGES = False
    with CaptureQueriesContext(connection) as queries:
        for url in [*public_urls(story), "/search/?q=quayside&topic=nothing&author=nobody"]:
            STRANGER.get(url)
    read = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    watched = {model._meta.db_table for model in triggers.WATCHED}
    of_discussions = {"comments_discussion", "comments_thread", "comments_comment"}
    # Addresses do not change, and of an article readers learn through its editions, except on pages that are
    # not kept. The index of the search is read together with the sections that it found.
    not_shown = {"articles_address", "articles_article", "articles_transition"}
    searched = {table for table in read if table.startswith("modelsearch")}
    assert watched - read == set()
    assert read - watched - of_discussions - searched <= not_shown


def test_nothing_personal_is_kept(story, memory):
    for client in (Client(), signed_in("editor", "Editors")):
        for name in PERSONAL:
            for url in addresses(story)[name]:
                client.get(url)
        client.get("/admin/")
        client.get("/nowhere/")
    assert not memory._cache


def test_what_is_kept_is_bounded(monkeypatch, memory):
    monkeypatch.setattr(recent, "MOST_PAGES", 10)
    monkeypatch.setattr(memory, "_max_entries", 20)
    made = []
    monkeypatch.setattr(middleware, "RecentPages", lambda: made.append(RecentPages()) or made[-1])
    client = Client()
    for number in range(50):
        client.get(f"/search/?q={number}")
        assert len(memory._cache) <= 20
        assert len(made[0].pages) <= 10


def test_a_page_that_is_too_large_is_not_kept(story, monkeypatch, memory):
    monkeypatch.setattr(store, "MOST_BYTES", 100)
    page(url_of(story))
    assert not memory._cache


@pytest.mark.parametrize("fails", ["get", "set", "add", "delete"])
def test_without_its_cache_the_site_goes_on(fails, story, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionError("Nobody answers.")

    first = page(url_of(story))
    monkeypatch.setattr(store.cache, fails, fail)
    assert page(url_of(story)) == first


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_one_makes_the_page(monkeypatch):
    url, readers = url_of(make_story()), 6
    all_ask, others_wait, made, waiting, answers = Barrier(readers), Event(), [], [], []
    wait_for, related_stories = store.wait_for, told.related_stories

    def make(story):
        made.append(story)
        # The others have had their turn and found the page being made.
        assert others_wait.wait(60)
        return related_stories(story)

    def wait(lock):
        waiting.append(lock)
        if len(waiting) == readers - 1:
            others_wait.set()
        wait_for(lock)

    def read():
        all_ask.wait()
        answers.append(STRANGER.get(url).content)
        connection.close()

    monkeypatch.setattr(told, "related_stories", make)
    monkeypatch.setattr(store, "wait_for", wait)
    monkeypatch.setattr("django.conf.settings.PAGE_COPY_SECONDS", 3600)
    threads = [Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(answers) == readers
    assert len(set(answers)) == 1


def test_what_changes_while_a_page_is_made_is_on_the_next(story, monkeypatch):
    url, related_stories = url_of(story), told.related_stories

    def make(found):
        if not Comment.objects.filter(body="Meanwhile.").exists():
            make_comment("Meanwhile.", article=story)
            Desk.objects.update(name="The Harbour")
        return related_stories(found)

    monkeypatch.setattr(told, "related_stories", make)
    page(url)
    html = page(url)
    assert "Meanwhile." in html
    assert "The Harbour" in html


@pytest.mark.django_db(transaction=True)
def test_a_migration_brings_back_the_triggers_that_were_lost():
    Desk.objects.create(name="Harbour", slug="harbour")
    with connection.schema_editor() as editor:
        import_module("newsroom.migrations.0015_public_change").drop_triggers(None, editor)
    before = version()
    Desk.objects.update(name="The Harbour")
    assert version() == before
    call_command("migrate", verbosity=0)
    before = version()
    Desk.objects.update(name="Harbour")
    assert version() != before


def version():
    return sum(PublicChange.objects.values_list("mark", flat=True))


def test_the_list_of_changes_stays_short(story):
    for number in range(50):
        Desk.objects.update(name=f"Harbour {number}")
    assert PublicChange.objects.count() <= triggers.KEPT + 1


@pytest.mark.django_db(transaction=True)
def test_two_who_change_something_do_not_wait_for_each_other():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer.")
    one, other = make_tag("One"), make_tag("Other")
    done = Event()

    def work():
        Tag.objects.filter(pk=other.pk).update(name="Another")
        connection.close()
        done.set()

    with transaction.atomic():
        for number in range(20):
            Tag.objects.filter(pk=one.pk).update(name=f"One {number}")
        thread = Thread(target=work)
        thread.start()
        assert done.wait(60)
        thread.join()
