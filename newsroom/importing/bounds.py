"""Where the article ends and where the comments begin and end."""

import re
from typing import NamedTuple

from .datelines import SENTENCE_END
from .first_line import mend_first_line
from .furniture import ends_comments, is_count, is_entry_form, is_possible_count
from .markers import FARTHEST_JUMP, is_top, item_marker, stands_apart
from .text import BLANK, Line, block_spans, paragraph, split_blocks

MOST_FOOTERS = 3
LONGEST_FOOTER, LONGEST_SHORT = 100, 200
IMPRINT = re.compile(r"©|\(c\) [0-9]{4}|copyright|all rights reserved|powered by", re.IGNORECASE)


class Parts(NamedTuple):
    """The lines of the article, those of the comments, and whether the site's own entry form follows them."""

    article: list[Line]
    comments: list[Line]
    entry_form: bool


def divide(lines):
    """The Parts of a dump; the footers and the comment form are in none of them."""
    end = next((index for index, line in enumerate(lines) if ends_comments(line)), len(lines))
    entry_form = end < len(lines) and is_entry_form(lines[end].text)
    lines = mend_first_line(lines[:end])
    counts = [index for index in range(end) if is_count_heading(lines, index)]
    start, stop = find_comments(lines, counts)
    comments = lines[start:stop]
    for index in counts:
        if not is_count(lines[index].text):
            lines[index] = BLANK  # known by its place only
    article = lines[:start]
    if holds_story(lines[stop:]):
        article += [BLANK, *lines[stop:]]
    return Parts(article, comments, entry_form)


def holds_story(lines):
    """Whether a paragraph stands below the comments, as on pages with several entries; footers are short."""
    return any(
        len(text) > LONGEST_SHORT and not IMPRINT.search(text) for text in map(paragraph, split_blocks(lines))
    )


def is_count_heading(lines, index):
    line = lines[index]
    if line.indent or line.blank:
        return False
    if is_count(line.text) or not is_possible_count(line.text):
        return is_count(line.text)
    # "One response to rising water" may be a sub-heading, but not straight above the comments or the form.
    below = (lines[number] for number in range(index + 1, len(lines)))
    return next((not line.flush for line in below if not line.blank), True)


def find_comments(lines, counts):
    """The first and the end index of the comments; both are the number of lines if there are none."""
    numbers = numbers_around(lines)
    # The last heading first: a count may also stand beside the headline, far above.
    for number, heading in reversed(list(enumerate(counts))):
        limit = counts[number + 1] if number + 1 < len(counts) else len(lines)
        start, stop = part_below(lines, heading + 1, limit, numbers)
        if are_comments(lines, start, stop):
            return start, stop
    start, stop = part_at_end(lines, set(counts), numbers)
    return (start, stop) if are_comments(lines, start, stop) else (len(lines), len(lines))


def are_comments(lines, start, stop):
    """Whether the lines hold more than a plain list: items of a list have no blank lines between them."""
    items = [index for index in range(start, stop) if item_marker(lines[index])]
    if len(items) == 1:
        # One comment, unless it is a divider such as `• ***`.
        return any(map(str.isalnum, item_marker(lines[items[0]]).text))
    return any(stands_apart(lines, index) for index in items[1:])


def first_item(lines, start, stop):
    return next((index for index in range(start, stop) if item_marker(lines[index])), stop)


def part_below(lines, start, limit, numbers):
    """The indented part below a count heading: from its first item to the next block at column 0."""
    number, (_, ahead) = 0, numbers
    for index in range(start, limit):
        line = lines[index]
        number = top_number(line) or number
        opens_block = line.flush and (index == start or lines[index - 1].blank)
        if opens_block and not 0 < number < ahead[index] <= number + FARTHEST_JUMP:
            limit = index
            break
    return first_item(lines, start, limit), limit


def part_at_end(lines, counts, numbers):
    """The indented part at the end, above at most a few footers and below any list of the article."""
    blocks = block_spans(lines)
    last = len(blocks)
    while last and len(blocks) - last < MOST_FOOTERS and is_footer(lines, blocks[last - 1], counts):
        last -= 1
    first = last
    while first:
        if not lines[blocks[first - 1][0]].flush:
            first -= 1
        elif first == last or (resumed := comments_above(lines, blocks, first, numbers)) is None:
            break
        else:
            first = resumed
    if first == last:
        return len(lines), len(lines)
    start, stop = blocks[first][0], blocks[last - 1][1]
    if first and is_numbered_on(lines, blocks[first - 1], numbers):
        start = blocks[first - 1][0] + 1
    return first_item(lines, below_article_list(lines, start, stop), stop), stop


def is_footer(lines, block, counts):
    """Whether the block may stand below the comments: short and no sentence, or an imprint; at column 0."""
    start, stop = block
    if not lines[start].flush or not counts.isdisjoint(range(start, stop)):
        return False
    text = " ".join(line.text for line in lines[start:stop])
    return IMPRINT.search(text) is not None or (len(text) <= LONGEST_FOOTER and not SENTENCE_END.search(text))


def comments_above(lines, blocks, first, numbers):
    """The index of the block with which the comments go on above the block before `first`, or None.

    The numbering going on shows that the text at column 0 between two comments is preformatted text of
    the first.
    """
    behind, ahead = numbers
    following = ahead[blocks[first][0]]
    for index in range(first - 1, max(-1, first - MOST_FOOTERS - 2), -1):
        start, stop = blocks[index]
        if not lines[start].flush:
            return index if 0 < behind[stop] == following - 1 else None
    return None


def is_numbered_on(lines, block, numbers):
    """Whether the block ends in a comment, with no blank line between the article and the first one."""
    behind, ahead = numbers
    start, stop = block
    return any(map(top_number, lines[start:stop])) and behind[stop] == ahead[stop] - 1


def below_article_list(lines, start, stop):
    """The index of the last top-level `1.` if other items stand above it: those are a list of the article."""
    tops = [index for index in range(start, stop) if is_top(lines[index]) and item_marker(lines[index])]
    firsts = [index for index in tops if top_number(lines[index]) == 1]
    return firsts[-1] if firsts and firsts[-1] > tops[0] else start


def top_number(line):
    """The number of a top-level item, or None."""
    marker = item_marker(line) if is_top(line) else None
    return marker and marker.number


def numbers_around(lines):
    """For each line the number of the nearest top-level item above it, and of the nearest at or below it.

    Both are 0 where there is none.
    """
    behind, ahead = [0] * (len(lines) + 1), [0] * (len(lines) + 1)
    for index, line in enumerate(lines):
        behind[index + 1] = top_number(line) or behind[index]
    for index in range(len(lines) - 1, -1, -1):
        ahead[index] = top_number(lines[index]) or ahead[index + 1]
    return behind, ahead
