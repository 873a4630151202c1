"""Cleaning: what is refused, what is removed, and what stays as it was typed."""

import pytest

from newsroom.importing.dump import NotText, read_dump


def paragraphs(text):
    (section,) = read_dump(text.encode()).sections
    return section.paragraphs


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_a_file_in_another_encoding_is_refused_by_name(encoding):
    data = "\ufeffThe gate opens at noon.".encode(
        encoding.removesuffix("-be") if "be" not in encoding else encoding
    )
    with pytest.raises(NotText, match=encoding[:6].upper()):
        read_dump(data)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u200b\u2060\u00a0\n".encode()])
def test_a_file_without_a_single_letter_is_refused_as_empty(data):
    with pytest.raises(NotText, match="empty"):
        read_dump(data)


@pytest.mark.parametrize("bad", [b"\xff", b"\x00", b"\x07", b"\xc2\x81"])
def test_more_than_one_unreadable_character_in_ten_is_refused(bad):
    assert read_dump(bad + b"nine more")
    with pytest.raises(NotText, match="not text"):
        read_dump(bad + b"and eight"[:8])


def test_replacement_characters_that_stand_in_the_file_are_text():
    assert read_dump("\ufffd\ufffd\ufffd".encode()).title == "\ufffd\ufffd\ufffd"


def test_one_byte_order_mark_at_the_start_is_dropped():
    assert read_dump("\ufeffA gate".encode()).title == "A gate"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_line(end):
    assert paragraphs(f"Title{end}{end}One,{end}two.{end}{end}{end}{end}Three.") == ["One,\ntwo.", "Three."]


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c"])
def test_only_line_feeds_end_a_line(char):
    assert paragraphs(f"Title\n\nOne{char}two is a longer line.") == [f"One{char}two is a longer line."]


def test_nul_is_removed():
    assert paragraphs("Title\n\nThe gate\0 opens, and the quay waits.") == [
        "The gate opens, and the quay waits."
    ]


@pytest.mark.parametrize(
    "blank", [" ", "\u00a0", "\u200b", "\u2060", "\ufeff", "\t", "\u3000", " \u200b \u00a0"]
)
def test_invisible_characters_make_a_blank_line_and_are_cut_from_the_ends(blank):
    assert paragraphs(f"Title\n{blank}\n{blank}One.{blank}\n{blank}\nTwo.") == ["One.", "Two."]


@pytest.mark.parametrize(
    "text",
    [
        "\u200fRight to left.\u200f",
        "\u2067Isolated.\u2069",
        "\u200dJoined.\u200c",
        "Hard\u00a0space, soft\u00adhyphen, e\u0301, â€œmojibakeâ€\u009d, \ufffd, a\u200bb.",
        "👩\u200d👧\u200d👦 🇳🇺.",
    ],
)
def test_nothing_inside_a_line_is_changed(text):
    assert paragraphs(f"Title\n\n{text}\n\nThe end.") == [text, "The end."]


@pytest.mark.parametrize(
    "indent", ["    ", "\u00a0\u00a0\u00a0\u00a0", " \u00a0\u200b \u00a0", "\t", "\ufeff    "]
)
def test_blanks_hard_blanks_and_tabs_make_the_column(indent):
    document = read_dump(f"  1. Top.\n\n{indent}• Reply.\n\nEnter comments here:".encode())
    assert document.comments[0].children[0].paragraphs == ["Reply."]
