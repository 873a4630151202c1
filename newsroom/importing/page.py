"""A news page as read from a dump: its head, its sections and the trees of its comments."""

import json
from dataclasses import asdict, dataclass, field


@dataclass
class Section:
    """A part of the article; the first may lack a heading, and a live blog's time stamp may lack text."""

    heading: str | None = None
    paragraphs: list[str] = field(default_factory=list)


# eq=False: the generated comparison would recurse, and threads may be thousands of replies deep.
@dataclass(eq=False, slots=True)
class Comment:
    """One reader's text with its replies in order; author and time (ISO) are often unknown."""

    author: str | None = None
    posted_at: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    children: list["Comment"] = field(default_factory=list, repr=False)


@dataclass(eq=False)
class Document:
    """One page. `published_at` is ISO: a day or a day and time, with an offset if the page states a zone."""

    title: str | None = None
    published_at: str | None = None
    byline: str | None = None
    video_ids: list[str] = field(default_factory=list)
    source_url: str | None = None
    sections: list[Section] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    @property
    def comment_count(self):
        return sum(1 for _ in walk(self.comments))


def walk(comments):
    """Yield (depth, parent, comment) in reading order, each before its replies; a root has no parent."""
    levels = [(None, iter(comments))]
    while levels:
        parent, siblings = levels[-1]
        comment = next(siblings, None)
        if comment is None:
            levels.pop()
            continue
        yield len(levels) - 1, parent, comment
        levels.append((comment, iter(comment.children)))


def as_json(document):
    """The document as one line of JSON, however deep its threads are."""
    head = {
        "title": document.title,
        "published_at": document.published_at,
        "byline": document.byline,
        "video_ids": document.video_ids,
        "source_url": document.source_url,
        "sections": [asdict(section) for section in document.sections],
    }
    comments = comments_as_json(document.comments)
    return f'{opened(head)}, "comments": {comments}, "comment_count": {document.comment_count}}}'


def comments_as_json(comments):
    # json.dumps would recurse: each comment is written up to its replies, and closed when the walk leaves it.
    pieces, last = ["["], -1
    for depth, _, comment in walk(comments):
        if depth <= last:
            pieces.append("]}" * (last - depth + 1) + ", ")
        fields = {name: getattr(comment, name) for name in ("author", "posted_at", "paragraphs")}
        pieces.append(f'{opened(fields)}, "children": [')
        last = depth
    return "".join([*pieces, "]}" * (last + 1), "]"])


def opened(fields):
    return json.dumps(fields, ensure_ascii=False)[:-1]
