"""The catalogues of words in other languages: complete, in step with the sources, and compiled."""

import re
from gettext import GNUTranslations
from io import BytesIO

import pytest

from newsroom import catalogue

FILES = {file.parent.parent.name: file for file in catalogue.files()}


@pytest.fixture(scope="module")
def messages():
    return catalogue.found()


def named(messages):
    return {(message.context, message.id) for message in messages if message.id}


@pytest.mark.parametrize("language", FILES)
def test_a_catalogue_has_what_the_sources_say_and_nothing_else(language, messages):
    assert named(messages) > {(None, "Search"), ("by-line", "By")}
    renew = "Run `make messages`, and translate what is empty in newsroom/locale."
    assert named(messages) == named(catalogue.read(FILES[language])), renew


@pytest.mark.parametrize("language", FILES)
def test_what_runs_reads_what_translators_wrote(language):
    compiled = GNUTranslations(BytesIO(FILES[language].with_suffix(".mo").read_bytes()))
    fresh = GNUTranslations(BytesIO(catalogue.compiled(catalogue.read(FILES[language]))))
    assert compiled._catalog == fresh._catalog, "Run `make messages`."


@pytest.mark.parametrize("language", FILES)
def test_everything_is_translated(language):
    messages = [message for message in catalogue.read(FILES[language]) if message.id]
    assert [message.id for message in messages if not catalogue.is_translated(message)] == []


@pytest.mark.parametrize("language", FILES)
def test_a_translation_has_the_places_of_its_original(language):
    """Each form of a plural, too: English may leave the number out where it says “one”, others may not."""
    for message in catalogue.read(FILES[language]):
        forms = message.string if message.pluralizable else [message.string]
        original = message.id[-1] if message.pluralizable else message.id
        if message.id:
            assert {tuple(places(form)) for form in forms} == {tuple(places(original))}, original


def places(text):
    """What is filled in, and the tags: sorted, for their order is the language's own."""
    return sorted(re.findall(r"%\(\w+\)(?:\.\d+)?[sdf]|%[sd%]|</?\w+>", text))


@pytest.mark.parametrize("language", FILES)
def test_a_translation_begins_and_ends_as_its_original(language):
    for message in catalogue.read(FILES[language]):
        if message.id and not message.pluralizable:
            assert edges(message.string) == edges(message.id), message.id


def edges(text):
    return text[0].isspace(), text[-1].isspace(), text.endswith("…")
