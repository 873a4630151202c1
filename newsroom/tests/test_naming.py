"""How well names are found, against sections that were labelled by hand (newsroom/benchmarks/names.toml)."""

import os
from pathlib import Path

import pytest

from articles.models import Article, Tag
from newsroom.benchmarks.naming import finding_names, precision_and_recall, read_labelled
from newsroom.importing.options import Options
from newsroom.importing.run import import_archive


@pytest.fixture(scope="module")
def labelled():
    return read_labelled()


def test_enough_sections_are_labelled(labelled):
    assert len(labelled) >= 60
    assert sum(not section.labelled for section in labelled) >= 2


def test_of_the_names_found_nine_in_ten_are_right(labelled):
    precision, _recall = precision_and_recall(labelled)
    assert precision >= 0.9


def test_of_the_names_that_are_there_six_in_ten_are_found(labelled):
    _precision, recall = precision_and_recall(labelled)
    assert recall >= 0.6


def test_nearly_all_have_the_right_kind(labelled):
    right = [section.found[name] == section.labelled[name] for section in labelled for name in section.right]
    assert sum(right) >= 0.95 * len(right)


def test_the_benchmark_prints_precision_recall_and_cost():
    figures = [str(figure) for figure in finding_names()]
    assert len(figures) == 5
    assert "right" in figures[0]
    assert "found" in figures[1]
    assert "µs CPU/word" in figures[-1]


@pytest.fixture
def users_document():
    seeds = Path(os.environ.get("SEEDS_DIR", "nowhere")) / "seeds"
    if not seeds.is_dir():
        pytest.skip("SEEDS_DIR does not name a folder with the user's documents")
    return seeds


@pytest.mark.django_db
def test_the_users_document_is_tagged_on_an_empty_site(users_document):
    assert [outcome.status for outcome in import_archive([users_document])] == ["imported"]
    tags = [{tag.name for tag in section.tags.all()} for section in Article.objects.get().sections.all()]
    assert tags[0] >= {"Kim Jong Un", "Vladimir Putin", "Russia", "North Korea", "Ukraine"}
    assert tags[1] >= {"Kim Jong Un", "Russia", "Ukraine", "China", "Iran"}
    assert tags[2] >= {"Bakhmut", "Donetsk", "Kyiv"}
    right = [set(section.labelled) for section in read_labelled() if section.where.startswith("000_")]
    assert [found - names for found, names in zip(tags, right, strict=True)] == [set()] * 3
    assert set(Tag.objects.values_list("state", flat=True)) == {"suggested"}


@pytest.mark.django_db
def test_the_users_document_has_no_tags_if_none_are_wanted(users_document):
    assert list(import_archive([users_document], Options(suggest_tags=False)))
    assert not Tag.objects.exists()
