"""What operators see: ids of requests, lines of the log, the health of the parts, figures."""

import io
import json
import logging
import re
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.tests.builders import make_article, make_story
from comments.scorer import Score, score
from newsroom.operating import health, request_ids
from newsroom.operating.lines import JsonLine, Plain, masked

PROXY = {"REMOTE_ADDR": "10.0.0.1"}
OWN_ID = re.compile(r"[0-9a-f]{32}")


@pytest.fixture
def log():
    """Gives what was logged meanwhile: a function that says it line by line, in one of the two forms."""
    streams = {form: io.StringIO() for form in (JsonLine, Plain)}
    handlers = [logging.StreamHandler(stream) for stream in streams.values()]
    for handler, form in zip(handlers, streams, strict=True):
        handler.setFormatter(form())
        logging.getLogger().addHandler(handler)
    yield lambda form=JsonLine: streams[form].getvalue().splitlines()
    for handler in handlers:
        logging.getLogger().removeHandler(handler)


def records(log):
    return [json.loads(line) for line in log()]


# Ids of requests


@pytest.mark.parametrize("given", ["a-proxys-id_1.2", "0" * 64])
def test_a_trusted_proxys_id_is_the_requests(settings, given):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    assert request_ids.id_for(PROXY | {"HTTP_X_REQUEST_ID": given}) == given


@pytest.mark.parametrize(
    ("peer", "given"),
    [
        ("203.0.113.7", "a-strangers-id"),
        ("10.0.0.1", ""),
        ("10.0.0.1", "short"),
        ("10.0.0.1", "0" * 65),
        ("10.0.0.1", "with spaces in it"),
        ("10.0.0.1", "two-lines\nof-it"),
        ("10.0.0.1", "two-lines-of-it\n"),
        ("10.0.0.1", "ідентифікатор"),
    ],
)
def test_any_other_request_gets_an_id_of_its_own(settings, peer, given):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    meta = {"REMOTE_ADDR": peer, "HTTP_X_REQUEST_ID": given}
    first, second = request_ids.id_for(meta), request_ids.id_for(meta)
    assert OWN_ID.fullmatch(first)
    assert first != second


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/nowhere/", "/admin/", "/healthz", "/no-slash"])
def test_every_answer_bears_the_id(url):
    assert OWN_ID.fullmatch(Client().get(url)["X-Request-ID"])


@pytest.mark.django_db
def test_every_line_about_a_request_bears_its_id_and_none_after_it_does(settings, log):
    settings.ACCESS_LOG = True
    ids = [Client().get(url)["X-Request-ID"] for url in ("/nowhere/", "/nothing/")]
    logging.getLogger("newsroom").warning("The day is over.")
    lines = records(log)
    assert [line["request_id"] for line in lines] == [ids[0], ids[0], ids[1], ids[1], None]
    assert [line["logger"] for line in lines[:2]] == ["newsroom.access", "django.request"]
    assert f"[{ids[0]}] Not Found: /nowhere/" in log(Plain)[1]
    assert log(Plain)[-1].endswith("WARNING newsroom The day is over.")


def score_and_say_so(text):
    logging.getLogger("scorer").warning("Scored.")
    return Score(0)


def test_what_a_scorer_says_in_its_thread_bears_the_id_of_the_comments_request(settings, log):
    settings.COMMENT_SCORER = f"{__name__}.score_and_say_so"
    request_ids.current.set("a-post")
    score("A comment", seconds=60)
    request_ids.forget()
    assert [line["request_id"] for line in records(log)] == ["a-post"]


# Lines of the log


@pytest.mark.django_db
def test_a_request_is_one_line_without_its_query_and_without_whose_it_was(settings, log):
    settings.ACCESS_LOG = True
    Client().get("/search/?q=a+secret+wish", REMOTE_ADDR="203.0.113.7", headers={"User-Agent": "A browser"})
    [line] = records(log)
    assert line.keys() == {"time", "level", "logger", "request_id", "method", "path", "status", "ms"}
    assert (line["method"], line["path"], line["status"]) == ("GET", "/search/", 200)
    assert line["ms"] >= 0
    [plain] = log(Plain)
    assert re.search(r" INFO newsroom\.access \[\w{32}] GET /search/ 200 [\d.]+ ms$", plain)


@pytest.mark.django_db
def test_without_the_setting_requests_leave_no_line(settings, log):
    settings.ACCESS_LOG = False
    Client().get("/")
    assert log() == []


@pytest.mark.django_db
def test_no_address_forges_a_second_line(settings, log):
    settings.ACCESS_LOG = True
    Client().get("/a%0A2026-11-23 ERROR all is lost")
    assert len(log()) == len(log(Plain)) == 2
    assert json.loads(log()[0])["path"] == r"/a\n2026-11-23 ERROR all is lost"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/preview/a-secret/", "/admin/password/new/MQ/a-secret/", "/preview//a-secret"]
)
def test_the_secret_in_an_address_is_not_written_down(settings, log, url):
    settings.ACCESS_LOG = True
    Client().get(url)
    assert log()
    assert "secret" not in "".join(log() + log(Plain))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The mail to ada.k@example.org bounced.", "The mail to …@… bounced."),
        ("Key (email)=(ada@example.org) exists", "Key (email)=(…@…) exists"),
        ("asked by 203.0.113.7:8001.", "asked by 203.0.…:8001."),
        ("asked by 2001:db8:0:1::7, again", "asked by 2001:0db8:…, again"),
        ("asked by [2001:db8:1:2:3:4:5:6]", "asked by [2001:0db8:…]"),
        ("asked by ::ffff:203.0.113.7", "asked by 0000:0000:….0.…"),
        ("at 12:30:45 on 2026-11-23, Django 5.2.19", "at 12:30:45 on 2026-11-23, Django 5.2.19"),
        ("comments::reading", "comments::reading"),
    ],
)
def test_people_are_not_named_in_a_log(text, written):
    assert masked(text) == written


def test_what_is_left_of_an_error_names_nobody_either(log):
    try:
        raise ValueError("no such reader: ada@example.org")
    except ValueError:
        logging.getLogger("newsroom").exception("It failed.")
    [line] = records(log)
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith("ValueError: no such reader: …@…")
    assert "ada@" not in "".join(log(Plain))


# Health


def ask(query="", **headers):
    answer = Client(**headers).get(f"/healthz{query}")
    assert answer["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()


def fail(*args, **given):
    raise OperationalError("password of newsroom@db.example is wrong")


@pytest.mark.django_db
def test_a_site_that_is_well_says_so_at_little_cost(django_assert_num_queries):
    make_story()
    health.newest_migrations()
    # 1 the database, 2 migrations, 3 and 4 the search, 5 whether something is late. PostgreSQL's search
    # estimates first.
    with django_assert_num_queries(6 if connection.vendor == "postgresql" else 5):
        assert ask() == (
            200,
            {
                "status": "ok",
                "parts": dict.fromkeys(["database", "migrations", "cache", "search", "publications"], "ok"),
            },
        )


@pytest.mark.django_db
def test_whoever_asks_by_an_address_and_without_tls_is_answered(settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["news.example"], True
    assert ask(SERVER_NAME="10.1.2.3")[0] == 200


@pytest.mark.django_db
def test_without_its_database_a_server_is_to_be_asked_nothing(monkeypatch, log):
    monkeypatch.setattr(health, "VITAL", health.VITAL | {"database": fail})
    status, answer = ask()
    assert (status, answer["status"]) == (503, "failing")
    assert answer["parts"] == {
        "database": "failing",
        "migrations": "unknown",
        "cache": "ok",
        "search": "unknown",
        "publications": "unknown",
    }
    assert "password of …@… is wrong" in records(log)[0]["exception"]


@pytest.mark.django_db
def test_a_database_that_is_older_than_the_program_is_no_use(monkeypatch, log):
    newest = health.newest_migrations()
    monkeypatch.setattr(health, "newest_migrations", lambda: newest | {("articles", "9999_next_year")})
    status, answer = ask()
    assert (status, answer["parts"]["migrations"]) == (503, "failing")
    assert records(log)[0]["message"] == "Run manage.py migrate: articles 9999_next_year"


@pytest.mark.django_db
def test_a_database_that_is_newer_than_the_program_serves_during_an_upgrade(monkeypatch):
    newest = health.newest_migrations()
    monkeypatch.setattr(health, "newest_migrations", lambda: set(list(newest)[1:]))
    assert ask()[0] == 200


@pytest.mark.django_db
def test_a_story_that_is_late_is_told_and_takes_no_server_away():
    make_article(state=Article.State.SCHEDULED, publish_at=timezone.now())
    assert ask()[1]["status"] == "ok"
    Article.objects.update(publish_at=timezone.now() - timedelta(minutes=2))
    status, answer = ask()
    assert (status, answer["status"], answer["parts"]["publications"]) == (200, "degraded", "failing")
    assert ask("?strict")[0] == 503


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "name"), [("cache", "configured_cache"), ("search", "found"), ("publications", "Article")]
)
def test_what_readers_can_do_without_is_told_and_takes_no_server_away(monkeypatch, part, name):
    monkeypatch.delattr(health, name)
    status, answer = ask()
    assert (status, answer["status"]) == (200, "degraded")
    assert [part for part, state in answer["parts"].items() if state != "ok"] == [part]
    assert ask("?strict")[0] == 503


@pytest.mark.django_db
def test_a_cache_that_forgets_at_once_is_not_well(monkeypatch):
    monkeypatch.setattr(cache, "get", lambda key: None)
    assert ask()[1]["parts"]["cache"] == "failing"


# Figures


@pytest.fixture
def counted(settings):
    """Gives the figures: a function that asks for them and says how often a page was answered."""
    settings.METRICS_TOKEN = "a token"

    def times(**labels):
        text = Client(headers={"Authorization": "Bearer a token"}).get("/metrics").content.decode()
        words = ",".join(f'{name}="{value}"' for name, value in sorted(labels.items()))
        found = re.search(
            rf"^newsroom_request_seconds_count{{{re.escape(words)}}} ([\d.]+)$", text, re.MULTILINE
        )
        return float(found[1]) if found else 0

    return times


@pytest.mark.django_db
def test_pages_are_counted_by_name_method_and_status(counted):
    url = make_story().current_edition().get_absolute_url()
    expected = {"page": "story", "method": "GET", "status": 200}
    before = counted(**expected)
    Client().get(url)
    Client().get(f"{url}?seen=1")
    assert counted(**expected) == before + 2


@pytest.mark.django_db
def test_whatever_is_asked_for_makes_no_new_series(counted):
    expected = {"page": "(none)", "method": "other", "status": 404}
    before = counted(**expected)
    Client().generic("INVENTED", "/a/b/c/d/")
    Client().generic("ANOTHER", "/e/f/g/h/")
    assert counted(**expected) == before + 2


@pytest.mark.django_db
def test_the_parts_health_is_among_the_figures(counted, monkeypatch):
    monkeypatch.delattr(health, "found")
    text = Client(headers={"Authorization": "Bearer a token"}).get("/metrics").content.decode()
    assert 'newsroom_part_ok{part="database"} 1.0' in text
    assert 'newsroom_part_ok{part="search"} 0.0' in text


@pytest.mark.django_db
@pytest.mark.parametrize("given", [None, "Bearer", "Bearer another", "a token", "Basic YTp0b2tlbg=="])
def test_figures_are_for_whoever_has_the_token(counted, given):
    answer = Client().get("/metrics", headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["Bearer ", "Bearer a token"])
def test_without_a_token_there_are_no_figures(settings, given):
    settings.METRICS_TOKEN = ""
    answer = Client().get("/metrics", headers={"Authorization": given}, follow=True)
    assert answer.status_code == 404
