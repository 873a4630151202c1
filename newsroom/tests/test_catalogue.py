"""The catalogues of words in other languages: complete, in step with the sources, and compiled."""

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
