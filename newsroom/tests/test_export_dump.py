"""Dumps out again: what the reader has made of any text, it makes again of the dump that is written of it."""

import os
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.exporting.dump import write_dump
from newsroom.importing.dump import Comment, Document, NotText, Section, as_json, read_dump

quick = settings(max_examples=150, deadline=None, derandomize=True, database=None)

FOLDERS = ("seeds", "dump_forms/cases")
MISSING = "SEEDS_DIR does not name a folder with seeds/*.txt or dump_forms/cases/*.txt"


def comes_back(data):
    document = read_dump(data)
    written = write_dump(document)
    assert as_json(read_dump(written)) == as_json(document)
    return written.decode()


def check(data):
    try:
        read_dump(data)
    except NotText:
        return
    comes_back(data)


def find_dumps():
    root = os.environ.get("SEEDS_DIR")
    dumps = [path for folder in FOLDERS for path in sorted(Path(root, folder).glob("*.txt"))] if root else []
    cases = [pytest.param(path, id=path.stem) for path in dumps]
    return cases or [pytest.param(None, marks=pytest.mark.skip(reason=MISSING), id="none")]


@pytest.mark.parametrize("path", find_dumps())
def test_a_real_dump_comes_back(path):
    comes_back(path.read_bytes())


SAMPLES = sorted((Path(__file__).parent.parent / "sample").rglob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_sample_archive_comes_back(path):
    comes_back(path.read_bytes())


@quick
@given(st.binary())
def test_any_bytes_that_are_text_come_back(data):
    check(data)


@quick
@given(st.text())
def test_any_text_comes_back(text):
    check(text.encode(errors="replace"))


# Everything that the reader knows by its look: in the wrong place it is somebody's text.
TEXTS = [
    *["x", "Gate shut", "Text of whelks, and so on.", "Agreed", "‘Who asked?’", "Who?"],
    *[
        "word " * 45,
        "W" * 59 + "?",
        "Ann Lee",
        "Ed K",
        "Emily P.",
        "@ann",
        "1",
        "2.1",
        "Ann says:",
        "Bo said…",
    ],
    *["Ann on 5 says:", "Ann on July 12, 2023 at 7:41 pm said:", "The name of one who has a long one says:"],
    *["4 March 2024", "5 May 2021 • 7:05am EDT", "2 years ago", "03:28 PM", "08:35 AM", "15:01 7.9.2014"],
    *["9:36:05pm +05:30", "5 May 1820 9:00 ET", "Updated 1 May 2020", "• Fri. Mar 24th, 2023"],
    *["By Ann Lee", "Posted by Bo at 19:30", "Posted by ann", "By Ann | Role", "By: (Ann", "By noon it is."],
    *["4 March 2024 by Ann of 5 May 2023", "Filed under: a — posted 5 May b @ 8:29 am"],
    *["kT9_wQ2rXbE", "12-May-2024", "https://youtu.be/Switzerland", "Switzerland"],
    *["https://a.example/b", "Source: https://b.example/", "Fuente: https://youtu.be/abcdefghijk"],
    *["• x", "3. y", "25. z", "1914. was", "1. • x", "???", "• ***", "1. The mill", "Reply", "Like"],
    *["Read more", "Related", "4 min read", "Leave a Reply", "Enter comments here:", "Add yours"],
    *["12 comments", "3 thoughts on “x", "One response to rising water", "Connecting to %s", "© x"],
    *["Published On: June 19, 2024 - Tide", "date 2022-09-12 Gate of the shut and open door now"],
    *["— Port (@quay) May 5, 2022", "KYIV, Ukraine (AP) — Shut.", "[Note]"],
    *["\u2028x", "x\u2028y", "\x07\x07", "\u200fab\u200f", "a\u00a0b", "e\u200b"],
]
texts, breaks = st.sampled_from(TEXTS), st.sampled_from(["\n", "\n\n", "\n\n", "\n\n\n"])
margins = st.sampled_from(["", "", "", " ", "  "])
head = st.lists(st.tuples(margins, texts, breaks).map("".join), max_size=6).map("".join)
paragraph = st.lists(texts, min_size=1, max_size=2).map("\n".join)
item = st.tuples(
    st.integers(1, 4), st.sampled_from(["• ", "1. ", "2. "]), st.lists(paragraph, min_size=1, max_size=4)
)
counts = st.sampled_from(["", "", "One comment\n\n", "3 comments\n\n"])
ends = st.sampled_from(["", "Leave a Reply\n", "Enter comments here:", "© x\n"])


def laid_out(depth, marker, paragraphs):
    """A comment as the extractor lays it out, and its depth."""
    body = indent("\n\n".join(paragraphs), " " * (2 * depth + 2)).lstrip(" ")
    return f"{' ' * (2 * depth)}{marker}{body}\n\n"


@settings(quick, max_examples=600)
@given(head, counts, st.lists(item, max_size=5), ends)
def test_a_page_made_of_all_that_the_reader_knows_comes_back(head, count, items, end):
    check(f"{head}{count}{''.join(laid_out(*some) for some in items)}{end}".encode())


signatures = st.sampled_from(
    ["Ann says:", "Bo says:\n5 May 2021", "Ann Lee", "Ed K", "1", "4 March 2024", "Cy says:\nx"]
)
signed_item = st.tuples(
    st.integers(1, 3),
    st.sampled_from(["• ", "1. "]),
    st.tuples(signatures, st.lists(texts, max_size=3)).map(lambda parts: [parts[0], *parts[1]]),
)


@settings(quick, max_examples=400)
@given(st.lists(signed_item, min_size=1, max_size=5), ends)
def test_names_and_times_come_back(items, end):
    check(f"{''.join(laid_out(*some) for some in items)}{end}".encode())


# Found by the properties above, each for a reason of its own.
@pytest.mark.parametrize(
    "text",
    [
        "Read more",
        "4 March 2024\n\n08:35 AM\n\nTide turns.",
        "08:35 AM\n\n4 March 2024\n\nTide turns.",
        "4 March 2024\n3:28 PM\n\n15:01 7.9.2014\n\nTide turns.",
        "5 May 1820 9:00 ET\n\nTide turns.",
        "https://a.example/\nSource: https://b.example/\n\nTide turns.",
        "Read more\nPublished On: June 19, 2024 - Tide\n\nTide turns.",
        "Read more\n\nRead more\nPublished On: June 19, 2024 - Tide\n\nTide turns.",
        " Leave a Reply\n\nTide turns.",
        " One response to rising water",
        "date 2022-09-12 date 2022-09-13 of the gate that was shut and opened again",
        "  1. Like",
        "  1. Ann says:\n    Reply",
        "  1. Ann says:\n    • x\n\n  2. y",
        "One comment\n\n  1. 1\n\n    ???",
        "  1. x\n• y",
        "  1. x\n\n    • y\n\n    • z\n\n    1. A reply.\n\n    2. Another.\n\n    3. A third.",
        "  1. x\n\n• y\n\n    3. typed\n\n  2. z\n\nEnter comments here:",
        "    1. x\n\n      • y",
        "    1. x\n\n  2. y\n\n2. typed\n\n  3. z\n\n    • typed",
        "  1. x\n\n    1. y\n\n • typed\n\n   7. z\n\n      • typed\n\n      • typed\n\n      21. typed",
        "One comment\n\n  3. x\n\n 4. typed\n\n • typed\n\n   • a list\n   5. of two",
    ],
)
def test_what_can_be_taken_for_something_else_comes_back(text):
    comes_back(text.encode())


def test_a_plain_page_is_written_as_one_would_write_it():
    document = Document(
        title="Ferry returns to the bay",
        published_at="2025-09-13T21:36:00",
        byline="Nora Pell, Harbour Correspondent",
        video_ids=["kT9_wQ2rXbE"],
        source_url="https://ferry.example/",
        sections=[Section(None, ["The boat is back.\nIt is blue."]), Section("The crew", ["They slept."])],
        comments=[
            Comment("Wren", "2025-09-14T07:41:00", ["Good news."], [Comment("Ilse", None, ["Is it?", "No."])])
        ],
    )
    assert write_dump(document).decode() == (
        "Ferry returns to the bay\n\n13 September 2025 • 9:36pm\n\nBy Nora Pell, Harbour Correspondent\n\n"
        "kT9_wQ2rXbE\n\nSource: https://ferry.example/\n\n"
        "The boat is back.\nIt is blue.\n\nThe crew\n\nThey slept.\n\n"
        "2 comments\n\n  1. Wren says:\n    14 September 2025 • 7:41am\n\n    Good news.\n\n"
        "    • Ilse says:\n\n      Is it?\n\n      No.\n\nEnter comments here:\n"
    )


DEEP = 5_000


def test_a_thread_of_thousands_of_replies_comes_back():
    root = last = Comment(paragraphs=["Text."])
    for number in range(DEEP - 1):
        last.children.append(Comment(paragraphs=[f"Text {number}."]))
        [last] = last.children
    document = Document(comments=[root])
    assert as_json(read_dump(write_dump(document))) == as_json(document)
