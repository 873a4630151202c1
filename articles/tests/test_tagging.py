import pytest

from articles.models import Tag
from articles.tagging import TagFinder
from articles.tests.builders import make_tag

pytestmark = pytest.mark.django_db


def found(text):
    return sorted(Tag.objects.filter(pk__in=TagFinder.of_site().find(text)).values_list("name", flat=True))


@pytest.fixture
def tags():
    make_tag("Whitmoor Bay", "the Bay")
    make_tag("Whitmoor")
    make_tag("Orla Finch", "Dame Orla", kind=Tag.Kind.PERSON)
    make_tag("Ferry", "ferries", kind=Tag.Kind.TOPIC)
    make_tag("U.S. Embassy", kind=Tag.Kind.ORGANISATION)


@pytest.mark.usefixtures("tags")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Orla Finch spoke.", ["Orla Finch"]),
        ("It was Dame Orla’s idea, and Orla Finch's boat.", ["Orla Finch"]),
        ("Whitmoor Bay was calm.", ["Whitmoor Bay"]),
        ("Whitmoor was calm.", ["Whitmoor"]),
        ("Whitmoor Bay is not Whitmoor.", ["Whitmoor", "Whitmoor Bay"]),
        ("Whitmoors and Whitmooring", []),
        ("whitmoor bay", []),
        ("FERRY strike; two ferries sail", ["Ferry"]),
        ("the U.S. Embassy’s gate", ["U.S. Embassy"]),
        ("Orla\nFinch, over two\u00a0lines", ["Orla Finch"]),
        ("Orla. Finch", []),
        ("", []),
    ],
)
def test_tags_are_found_as_whole_words_by_name_and_alias(text, names):
    assert found(text) == names


def test_an_alias_stays_with_the_tag_that_had_it_first():
    first = make_tag("Whitmoor Council", "the council")
    second = make_tag("Harbour Council", "the council")
    assert [alias.name for alias in first.aliases.all()] == ["the council"]
    assert not second.aliases.exists()
