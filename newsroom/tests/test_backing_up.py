"""A backup is one from which a site comes back: each test restores it."""

import json
import shutil
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from articles.tests.builders import make_image, make_story
from articles.tests.files import photo
from comments.models import Comment
from comments.tests.builders import make_comment
from newsroom import backing_up
from newsroom.benchmarks.processes import own_database_url, start_command


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def restored(tmp_path):
    """Brings a backup's database back as another one, as README.md says; gives the way to reach it."""
    if connection.vendor == "sqlite":
        yield (
            lambda folder: (
                f"sqlite:///{shutil.copy(folder / 'database.sqlite3', tmp_path / 'restored.sqlite3')}"
            )
        )
        return
    if missing := [name for name in ("pg_dump", "pg_restore") if not shutil.which(name)]:
        pytest.skip(f"{' and '.join(missing)} not installed here")

    def restore(folder):
        url = own_database_url(name)
        execute(f"CREATE DATABASE {name}")
        command = [
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--dbname",
            url,
            str(folder / "database.dump"),
        ]
        subprocess.run(command, check=True)  # noqa: S603
        return url

    name = f"{connection.settings_dict['NAME']}_restored"
    execute(f"DROP DATABASE IF EXISTS {name}")
    yield restore
    execute(f"DROP DATABASE IF EXISTS {name}")


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def fill():
    story = make_story("Ferry returns")
    for number in range(3):
        comment = make_comment(f"Comment {number}", article=story)
        make_comment(f"Reply {number}", article=story, parent=comment)
    make_image(photo(), alt_text="A quay")


@contextmanager
def somebody_writing():
    """Comments come all the time meanwhile, the first of them before."""
    begun, is_over = Event(), Event()
    story = Article.objects.get()

    def write():
        try:
            while not is_over.is_set():
                make_comment("Meanwhile", article=story)
                begun.set()
        finally:
            begun.set()
            connection.close()

    thread = Thread(target=write)
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def run(*arguments, **environment):
    """Run a command of Newsroom; its exit code and all that it said."""
    process = start_command(
        *arguments, environment=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said, _nothing = process.communicate()
    return process.returncode, said


@pytest.mark.django_db(transaction=True)
def test_a_site_comes_back_from_its_backup_whole(tmp_path, settings, restored):
    fill()
    folder = tmp_path / "backups" / "monday"
    with somebody_writing():
        call_command("back_up", str(folder))
    rows = sum(json.loads((folder / "rows.json").read_text()).values())
    # What comes later is no part of it, and what is lost later is.
    make_story("A day later")
    make_comment("A day later", article=Article.objects.get(title="Ferry returns"))
    shutil.rmtree(settings.MEDIA_ROOT)
    media = tmp_path / "restored"
    with tarfile.open(folder / "media.tar") as archive:
        archive.extractall(media, filter="data")
    site = {"DATABASE_URL": restored(folder), "MEDIA_ROOT": str(media)}
    files = [path for path in media.rglob("*") if path.is_file()]
    assert files
    assert run("check_restored", folder, **site) == (0, f"All there: {rows:,} rows, {len(files)} files.\n")
    assert run("check_threads", **site)[0] == 0
    assert run("migrate", "--check", **site)[0] == 0
    # Its search knows the story, and it goes on from there.
    code = (
        "from articles.search import search; from articles.tests.builders import make_story;"
        "print([found.edition.title for found in search('boat')]); make_story('Goes on')"
    )
    code, said = run("shell", "--no-imports", "--command", code, **site)
    assert (code, said) == (0, "['Ferry returns']\n")


@pytest.mark.django_db(transaction=True)
def test_what_is_missing_after_a_restore_is_named(tmp_path, settings, restored):
    fill()
    folder = tmp_path / "monday"
    call_command("back_up", str(folder))
    Comment.objects.filter(body="Reply 2").delete()
    picture = next(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    picture.write_bytes(b"half of it")
    with pytest.raises(CommandError) as refusal:
        call_command("check_restored", str(folder))
    assert "comments_comment: 5 rows instead of 6" in str(refusal.value)
    assert f"{picture.relative_to(settings.MEDIA_ROOT)} is missing or another one" in str(refusal.value)


@pytest.mark.django_db
def test_a_backup_overwrites_no_other(tmp_path):
    (tmp_path / "monday").mkdir()
    with pytest.raises(CommandError, match="is there already"):
        call_command("back_up", str(tmp_path / "monday"))


@pytest.mark.django_db
def test_without_its_program_there_is_no_backup_and_a_reason(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(backing_up.NotBackedUp, match="pg_dump is not installed here"):
        backing_up.dump_postgres(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_nobody_else_reads_a_backup(tmp_path, restored):
    call_command("back_up", str(tmp_path / "monday"))
    assert (tmp_path / "monday").stat().st_mode & 0o077 == 0
