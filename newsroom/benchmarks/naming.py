"""How well names are found in sections that were labelled by hand (names.toml), and what it costs."""

import os
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from articles.gazetteer import unaccented
from articles.naming import find_names
from newsroom.importing.dump import read_dump

from .figures import Figure, milliseconds

LABELS = Path(__file__).with_name("names.toml")
KINDS = ["person", "place", "organisation"]


@dataclass(frozen=True)
class LabelledSection:
    """The names that were found in a section and those that it has, each as name: kind."""

    where: str
    found: dict[str, str]
    labelled: dict[str, str]

    @property
    def right(self):
        return self.found.keys() & self.labelled.keys()


def finding_names():
    """Names are found by the rules alone, without a list of tags, and counted against labels made by hand."""
    sections = read_labelled()
    precision, recall = precision_and_recall(sections)
    yield Figure(f"of the names found in {len(sections)} sections, right", 100 * precision, "%")
    yield Figure("of the names in them, found", 100 * recall, "%")
    right = [section.found[name] == section.labelled[name] for section in sections for name in section.right]
    yield Figure("of these, with the right kind", 100 * sum(right) / len(right), "%")
    base = None
    for stories in (10, 100):
        texts = [text for story in stories_of("own") for text in story[2]] * stories
        words = sum(len(text.split()) for text in texts)
        # No database takes part in this.
        spent = milliseconds(lambda texts=texts: find_names("", texts), times=3, clock=time.process_time)
        cost = 1000 * spent / words
        yield Figure(f"finding names in a story of {words:,} words", cost, "µs CPU/word", base)
        base = base or cost


def precision_and_recall(sections):
    """The share of the found names that are labelled, and of the labelled ones that are found."""
    right = sum(len(section.right) for section in sections)
    found = sum(len(section.found) for section in sections)
    return right / found, right / sum(len(section.labelled) for section in sections)


def read_labelled():
    """Every labelled section with what is found in it. Those outside the project are there if SEEDS_DIR names
    the folder.
    """
    return [
        LabelledSection(
            f"{where} {number}", {key(name.text): name.kind for name in names}, kinds_by_name(labels[number])
        )
        for group in ("sample", "own", "cases", "seeds")
        for where, title, texts, labels in stories_of(group)
        for number, names in enumerate(find_names(title, texts))
        if number in labels
    ]


def stories_of(group):
    """Each story of a group: its name, its title, its sections' texts, and their labels by position."""
    labels = tomllib.loads(LABELS.read_text())[group]
    if group == "own":
        for story in labels:
            sections = dict(enumerate(story["sections"]))
            texts = [
                f"{section.get('heading', '')}\n\n{' '.join(section['text'].split())}"
                for section in sections.values()
            ]
            yield story["title"], story["title"], texts, sections
        return
    folder = folder_of(group)
    if folder is None:
        return
    for file, sections in labels.items():
        document = read_dump((folder / file).read_bytes())
        texts = ["\n\n".join([section.heading or "", *section.paragraphs]) for section in document.sections]
        labelled = {int(number): section for number, section in sections.items()}
        if beyond := [number for number in labelled if number >= len(texts)]:
            raise ValueError(f"{file} has no section {beyond[0]}")
        yield file, document.title or "", texts, labelled


def folder_of(group):
    if group == "sample":
        return settings.BASE_DIR / "newsroom/sample"
    seeds = os.environ.get("SEEDS_DIR")
    return Path(seeds, {"cases": "dump_forms/cases", "seeds": "seeds"}[group]) if seeds else None


def kinds_by_name(section):
    return {key(name): kind for kind in KINDS for name in section.get(kind, ())}


def key(name):
    return unaccented(name.replace("’", "'"))
