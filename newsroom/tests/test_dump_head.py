"""The head of a story: title, date, by-line, videos, source."""

import pytest

from newsroom.importing.dump import read_dump

STORY = "The gate was closed at noon and opened again at four.\n\nNobody on the quay had noticed either.\n"
LONG = "word " * 40 + "end of it."


def read(head, story=STORY):
    return read_dump(f"{head}\n\n{story}".encode())


@pytest.mark.parametrize("title", ["Gate shut!", "Gate shut?", "Gate shut.", "‘Gate’ shut", "G" * 200])
def test_the_first_block_is_the_title_if_it_is_one_line(title):
    document = read(title)
    assert document.title == title
    assert document.sections[0].paragraphs == STORY.strip().split("\n\n")


@pytest.mark.parametrize(
    "first",
    [
        LONG,
        "Gate shut,\nquay open.",
        "4 March 2024",
        "By Ann Lee",
        "https://lantern.example/gate",
        "kT9_wQ2rXbE",
        "12 comments",
        "1. The mill",
        "  • A list item.",
        "KYIV, Ukraine (AP) — The gate is shut.",
        "08:35 AM",
    ],
)
def test_what_opens_a_page_without_a_title_is_not_promoted(first):
    assert read(first).title is None


@pytest.mark.parametrize(
    ("line", "published_at"),
    [
        ("13 September 2023 • 9:36pm", "2023-09-13T21:36:00"),
        ("March 3, 2022 • 10:30 am", "2022-03-03T10:30:00"),
        ("August 24, 2010", "2010-08-24"),
        ("Saturday 28 May 2022", "2022-05-28"),
        ("Monday, August 15, 2022", "2022-08-15"),
        ("Saturday, 5 March 2022", "2022-03-05"),
        ("• Fri. Mar 24th, 2023", "2023-03-24"),
        ("June 2nd, 2014\n03:28 PM", "2014-06-02T15:28:00"),
        ("19.04.2022 Harbour no comments", "2022-04-19"),
        ("date 21.07.2021", "2021-07-21"),
        ("04.12.2022", "2022-12-04"),
        ("6 march, 2015 20.56", "2015-03-06T20:56:00"),
        ("22/08/2023 – 12:27", "2023-08-22T12:27:00"),
        ("13-10-2022 02:47 م", "2022-10-13T14:47:00"),
        ("13-10-2022 02:47 ص", "2022-10-13T02:47:00"),
        ("2/26/2022 12:00:00 AM", "2022-02-26T00:00:00"),
        ("2024-08-06 1126 Harbour", "2024-08-06T11:26:00"),
        ("2015 January 03", "2015-01-03"),
        ("Oct 01, 2022 1 min, 21 secs", "2022-10-01"),
        ("Oct 1, 2022 • 6 min read", "2022-10-01"),
        ("1 April 2023 • 12:05am", "2023-04-01T00:05:00"),
        ("1 April 2023 • 12:05pm", "2023-04-01T12:05:00"),
        ("Port Ellery, 5 March 2022", "2022-03-05"),
        ("5 March 2022 — LONDON", "2022-03-05"),
        ("Port Ellery, 5 March 2022, 7:05 p.m.", "2022-03-05T19:05:00"),
        ("Posted on 5 March 2022", "2022-03-05"),
        ("Published: 5 March 2022 | Updated: 6 March 2022", "2022-03-05"),
        ("5 March 2022 • 9pm Switzerland", "2022-03-05T21:00:00"),
        ("8 months ago", None),
        ("2 years ago", None),
        ("Updated Oct 1, 2022, 11:53am EDT", None),
        ("Last modified: 06: 02 PM GMT+0", None),
    ],
)
def test_a_date_line_gives_the_time_of_publication_and_is_no_text(line, published_at):
    document = read(f"Gate shut\n\n{line}")
    assert document.published_at == published_at
    assert document.title == "Gate shut"
    assert document.sections[0].paragraphs == STORY.strip().split("\n\n")


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("GMT", "+00:00"),
        ("UTC", "+00:00"),
        ("BST", "+01:00"),
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("PST", "-08:00"),
        ("ET", "-04:00"),  # in July
        ("GMT+2", "+02:00"),
        ("UTC-03:30", "-03:30"),
        ("+05:30", "+05:30"),
        ("-0800", "-08:00"),
        ("CET", ""),
        ("", ""),
    ],
)
def test_only_a_known_zone_gives_an_offset(zone, offset):
    assert read(f"Gate shut\n\n4 July 2023 • 6:15am {zone}").published_at == f"2023-07-04T06:15:00{offset}"


@pytest.mark.parametrize(
    "sentence",
    [
        "On 4 March 2024 the gate was shut.",
        "4 March 2024 was the day of the flood",
        "— Port Ellery (@quay) May 5, 2022",
        "The storm of 4 March 2024",
        "31.02.2022",
    ],
)
def test_a_sentence_with_a_date_in_it_is_no_date_line(sentence):
    document = read(f"Gate shut\n\n{sentence}")
    assert document.published_at is None
    assert sentence in [*document.sections[0].paragraphs, document.sections[0].heading]


def test_a_date_below_the_third_paragraph_is_text():
    document = read_dump(f"Gate shut\n\nOne.\n\nTwo.\n\nThree.\n\n4 March 2024\n\n{STORY}".encode())
    assert document.published_at is None
    assert document.sections[1].heading == "4 March 2024"


def test_a_date_above_the_third_paragraph_is_found():
    assert read("Gate shut\n\nOne.\n\nTwo.\n\n4 March 2024").published_at == "2024-03-04"


def test_a_date_glued_before_the_first_line_is_taken_off():
    document = read(" date 2022-09-12 Gate shut")
    assert (document.title, document.published_at) == ("Gate shut", "2022-09-12")


def test_a_glued_date_gets_its_time_from_the_date_line():
    assert read(" date 2022-09-12 Gate shut\n\n12 September 2022, 7am").published_at == "2022-09-12T07:00:00"


def test_a_paragraph_that_opens_with_its_date_keeps_its_text():
    document = read("Published On: June 19, 2024 - The gate was shut, said the harbour.")
    assert document.published_at == "2024-06-19"
    assert document.title is None
    assert document.sections[0].paragraphs[0] == "The gate was shut, said the harbour."


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("by Ann Lee", "Ann Lee"),
        ("BY ANN LEE", "ANN LEE"),
        ("By Ann Lee, Harbour Correspondent", "Ann Lee, Harbour Correspondent"),
        ("By Ann Lee, the harbour correspondent", "Ann Lee, the harbour correspondent"),
        ("By Ann Lee in Port Ellery", "Ann Lee in Port Ellery"),
        ("By Ann · 6 min read", "Ann"),
        ("By Ann Lee • 4 March 2024", "Ann Lee"),
        ("4 March 2024 by ann", "ann"),
        ("Posted on 4 March 2024 by ann | News", "ann"),
        ("Filed under: Harbour, Gates — ann @ 8:29 am", "ann"),
        ("Posted by Ann at 19:30", "Ann"),
    ],
)
def test_a_byline_is_kept_as_written_and_is_no_text(line, byline):
    for head in (
        f"Gate shut\n\n{line}",
        f"Gate shut\n\n5 May 2021\n\n{line}",
        f"Gate shut\n\n{line}\n\n5 May 2021",
    ):
        document = read(head)
        assert document.byline == byline
        assert document.sections[0].paragraphs == STORY.strip().split("\n\n")


@pytest.mark.parametrize(
    "line", ["By noon it was over.", "By Friday it was over", "By the river", "By Ann Lee!", "Byron Bay"]
)
def test_a_line_that_only_begins_like_a_byline_is_text(line):
    assert read(f"Gate shut\n\n{line}").byline is None


def test_the_time_in_a_signature_belongs_to_the_day_above():
    text = f"5 May 2021\n\n{STORY}\nPosted by Ann at 19:30\n\n{STORY}\nPosted by Bo at 19:45\n\n{STORY}"
    document = read_dump(text.encode())
    assert (document.published_at, document.byline) == ("2021-05-05T19:30:00", "Ann")
    assert "Posted by Bo at 19:45" in str(document.sections)


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("kT9_wQ2rXbE", ["kT9_wQ2rXbE"]),
        ("5 May 2021 • 7:05am kT9_wQ2rXbE", ["kT9_wQ2rXbE"]),
        ("kT9_wQ2rXbE\nabcdefghij0\nkT9_wQ2rXbE", ["kT9_wQ2rXbE", "abcdefghij0"]),
        ("https://www.youtube.com/watch?v=abcdefghijk", ["abcdefghijk"]),
        ("https://m.youtube.com/watch?t=4&v=abcdefghijk&list=x", ["abcdefghijk"]),
        ("http://youtu.be/abcdefghijk?si=q", ["abcdefghijk"]),
        ("https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0", ["abcdefghijk"]),
        ("youtube.com/shorts/abcdefghijk", ["abcdefghijk"]),
        ("Source: https://youtu.be/abcdefghijk", ["abcdefghijk"]),
    ],
)
def test_videos_alone_on_a_line_or_in_the_date_line_are_collected(line, ids):
    document = read(f"Gate shut\n\n{line}")
    assert document.video_ids == ids
    assert document.source_url is None
    assert document.sections[0].paragraphs == STORY.strip().split("\n\n")


@pytest.mark.parametrize(
    "line", ["Switzerland", "Cornerstone", "far-fetched", "Watch kT9_wQ2rXbE", "kT9_wQ2rXbE7"]
)
def test_a_word_of_eleven_letters_is_no_video(line):
    assert read(f"Gate shut\n\n{line}").video_ids == []


@pytest.mark.parametrize("prefix", ["", "Source: ", "Via: ", "Source:\n"])
def test_the_first_address_that_is_no_video_is_the_source(prefix):
    head = f"Gate shut\n\nhttps://youtu.be/abcdefghijk\n\n{prefix}https://a.example/b%20c?d=1\n\nhttps://b.example/"
    document = read(head)
    assert document.source_url == "https://a.example/b%20c?d=1"
    assert document.video_ids == ["abcdefghijk"]
    assert document.sections[0].paragraphs == ["https://b.example/", *STORY.strip().split("\n\n")]


@pytest.mark.parametrize("line", ["Source: Associated Press", "Fuente: Faro", "(Interfax, TASS)", "Via: BBC"])
def test_a_source_without_an_address_stays_a_paragraph(line):
    document = read(f"Gate shut\n\n{line}")
    assert document.source_url is None
    assert len(document.sections) == 1


@pytest.mark.parametrize(
    "line", ["Link here", "Source link", "Read more", "Continue reading…", "Continue reading “Gate shut” →"]
)
def test_a_link_that_lost_its_address_is_dropped(line):
    assert read(f"Gate shut\n\n{line}").sections[0].paragraphs == STORY.strip().split("\n\n")
