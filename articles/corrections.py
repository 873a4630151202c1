"""What readers are told of a story's mistakes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .models import Correction
from .prepared import prepared

Severity = Correction.Severity


@dataclass(frozen=True)
class ToReaders:
    """What an editor says to readers with a step. severity and section, the lasting key of one, are a
    correction's.
    """

    words: str = ""
    severity: str = Severity.ORDINARY
    section: UUID | None = None


@dataclass(frozen=True)
class CorrectionNote:
    """A correction as a story's page shows it. number is that of the edition that made it; section is the
    story's section that it is about, or None.
    """

    number: int
    severity: str
    words: str
    made_at: datetime
    section: object

    @property
    def is_serious(self):
        return self.severity == Severity.SERIOUS


def notes_on(edition, sections, corrections):
    """The notes that an edition's page shows, the last one first: its own correction and those before it.
    sections are the page's, corrections the story's of corrections_of().
    """
    by_key = {section.key: section for section in sections}
    return [
        CorrectionNote(number, severity, words, made_at, by_key.get(key))
        for number, severity, words, made_at, key in corrections
        if number <= edition.number
    ]


def corrections_of(editions):
    """The corrections of the stories of editions, by the story's key, as rows for notes_on(). One query, or
    none if all are first editions.
    """
    found = defaultdict(list)
    for article, *row in rows_of([edition.article_id for edition in editions if edition.number > 1]):
        found[article].append(row)
    return found


@prepared
def rows_of(articles):
    corrections = Correction.objects.filter(edition__article__pk__in=articles)
    return corrections.values_list(
        "edition__article", "edition__number", "severity", "words", "made_at", "section_key"
    )
