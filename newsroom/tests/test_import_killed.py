"""An import that is killed at any moment and run again ends where an undisturbed one does."""

import os
import signal
import subprocess
import time

import pytest
from django.core.management import call_command

from articles.models import Address, Article, Edition, EditionSection, Section
from comments.checking import check_threads
from comments.models import Comment, Discussion, Thread
from newsroom.benchmarks.processes import start_command
from newsroom.benchmarks.reading import make_dump
from newsroom.models import ImportedDocument
from newsroom.tests.test_import import put, run

DOCUMENTS, COMMENTS = 60, 60


def contents():
    """All that the import made, without the numbers that the database gave."""
    return [
        list(Article.objects.order_by("title").values("title", "slug", "byline", "desk__name")),
        list(Section.objects.order_by("article__title", "ordering").values("heading", "body", "video")),
        list(
            Edition.objects.order_by("title", "number").values(
                "title", "number", "published_at", "retired_at"
            )
        ),
        list(EditionSection.objects.order_by("edition__title", "ordering").values("anchor", "html", "text")),
        list(Address.objects.order_by("date", "slug").values("date", "slug", "article__title")),
        list(ImportedDocument.objects.order_by("identity").values("identity", "file_name", "content_hashes")),
        list(Discussion.objects.order_by("article__title").values("state", "comment_count", "version")),
        list(Thread.objects.order_by("discussion__article__title", "sort_key").values("comment_count")),
        list(
            Comment.objects.order_by("thread__discussion__article__title", "source_ref").values(
                "source_ref", "parent__source_ref", "body_html", "lft", "rght", "level", "state", "posted_at"
            )
        ),
    ]


def begin(folder, workers):
    """Start an import in another process."""
    arguments = ["import_seeds", folder, "--workers", workers]
    return start_command(*arguments, stdout=subprocess.DEVNULL, start_new_session=True)


def kill_when(process, articles):
    """Kill the process and its workers, without a word, once so many articles are there or it has ended."""
    while process.poll() is None and Article.objects.count() < articles:
        time.sleep(0.005)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_import_loses_and_doubles_nothing(tmp_path, workers):
    for number in range(DOCUMENTS):
        put(tmp_path, f"desk {number % 4}/{number}.txt", make_dump(COMMENTS + number, seed=number))
    run(tmp_path)
    undisturbed = contents()
    assert Article.objects.count() == DOCUMENTS
    call_command("flush", interactive=False)
    for articles in [1, 12, 25]:
        kill_when(begin(tmp_path, workers), articles)
        assert not list(check_threads())
    stopped_at = Article.objects.count()
    assert 25 <= stopped_at < DOCUMENTS
    run(tmp_path)
    assert contents() == undisturbed
