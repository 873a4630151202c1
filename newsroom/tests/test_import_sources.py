"""Where documents may come from, and what hostile archives may not do."""

import gzip
import io
import json
import os
import sys
import zipfile
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Desk, Edition
from comments.models import Comment, Discussion
from newsroom.importing.documents import find_sources
from newsroom.tests.test_import import DUMP, put, run

pytestmark = pytest.mark.django_db

OTHER = "Another story\n\n1 July 2024\n\nOne.\n\nTwo.\n"


def make_zip(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def titles():
    return sorted(Article.objects.values_list("title", flat=True))


def test_packed_documents_are_read_like_others(tmp_path):
    put(tmp_path, "Harbour/ferry.txt.gz", gzip.compress(DUMP.encode()))
    make_zip(
        tmp_path / "more.zip", {"Letters/another.txt": OTHER, "picture.jpg": "x", "__MACOSX/._a.txt": "x"}
    )
    _out, err, status = run(tmp_path)
    assert (err, status) == ("", 0)
    assert dict(Article.objects.values_list("title", "desk__name")) == {
        "Ferry returns to the bay": "Harbour",
        "Another story": "Letters",
    }
    assert "2 unchanged" in run(tmp_path)[0]


def test_a_document_may_come_from_standard_input(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DUMP.encode())))
    assert "standard input: imported, 2 sections" in run("-")[0]
    assert titles() == ["Ferry returns to the bay"]


def test_documents_come_in_the_order_of_their_paths(tmp_path):
    for name in ["b.txt", "a/z.txt", "a.txt", "a-b/c.txt", "B/x.txt"]:
        put(tmp_path, name)
    names = [source.name for source in find_sources(str(tmp_path))]
    assert names == sorted(names) == ["B/x.txt", "a-b/c.txt", "a.txt", "a/z.txt", "b.txt"]


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:out.txt", "a\\..\\out.txt"]
)
def test_a_zip_file_cannot_point_elsewhere(tmp_path, name):
    archive = make_zip(tmp_path / "a.zip", {name: OTHER, "good.txt": DUMP})
    _out, err, status = run(archive)
    assert status == 1
    assert "its name points out of the zip file" in err
    assert titles() == ["Ferry returns to the bay"]


def test_a_link_does_not_lead_out_of_the_folder(tmp_path):
    secret = put(tmp_path, "outside/secret.txt", OTHER)
    archive = tmp_path / "archive"
    put(archive, "ferry.txt")
    (archive / "link.txt").symlink_to(secret)
    (archive / "folder").symlink_to(secret.parent)
    _out, err, status = run(archive)
    assert status == 1
    assert "link.txt: refused (it is a link that leads out of the folder)" in err
    assert titles() == ["Ferry returns to the bay"]


def test_a_folder_that_links_to_itself_ends(tmp_path):
    put(tmp_path, "ferry.txt")
    (tmp_path / "again").symlink_to(tmp_path)
    assert "1 article," in run(tmp_path)[0]


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "gzip"])
def test_a_document_longer_than_allowed_is_refused(tmp_path, pack):
    name = "long.txt" if pack(b"") == b"" else "long.txt.gz"
    put(tmp_path, name, pack(b"word " * 300_000))
    _out, err, status = run(tmp_path, "--max-size", "1")
    assert status == 1
    assert "it is longer than 1 MB (--max-size allows more)" in err


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    archive = make_zip(tmp_path / "bomb.zip", {"bomb.txt": b"\n" * 20_000_000, "good.txt": DUMP})
    _out, err, status = run(archive)
    assert status == 1
    assert "bomb.txt: refused (it is packed suspiciously tight" in err
    assert titles() == ["Ferry returns to the bay"]


@pytest.mark.parametrize(
    ("name", "reason"), [("a.zip", "cannot be opened as a zip"), ("a.txt.gz", "cannot be unpacked")]
)
def test_a_damaged_packed_file_is_named(tmp_path, name, reason):
    put(tmp_path, name, b"no such thing")
    put(tmp_path, "ferry.txt")
    _out, err, status = run(tmp_path)
    assert status == 1
    assert name in err
    assert reason in err
    assert titles() == ["Ferry returns to the bay"]


def test_an_unlistable_folder_stops_nobody(tmp_path, monkeypatch):
    put(tmp_path, "locked/a.txt")
    put(tmp_path, "ferry.txt")
    scan = os.scandir

    def refuse(path):
        if str(path).rstrip("/").endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("newsroom.importing.documents.os.scandir", refuse)
    _out, err, status = run(tmp_path)
    assert status == 1
    assert "locked" in err
    assert titles() == ["Ferry returns to the bay"]


def test_options_fill_what_a_dump_leaves_open(tmp_path):
    put(tmp_path, "a.txt", OTHER + "\n\n  1. A comment.\n\nEnter comments here:")
    put(tmp_path, "b.txt", "Open thread\n\nSay what you like.\n")
    arguments = [
        "--author",
        "Our staff",
        "--time-zone",
        "Europe/Kyiv",
        "--comments",
        "held",
        "--desk",
        "Letters",
    ]
    run(tmp_path, *arguments, "--undated", "publish")
    edition = Edition.objects.get(title="Another story")
    assert edition.published_at.astimezone(ZoneInfo("Europe/Kyiv")).isoformat() == "2024-07-01T00:00:00+03:00"
    assert [str(author) for author in edition.authors.all()] == ["Our staff"]
    assert Comment.objects.get().state == Comment.State.HELD
    assert Discussion.objects.get().comment_count == 0
    assert Edition.objects.current().count() == 2
    assert Desk.objects.get().name == "Letters"


def test_an_unknown_time_zone_is_refused_in_words(tmp_path):
    with pytest.raises(CommandError, match="There is no time zone “Kiev/Europe”"):
        call_command("import_seeds", str(tmp_path), "--time-zone", "Kiev/Europe")


def test_a_limit_takes_so_many_new_documents_at_a_time(tmp_path):
    for number in range(5):
        put(tmp_path, f"{number}.txt", OTHER.replace("Another story", f"Story {number}"))
    counts = []
    for _run in range(3):
        run(tmp_path, "--limit", "2")
        counts.append(Article.objects.count())
    assert counts == [2, 4, 5]


def test_the_report_file_says_what_became_of_each_document(tmp_path):
    put(tmp_path, "in/a.txt", OTHER)
    put(tmp_path, "in/b.txt", b"")
    put(tmp_path, "in/c.txt", "Open thread\n\nSay what you like.\n")
    report = tmp_path / "report.json"
    run(tmp_path / "in", "--report", report)
    outcomes = json.loads(report.read_text())
    assert [(outcome["name"].split("/")[-1], outcome["status"]) for outcome in outcomes] == [
        ("a.txt", "imported"),
        ("b.txt", "refused"),
        ("c.txt", "imported"),
    ]
    assert outcomes[0]["sections"] == 1
    assert outcomes[2]["notes"] == ["it has no date, so the article is a draft"]
    assert not (tmp_path / "report.json.part").exists()


@pytest.mark.django_db(transaction=True)
def test_several_workers_do_what_one_does(tmp_path):
    for number in range(12):
        put(
            tmp_path,
            f"desk {number % 3}/{number}.txt",
            DUMP.replace("Ferry returns", f"Ferry {number} returns"),
        )
    put(tmp_path, "desk 0/twin.txt", DUMP.replace("Ferry returns", "Ferry 1 returns").replace("blue", "red"))
    put(tmp_path, "bad.txt", b"")
    out, err, status = run(tmp_path, "--workers", "3")
    assert status == 1
    assert "bad.txt" in err
    assert Article.objects.count() == 12
    assert Comment.objects.count() == 24
    assert Desk.objects.count() == 3
    assert "\n12 articles, " in out


@pytest.mark.django_db(transaction=True)
def test_records_of_an_export_come_back_by_the_same_command(tmp_path):
    put(tmp_path, "in/ferry.txt")
    run(tmp_path / "in")
    records = tmp_path / "out.jsonl"
    call_command("export_seeds", str(records), "--json")
    out, err, status = run(records)
    assert (err, status) == ("", 0)
    assert "1 unchanged" in out
    call_command("flush", interactive=False)
    assert "1 article, 2 sections, 2 comments" in run(records)[0]
    assert Comment.objects.count() == 2
    assert run("--parse", records)[2] == 1
    assert run(records, "--dry-run")[2] == 1
