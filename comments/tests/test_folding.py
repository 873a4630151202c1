from hypothesis import given, settings
from hypothesis import strategies as st

from comments.folding import FOLDED, SHOWN, fold

PARAGRAPH = "<p>" + "word " * 60 + "</p>"


def test_a_long_comment_is_cut_between_paragraphs():
    shown, folded = fold(PARAGRAPH * 10)
    assert shown == PARAGRAPH * (len(shown) // len(PARAGRAPH))
    assert SHOWN <= len(shown) < SHOWN + len(PARAGRAPH)
    assert folded.startswith("<p>")


def test_what_is_hardly_longer_is_shown_whole():
    assert fold("<p>" + "x" * (SHOWN + FOLDED - 20) + "</p>")[1] == ""
    assert fold("<p>" + "x" * 5_000 + "</p>")[1] == ""
    assert fold("<p>" + "x" * SHOWN + "</p><p>short</p>")[1] == ""


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 900), max_size=30))
def test_nothing_is_lost(lengths):
    html = "".join(f"<p>{'x' * length}</p>" for length in lengths)
    assert "".join(fold(html)) == html
