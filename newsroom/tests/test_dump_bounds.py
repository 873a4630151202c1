"""Where the comments begin and end."""

import pytest

from newsroom.importing.dump import read_dump, walk

STORY = "Gate shut\n\nThe gate was closed at noon.\n\nNobody on the quay had noticed.\n\n"
COMMENTS = "  1. Build it.\n\n    1. Paint it.\n\n  2. Leave it.\n\n"
THREE = ["Build it.", "Paint it.", "Leave it."]


def texts(document):
    return [" / ".join(comment.paragraphs) for _, _, comment in walk(document.comments)]


def article(document):
    return [text for section in document.sections for text in [section.heading, *section.paragraphs] if text]


def read(text):
    return read_dump(text.encode())


@pytest.mark.parametrize(
    "line",
    [
        "Enter comments here:",
        "Leave a Reply",
        "Leave a Reply Cancel reply",
        "Leave a reply to Ann Lee Cancel reply",
        "Leave a Comment",
        "Post a Comment",
        "Add a comment",
        "Add yours",
        "Click to comment",
        "Comments are closed.",
        "The comments to this entry are closed.",
        "I’d like to hear from you...",
        "Dodaj komentarz",
        "Posta un commento",
        "اترك تعليقًا",
        "Your email address will not be published. Required fields are marked *",
        "This site uses Akismet to reduce spam.",
        "Fill in your details below or click an icon to log in:",
        "Connecting to %s",
        "%d bloggers like this:",
        "Notify me of new posts via email.",
        "Please enter your comment!",
    ],
)
def test_the_form_ends_the_comments_and_all_below_it_is_dropped(line):
    comments = COMMENTS.replace("    1.", "    •")
    document = read(
        f"{STORY}{comments}{line}\n\nName *\n\n  3. No comment.\n\nA long line of the form. Enter here."
    )
    assert texts(document) == THREE
    assert len(article(document)) == 2


@pytest.mark.parametrize("line", ["Leave a Reply", "Comments are closed.", "12 comments", "Connecting to %s"])
def test_the_words_of_the_form_further_in_are_text(line):
    assert texts(read(f"{STORY}  1. He wrote:\n\n    {line}\n\n  2. Good.\n")) == [
        f"He wrote: / {line}",
        "Good.",
    ]


def test_a_sentence_that_quotes_the_form_is_text():
    assert article(read(f"{STORY}Leave a Reply is what it said.\n\nComments are closed, they said.")) == [
        "The gate was closed at noon.",
        "Nobody on the quay had noticed.",
        "Leave a Reply is what it said.",
        "Comments are closed, they said.",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "One comment",
        "One Comment",
        "1 comment:",
        "12 comments",
        "163 comments:",
        "No comments:",
        "2 Comments",
        "Comments (4)",
        "3 thoughts on “Gate shut",
        "3 thoughts on “Gate shut”",
        "One thought on “Gate shut",
        "One Response to Gate shut",
        "12 Responses to “Gate shut”",
        "4 Replies to Gate shut",
    ],
)
@pytest.mark.parametrize("end", ["", "Leave a Reply\n", "The Lantern | All rights reserved\n"])
def test_a_count_heading_opens_the_comments_and_is_no_text(heading, end):
    document = read(f"{STORY}{heading}\n\n{COMMENTS}{end}")
    assert texts(document) == THREE
    assert document.comment_count == 3
    assert len(article(document)) == 2


@pytest.mark.parametrize(
    "heading", ["No comments:", "One thought on “Gate shut", "One Response to Gate shut"]
)
def test_a_count_heading_without_comments_is_no_text_either(heading):
    document = read(f"{STORY}{heading}\n\nLeave a Reply")
    assert document.comments == []
    assert len(article(document)) == 2


def test_a_count_beside_the_headline_does_not_open_the_comments():
    document = read(
        f"Gate shut\n\n2 Comments\n\n  • Key point\n\n  • Other point\n\nText.\n\n2 comments\n\n{COMMENTS}"
    )
    assert article(document) == ["• Key point", "• Other point", "Text."]
    assert texts(document) == THREE


def test_a_sub_heading_that_speaks_of_a_response_stays():
    assert "One response to rising water" in article(
        read(f"{STORY}One response to rising water\n\nSandbags.\n")
    )


def test_one_item_below_a_count_heading_is_a_comment():
    assert texts(read(f"{STORY}One comment\n\n  1. Build it.\n")) == ["Build it."]


def test_a_story_below_the_comments_is_kept():
    entry = "The gate was closed at noon. " * 10
    document = read(f"{STORY}3 comments:\n\n{COMMENTS}Second entry\n\n{entry}\n\nNo comments:\n")
    assert texts(document) == THREE
    assert article(document)[-2:] == ["Second entry", entry.strip()]


@pytest.mark.parametrize("end", ["", "Leave a Reply\n", "Enter comments here:"])
def test_without_a_count_heading_the_indented_end_is_comments(end):
    comments = COMMENTS.replace("    1.", "    •")
    for gap in ("", "\n", "\n\n"):
        assert texts(read(f"{STORY}{gap}{comments}{end}")) == THREE


@pytest.mark.parametrize(
    "footers",
    [
        "The Lantern | All rights reserved\n",
        "Older posts\n\nNewer posts\n\n© The Lantern. All rights reserved.\n",
    ],
)
def test_up_to_three_footers_may_stand_below_the_comments(footers):
    document = read(f"{STORY}{COMMENTS}{footers}")
    assert texts(document) == THREE
    assert len(article(document)) == 2


def test_a_list_with_text_below_it_is_no_comments():
    assert read(f"{STORY}{COMMENTS}And that, they say, was all of it.\n").comments == []


def test_a_list_of_the_article_before_the_comments_is_told_by_the_numbers():
    document = read(f"{STORY}  1. Rope.\n\n  2. Food.\n\n{COMMENTS}")
    assert texts(document) == THREE
    assert article(document)[-2:] == ["1. Rope.", "2. Food."]


@pytest.mark.parametrize("glyphs", [("1.", "2.", "3."), ("•", "•", "•")])
def test_items_without_blank_lines_are_a_plain_list(glyphs):
    document = read(STORY + "".join(f"  {glyph} Rope.\n" for glyph in glyphs) + "\nLeave a Reply")
    assert document.comments == []
    assert article(document)[-1] == "\n".join(f"{glyph} Rope." for glyph in glyphs)


def test_a_divider_is_no_comment():
    assert read(f"{STORY}  • ***\n\nLeave a Reply").comments == []


def test_numbered_headings_at_the_edge_are_no_comments():
    document = read(f"{STORY}1. The mill\n\nIt is old.\n\n2. The quay\n\nIt is older.\n\n{COMMENTS}")
    assert [section.heading for section in document.sections] == [None, "1. The mill", "2. The quay"]
    assert texts(document) == THREE


def test_the_first_comment_may_stand_straight_below_the_article():
    document = read(f"{STORY}Nobody had asked\nthe eels.\n{COMMENTS}")
    assert texts(document) == THREE
    assert article(document)[-1] == "Nobody had asked\nthe eels."


def test_preformatted_text_at_the_edge_belongs_to_its_comment():
    document = read(f"{STORY}  1. So:\n\n    tide\nhigh\nlow\n    end\n\n  2. Good.\n")
    assert texts(document) == ["So: / tide\nhigh\nlow\nend", "Good."]


@pytest.mark.parametrize("heading", ["2 comments\n\n", ""])
def test_numbers_that_go_on_show_that_the_comments_did_not_end(heading):
    document = read(f"{STORY}{heading}  1. So:\n\nhigh, and\n\nlow.\n\n  2. Good.\n\n  3. Bad.\n")
    assert texts(document) == ["So: / high, and / low.", "Good.", "Bad."]


@pytest.mark.parametrize(
    ("text", "depths"),
    [
        ("1. One.\n\n    1. Two.\n\n  2. Three.\n", [0, 1, 0]),
        ("  1. One.\n\n    1. Two.\n\n  2. Three.\n", [0, 1, 0]),
        ("1. One.\n\n  1. Two.\n\n  2. Three.\n", [0, 0, 0]),
        ("1. One.\n\n    1. Two.\n\n  1. Three.\n", [0, 0, 0]),
        ("• One.\n\n      • Two.\n\n  1. Three.\n\nEnter comments here:", [0, 1, 0]),
        ("• One.\n\n    • Two.\n\n  • Three.\n", [0, 1, 0]),
        ("1. One.\n", [0]),
        ("4. One.\n\n  9. Two.\n", [0, 0]),
    ],
)
def test_a_first_line_that_lost_its_indent_is_a_comment(text, depths):
    document = read(text)
    assert document.sections == []
    assert [depth for depth, _, _ in walk(document.comments)] == depths


def test_a_date_with_a_bullet_in_the_first_line_is_no_comment():
    document = read(f"• Fri. Mar 24th, 2023\n\n{COMMENTS}")
    assert document.published_at == "2023-03-24"
    assert texts(document) == THREE
