"""What holds for every dump: reading never fails, whole pages come back, and depth and size do not matter."""

import json
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.importing.dump import Comment, NotText, as_json, read_dump, walk

quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)

PIECES = [
    "  1. ", "  2. ", "    • ", "      1. ", "• ", "1. ", "    ", "\t", "\u00a0", "\n", "\n\n",
    "\r\n", "\0", "text ",
    "4 March 2024", " • ", "7:05am", "99:99", "31.02.2022", "2022-13-45", "+99:99", " date 2022-09-12 ",
    "By Ann Lee", "says:", "12 comments", "One Response to x", "Leave a Reply", "Reply", "Like",
    "https://youtu.be/abcdefghijk", "Source: ", "Published On: June 19, 2024 - ", "08:35 AM", "1", "2.1",
    "Filed under: a — b @ 8:29 am", "Updated", "2 years ago", "“", ".", "\u2028", "ET", "@ann", "[", "*",
]  # fmt: skip


def check(data):
    try:
        document = read_dump(data)
    except NotText:
        return
    parsed = json.loads(as_json(document))
    assert parsed["comment_count"] == len(list(walk(document.comments)))
    texts = [text for _, _, comment in walk(document.comments) for text in comment.paragraphs]
    assert all(text and "\0" not in text and text == text.strip() for text in texts)


@quick
@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    check(data)


@quick
@given(st.text())
def test_any_text_is_read_or_refused(text):
    check(text.encode(errors="surrogatepass"))


@settings(quick, max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_of_the_forms_is_read_or_refused(text):
    check(text.encode())


# Every line reads like text, whatever stands inside it.
words = st.sampled_from(
    ["whelks", "1. is a number", "3.5 metres", "“gate”", "שער", "12 comments", "👩\u200d👧", "a • b"]
)
lines = st.lists(words, min_size=1, max_size=3).map(lambda some: f"Text of {' '.join(some)}, and so on.")
paragraphs = st.lists(st.lists(lines, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=3)
comments = st.recursive(
    st.tuples(paragraphs),
    lambda replies: st.tuples(paragraphs, st.lists(replies, min_size=1, max_size=3)),
    max_leaves=12,
)


def render(comments, glyph, depth=1):
    """The text of (paragraphs, replies) as the extractor lays it out, two columns for each depth."""
    text = ""
    for number, (blocks, *replies) in enumerate(comments, start=1):
        marker = f"{number}." if depth == 1 or glyph == "1." else glyph
        body = indent("\n\n".join(blocks), " " * (2 * depth + 2)).lstrip(" ")
        text += f"{' ' * (2 * depth)}{marker} {body}\n\n" + "".join(
            render(some, glyph, depth + 1) for some in replies
        )
    return text


def unrender(comments):
    return [
        (comment.paragraphs, unrender(comment.children)) if comment.children else (comment.paragraphs,)
        for comment in comments
    ]


@quick
@given(
    st.lists(paragraphs.map("\n\n".join), max_size=3),
    st.sampled_from(["", "\n", "3 comments\n\n", "3 thoughts on “Gate\n\n"]),
    st.lists(comments, min_size=1, max_size=4),
    st.sampled_from(
        [("•", "Enter comments here:"), ("•", ""), ("1.", "Leave a Reply\n\nName *"), ("1.", "")]
    ),
)
def test_pages_laid_out_by_the_extractor_come_back_exactly(story, heading, threads, site):
    glyph, end = site
    text = "\n\n".join(["Gate shut", "4 March 2024", *story, heading + render(threads, glyph) + end])
    document = read_dump(text.encode())
    assert unrender(document.comments) == threads
    assert [paragraph for section in document.sections for paragraph in section.paragraphs] == [
        paragraph for part in story for paragraph in part.split("\n\n")
    ]
    assert (document.title, document.published_at) == ("Gate shut", "2024-03-04")


DEEP = 5_000


def test_a_thread_of_thousands_of_replies_is_read_counted_and_written():
    text = "One comment\n\n" + "".join(
        f"{' ' * (2 * depth)}1. Text {depth}.\n\n" for depth in range(1, DEEP + 1)
    )
    document = read_dump(text.encode())
    assert document.comment_count == DEEP
    assert [depth for depth, _, _ in walk(document.comments)] == list(range(DEEP))
    line = as_json(document)
    assert line.count('"children": [{') == DEEP - 1
    assert line.endswith('"children": []' + "}]" * DEEP + f', "comment_count": {DEEP}}}')
    assert document.comments[0] != read_dump(text.encode()).comments[0]
    assert "Text 2" not in repr(document.comments[0])


def test_walking_gives_every_comment_before_its_replies_and_with_its_parent():
    first, second, third = (Comment(paragraphs=[text]) for text in "abc")
    first.children = [second]
    assert list(walk([first, third])) == [(0, None, first), (1, first, second), (0, None, third)]


def test_a_document_is_written_as_one_line_of_json():
    document = read_dump(
        "Gate “shut”\n\n4 March 2024\n\n  1. One.\n\n    1. Two.\n\n  2. \u2028Three.\n".encode()
    )
    assert as_json(document) == (
        '{"title": "Gate “shut”", "published_at": "2024-03-04", "byline": null, '
        '"video_ids": [], "source_url": null, "sections": [], "comments": ['
        '{"author": null, "posted_at": null, "paragraphs": ["One."], "children": ['
        '{"author": null, "posted_at": null, "paragraphs": ["Two."], "children": []}]}, '
        '{"author": null, "posted_at": null, "paragraphs": ["Three."], "children": []}], "comment_count": 3}'
    )


# Each of these would take minutes if it cost the square of its length.
@pytest.mark.parametrize(
    "text",
    [
        "  1. x\n" * 10_000,
        "  1. x\n\ny\n\n" * 10_000,
        "".join(f"  {number}. x\n\ny\n\n" for number in range(1, 10_000)),
        "  1. x\n\n" + "    • x\n      • y\n" * 10_000,
        "  1. x\n" + "    Reply\n    • x\n" * 10_000,
        "12 comments\n" * 10_000,
        "One Response to x\n\n" * 10_000 + "\n" * 10_000 + "x",
        "x" + "\n" * 100_000,
        "x" + " " * 2_000_000 + "x",
        "1. " * 500_000,
        "[" * 2_000_000 + "\n\nx",
        "15:01 7.9.2014\n\n" * 10_000,
        "".join(f"{number:011d}\n" for number in range(10_000)),
    ],
    ids=range(13),
)
def test_a_large_hostile_dump_is_simply_read(text):
    check(text.encode())
