"""Comments: markers, replies or lists, the tree, names and times."""

import pytest

from newsroom.importing.dump import read_dump

FORM = "\nEnter comments here:"


def read(text):
    return read_dump(text.encode()).comments


def shape(comments):
    """The comments as nested lists: the paragraphs, then a list of the replies if there are any."""
    return [
        [*comment.paragraphs, shape(comment.children)] if comment.children else comment.paragraphs
        for comment in comments
    ]


def signatures(comments):
    return [(comment.author, comment.posted_at) for comment in comments]


@pytest.mark.parametrize(
    "glyphs", [("1.", "2."), ("•", "•"), ("2.", "5."), ("30.", "7."), ("000001.", "123456.")]
)
def test_numbers_and_bullets_mark_comments_whatever_the_number(glyphs):
    first, second = glyphs
    assert shape(read(f"  {first} One.\n\n  {second} Two.\n")) == [["One."], ["Two."]]


@pytest.mark.parametrize(
    "line",
    [
        "3.5 metres",
        "4.",
        "1234567. is a lot",
        "- dash",
        "* star",
        "– dash",
        "/* code",
        "_x_",
        "> quote",
        "•",
        "•x",
        "1) x",
    ],
)
def test_other_signs_are_text(line):
    assert shape(read(f"  1. One.\n\n    {line}\n\n  2. Two.\n")) == [["One.", line], ["Two."]]


@pytest.mark.parametrize("text", ["• x", "2. x", "1. • x"])
def test_behind_a_marker_everything_is_text(text):
    assert shape(read(f"  1. {text}\n\n    • {text}\n{FORM}")) == [[text, [[text]]]]


def test_further_lines_and_paragraphs_belong_to_the_open_comment():
    assert shape(
        read("  10. One,\n    two.\n\n\n    Three.\n\n    1. Four,\n      five.\n\n      Six.\n")
    ) == [["One,\ntwo.", "Three.", [["Four,\nfive.", "Six."]]]]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([2, 4, 4, 2], [0, 1, 1, 0]),
        ([2, 4, 6, 8, 4], [0, 1, 2, 3, 1]),
        ([2, 4, 8], [0, 1, 2]),
        ([2, 6], [0, 1]),
        ([8, 4, 2], [0, 0, 0]),
        ([4, 8, 2, 4], [0, 1, 0, 1]),
        ([2, 6, 4], [0, 1, 1]),
        ([2, 6, 4, 6], [0, 1, 1, 2]),
    ],
)
def test_the_parent_is_the_nearest_comment_above_with_a_smaller_indent(columns, expected):
    text = "2 comments\n\n" + "".join(f"{' ' * column}• Text {column}.\n\n" for column in columns)
    depths = []
    open_comments = [(0, comment) for comment in reversed(read(text))]
    while open_comments:
        depth, comment = open_comments.pop()
        depths.append(depth)
        open_comments += [(depth + 1, child) for child in reversed(comment.children)]
    assert depths == expected


def test_numbers_may_start_again_among_siblings():
    assert shape(read("  1. Top.\n\n    1. a.\n\n    2. b.\n\n    1. c.\n\n  2. End.\n")) == [
        ["Top.", [["a."], ["b."], ["c."]]],
        ["End."],
    ]


def test_a_marker_no_further_in_opens_a_comment_even_without_a_blank_line():
    assert shape(read("  1. One.\n\n    1. Two.\n  2. Four.\n")) == [["One.", [["Two."]]], ["Four."]]


def test_a_marker_straight_below_text_is_text():
    assert shape(read("  1. To bring:\n    1. rope\n\n  2. Two.\n")) == [["To bring:\n1. rope"], ["Two."]]


def test_a_marker_straight_below_the_reply_link_opens_a_comment():
    assert shape(
        read("2 comments\n\n  1. One.\n\n    Reply\n    1. Two.\n\n      Reply ↓\n  2. Three.\n")
    ) == [
        ["One.", [["Two."]]],
        ["Three."],
    ]


@pytest.mark.parametrize(
    "items", ["• a\n    • b", "1. a\n    2. b", "• a\n      • deep\n    • b", "• a\n      more\n    • b"]
)
def test_items_at_one_column_without_a_blank_between_are_a_list_of_the_comment(items):
    expected = "\n".join(line.strip() for line in items.split("\n"))
    assert shape(read(f"  1. One.\n\n    {items}\n\n    More.\n\n    • Reply.\n{FORM}")) == [
        ["One.", expected, "More.", [["Reply."]]]
    ]


def test_on_pages_with_the_sites_own_form_replies_have_bullets():
    assert shape(
        read(f"  1. One.\n\n    1. typed\n\n    2. typed\n\n    3. typed\n\n    • Reply.\n{FORM}")
    ) == [["One.", "1. typed", "2. typed", "3. typed", [["Reply."]]]]


def test_elsewhere_replies_have_the_marker_that_most_have():
    replies = "".join(f"    {number}. Reply {number}.\n\n" for number in (1, 2))
    assert shape(read(f"  1. One.\n\n    • typed\n\n{replies}Leave a Reply")) == [
        ["One.", "• typed", [["Reply 1."], ["Reply 2."]]]
    ]


def test_a_number_that_jumps_too_far_is_text():
    assert shape(
        read("  1. One.\n\n    1914. was a year.\n\n    1. Reply.\n\n    21. Far.\n\n      43. is farther\n")
    ) == [["One.", "1914. was a year.", [["Reply."], ["Far.", "43. is farther"]]]]


def test_table_cells_keep_their_tabs():
    assert shape(read("  1. So:\n\n    Monday\t\t    4.2 m\n    Tuesday\t\t    4.0 m\n")) == [
        ["So:", "Monday\t\t    4.2 m\nTuesday\t\t    4.0 m"]
    ]


@pytest.mark.parametrize("name", ["Ann Lee", "ann", "Ann of the Lower Quay", "אן"])
@pytest.mark.parametrize("says", [" says:", " said…", " said...", " says…"])
def test_a_line_that_says_who_speaks_gives_the_author(name, says):
    comments = read(
        f"  1. {name}{says}\n    July 12, 2023 at 7:41 pm\n\n    Text.\n\n  2. Bo says:\n\n    More.\n"
    )
    assert signatures(comments) == [(name, "2023-07-12T19:41:00"), ("Bo", None)]
    assert shape(comments) == [["Text."], ["More."]]


def test_the_text_may_follow_in_the_same_block():
    comments = read(
        "  1. Ann says:\n    12 July 2023 at 7:41 pm EDT\n    Text.\n\n  2. Bo says:\n    More.\n"
    )
    assert signatures(comments) == [("Ann", "2023-07-12T19:41:00-04:00"), ("Bo", None)]
    assert shape(comments) == [["Text."], ["More."]]


def test_the_day_may_stand_between_name_and_verb():
    comments = read("  1. Ann on July 12, 2023 at 7:41 pm said:\n\n    Text.\n")
    assert signatures(comments) == [("Ann", "2023-07-12T19:41:00")]


def test_a_time_that_is_only_relative_is_dropped():
    comments = read("  1. Ann says:\n    2 years ago\n\n    Text.\n")
    assert signatures(comments) == [("Ann", None)]
    assert shape(comments) == [["Text."]]


def test_one_comment_that_opens_with_a_quotation_has_no_author():
    comments = read("  1. The harbour master says:\n\n    Shut it.\n\n  2. He does.\n\n  3. Does he?\n")
    assert signatures(comments) == [(None, None)] * 3
    assert comments[0].paragraphs == ["The harbour master says:", "Shut it."]


def test_a_first_paragraph_that_is_a_name_everywhere_gives_the_authors():
    comments = read("  1. ann\n\n    One.\n\n  2. Ed K\n\n    Two.\n\n  3. Emily P.\n\n    Three.\n")
    assert signatures(comments) == [("ann", None), ("Ed K", None), ("Emily P.", None)]
    assert shape(comments) == [["One."], ["Two."], ["Three."]]


def test_a_time_below_the_name_is_its_time():
    comments = read("  1. ann\n\n    July 12, 2023 at 7:41 pm\n\n    One.\n\n  2. Bo\n\n    Two.\n")
    assert signatures(comments) == [("ann", "2023-07-12T19:41:00"), ("Bo", None)]


@pytest.mark.parametrize(
    "other",
    [
        "Agreed.\n\n    Two.",
        "Agreed",
        "@ann\n\n    Two.",
        "Agreed\n    with all.\n\n    Two.",
        "One two three four five\n\n    Two.",
        "A" * 41 + "\n\n    Two.",
    ],
)
def test_one_comment_without_a_name_shows_that_the_others_have_none(other):
    comments = read(f"  1. Agreed\n\n    One.\n\n  2. {other}\n")
    assert signatures(comments) == [(None, None)] * 2
    assert comments[0].paragraphs == ["Agreed", "One."]


def test_a_single_short_line_in_a_single_comment_is_text():
    assert shape(read("One comment\n\n  1. Agreed\n\n    All of it.\n")) == [["Agreed", "All of it."]]


def test_a_counter_in_place_of_the_name_is_dropped():
    comments = read("  1. 1\n\n    One.\n\n    1. 1.1\n\n      Two.\n\n      1. 1.1.1\n\n        Three.\n")
    assert shape(comments) == [["One.", [["Two.", [["Three."]]]]]]
    assert signatures(comments) == [(None, None)]


def test_a_counter_may_share_a_block_with_the_text():
    assert shape(read("  1. 1\n    One.\n\n  2. 2\n    Two.\n\n  3. 3\n")) == [["One."], ["Two."], ["3"]]


@pytest.mark.parametrize(
    "residue",
    [
        "Reply",
        "Reply ↓",
        "Log in to Reply",
        "Like",
        "Permalink",
        "Liked by 1 person",
        "LikeLiked by 1 person",
        "LikeLiked by 2 people\n\n    Reply",
        "Permalink\n    Reply",
    ],
)
def test_the_links_below_a_comment_are_dropped(residue):
    comments = read(f"  1. One.\n\n    {residue}\n\n  2. Two,\n    three.\n    {residue}\n")
    assert shape(comments) == [["One."], ["Two,\nthree."]]


def test_the_words_of_links_are_text_elsewhere():
    assert shape(read("  1. Reply\n\n    Like\n\n    that.\n\n  2. Like\n")) == [
        ["Reply", "Like", "that."],
        ["Like"],
    ]


def test_addresses_and_ids_in_comments_stay_text():
    document = read_dump(b"  1. https://youtu.be/abcdefghijk\n\n    kT9_wQ2rXbE\n\n    https://a.example/\n")
    assert (document.video_ids, document.source_url) == ([], None)
    assert shape(document.comments) == [["https://youtu.be/abcdefghijk", "kT9_wQ2rXbE", "https://a.example/"]]
