"""import_seeds as an operator uses it: from files to public pages."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import Article, Author, Edition, Section, Tag
from comments.checking import check_threads
from comments.models import Comment, Discussion, Thread
from newsroom.models import ImportedDocument

pytestmark = pytest.mark.django_db

DUMP = """Ferry returns to the bay

By Nora Pell, Harbour Correspondent

13 September 2025 • 9:36pm kT9_wQ2rXbE

The boat is back in Whitmoor Bay.
It is blue.

The crew

They slept & dreamt of <land>.

2 Responses to “Ferry returns to the bay”

  1. Wren says:
    September 14, 2025 at 7:41 am

    Good news.

    Reply
    • Ilse says:
      September 14, 2025 at 8:00 am

      Is it?

      Reply

Leave a Reply
"""
URL = "/2025/09/13/ferry-returns-to-the-bay/"


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def put(folder, name, content=DUMP):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def run(*arguments):
    """Run the command: what it printed, what it complained of, and its exit status."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_seeds", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), error.returncode
    return out.getvalue(), err.getvalue(), 0


def snapshot():
    """Everything that an import writes, as plain data."""
    return [
        list(model.objects.order_by("pk").values())
        for model in [Article, Section, Edition, Discussion, Thread, Comment, Tag, Author, ImportedDocument]
    ]


def test_a_dump_becomes_a_page_with_its_discussion(folder):
    out, err, status = run(put(folder, "ferry.txt"))
    assert (err, status) == ("", 0)
    assert "1 article, 2 sections, 2 comments (1 thread) imported." in out
    page = Client().get(URL).content.decode()
    for words in [
        "<p>The boat is back in Whitmoor Bay.<br>It is blue.</p>",
        "<p>They slept &amp; dreamt of &lt;land&gt;.</p>",
        '<section id="the-crew"',
        'data-video="kT9_wQ2rXbE"',
        '<a rel="author" href="/authors/nora-pell/">Nora Pell</a>, Harbour Correspondent',
        "13 September 2025, 21:36",
        "Good news.",
        "14 September 2025, 08:00",
        "in reply to Wren",
    ]:
        assert words in page
    assert not list(check_threads())


def test_importing_again_changes_nothing(folder):
    put(folder, "Harbour/ferry.txt")
    put(folder, "undated.txt", "Open thread\n\nSay what you like.\n")
    put(folder, "tags.csv", "name,kind,aliases\nWhitmoor Bay,place,the Bay|Bay\n")
    run(folder)
    before = snapshot()
    out, _err, status = run(folder)
    assert snapshot() == before
    assert status == 0
    assert "0 articles, 0 sections, 0 comments (0 threads) imported. 2 unchanged." in out


def test_one_story_in_two_files_is_one_story_and_two_open_threads_are_two(folder):
    put(folder, "a/ferry.txt")
    put(folder, "b/ferry-again.txt", DUMP.replace("It is blue.", "It is red."))
    put(folder, "c/monday.txt", "Open thread\n\nMonday.\n")
    put(folder, "c/tuesday.txt", "Open thread\n\nTuesday.\n")
    run(folder)
    assert sorted(Article.objects.values_list("title", flat=True)) == [
        "Ferry returns to the bay",
        "Open thread",
        "Open thread",
    ]


def test_the_sub_folder_names_the_desk(folder):
    put(folder, "Harbour/deep/ferry.txt")
    put(folder, "loose.txt", "Loose\n\n1 May 2024\n\nWords.\n\nMore.\n")
    run(folder, "--desk", "Letters")
    assert dict(Article.objects.values_list("title", "desk__name")) == {
        "Ferry returns to the bay": "Harbour",
        "Loose": "Letters",
    }


def test_without_a_desk_it_is_news(folder):
    run(put(folder, "ferry.txt"))
    assert Article.objects.get().desk.name == "News"


BAD = {
    "missing": (None, "there is no such file or folder"),
    "empty": (b"", "empty"),
    "blank": (b" \n\n\t\n", "empty"),
    "binary": (bytes(range(256)) * 20, "not"),
    "UTF-16": ("Wide text".encode("utf-16"), "UTF-16"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_named_with_the_reason_and_the_others_are_imported(folder, content, reason):
    bad = folder / "bad.txt" if content is None else put(folder, "bad.txt", content)
    good = put(folder, "ferry.txt")
    _out, err, status = run(bad, good)
    assert status == 1
    assert str(bad) in err
    assert reason in err
    assert Article.objects.get().title == "Ferry returns to the bay"


def test_an_unreadable_file_stops_nobody(folder):
    (folder / "a.txt").symlink_to(folder / "gone.txt")
    put(folder, "ferry.txt")
    _out, err, status = run(folder)
    assert status == 1
    assert "a.txt: refused (there is no such file or folder)" in err
    assert Article.objects.count() == 1


def test_an_undated_dump_is_a_draft_and_the_report_says_so(folder):
    out, _err, status = run(put(folder, "notice.txt", "To the editor!\n\nSome words.\n\n\n  1. A comment.\n"))
    assert status == 0
    assert "it has no date, so the article is a draft" in out
    article = Article.objects.get()
    assert article.current_edition() is None
    assert Comment.objects.on(article.pk).count() == 1


def test_a_dump_without_a_title_takes_its_first_words(folder):
    first = (
        "The last of the slate boats left the quay on the morning tide with its hold half empty, and nobody"
    )
    run(
        put(
            folder,
            "boats.txt",
            f"12 July 2023\n\n{first} waved.\n\nNot one of them did, for the rain was heavy.\n",
        )
    )
    assert Article.objects.get().title.startswith("The last of the slate boats left the quay")
    assert len(Article.objects.get().title) < 90


def test_times_are_the_newsrooms_unless_the_dump_says_otherwise(folder, settings):
    settings.TIME_ZONE = "Europe/Kyiv"
    run(put(folder, "a.txt", "First story\n\n1 July 2024\n\nOne.\n\nTwo.\n"))
    run(put(folder, "b.txt", "Second story\n\n1 July 2024 • 9:00am GMT\n\nOne.\n\nTwo.\n"))
    times = {edition.title: edition.published_at.isoformat() for edition in Edition.objects.all()}
    assert times == {"First story": "2024-06-30T21:00:00+00:00", "Second story": "2024-07-01T09:00:00+00:00"}
    assert str(Edition.objects.get(title="First story").address) == "/2024/07/01/first-story/"


def test_comments_without_a_time_stand_in_the_order_of_the_dump(folder):
    comments = "\n\n".join(f"  {number}. Comment {number}." for number in range(1, 13))
    run(
        put(
            folder, "a.txt", f"A story\n\n1 July 2024\n\nOne.\n\nTwo.\n\n\n{comments}\n\nEnter comments here:"
        )
    )
    ordered = Thread.objects.order_by("sort_key").values_list("pk", flat=True)
    bodies = dict(Comment.objects.order_by().values_list("tree_id", "body"))
    assert [bodies[pk] for pk in ordered] == [f"Comment {number}." for number in range(1, 13)]
    assert not Comment.objects.exclude(posted_at=None).exists()


def test_every_further_video_has_a_section_of_its_own(folder):
    dump = "A story\n\n1 July 2024\n\naB3_xxxxxxx\n\ncD4_yyyyyyy\n\nOne.\n\nTwo.\n"
    run(put(folder, "a.txt", dump))
    assert list(Section.objects.values_list("video", flat=True)) == ["aB3_xxxxxxx", "cD4_yyyyyyy"]


def test_sections_are_tagged_with_the_tags_that_come_along(folder):
    put(
        folder,
        "tags.csv",
        "name,kind,aliases\nWhitmoor Bay,place,\nNora Pell,person,\nThe crew,topic,sailors|crew\n",
    )
    put(folder, "ferry.txt")
    run(folder)
    tags = [
        sorted(str(tag) for tag in section.tags.all()) for section in Article.objects.get().sections.all()
    ]
    assert tags == [["Whitmoor Bay"], ["The crew"]]
    assert "Whitmoor Bay" in Client().get(URL).content.decode()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("name,kind\nA,place\n", "the columns must be name, kind, aliases"),
        ("name,kind,aliases\nA,planet,\n", "row 2: the kind “planet” is none of"),
        ("name,kind,aliases\nA,place,\n,place,\n", "row 3: the name is missing"),
        ("name,kind,aliases\nA,place,x,y\n", "row 2: the columns must be"),
        (b"\xff\xfe\x00", "no CSV text in UTF-8"),
    ],
)
def test_a_bad_tag_list_is_named_with_the_row_and_adds_nothing(folder, rows, reason):
    put(folder, "tags.csv", rows)
    put(folder, "ferry.txt")
    _out, err, status = run("--no-tags", folder)
    assert status == 1
    assert "tags.csv" in err
    assert reason in err
    assert not Tag.objects.filter(name="A").exists()
    assert Article.objects.count() == 1


def test_a_dry_run_writes_nothing(folder):
    put(folder, "tags.csv", "name,kind,aliases\nWhitmoor Bay,place,\n")
    put(folder, "Harbour/ferry.txt")
    before = snapshot()
    out, _err, _status = run(folder, "--dry-run")
    assert "1 article, 2 sections, 2 comments (1 thread) imported." in out
    assert snapshot() == before


def test_parse_prints_a_line_of_json_for_each_document_in_order_and_writes_nothing(folder):
    put(folder, "b/second.txt", "Second\n\n1 July 2024\n\nOne.\n\nTwo.\n")
    put(folder, "a/first.txt")
    bad = put(folder, "a/bad.txt", b"")
    before = snapshot()
    out, err, status = run("--parse", folder)
    documents = [json.loads(line) for line in out.splitlines()]
    assert [document["title"] for document in documents] == ["Ferry returns to the bay", "Second"]
    assert documents[0]["comment_count"] == 2
    assert str(bad) in err
    assert status == 1
    assert snapshot() == before


def test_hidden_files_and_other_kinds_are_passed_over(folder):
    put(folder, ".hidden/ferry.txt")
    put(folder, "ferry.json", "{}")
    assert run(folder)[2] == 0
    assert not Article.objects.exists()


def test_the_sample_archive_imports_whole():
    out, err, status = run(settings.BASE_DIR / "newsroom/sample")
    assert (err, status) == ("", 0)
    assert Edition.objects.current().count() >= 12
    assert Edition.objects.current().order_by().values("desk").distinct().count() == 4
    assert Comment.objects.count() >= 150
    counts = dict(Discussion.objects.order_by().values_list("article_id", "comment_count"))
    biggest = max(counts, key=counts.get)
    assert counts[biggest] > 60
    assert max(Comment.objects.on(biggest).order_by().values_list("level", flat=True)) >= 6
    assert Section.objects.exclude(video="").exists()
    assert Tag.objects.exclude(aliases=None).exists()
    assert not Section.objects.filter(tags=None).exists()
    assert not list(check_threads())


def test_the_users_document_is_imported_whole():
    seeds = Path(os.environ.get("SEEDS_DIR", "nowhere")) / "seeds"
    if not seeds.is_dir():
        pytest.skip("SEEDS_DIR does not name a folder with the user's documents")
    out, _err, status = run(seeds)
    assert status == 0
    assert "1 article, 3 sections, 6 comments (4 threads) imported." in out
    assert list(Comment.objects.order_by("thread__sort_key", "lft").values_list("level", flat=True)) == [
        0,
        0,
        1,
        2,
        0,
        0,
    ]
    url = "/2023/09/13/kim-pledges-full-and-unconditional-support-to-putin-for-war-in-ukraine/"
    page = Client().get(url).content.decode()
    assert all(f'id="comment-{pk}"' in page for pk in Comment.objects.order_by().values_list("pk", flat=True))
    assert 'data-video="p4cF3NSADlM"' in page
