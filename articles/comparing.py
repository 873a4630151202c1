"""Comparing two snapshots of a story (articles/revisions.py), section by section: plain data, no queries.

Sections are told apart by their lasting keys. Desks, authors, tags and pictures are primary keys here;
articles/references.py knows their names.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from .kinds import Kind
from .moving import longest_rise, order_of_both
from .richtext import sanitise, to_text
from .wording import Effort, Piece, compare_texts, shortened

LABELS = {
    "title": _("Headline"),
    "standfirst": _("Standfirst"),
    "byline": _("By-line"),
    "slug": _("Address"),
    "kind": _("Kind"),
    "desk": _("Desk"),
    "authors": _("Authors"),
    "image": _("Picture"),
    "video": _("Video"),
    "tags": _("Tags"),
}
WORDED = ["title", "standfirst", "byline", "slug"]
EMPTY = dict.fromkeys(WORDED, "") | {"kind": Kind.NEWS, "desk": None, "authors": [], "sections": []}
NO_SECTION = {"heading": "", "image": None, "video": "", "body": "", "tags": []}


@dataclass(frozen=True)
class Words:
    """A text that changed, as the pieces that show how; name says which one of the story's."""

    name: str
    pieces: list[Piece]

    @property
    def label(self):
        return LABELS[self.name]


@dataclass(frozen=True)
class Swap:
    """One thing that stands in the place of another: a desk, a list of authors, a picture, a video. Tags are
    given as those that went and those that came.
    """

    name: str
    before: object
    after: object

    @property
    def label(self):
        return LABELS[self.name]


@dataclass(frozen=True)
class SectionChange:
    """What became of a section. Places count from 1; before is None for an added one, after for a removed
    one.
    """

    key: str
    heading: str
    before: int | None
    after: int | None
    is_moved: bool = False
    retitled: list[Piece] = field(default_factory=list)
    edited: list[Piece] = field(default_factory=list)
    is_reformatted: bool = False
    "The words are the same; what is bold, a list or a link is not."
    swaps: list[Swap] = field(default_factory=list)

    @property
    def is_added(self):
        return self.before is None

    @property
    def is_removed(self):
        return self.after is None

    @property
    def is_changed(self):
        one_side_only = self.is_added or self.is_removed
        words = self.retitled or self.edited or self.is_reformatted
        return bool(one_side_only or self.is_moved or words or self.swaps)


@dataclass(frozen=True)
class Comparison:
    """How one snapshot differs from another. sections are those that changed, in the order of the snapshot
    after, the removed ones where they stood.
    """

    words: list[Words]
    swaps: list[Swap]
    sections: list[SectionChange]
    unchanged: int
    "How many sections are as they were."

    def __bool__(self):
        return bool(self.words or self.swaps or self.sections)


def compare(before, after, effort=None):
    """The Comparison of two snapshots; before may be EMPTY. Its cost is bounded, by the effort if one is
    given: what has changed beyond measure is shown as one text in the place of another.
    """
    before, after, effort = EMPTY | before, EMPTY | after, effort or Effort()
    sections = compare_sections(before["sections"], after["sections"], effort)
    changed = [section for section in sections if section.is_changed]
    return Comparison(
        words=[
            Words(name, compare_texts(before[name], after[name], effort))
            for name in WORDED
            if before[name] != after[name]
        ],
        swaps=[swap for name in ["kind", "desk", "authors"] for swap in swapped(name, before, after)],
        sections=changed,
        unchanged=len(sections) - len(changed),
    )


def compare_sections(before, after, effort):
    old, new = by_key(before), by_key(after)
    places = {key: place for place, key in enumerate(old, start=1)}
    common = [key for key in new if key in old]
    rise = longest_rise([places[key] for key in common])
    settled = {key for key in common if places[key] in rise}
    changes = {
        key: compare_section(
            key,
            old.get(key),
            section,
            effort,
            before=places.get(key),
            after=place,
            is_moved=key in old and key not in settled,
        )
        for place, (key, section) in enumerate(new.items(), start=1)
    }
    for key in old.keys() - new.keys():
        changes[key] = compare_section(key, old[key], None, effort, before=places[key], after=None)
    return [changes[key] for key in order_of_both(old, new, settled)]


def by_key(sections):
    """{key: section}, in order. A section without a key, or with one that occurred, is known by its place."""
    result = {}
    for place, section in enumerate(sections):
        key = str(section.get("key") or place)
        result[key if key not in result else f"{key} {place}"] = NO_SECTION | section
    return result


def compare_section(key, old, new, effort, **places):
    before, after = old or NO_SECTION, new or NO_SECTION
    texts = [to_text(sanitise(section["body"])) for section in (before, after)]
    edited = texts[0] != texts[1]
    retitled = before["heading"] != after["heading"]
    is_kept = old is not None and new is not None
    return SectionChange(
        key=key,
        heading=after["heading"] if new is not None else before["heading"],
        retitled=compare_texts(before["heading"], after["heading"], effort) if is_kept and retitled else [],
        edited=shortened(compare_texts(*texts, effort)) if edited else [],
        is_reformatted=not edited and before["body"] != after["body"],
        swaps=[
            *[swap for name in ["image", "video"] for swap in swapped(name, before, after)],
            *swapped_tags(before["tags"], after["tags"]),
        ],
        **places,
    )


def swapped(name, before, after):
    return [Swap(name, before[name], after[name])] if before[name] != after[name] else []


def swapped_tags(before, after):
    went, came = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    return [Swap("tags", went, came)] if went or came else []
