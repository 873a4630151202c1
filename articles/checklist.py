"""What a story has to have before readers see it: a registry of small checks.

Some findings block; others warn, and are overridden with a reason. The same list stands behind the button,
the list's action and the scheduler: articles/workflow.py asks it before each step that makes an edition.
"""

import re
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .own_links import dead, links_in
from .richtext import to_text

STANDFIRST, HEADLINE = 300, 120
PLACEHOLDER = re.compile(r"\b(?:TK|TKTK|TODO|FIXME|XXX|[Ll]orem ipsum)\b")


@dataclass(frozen=True)
class Finding:
    """Something that a check has found. words are for editors; field is the anchor of the form's field, code
    the check's name and, of a section, its lasting key.
    """

    code: str
    words: str
    field: str
    blocks: bool = False


class Copy:
    """A working copy as the checks are shown it: an article with its sections and by-lines, in their
    order.
    """

    def __init__(self, article, sections, bylines):
        self.article, self.sections, self.bylines = article, sections, bylines

    @classmethod
    def of(cls, article):
        """The stored working copy. Two queries."""
        return cls(article, list(article.sections.select_related("image")), list(article.bylines.all()))


def headline_is_bearable(copy):
    title = copy.article.title.strip()
    if not title:
        yield Finding("", _("There is no headline."), "id_title", blocks=True)
    elif len(title) > HEADLINE:
        text = _("The headline has %(length)d characters; more than %(most)d are cut off in many places.")
        yield Finding("", text % {"length": len(title), "most": HEADLINE}, "id_title")


def standfirst_is_there(copy):
    length = len(copy.article.standfirst.strip())
    if not length:
        yield Finding("", _("There is no standfirst."), "id_standfirst")
    elif length > STANDFIRST:
        text = _("The standfirst has %(length)d characters; it should have at most %(most)d.")
        yield Finding("", text % {"length": length, "most": STANDFIRST}, "id_standfirst")


def somebody_signs(copy):
    if not copy.article.byline.strip() and not copy.bylines:
        yield Finding("", _("Nobody signs the story: it has no by-line and no author."), "bylines-group")


def there_is_something_to_read(copy):
    if not any(to_text(section.body).strip() for section in copy.sections):
        yield Finding("", _("There is no text."), "sections-group", blocks=True)


def sections_have_text(copy):
    for place, section in enumerate(copy.sections):
        if not to_text(section.body).strip() and not section.video and not section.image_id:
            text = _("%(section)s has neither text nor picture nor video.") % {"section": named(copy, place)}
            yield of_section("", text, section, place)


def headings_differ(copy):
    seen = set()
    for place, section in enumerate(copy.sections):
        heading = section.heading.strip().casefold()
        if heading and heading in seen:
            text = _("%(section)s has the same heading as another.") % {"section": named(copy, place)}
            yield of_section("", text, section, place)
        seen.add(heading)


def pictures_say_what_they_show(copy):
    for place, section in with_pictures(copy):
        if not section.image.is_described():
            text = _("The picture of %(section)s has no alternative text, and is not marked as decorative.")
            yield of_section("", text % {"section": named(copy, place)}, section, place, blocks=True)


def pictures_are_credited(copy):
    for place, section in with_pictures(copy):
        if not section.image.credit.strip():
            text = _("The picture of %(section)s says nothing of who made it.")
            yield of_section("", text % {"section": named(copy, place)}, section, place)


def pictures_are_shown_once(copy):
    seen = set()
    for place, section in with_pictures(copy):
        if section.image_id in seen:
            text = _("The picture of %(section)s is in the story twice.") % {"section": named(copy, place)}
            yield of_section("", text, section, place)
        seen.add(section.image_id)


def links_lead_somewhere(copy):
    links = {place: links_in(section.body) for place, section in enumerate(copy.sections)}
    gone = dead({address for found in links.values() for address, _words in found})
    for place, found in links.items():
        for address in dict.fromkeys(address for address, _words in found if address in gone):
            text = _("%(section)s links to a page of ours that is not there: %(address)s")
            values = {"section": named(copy, place), "address": Truncator(address).chars(100)}
            yield of_section(address, text % values, copy.sections[place], place)


def links_have_words(copy):
    for place, section in enumerate(copy.sections):
        if any(not words.strip() for _address, words in links_in(section.body)):
            text = _("%(section)s has a link without words.") % {"section": named(copy, place)}
            yield of_section("", text, section, place)


def nothing_is_still_to_come(copy):
    if found := PLACEHOLDER.search(f"{copy.article.title} {copy.article.standfirst}"):
        text = _("“%(word)s” stands in the headline or the standfirst.")
        yield Finding("", text % {"word": found[0]}, "id_title")
    for place, section in enumerate(copy.sections):
        if found := PLACEHOLDER.search(f"{section.heading} {to_text(section.body)}"):
            text = _("“%(word)s” stands in %(section)s.")
            yield of_section("", text % {"word": found[0], "section": named(copy, place)}, section, place)


# In the order of the form, from top to bottom.
CHECKS = [
    headline_is_bearable,
    standfirst_is_there,
    somebody_signs,
    there_is_something_to_read,
    sections_have_text,
    headings_differ,
    pictures_say_what_they_show,
    pictures_are_credited,
    pictures_are_shown_once,
    links_lead_somewhere,
    links_have_words,
    nothing_is_still_to_come,
]


def findings(copy, checks=CHECKS):
    """All that the checks find in a Copy, what blocks first. Their codes tell them apart, and stay the same
    from one asking to the next.
    """
    found = [
        Finding(f"{check.__name__}:{finding.code}", finding.words, finding.field, finding.blocks)
        for check in checks
        for finding in check(copy)
    ]
    return sorted(found, key=lambda finding: not finding.blocks)


def with_pictures(copy):
    return [(place, section) for place, section in enumerate(copy.sections) if section.image]


def named(copy, place):
    """How a section is called in a sentence."""
    heading = copy.sections[place].heading.strip()
    if heading:
        return _("section %(number)d (“%(heading)s”)") % {"number": place + 1, "heading": heading}
    return _("section %(number)d") % {"number": place + 1}


def of_section(code, words, section, place, *, blocks=False):
    return Finding(f"{section.key}{code}", words[:1].upper() + words[1:], f"sections-{place}", blocks)
