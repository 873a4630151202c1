"""The article: paragraphs, sub-headings, lists, captions, live blogs, and lines that are dropped."""

import pytest

from newsroom.importing.dump import read_dump

OPENING = "The gate was closed at noon and opened again at four."
ENDING = "Nobody on the quay had noticed either."


def outline(text):
    return [(section.heading, section.paragraphs) for section in read_dump(text.encode()).sections]


def outline_around(block):
    return outline(f"Gate shut\n\n{OPENING}\n\n{block}\n\n{ENDING}\n")


@pytest.mark.parametrize(
    "heading",
    [
        "Nobody asked",
        "‘Nobody asked the eels’",
        "Ferry crews ‘close to agreement’ over rota",
        "1. The mill",
        "Who pays?",
        "(Almost) nobody asked",
        "H" * 100,
        "W" * 59 + "?",
        "שער",
    ],
)
def test_a_short_line_without_a_stop_opens_a_section(heading):
    assert outline_around(heading) == [(None, [OPENING]), (heading, [ENDING])]


@pytest.mark.parametrize(
    "block",
    [
        "Nobody asked.",
        "Nobody asked!",
        "Nobody asked…",
        "They asked:",
        "They asked;",
        "They asked,",
        "“Nobody asked.”",
        "‘Who asked the eels?’",
        "W" * 60 + "?",
        "H" * 101,
        "Waves at dawn Credit: Ann Lee/Quay Lantern",
        "Waves at dawn\nThe mole this morning",
        "[Editor’s note: times are local]",
        "*NOTE: times are local",
        "Source: BBC",
        "(Interfax, TASS)",
        "• One of a list",
        "- One of a list",
        "— Port Ellery (@quay) May 5, 2022",
        "***",
        "  • ***",
        "  • One item",
        "  1. One item",
        "نهاية الخبر.\u200f",
    ],
)
def test_other_short_blocks_are_paragraphs(block):
    assert outline_around(block) == [(None, [OPENING, block.strip(), ENDING])]


def test_the_last_line_is_no_heading_for_it_stands_above_nothing():
    assert outline(f"Gate shut\n\n{OPENING}\n\nOpening hours may vary\n") == [
        (None, [OPENING, "Opening hours may vary"])
    ]
    assert outline(f"Gate shut\n\n{OPENING}\n\nOpening hours may vary\n\nShare this:\n\nLeave a Reply") == [
        (None, [OPENING, "Opening hours may vary"])
    ]


def test_a_quoted_post_is_text_with_the_line_that_says_whose_it_is():
    assert outline_around("Gate shut again\n\n— Port Ellery (@quay) May 5, 2022") == [
        (None, [OPENING, "Gate shut again", "— Port Ellery (@quay) May 5, 2022", ENDING])
    ]


def test_any_number_of_blank_lines_is_one_break():
    assert outline(f"Gate shut\n\n\n\n{OPENING}\n \n\n{ENDING}\n\n\n") == [(None, [OPENING, ENDING])]


def test_a_list_without_blanks_is_one_paragraph_and_keeps_its_markers():
    assert outline_around("  • rope\n    • hemp\n    • wire\n  • food") == [
        (None, [OPENING, "• rope\n• hemp\n• wire\n• food", ENDING])
    ]


def test_the_items_of_a_list_with_blanks_are_paragraphs():
    assert outline_around("To bring:\n\n  1. rope\n\n  2. food\n     and drink") == [
        (None, [OPENING, "To bring:", "1. rope", "2. food\nand drink", ENDING])
    ]


@pytest.mark.parametrize(
    "stamps", [("08:35 AM", "05:56 PM"), ("15:01 7.9.2014", "14:40 7.9.2014"), ("9.05pm", "15:40")]
)
def test_every_stamp_of_a_live_blog_is_a_heading_and_so_is_the_headline_below(stamps):
    first, second = stamps
    text = f"Storm live\n\n{first}\n\nTide turns early\n\n{OPENING}\n\n{second}\n\n{ENDING}\n"
    document = read_dump(text.encode())
    assert document.published_at is None
    assert outline(text) == [(first, []), ("Tide turns early", [OPENING]), (second, [ENDING])]


def test_a_stamp_and_its_text_may_share_a_block():
    assert outline(f"Storm live\n\n08:35 AM\n{OPENING}\n\n07:10 AM\n{ENDING}\n") == [
        ("08:35 AM", [OPENING]),
        ("07:10 AM", [ENDING]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Related Articles",
        "Related",
        "Share this:",
        "Like this:",
        "Advertisement",
        "Loading...",
        "4 min read",
        "Like this:\nLoading...",
    ],
)
def test_the_words_of_the_page_are_dropped(line):
    assert outline_around(line) == [(None, [OPENING, ENDING])]


def test_an_article_that_is_only_text_is_one_section():
    assert outline(f"{OPENING}\n{ENDING}\n") == [(None, [f"{OPENING}\n{ENDING}"])]


def test_a_page_of_comments_has_no_sections():
    assert outline("  1. One.\n\n  2. Two.\n") == []
