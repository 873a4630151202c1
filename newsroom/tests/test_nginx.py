"""nginx in front of the site, with the configuration that newsroom/deploy/ has for it."""

import json
import os
import re
import shutil
import socket
import subprocess
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event

import pytest
from django.conf import settings

from articles.tests.builders import make_story
from comments.tests.builders import make_comment
from newsroom.benchmarks.server import HOST, prepared, serving, start, stop

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not NGINX, reason="nginx is not installed here"),
]

# A port at which nobody listens: uploads are nginx's own.
NO_SITE = 9

# The tests' nginx needs nothing but its folder, and runs as whoever runs the tests.
AROUND = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/newsroom.conf;
}}
"""


def adapted(folder, front, back):
    """The configuration for other ports and folders than those of a deployment, and without TLS."""
    text = (settings.BASE_DIR / "newsroom/deploy/nginx.conf").read_text()
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^ *(listen \[::]|ssl_certificate).*\n", "", text, flags=re.MULTILINE)
    for there, here in {
        "listen 443 ssl http2;": f"listen {HOST}:{front};",
        "news.example": HOST,
        "127.0.0.1:8001": f"{HOST}:{back}",
        "/var/cache/newsroom": f"{folder}/cache",
        "/var/log/nginx": str(folder),
        "/srv/newsroom/var/media": str(folder / "media"),
    }.items():
        assert there in text
        text = text.replace(there, here)
    return text


@contextmanager
def nginx(folder, back):
    """Run nginx in front of a port; gives its own."""
    with socket.create_server((HOST, 0)) as free:
        front = free.getsockname()[1]
    (folder / "newsroom.conf").write_text(adapted(folder, front, back))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t", "-q"], check=True)  # noqa: S603
    process = subprocess.Popen(command)  # noqa: S603
    try:
        yield front
    finally:
        process.terminate()
        process.wait()


def ask(port, url, **headers):
    """An answer's status, headers and text; nginx is waited for while it begins."""
    for _ in range(200):
        connection = HTTPConnection(HOST, port, timeout=60)
        try:
            connection.request("GET", url, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
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
    assert (lines[0]["cache"], lines[0]["request_id"]) == ("MISS", first["X-Request-ID"])
    assert {line["network"] for line in lines} == {"127.0.0.0"}
    assert [line["path"] for line in lines if "seen" in line["path"]] == []
    assert lines[-1]["path"] == "/preview/..."


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
        for outside in ("/media/../newsroom.log", "/media../newsroom.log"):
            assert ask(front, outside)[0] == 502
