"""Newsroom as it is deployed: gunicorn in processes of its own, upgrades, several of everything."""

import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event, Thread
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import get_commands
from django.utils import timezone

from articles.models import Article, Edition, Transition
from articles.tests.builders import make_article, make_story
from comments.deciding import remove
from comments.models import Comment
from newsroom.benchmarks.client import Browser
from newsroom.benchmarks.processes import start_command
from newsroom.benchmarks.server import HOST, prepared, serving, stop

pytestmark = pytest.mark.django_db(transaction=True)

DEPLOY = settings.BASE_DIR / "newsroom" / "deploy"
CONFIGURED = ["--config", str(DEPLOY / "gunicorn.conf.py")]
PATIENCE = 60
# man sd_listen_fds: the socket is the first file after the standard ones, and whose it is stands with it.
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *sys.argv[2:]])
"""


def ask(port, url="/", **headers):
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", url, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@contextmanager
def readers(port):
    """Somebody asks for the front page all the time; gives what they have been answered so far."""
    answers, is_over = [], Event()

    def read():
        while not is_over.is_set():
            try:
                answers.append(ask(port))
            except OSError as error:
                answers.append((repr(error), ""))

    thread = Thread(target=read)
    thread.start()
    try:
        yield answers
    finally:
        is_over.set()
        thread.join()


def wait_for(answers, words):
    """Wait until the newest answer has the words, but not for ever."""
    for _ in range(PATIENCE * 20):
        if answers and words in answers[-1][1]:
            return
        Event().wait(0.05)
    raise AssertionError(f"{words} did not come")


def start_as_systemd(listening, environment):
    """Start gunicorn as newsroom.service does, on a socket that somebody else holds; returns its process."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", AS_SYSTEMD, str(listening.fileno()), *CONFIGURED, "newsroom.wsgi"],
        cwd=settings.BASE_DIR,
        env=environment | {"WEB_CONCURRENCY": "2"},
        pass_fds=[listening.fileno()],
    )


def test_neither_a_reload_nor_a_restart_loses_a_request(tmp_path):
    file = tmp_path / "settings.env"
    file.write_text("SITE_NAME=Monday's paper\n")
    with prepared(ENV_FILE=str(file)) as (listening, environment):
        process = start_as_systemd(listening, environment)
        try:
            with readers(listening.getsockname()[1]) as answers:
                wait_for(answers, "Monday&#39;s paper")
                file.write_text("SITE_NAME=Tuesday's paper\n")
                process.send_signal(signal.SIGHUP)
                wait_for(answers, "Tuesday&#39;s paper")
                file.write_text("SITE_NAME=Wednesday's paper\n")
                stop(process)
                process = start_as_systemd(listening, environment)
                wait_for(answers, "Wednesday&#39;s paper")
        finally:
            stop(process)
    assert {status for status, _page in answers} == {200}


def test_who_is_writing_when_the_site_is_upgraded_gets_through(tmp_path):
    url = make_story().current_edition().get_absolute_url()
    file = tmp_path / "settings.env"
    file.write_text("SITE_NAME=Monday's paper\n")
    with prepared(ENV_FILE=str(file)) as (listening, environment):
        process = start_as_systemd(listening, environment)
        port = listening.getsockname()[1]
        try:
            form = Browser(port).form(url)
            body = urlencode(form.fields | {"body": "Sent slowly."}).encode()
            head = (
                f"POST {form.action} HTTP/1.1\r\nHost: {HOST}:{port}\r\nOrigin: http://{HOST}:{port}\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            with readers(port) as answers, socket.create_connection((HOST, port), PATIENCE) as writer:
                writer.sendall(head.encode() + body[:-5])
                wait_for(answers, "Monday&#39;s paper")
                file.write_text("SITE_NAME=Tuesday's paper\n")
                process.send_signal(signal.SIGHUP)
                wait_for(answers, "Tuesday&#39;s paper")
                writer.sendall(body[-5:])
                assert writer.recv(100).startswith(b"HTTP/1.1 302")
        finally:
            stop(process)
    assert Comment.objects.get().body == "Sent slowly."


def test_whichever_process_is_asked_the_figures_are_those_of_all():
    text = ""
    with serving(*CONFIGURED, METRICS_TOKEN="a token", KEEP_PAGES="false") as port:
        for _ in range(40):
            assert ask(port)[0] == 200
        _status, text = ask(port, "/metrics", Authorization="Bearer a token")
    counted = 'newsroom_request_seconds_count{method="GET",page="front",status="200"} 40.0'
    assert counted in text
    assert 'newsroom_part_ok{part="migrations"} 1.0' in text


def test_two_sites_and_two_publishers_on_one_database_show_each_story_once_and_at_once():
    make_story("Already out")
    titles = [f"Story {number} of the evening" for number in range(8)]
    with serving(PAGE_COPY_SECONDS="0") as first, serving(PAGE_COPY_SECONDS="0") as second:
        for port in (first, first, second, second):
            assert "Already out" in ask(port)[1]
        for title in titles:
            make_article(title, state=Article.State.SCHEDULED, publish_at=timezone.now())
        publishers = [
            start_command("publish_due", "--forever", stdout=subprocess.PIPE, text=True) for _ in range(2)
        ]
        for _ in range(PATIENCE * 20):
            if not Article.objects.due().exists():
                break
            Event().wait(0.05)
        pages = [ask(port, Host=HOST)[1] for port in (first, second)]
        for publisher in publishers:
            publisher.terminate()
        said = "".join(publisher.communicate(timeout=PATIENCE)[0] for publisher in publishers)
    assert sorted(re.findall("“(Story .*?)”", said)) == titles
    # And the one that was out already.
    assert Transition.objects.filter(verb="publish").count() == len(titles) + 1
    assert Edition.objects.current().count() == Edition.objects.count() == len(titles) + 1
    for page in pages:
        assert [title for title in titles if title not in page] == []
    assert pages[0] == pages[1]


def test_what_happens_at_one_site_is_seen_at_the_other_a_second_later():
    url = make_story().current_edition().get_absolute_url()
    with serving() as first, serving() as second:

        def is_shown():
            """To how many of many, after a page may have been kept by each process for as long as it may."""
            Event().wait(settings.PAGE_COPY_SECONDS)
            return {"Read by all." in ask(port, url)[1] for port in [first, second] * 10}

        assert is_shown() == {False}
        assert Browser(first).post(Browser(second).form(url), body="Read by all.").status == 302
        assert is_shown() == {True}
        remove(Comment.objects.get(), by=User.objects.create_user("moderator"))
        assert is_shown() == {False}


def test_the_units_run_commands_that_there_are():
    units = "".join(path.read_text() for path in DEPLOY.glob("*.service"))
    commands = set(re.findall(r"manage\.py (\w+)", units))
    assert commands <= get_commands().keys()
    assert commands >= {"publish_due", "forget_networks", "thin_revisions", "empty_trash", "back_up"}
