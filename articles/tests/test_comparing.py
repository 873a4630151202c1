"""Comparing two snapshots of a story: what moved, what was edited, and which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comparing import EMPTY, compare
from articles.wording import ADDED, REMOVED, SAME, SKIPPED, Effort, compare_texts, shortened


def section(key, body="<p>Words.</p>", **fields):
    return {"key": key, "heading": "", "image": None, "video": "", "body": body, "tags": []} | fields


def story(*sections, **fields):
    return EMPTY | {"title": "Ferry returns", "desk": 1, "sections": list(sections)} | fields


def marked(pieces):
    """Pieces as text: [what went] {what came} …number of words left out…"""
    forms = {SAME: "{}", REMOVED: "[{}]", ADDED: "{{{}}}"}
    return "".join(
        f"…{piece.words}…" if piece.kind == SKIPPED else forms[piece.kind].format(piece.text)
        for piece in pieces
    )


def changes(before, after):
    return {change.key: change for change in compare(before, after).sections}


def test_a_snapshot_does_not_differ_from_itself():
    same = story(section("a"), section("b"))
    assert not compare(same, same)
    assert compare(same, same).unchanged == 2


def test_moved_edited_removed_and_retitled_are_told_apart():
    before = story(
        section("a", heading="Crew"),
        section("b", "<p>The boat is old.</p>"),
        section("c"),
        section("d", "<p>Cut.</p>"),
    )
    after = story(section("c"), section("a", heading="The crew"), section("b", "<p>The boat is new.</p>"))
    found = changes(before, after)
    assert (found["c"].before, found["c"].after, found["c"].is_moved) == (3, 1, True)
    assert marked(found["a"].retitled) == "[Crew]{The crew}"
    assert not found["a"].is_moved
    assert marked(found["b"].edited) == "The boat is [old]{new}."
    assert found["d"].is_removed
    assert marked(found["d"].edited) == "[Cut.]"
    assert list(found) == ["c", "a", "b", "d"]


def test_an_added_section_is_shown_whole_in_its_place():
    before = story(section("a"), section("b"))
    comparison = compare(before, story(section("a"), section("new", "<p>One.</p><p>Two.</p>"), section("b")))
    [change] = comparison.sections
    assert change.is_added
    assert change.after == 2
    assert marked(change.edited) == "{One.\n\nTwo.}"
    assert comparison.unchanged == 2


def test_only_what_was_carried_over_others_has_moved():
    before = story(*[section(key) for key in "abcdef"])
    assert list(changes(before, story(*[section(key) for key in "fabcde"]))) == ["f"]
    assert list(changes(before, story(*[section(key) for key in "bcdefa"]))) == ["a"]
    assert list(changes(before, story(*[section(key) for key in "acdef"]))) == ["b"]


def test_headline_standfirst_byline_and_address_are_compared_by_words():
    before = story(title="Ferry returns", byline="Wren", slug="ferry")
    after = story(title="Ferry returns late", standfirst="At last.", byline="Nora Pell", slug="ferry")
    words = {words.name: marked(words.pieces) for words in compare(before, after).words}
    assert words == {
        "title": "Ferry returns {late}",
        "standfirst": "{At last.}",
        "byline": "[Wren]{Nora Pell}",
    }


def test_desk_authors_picture_video_and_tags_are_swaps():
    before = story(section("a", image=3, tags=[1, 2]), desk=1, authors=[5])
    after = story(section("a", video="kT9_wQ2rXbE", tags=[2, 9]), desk=2, authors=[6, 5])
    comparison = compare(before, after)
    assert [(swap.name, swap.before, swap.after) for swap in comparison.swaps] == [
        ("desk", 1, 2),
        ("authors", [5], [6, 5]),
    ]
    assert [(swap.name, swap.before, swap.after) for swap in comparison.sections[0].swaps] == [
        ("image", 3, None),
        ("video", "", "kT9_wQ2rXbE"),
        ("tags", [1], [9]),
    ]


def test_a_change_of_bold_or_of_a_link_is_said_though_no_word_changed():
    before = story(section("a", "<p>The <strong>boat</strong></p>"))
    [change] = compare(before, story(section("a", "<p>The boat</p>"))).sections
    assert change.is_reformatted
    assert change.edited == []


def test_markup_is_no_word_and_script_is_gone():
    before = story(section("a", "<p>Fish &amp; chips</p>"))
    after = story(section("a", "<p>Fish &amp; <script>alert(1)</script>peas &lt;b&gt;</p>"))
    [change] = compare(before, after).sections
    assert marked(change.edited) == "Fish & [chips]{peas <b>}"


def test_paragraphs_are_kept_and_a_joined_one_leaves_a_mark():
    pieces = compare_texts("One two.\n\nThree.\n\nFour.", "One two. Three.\n\nFour.")
    assert marked(pieces) == "One two. [\n\n]Three.\n\nFour."
    assert [piece.shown for piece in pieces if piece.kind == REMOVED] == ["¶\n\n"]


def test_a_word_with_an_apostrophe_is_one_word_and_a_comma_is_a_mark_of_its_own():
    assert marked(compare_texts("It wasn’t so", "It isn’t so")) == "It [wasn’t]{isn’t} so"
    assert marked(compare_texts("The crew slept.", "The crew slept, then woke.")) == (
        "The crew slept{, then woke}."
    )


def test_scripts_without_spaces_are_compared_character_by_character():
    assert marked(compare_texts("東京は雨です", "東京は晴です")) == "東京は[雨]{晴}です"


def test_a_long_stretch_that_is_the_same_is_left_out_but_for_what_stands_beside_a_change():
    words = " ".join(f"word{number}" for number in range(100))
    short = marked(shortened(compare_texts(f"{words} old {words}", f"{words} new {words}")))
    assert short.startswith("…88…word88 word89")
    assert "word99 [old]{new} word0 word1" in short
    assert short.endswith("word11 …88…")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("same " * 50_000, "same " * 49_000 + "other"),
        (" ".join(map(str, range(20_000))), " ".join(map(str, range(20_000, 0, -1)))),
        ("a b " * 900, "b a b " * 600),
    ],
)
def test_hostile_texts_are_compared_coarsely_and_completely(before, after):
    effort = Effort()
    pieces = compare_texts(before, after, effort)
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after
    assert effort.pairs >= 0


def test_all_sections_of_a_comparison_share_one_effort():
    effort = Effort(pairs=100)
    old, new = "one two three four five six", "six one seven three eight ten"
    fine = marked(compare_texts(old, new, effort))
    coarse = [marked(compare_texts(old, new, effort)) for _ in range(3)][-1]
    assert coarse == f"[{old}]{{{new}}}" != fine


TEXTS = st.text(st.sampled_from("ab. \n’é東"), max_size=60)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(before, after):
    pieces = compare_texts(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after
    kept = "".join(piece.text for piece in pieces if piece.kind != ADDED)
    assert kept.replace(" ", "") == before.replace(" ", "")


KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(KEYS, KEYS)
def test_every_section_of_either_side_has_one_place_in_the_comparison(old, new):
    comparison = compare(story(*map(section, old)), story(*map(section, new)))
    found = {change.key for change in comparison.sections}
    assert len(found) == len(comparison.sections) == len(set(old) | set(new)) - comparison.unchanged
    assert {change.key for change in comparison.sections if change.is_removed} == set(old) - set(new)
    assert {change.key for change in comparison.sections if change.is_added} == set(new) - set(old)


def test_a_snapshot_with_broken_keys_is_compared_all_the_same():
    broken = story({"heading": "One", "body": "<p>1</p>"}, section("a"), section("a", "<p>Twin.</p>"))
    assert len(compare(EMPTY, broken).sections) == 3
