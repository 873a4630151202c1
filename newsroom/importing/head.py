"""The head of a story: title, by-line, date, videos and source, taken from between its paragraphs."""

import re
from dataclasses import dataclass, field
from datetime import date, time

from .addresses import is_address, read_source, read_video
from .datelines import read_dateline, read_opening
from .dates import cut_clock, iso
from .furniture import is_count, is_lost_link, is_residue
from .headings import is_stamp
from .markers import read_marker
from .text import Line, split_blocks

LONGEST_TITLE = 200
HEAD_BLOCKS = 3  # a date line stands above the third paragraph
# `HELSINKI (Reuters) –`, `KYIV, Ukraine (AP) —`: the start of a paragraph, never of a title
PLACE_LINE = re.compile(r"[^\W\d_a-z][^a-z]{2,}(?:,[^()]{1,40})?\s\([^()]{1,40}\)\s[–—-]")
# A blog's line below each entry: `Posted by Ann at 19:30`, `Filed under: Harbour — ann @ 8:29 am`
SIGNATURE = re.compile(r"posted by |filed under", re.IGNORECASE)


@dataclass
class Head:
    """What the head of a story says, collected line by line."""

    title: str | None = None
    day: date | None = None
    clock: time | None = None
    byline: str | None = None
    videos: dict[str, None] = field(default_factory=dict)  # in order, without repeats
    source_url: str | None = None

    @property
    def published_at(self):
        return iso(self.day, self.clock)

    def add_videos(self, videos):
        self.videos.update(dict.fromkeys(videos))

    def add_dateline(self, line):
        if self.day is None:
            self.day = line.day
        if self.clock is None and line.day in (None, self.day):
            self.clock = line.clock
        self.byline = self.byline or line.byline
        self.add_videos(line.videos)

    def take(self, text):
        """Take a line that may stand anywhere in the article; say whether it was one."""
        if video := read_video(text):
            self.add_videos([video])
        elif (source := read_source(text)) and self.source_url in (None, source):
            self.source_url = source
        else:
            return is_lost_link(text) or is_count(text) or self.take_signature(text)
        return True

    def take_signature(self, text):
        """Take the signature of a blog's entry, unless it names somebody else than the first."""
        line = read_dateline(text) if SIGNATURE.match(text) else None
        if not (line and line.byline and line.clock) or self.byline not in (None, line.byline):
            return False
        self.add_dateline(line)
        return True

    def take_dateline(self, text):
        line = read_dateline(text)
        if line:
            self.add_dateline(line)
        return line is not None

    def take_clock(self, text):
        """Take the time that stands in a line of its own below its day."""
        if self.day and not self.clock and is_stamp(text):
            self.clock, _ = cut_clock(text, "")
            return True
        return False


def read_head(lines, day=None):
    """The Head of an article and the blocks that are left of it; `day` is what was known before."""
    lines = [line for line in lines if not (line.flush and is_residue(line.text))]
    # One time alone on a line belongs to the date, several are the entries of a live blog.
    live = sum(is_stamp(line.text) for line in lines) > 1
    head, story = Head(day=day), []
    for number, block in enumerate(split_blocks(lines)):
        at_top = len(story) < HEAD_BLOCKS
        opening = read_opening(block[0].text) if at_top else None
        if opening:
            head.day = head.day or opening[0]
            story.append([Line(0, opening[1]), *block[1:]])
            continue
        block = take_lines(head, block, at_top=at_top, live=live, above_story=not story)
        if number == 0 and is_title(block):
            head.title = block[0].text
        else:
            story += split_stamp(block)
    return head, story


def take_lines(head, block, *, at_top, live, above_story):
    """Put the lines of the block that belong to the head into it; returns the others."""
    kept, dated = [], False
    for line in block:
        text = line.text
        if not line.flush:
            kept.append(line)
        elif (dated or (above_story and not live)) and head.take_clock(text):
            dated = False
        elif at_top and not (live and is_stamp(text)) and head.take_dateline(text):
            dated = True
        elif not head.take(text):
            kept.append(line)
    return kept


def split_stamp(block):
    """The block, or two if it opens with the time stamp of a live blog."""
    if len(block) > 1 and block[0].flush and is_stamp(block[0].text):
        return [block[:1], block[1:]]
    return [block] if block else []


def is_title(block):
    if len(block) != 1 or not block[0].flush:
        return False
    text = block[0].text
    return len(text) <= LONGEST_TITLE and not (
        read_marker(text) or is_address(text) or is_stamp(text) or PLACE_LINE.match(text)
    )
