import pytest

from articles.bylines import byline_parts, signing_name
from articles.models import Author

NORA, SAM = Author(name="Nora Pell"), Author(name="Sam Ito")


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("Nora Pell, Harbour Correspondent", "Nora Pell"),
        ("Nora Pell in Whitmoor", "Nora Pell"),
        ("Nora Pell", "Nora Pell"),
        ("Robin Inman", "Robin Inman"),
        ("", ""),
    ],
)
def test_the_author_is_what_stands_before_the_first_comma_or_in(byline, name):
    assert signing_name(byline) == name


@pytest.mark.parametrize(
    ("byline", "authors", "parts"),
    [
        (
            "Nora Pell, Harbour Correspondent",
            [NORA],
            [("Nora Pell", NORA), (", Harbour Correspondent", None)],
        ),
        ("Sam Ito and Nora Pell", [NORA, SAM], [("Sam Ito", SAM), (" and ", None), ("Nora Pell", NORA)]),
        ("", [NORA, SAM], [("Nora Pell", NORA), (", ", None), ("Sam Ito", SAM)]),
        ("Our staff", [NORA], [("Our staff", None), (", ", None), ("Nora Pell", NORA)]),
        ("Our staff", [], [("Our staff", None)]),
        ("", [], []),
    ],
)
def test_a_byline_is_printed_as_written_with_its_authors_linked(byline, authors, parts):
    assert [(part.text, part.author) for part in byline_parts(byline, authors)] == parts
