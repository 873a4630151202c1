"""The text of a story in a dump: its head, and its sections without a mark between them.

The reader knows a heading, a date or a label of the page by its look. A paragraph that looks like one is set
in, below a link's label at the edge, which the reader drops: what is set in is text, and what begins at the
edge is no comment.
"""

from newsroom.importing.addresses import read_source, read_video
from newsroom.importing.datelines import read_dateline, read_opening
from newsroom.importing.dump import DATE_PREFIX
from newsroom.importing.furniture import ends_comments, is_count, is_lost_link, is_possible_count, is_residue
from newsroom.importing.head import HEAD_BLOCKS, is_title
from newsroom.importing.headings import is_heading, is_stamp
from newsroom.importing.markers import read_marker
from newsroom.importing.text import Line, clean_line

from .datelines import NO_DAY, date_line, stamp_lines

LABEL = "Read more"
SET_IN = "  "

# From the usual to the odd: the reader looks into a by-line for days, times, verbs and separators, and takes
# the first of each, so that one which is to stay in the name needs another before it.
BYLINES = [
    "By {}",
    "By: {}",
    "Posted by {}",
    f"{NO_DAY} by {{}}",
    f"{NO_DAY} by: {{}}",
    "Updated 1 January 2000 at 9:00am by {}",
    "Updated 1 January 2000 at 9:00am by: {}",
    "9:00am by {}",
    "9:00am by: {}",
    "Filed under: News — {} @ 9:00am",
]
VIDEOS = ["{}", "https://youtu.be/{}", "https://www.youtube.com/watch?v={}"]
SOURCES = ["Source: {}", "{}", "Fuente: {}", "Fuente:{}", "Fuente{}"]


def story_blocks(document):
    """The blocks of lines for all but the comments; a document must have one, be it empty."""
    title, head, story = title_block(document), head_blocks(document), body_blocks(document)
    if title:
        return [title, *head, *story]
    if not head and (opens_like_head(story[0]) if story else not document.comments):
        return [[LABEL], *story]
    return [*head, *story]


def title_block(document):
    if document.title is None:
        return []
    above = []
    if document.source_url and read_source(document.title):
        above = [source_line(document.source_url)]
    elif read_opening(document.title) or DATE_PREFIX.match(document.title):
        above = [LABEL]
    return [*above, at_edge(document.title)]


def opens_like_head(block):
    """Whether the first block of a story without a title would be read as something else than its text."""
    kept = [clean_line(line) for line in block if line != LABEL]
    return is_title(kept) or read_marker(block[0]) or DATE_PREFIX.match("\n".join(block))


def head_blocks(document):
    blocks = []
    if document.published_at and not day_follows_stamp(document):
        blocks.append(when_lines(document))
    if document.byline:
        blocks.append([byline_line(document.byline, document.published_at)])
    if document.video_ids:
        blocks.append([video_line(video) for video in document.video_ids])
    if document.source_url and not (document.title and read_source(document.title)):
        blocks.append([source_line(document.source_url)])
    return blocks


def byline_line(byline, published_at):
    # A time beside the by-line would become that of a story of which only the day is known.
    may_have_clock = published_at is None or "T" in published_at

    def fits(line):
        read = read_dateline(line)
        return (
            read is not None
            and (read.byline, read.day, read.videos) == (byline, None, [])
            and (may_have_clock or read.clock is None)
        )

    return first_fitting(BYLINES, byline, fits)


def video_line(video):
    return first_fitting(
        VIDEOS, video, lambda line: read_video(line) == video and read_dateline(line) is None
    )


def source_line(source):
    def fits(line):
        return read_source(line) == source and read_video(line) is None and read_dateline(line) is None

    return first_fitting(SOURCES, source, fits)


def first_fitting(forms, text, fits):
    """The first form whose line fits with the text in it; if none does, the plainest."""
    lines = [form.format(text) for form in forms]
    return next(filter(fits, lines), lines[0])


def top_stamps(document):
    """The first blocks' headings that are times, which the reader might take for the story's own; None for
    other blocks. There are none in a live blog, which is told by a second time.
    """
    texts = story_texts(document)
    if sum(is_stamp(line) for text, _ in texts for line in text.split("\n")) > 1:
        return []
    return [text if heading and is_stamp(text) else None for text, heading in texts[:HEAD_BLOCKS]]


def day_follows_stamp(document):
    """Whether the day has to stand below the stamp that opens the story, which else would be its time."""
    published_at = document.published_at
    return bool(published_at and "T" not in published_at and any(top_stamps(document)[:1]))


def when_lines(document):
    """The line with day and time; or two, if a second stamp must tell that the first is no date line."""
    published_at = document.published_at
    if "T" in published_at and any(read_dateline(stamp) for stamp in top_stamps(document) if stamp):
        return stamp_lines(published_at) or [date_line(published_at)]
    return [date_line(published_at)]


def story_texts(document):
    """The texts of the sections in order, each with whether it is a heading."""
    texts = []
    for section in document.sections:
        if section.heading:
            texts.append((section.heading, True))
        texts.extend((paragraph, False) for paragraph in section.paragraphs)
    return texts


def body_blocks(document):
    texts = story_texts(document)
    blocks = []
    for number, (text, heading) in enumerate(texts):
        following = texts[number + 1][0].split("\n") if number + 1 < len(texts) else None
        if heading:
            blocks.append(heading_block(text, at_top=number < HEAD_BLOCKS))
        else:
            blocks.append(paragraph_block(text.split("\n"), following))
    if day_follows_stamp(document):
        blocks[0].append(date_line(document.published_at))
    return blocks


def heading_block(text, *, at_top):
    return [LABEL, at_edge(text)] if at_top and read_opening(text) else [at_edge(text)]


def paragraph_block(lines, following):
    if is_plain(lines, following):
        return lines
    return [LABEL, *(SET_IN + line for line in lines)]


def is_plain(lines, following):
    """Whether the reader takes the lines, at the edge, for a paragraph wherever they stand."""
    block = [Line(0, line) for line in lines]
    below = following and [Line(0, line) for line in following]
    return not (is_heading(block, below) or read_opening(lines[0]) or any(map(belongs_to_page, lines)))


def belongs_to_page(line):
    """Whether the line, at the edge, may be read as part of the head or of the page around the story."""
    return (
        is_stamp(line)
        or is_count(line)
        or is_possible_count(line)
        or is_residue(line)
        or is_lost_link(line)
        or ends_comments(Line(0, line))
        or any(read(line) is not None for read in (read_video, read_source, read_dateline))
    )


def at_edge(line):
    """The line where titles and headings begin; a column in, if it would open the form or the comments."""
    risky = ends_comments(Line(0, line)) or is_possible_count(line) or read_marker(line)
    return f" {line}" if risky else line
