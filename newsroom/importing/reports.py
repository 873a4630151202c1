"""What an import did, in numbers and words."""

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Outcome:
    """What became of one document: imported, updated, unchanged or refused; what was written; what to
    know.
    """

    name: str
    status: str
    sections: int = 0
    comments: int = 0
    threads: int = 0
    notes: tuple[str, ...] = ()

    def __str__(self):
        counts = f", {contents(self)}" if self.status in ("imported", "updated") else ""
        notes = f" ({'; '.join(self.notes)})" if self.notes else ""
        return f"{self.name}: {self.status}{counts}{notes}"


def refused(name, reason):
    """The Outcome of a document that cannot be taken."""
    return Outcome(str(name), "refused", notes=(str(reason),))


@dataclass
class Report:
    """The sum of many outcomes."""

    statuses: Counter = field(default_factory=Counter)
    sections: int = 0
    comments: int = 0
    threads: int = 0

    def add(self, outcome):
        self.statuses[outcome.status] += 1
        self.sections += outcome.sections
        self.comments += outcome.comments
        self.threads += outcome.threads

    def __str__(self):
        others = "".join(
            f" {self.statuses[status]} {status}."
            for status in ("updated", "unchanged", "refused")
            if self.statuses[status] or status != "updated"
        )
        return f"{counted(self.statuses['imported'], 'article')}, {contents(self)} imported.{others}"


class ReportFile:
    """A JSON list of outcomes on disk, written one by one; it appears under its name when it is complete."""

    def __init__(self, path):
        self.path, self.draft = path, f"{path}.part"

    def __enter__(self):
        self.file = open(self.draft, "w", encoding="utf-8")
        self.file.write("[")
        self.separator = "\n"
        return self

    def add(self, outcome):
        self.file.write(self.separator + json.dumps(asdict(outcome), ensure_ascii=False))
        self.separator = ",\n"

    def __exit__(self, *failure):
        self.file.write("\n]\n")
        self.file.close()
        if failure == (None, None, None):
            os.replace(self.draft, self.path)


def contents(of):
    sections, comments = counted(of.sections, "section"), counted(of.comments, "comment")
    return f"{sections}, {comments} ({counted(of.threads, 'thread')})"


def counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
