"""What an import did, in numbers and words."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outcome:
    """What became of one document: imported, unchanged or refused, with its counts and what there is to
    say.
    """

    name: str
    status: str
    sections: int = 0
    comments: int = 0
    threads: int = 0
    notes: tuple[str, ...] = ()

    def __str__(self):
        counts = f", {contents(self)}" if self.status == "imported" else ""
        notes = f" ({'; '.join(self.notes)})" if self.notes else ""
        return f"{self.name}: {self.status}{counts}{notes}"


@dataclass
class Report:
    """The sum of many outcomes."""

    statuses: Counter = field(default_factory=Counter)
    sections: int = 0
    comments: int = 0
    threads: int = 0

    def add(self, outcome):
        self.statuses[outcome.status] += 1
        if outcome.status == "imported":
            self.sections += outcome.sections
            self.comments += outcome.comments
            self.threads += outcome.threads

    def __str__(self):
        others = "".join(f" {self.statuses[status]} {status}." for status in ("unchanged", "refused"))
        return f"{counted(self.statuses['imported'], 'article')}, {contents(self)} imported.{others}"


def contents(of):
    sections, comments = counted(of.sections, "section"), counted(of.comments, "comment")
    return f"{sections}, {comments} ({counted(of.threads, 'thread')})"


def counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
