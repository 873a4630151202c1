import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.rendering import link, quotation_and_rest, render, urlize

LINK = '<a href="{0}" rel="nofollow ugc noopener">{1}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\nTwo.\n\nThree.", "<p>One.<br>Two.</p><p>Three.</p>"),
        ("One.\n \t\n\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("", ""),
        (
            "See https://a.example/x?y=1&z=2.",
            f"<p>See {LINK.format('https://a.example/x?y=1&amp;z=2', 'https://a.example/x?y=1&amp;z=2')}.</p>",
        ),
        ("“https://a.example/”", f"<p>“{LINK.format('https://a.example/', 'https://a.example/')}”</p>"),
        ("www.a.example", f"<p>{LINK.format('http://www.a.example', 'www.a.example')}</p>"),
        ("javascript:alert(1) data:text/html,x", "<p>javascript:alert(1) data:text/html,x</p>"),
        ("write to wren@a.example", "<p>write to wren@a.example</p>"),
    ],
)
def test_text_becomes_paragraphs_and_links_and_nothing_else(text, html):
    assert render(text) == html


def test_a_quotation_stands_apart_and_can_be_taken_apart():
    html = render("“One.”\n\nTwo. </blockquote>", quotes=True)
    assert html == '<blockquote class="quote"><p>“One.”</p></blockquote><p>Two. &lt;/blockquote&gt;</p>'
    quotation, rest = quotation_and_rest(html)
    assert quotation == '<blockquote class="quote"><p>“One.”</p></blockquote>'
    assert rest == "<p>Two. &lt;/blockquote&gt;</p>"
    assert quotation_and_rest(rest) == ("", rest)


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>\"'&; \n:/.ahtpswjavscriptonmail@x()=#"), max_size=80))
def test_no_text_makes_markup_of_its_own(text):
    html = render(text)
    for part in html.split("<")[1:]:
        assert part.startswith(("p>", "/p>", "br>", "/a>", 'a href="http'))


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_rendered(text):
    render(text)


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet=st.sampled_from("wWht:/.-comORGnet@ &<x"), max_size=60))
def test_no_address_escapes_the_hint(text):
    assert link(text) == urlize(text, autoescape=True)
