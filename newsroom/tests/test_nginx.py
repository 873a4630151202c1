"""nginx in front of the site, with the configuration that newsroom/deploy/ has for it."""

import gzip
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Event

import pytest

from articles.tests.builders import make_story
from comments.tests.builders import make_comment
from newsroom.benchmarks.nginx import NGINX, nginx
from newsroom.benchmarks.server import HOST, prepared, serving, start, stop

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not NGINX, reason="nginx is not installed here"),
]

# A port at which nobody listens: uploads are nginx's own.
NO_SITE = 9


def ask(port, url, **headers):
    """An answer's status, headers and text, unpacked; nginx is waited for while it begins."""
    for _ in range(200):
        connection = HTTPConnection(HOST, port, timeout=60)
        try:
            connection.request("GET", url, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            is_packed = answer.headers["Content-Encoding"] == "gzip"
            return answer.status, answer.headers, (gzip.decompress(body) if is_packed else body).decode()
        except ConnectionRefusedError:
            Event().wait(0.05)
        finally:
            connection.close()
    raise AssertionError("nginx did not begin")


def test_nginx_keeps_pages_as_long_as_they_say_and_nothing_that_is_personal(tmp_path):
    url = make_story().current_edition().get_absolute_url()
    comment = make_comment("First of all.", article=make_story("Another"))
    with serving(TRUSTED_PROXIES=HOST) as back, nginx(tmp_path, back) as front:
        _status, first, page = ask(front, url)
        _status, again, same = ask(front, url)
        assert first["X-Cache"] == "MISS"
        assert (again["X-Cache"], same) == ("HIT", page)
        assert first["X-Request-ID"] != again["X-Request-ID"]
        assert ask(front, url, **{"If-None-Match": first["ETag"]})[0] == 304
        assert ask(front, url, Cookie="sessionid=an-editor")[1]["X-Cache"] == "BYPASS"
        assert ask(front, f"{url}?seen=1")[1]["X-Cache"] == "BYPASS"
        for personal in (f"/comments/{comment.pk}/reply/", "/admin/login/", "/healthz"):
            for _ in range(2):
                status, headers, _text = ask(front, personal, Cookie="reader=somebody")
                assert (status, headers["X-Cache"]) == (200, None)
        assert ask(front, "/metrics")[0] == ask(front, "/preview/a-secret/")[0] == 404
    lines = [json.loads(line) for line in (tmp_path / "newsroom.log").read_text().splitlines()]
    assert [line["cache"] for line in lines if line["request_id"] == first["X-Request-ID"]] == ["MISS"]
    assert {line["network"] for line in lines} == {"127.0.0.0"}
    assert [line["path"] for line in lines if "seen" in line["path"]] == []
    assert [line["path"] for line in lines if "preview" in line["path"]] == ["/preview/..."]


def wait_for_page(port, url, is_it):
    """Ask for a page until it is the one that is waited for; gives all answers, as (X-Cache, text)."""
    answers = []
    for _ in range(400):
        _status, headers, text = ask(port, url)
        answers.append((headers["X-Cache"], text))
        if is_it(*answers[-1]):
            return answers
        Event().wait(0.05)
    raise AssertionError(f"It did not come, but {answers[-1]}")


def test_a_comment_comes_through_the_cache_and_pages_outlast_a_site_that_is_away(tmp_path):
    story = make_story()
    url = story.current_edition().get_absolute_url()
    seconds = {"PAGE_SECONDS": "1", "PAGE_STALE_SECONDS": "1", "PAGE_COPY_SECONDS": "0"}
    with (
        prepared(TRUSTED_PROXIES=HOST, **seconds) as (listening, environment),
        nginx(tmp_path, listening.getsockname()[1]) as front,
    ):
        process = start(listening, environment)
        try:
            assert "Brand new." not in ask(front, url)[2]
            make_comment("Brand new.", article=story)
            [*before, _page] = wait_for_page(front, url, lambda state, page: "Brand new." in page)
            assert {state for state, _page in before} <= {"HIT", "STALE", "UPDATING"}
        finally:
            stop(process)
            listening.close()
        wait_for_page(front, url, lambda state, page: state == "STALE" and "Brand new." in page)


@pytest.mark.parametrize("url", ["/never-asked-for/", "/comments/on/1/", "/admin/"])
def test_who_meets_a_site_that_is_away_is_told_to_come_again(url, tmp_path):
    with nginx(tmp_path, NO_SITE) as front:
        status, headers, text = ask(front, url)
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "30", "no-store")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Please reload this page in a minute." in text
    assert "nginx" not in text


@pytest.mark.parametrize("first", ["gzip, deflate, br", "identity"])
def test_a_page_is_compressed_once_and_whoever_cannot_unpack_it_gets_it_plain(first, tmp_path):
    url = make_story().current_edition().get_absolute_url()
    with serving(TRUSTED_PROXIES=HOST) as back, nginx(tmp_path, back) as front:
        # What a CDN on the way adds.
        _status, _headers, page = ask(front, url, **{"Accept-Encoding": first, "Via": "1.1 a CDN"})
        for accepted, encoding in {"gzip": "gzip", "br, gzip;q=0.5": "gzip", "br": None, "": None}.items():
            _status, headers, same = ask(front, url, **{"Accept-Encoding": accepted})
            assert (headers["X-Cache"], headers["Content-Encoding"], same) == ("HIT", encoding, page)
            assert headers["Vary"] == "Accept-Encoding"
            tag = headers["ETag"]
            again = ask(front, url, **{"Accept-Encoding": accepted, "If-None-Match": tag})
            assert (again[0], again[1]["X-Cache"]) == (304, "HIT")


def test_what_holds_secrets_is_not_compressed(tmp_path):
    comment = make_comment("First of all.")
    with serving(TRUSTED_PROXIES=HOST) as back, nginx(tmp_path, back) as front:
        for personal in (f"/comments/{comment.pk}/reply/", "/admin/login/"):
            status, headers, _text = ask(front, personal, **{"Accept-Encoding": "gzip"})
            assert (status, headers["Content-Encoding"]) == (200, None)


def test_newsroom_is_told_once_who_asks_for_what(tmp_path):
    """However many places of nginx a request goes through."""
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Request-ID": "mine"}
    with (
        socket.create_server((HOST, 0)) as site,
        nginx(tmp_path, site.getsockname()[1]) as front,
        ThreadPoolExecutor() as pool,
    ):
        asking = pool.submit(ask, front, "/", **headers)
        connection, _address = site.accept()
        with connection:
            head = connection.recv(10_000).decode()
            connection.sendall(b"HTTP/1.0 200 OK\r\n\r\nWell said.")
        _status, answered, text = asking.result()
    assert text == "Well said."
    told = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
    assert told["Host"] == f"{HOST}:{front}"
    assert told["X-Forwarded-For"] == f"203.0.113.9, {HOST}"
    assert told["X-Forwarded-Proto"] == "http"
    assert told["X-Request-ID"] == answered["X-Request-ID"] != "mine"


def test_nothing_that_was_uploaded_can_run(tmp_path):
    media = tmp_path / "media"
    media.mkdir()
    for name in ("page.html", "drawing.svg", "program.php", "page.html.png", "picture.jpg"):
        (media / name).write_text("<script>alert(1)</script>")
    with nginx(tmp_path, NO_SITE) as front:
        for path in media.iterdir():
            status, headers, _text = ask(front, f"/media/{path.name}")
            assert (status, headers["X-Content-Type-Options"]) == (200, "nosniff")
            assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            is_picture = path.suffix in {".png", ".jpg"}
            assert headers["Content-Type"].startswith("image/" if is_picture else "application/octet-stream")
            assert headers["Content-Disposition"] == ("inline" if is_picture else "attachment")
        status, headers, _text = ask(front, "/media/nothing.png")
        assert (status, headers["X-Content-Type-Options"]) == (404, "nosniff")
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        for outside in ("/media/../newsroom.log", "/media../newsroom.log"):
            assert ask(front, outside)[0] == 503
