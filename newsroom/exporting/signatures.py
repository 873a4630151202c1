"""Names and times above comments. A dump has one way for all of its comments, which the reader must tell from
their texts: the plain one is tried first, and the reader itself says whether it understood.
"""

from newsroom.importing.furniture import is_comment_link
from newsroom.importing.markers import read_marker
from newsroom.importing.names import read_says, read_when, sign
from newsroom.importing.threads import drop_links

from .datelines import NO_DAY, date_line


def signed_texts(comments):
    """For each comment the paragraphs, lists of lines, that carry its text, name and time."""
    plain = with_says(comments)
    forms = [lambda _: plain, with_counters, with_names]
    # A page's only item is a comment only if it begins with words; a counter above it is such a word.
    if len(comments) == 1 and plain[0] and not any(map(str.isalnum, plain[0][0][0])):
        forms.reverse()
    return next((texts for form in forms if reads_back(texts := form(comments), comments)), plain)


def reads_back(texts, comments):
    texts = [[list(paragraph) for paragraph in text] for text in texts]
    if not all(texts):
        return False
    for text in texts:
        drop_links(text)
    signatures = sign(texts)
    return all(
        (signature, ["\n".join(lines) for lines in text])
        == ((comment.author, comment.posted_at), comment.paragraphs)
        for signature, text, comment in zip(signatures, texts, comments, strict=True)
    )


def paragraphs_of(comment):
    return [paragraph.split("\n") for paragraph in comment.paragraphs]


def with_says(comments):
    """The texts with `NAME says:` above those whose author is known."""
    texts = [paragraphs_of(comment) for comment in comments]
    said = sum(
        comment.author is not None or bool(text and read_says(text[0][0]))
        for comment, text in zip(comments, texts, strict=True)
    )
    # Where few comments have names, only one with a time below it is one.
    few = 2 * said <= len(comments)
    return [
        text if comment.author is None else says(comment, text, timed=few)
        for comment, text in zip(comments, texts, strict=True)
    ]


def says(comment, text, *, timed):
    first = text[0][0] if text else ""
    above = [f"{comment.author} says:"]
    if comment.posted_at:
        above.append(date_line(comment.posted_at))
    elif timed or read_when(first):
        above.append(NO_DAY)
    # Below a blank line, what begins like a list would be a reply.
    return [above + text[0], *text[1:]] if read_marker(first) else [above, *text]


def with_counters(comments):
    """The texts with a number above each: there is no name, and a first line that looks like one is text."""
    return [counted(paragraphs_of(comment), number) for number, comment in enumerate(comments, start=1)]


def counted(text, number):
    # The label of a link is somebody's words only if nothing stands above it.
    if not text or is_comment_link(text[0][0]):
        return text
    return [[str(number), *text[0]], *text[1:]] if read_marker(text[0][0]) else [[str(number)], *text]


def with_names(comments):
    """The texts with the name in a paragraph of its own above every one, or the time in its place."""
    return [named(comment, paragraphs_of(comment)) for comment in comments]


def named(comment, text):
    when = date_line(comment.posted_at) if comment.posted_at else NO_DAY
    if comment.author is None:
        return [[when], *text]
    first, several = text[0][0] if text else "", len(text) > 1
    if several and read_marker(first):
        return [[comment.author], [when, *text[0]], *text[1:]]
    if comment.posted_at or (several and read_when(first)):
        return [[comment.author], [when], *text]
    return [[comment.author], *text]
