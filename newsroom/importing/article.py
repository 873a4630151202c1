"""The sections of an article."""

from itertools import pairwise

from .headings import is_heading
from .page import Section
from .text import paragraph


def read_sections(blocks):
    """The blocks as sections: each heading opens one, and what stands above the first heading has none."""
    sections = []
    for block, following in pairwise([*blocks, None]):
        if is_heading(block, following):
            sections.append(Section(block[0].text))
            continue
        if not sections:
            sections.append(Section())
        sections[-1].paragraphs.append(paragraph(block))
    return sections
