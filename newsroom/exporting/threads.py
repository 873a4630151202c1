"""The comments of a dump: a count heading, and each comment as an item at twice its depth."""

from dataclasses import dataclass
from itertools import pairwise

from newsroom.importing.dump import read_dump
from newsroom.importing.furniture import is_comment_link
from newsroom.importing.markers import read_marker
from newsroom.importing.page import comments_as_json, walk

from .markers import EDGE, FORM, Place, styles_for
from .signatures import signed_texts

MOST_STYLES = 5  # of those that differ in one number only: each costs a reading of the dump


@dataclass(frozen=True)
class Entry:
    """A comment's place and its paragraphs of lines, with its name and time."""

    place: Place
    text: list[list[str]]


def thread_blocks(comments):
    """The blocks of lines of all comments, in reading order."""
    if not comments:
        return []
    entries = read_entries(comments)
    with_items = [entry.place for entry in entries if items_of(entry)]
    typed = [item.number for item in items_of(entries[-1]) if not item.bullet]
    first, *others = styles_for([entry.place for entry in entries], with_items, typed[:MOST_STYLES])
    if not with_items:
        return laid_out(entries, first)
    # Whether an item is a reply or was typed inside a comment is told by blank lines, kinds of markers and
    # numbers all over the dump: the reader itself says which layout it understands.
    wanted = comments_as_json(comments)
    for style in [first, *others]:
        blocks = laid_out(entries, style)
        if comments_as_json(read_dump(joined(blocks).encode()).comments) == wanted:
            return blocks
    return laid_out(entries, first)


def joined(blocks):
    return "\n\n".join("\n".join(block) for block in blocks)


def read_entries(comments):
    walked = list(walk(comments))
    texts = signed_texts([comment for _, _, comment in walked])
    entries, numbers, thread = [], {}, 0
    for (depth, _, _), text in zip(walked, texts, strict=True):
        thread += not depth
        numbers[depth] = numbers.get(depth, 0) + 1
        numbers[depth + 1] = 0
        branch = numbers[1] if depth else 0
        entries.append(Entry(Place(thread, branch, depth, numbers[depth]), text))
    return entries


def items_of(entry):
    """The markers of the comment's lines, other than its first, that look like the beginning of a comment."""
    lines = [line for paragraph in entry.text for line in paragraph]
    return list(filter(None, map(read_marker, lines[1:])))


def laid_out(entries, style):
    blocks = [["One comment" if len(entries) == 1 else f"{len(entries)} comments"]]
    for entry in entries:
        blocks += entry_blocks(entry, style, alone=len(entries) == 1)
    return [*blocks, [FORM]] if style.bullets else blocks


def entry_blocks(entry, style, *, alone):
    """The comment's paragraphs; alone says that the dump has no other comment."""
    column, inside = style.column(entry.place), style.text_column(entry.place)
    # Items without a blank line before any of them would make the only comment a list of the article.
    items_to_edge = alone and not any(read_marker(lines[0]) for lines in entry.text[1:])
    blocks = []
    for lines in entry.text:
        item = None if is_list(lines) else read_marker(lines[0])
        below = further_lines(lines, " " * inside, items_to_edge=items_to_edge)
        blocks.append([" " * style.text_column(entry.place, item) + lines[0], *below])
    blocks[0][0] = " " * column + style.marker(entry.place) + entry.text[0][0]
    return blocks


def is_list(lines):
    """Whether another item stands below the first one without the label of a link between."""
    for above, line in pairwise(lines):
        if read_marker(line):
            return not is_comment_link(above)
    return False


def further_lines(lines, margin, *, items_to_edge):
    """The lines below a paragraph's first one; at the edge, where it is no item, one below a link's label."""
    for above, line in pairwise(lines):
        to_edge = read_marker(line) and (items_to_edge or is_comment_link(above))
        yield (" " * EDGE if to_edge else margin) + line
