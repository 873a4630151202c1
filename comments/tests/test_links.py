"""What leads away is counted, and known, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.links import ascii_host, is_among, mentions


def links(text):
    return [mention.host for mention in mentions(text) if mention.is_link]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("See https://example.org/a?b=1.", ["example.org"]),
        ("http://A.example and http://b.example", ["a.example", "b.example"]),
        ("(https://example.org:8080/x)", ["example.org"]),
        ("https://good.example@evil.example/", ["evil.example"]),
        ("https:\\\\evil.example\\x", ["evil.example"]),
        ("//evil.example/x", ["evil.example"]),
        ("hxxp://evil[.]example/", ["evil.example"]),
        ("buy at spam.com today", ["spam.com"]),
        ("buy at spam (dot) com today", ["spam.com"]),
        ("www.spam.example", ["www.spam.example"]),
        ("spam.museum/cheap", ["spam.museum"]),
        ("https://bücher.example", ["xn--bcher-kva.example"]),
        ("https://пример.рф/", ["xn--e1afmkfd.xn--p1ai"]),
        ("пример.рф", ["xn--e1afmkfd.xn--p1ai"]),
        ("ｈｔｔｐ://ｅｖｉｌ．example", ["evil.example"]),
        ("http://192.0.2.7/", ["192.0.2.7"]),
        ("<a href=http://evil.example>x</a>", ["evil.example"]),
        ("It was so.Then it rained, e.g. here, at 3.5 or 10.30.", []),
        ("Write to nora@paper.com", []),
        ("and/or", []),
    ],
)
def test_links_are_found_with_their_hosts(text, hosts):
    assert links(text) == hosts


def test_a_host_has_all_below_it_and_nothing_beside_it():
    banned = {"evil.example", ascii_host("Bücher.example.")}
    assert is_among("evil.example", banned)
    assert is_among("a.b.evil.example", banned)
    assert is_among("xn--bcher-kva.example", banned)
    assert not is_among("notevil.example", banned)
    assert not is_among("example", banned)


@given(st.text(max_size=80) | st.text("a.:/@[]www ", max_size=80))
def test_no_text_is_too_strange(text):
    assert all(isinstance(mention.host, str) for mention in mentions(text))
