"""Which words of a story are names. All examples are made up; only places are of this world."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.gazetteer import Gazetteer, world
from articles.naming import find_names


def names(*texts, title=""):
    """The names found in each text; of a single text without the outer list."""
    found = [[name.text for name in section] for section in find_names(title, texts)]
    return found[0] if len(texts) == 1 else found


def kinds(text):
    return {name.text: str(name.kind) for name in find_names("", [text])[0]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour master, Wilf Amberley, said it was late.", ["Wilf Amberley"]),
        ("Wilf Amberley’s boat and Wilf Amberley's dog were late.", ["Wilf Amberley"]),
        (
            "It was painted by Anselm van der Kolk and Maria do Carmo.",
            ["Anselm van der Kolk", "Maria do Carmo"],
        ),
        ("Nobody asked J. R. Ottery, who was there.", ["J. R. Ottery"]),
        ("They met Prime Minister Ilka Brandvold there.", ["Ilka Brandvold"]),
        ("The Russian President Ilka Brandvold was there.", ["Ilka Brandvold"]),
        ("The Secretary of State Ilka Brandvold was there.", ["Ilka Brandvold"]),
        ("They met Dr. Ilka Brandvold there.", ["Ilka Brandvold"]),
        ("They met Jean-Luc O’Farrell there.", ["Jean-Luc O’Farrell"]),
        ("They sang for King Oswin there.", ["King Oswin"]),
    ],
)
def test_people_are_found_without_their_titles(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv says it has seen partial success.", ["Kyiv"]),
        ("Kyiv’s answer came late.", ["Kyiv"]),
        ("They fought south of Bakhmut all day.", ["Bakhmut"]),
        ("The Donetsk region was quiet.", ["Donetsk"]),
        ("The Klishchiivka area was quiet.", ["Klishchiivka"]),
        ("He came from Buenos Aires to Newcastle upon Tyne.", ["Buenos Aires", "Newcastle upon Tyne"]),
        ("They were in Komsomolsk-on-Amur and in São Paulo.", ["Komsomolsk-on-Amur", "São Paulo"]),
        ("He came from Sao Paulo.", ["São Paulo"]),
        ("US and South Korean officials met.", ["United States"]),
        ("The U.S. sent nobody, the UK did.", ["United States", "United Kingdom"]),
        ("Bosnia and Herzegovina voted with the Netherlands.", ["Bosnia and Herzegovina", "Netherlands"]),
        ("She lives on Old Kiln Street near Amber Quay.", ["Old Kiln Street", "Amber Quay"]),
        ("She came by the Isle of Amber.", ["Isle of Amber"]),
        ("Between Cairo, Tete and Beira they saw nothing.", ["Cairo", "Tete", "Beira"]),
    ],
)
def test_places_are_found_by_the_gazetteer_and_by_what_is_said_of_them(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Amber Harbour Trust met.", ["Amber Harbour Trust"]),
        ("He works for the Canal and River Trust now.", ["Canal and River Trust"]),
        (
            "He left the University of Amber and the Bank of Ottery.",
            ["University of Amber", "Bank of Ottery"],
        ),
        ("The European Union and Nato agreed.", ["European Union", "Nato"]),
        ("Western diplomats at NATO and the EU agreed.", ["Nato", "European Union"]),
        ("The Amber Harbour Trust (AHT) met. Then the AHT went home.", ["Amber Harbour Trust"]),
        ("The Ottery Rovers won. Everybody knew that the Rovers would.", ["Ottery Rovers"]),
    ],
)
def test_organisations_are_found_by_what_they_are(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Russian did not answer. A Ukrainian did, and so did South Korean troops.",
        "On Monday it rained. In March, and on Christmas Day, it snowed. May was dry.",
        "The Prime Minister met the Foreign Secretary and Harbour Correspondents.",
        "Yesterday the Cold War was over. The World Cup begins on Tuesday.",
        "Storm Ottilie and Hurricane Bran were both mild.",
        "NO SWIMMING BEYOND THIS POINT. ALL DOGS MUST BE ON LEADS IN PARIS.",
        "Reading is hard. “Nice words,” he said. Bath time is at six. Turkey is dry meat.",
        "What next? Nothing. Traders waited. Engineers told the meeting.",
        "The English were late; Latin was spoken.",
        "Sign Up Now! Visit Our Shop today. God Save the cook.",
        "The case against Artificial Intelligence is old.",
        "They read the Mermaid and the Harbour Rate aloud.",
        "Mr Ottery was late.",
        "",
        "\n\n\n",
        "42",
    ],
)
def test_what_only_looks_like_a_name_is_none(text):
    assert names(text) == []


def test_headlines_with_capitals_make_no_names_but_show_known_ones():
    assert names("What Happens Next at Amber Quay\nIt was quiet.") == []
    assert names("What Happens at Amber Quay\n\nIt was quiet near Amber Quay.") == ["Amber Quay"]


def test_a_surname_is_the_person_of_that_name_in_the_same_story():
    assert (
        names("Sela Brandvold spoke.", "Brandvold was tired.", "Then Ms Brandvold slept.")
        == [["Sela Brandvold"]] * 3
    )
    assert names("“We met Brandvold,” he said.", title="Sela Brandvold says no") == ["Sela Brandvold"]
    assert names("He met Brandvold there.") == []


def test_a_first_word_is_the_person_as_well():
    assert (
        names("They met Kim Sol Ra, who smiled. “Thank you,” Kim said.", "Kim slept.") == [["Kim Sol Ra"]] * 2
    )


def test_a_surname_of_two_people_is_nobodys():
    assert names("They met Kim Sol Ra, who smiled, and Kim Yon Ja, who did not.", "Kim slept.") == [
        ["Kim Sol Ra", "Kim Yon Ja"],
        [],
    ]


def test_before_the_second_of_a_name_appears_the_first_is_meant():
    texts = ["They met Ada Ottery, who smiled.", "Ottery sat.", "Her son Bran Ottery stood.", "Ottery left."]
    assert names(*texts) == [["Ada Ottery"], ["Ada Ottery"], ["Bran Ottery"], []]


def test_a_person_who_is_called_like_a_place_is_no_place():
    assert names("They met Jordan Ottery there.", "Jordan said so.") == [["Jordan Ottery"]] * 2
    assert names("They met Paris Ottery, who smiled.", "They flew to Paris.") == [["Paris Ottery"], []]


def test_streets_and_people_of_one_word_are_told_apart():
    assert kinds("The fair is held on Amber Green each year.") == {"Amber Green": "place"}
    assert kinds("The fair was opened by Philip Green, who sang.") == {"Philip Green": "person"}
    assert kinds("Captain Philip Green said so.") == {"Philip Green": "person"}


def test_names_have_their_kinds():
    text = "Sela Brandvold said in Lisbon that the Amber Harbour Trust would move to Old Kiln Street."
    assert kinds(text) == {
        "Sela Brandvold": "person",
        "Lisbon": "place",
        "Amber Harbour Trust": "organisation",
        "Old Kiln Street": "place",
    }


def test_a_name_stands_once_in_a_section():
    assert names("Kyiv says so. In Kyiv they say so, and Kyiv’s press too.") == ["Kyiv"]


def test_other_languages_have_no_names():
    assert names("Der Alte Hafen liegt Hinter Dem Berg, und Frau Merle Ottersen sieht Boote.") == []


def test_the_gazetteer_is_read_once_and_knows_the_world():
    assert world() is world()
    assert (
        world().rank("Ukraine") > world().rank("Kyiv") > world().rank("Bakhmut") > world().rank("Thole") == 0
    )
    assert world().name("UK") == "United Kingdom"


def test_another_gazetteer_can_be_used():
    gazetteer = Gazetteer([("Thole", 3, "Thole")])
    [[name]] = find_names("", ["They say that Thole is quiet."], gazetteer=gazetteer)
    assert name.text == "Thole"


WORDS = st.sampled_from(
    [
        "Mr",
        "Kim",
        "Kyiv",
        "of",
        "the",
        "The",
        "and",
        "Bank",
        "May",
        "US",
        "J.",
        "’s",
        ".",
        ",",
        "“",
        "\n",
        "said",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=60))
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_the_same_way_each_time_and_without_an_error(parts):
    texts = [" ".join(parts), "".join(parts)]
    found = find_names(texts[0], texts)
    assert found == find_names(texts[0], texts)
    assert len(found) == 2
    assert all(name.text.strip() and len(name.text) <= 120 for names in found for name in names)


@pytest.mark.parametrize(
    "part",
    [
        "Mr ",
        "Kim Jong ",
        "Bank of the ",
        "the Canal and ",
        "North Russian ",
        "A. ",
        "New York and ",
        "’s",
        "O’",
        "Sela Brandvold said. ",
    ],
)
def test_a_long_text_of_one_and_the_same_words_is_simply_read(part):
    """So long that it would take minutes if the time grew with the square of the words."""
    found = find_names("", ["It was a day like any other at the sea. " + part * 20_000])
    assert len(found) == 1
