"""The words of a page: those that people see, and those that are read out to them."""

from html.parser import HTMLParser

READ_OUT = {"alt", "aria-label", "aria-description", "label", "placeholder", "title"}
FOR_SCRIPTS = {"data-failed", "data-none", "data-said", "data-some", "data-thread"}
# Keys have the names that are printed on them.
UNSEEN = {"script", "style", "kbd"}
# What stands in one of these, or beside it, is a piece of its own.
BLOCKS = {
    "a",
    "button",
    "dd",
    "div",
    "dt",
    "h1",
    "h2",
    "h3",
    "input",
    "label",
    "legend",
    "li",
    "nav",
    "option",
}
BLOCKS |= {"option", "p", "section", "select", "small", "summary", "td", "textarea", "th", "time", "title"}


class WordReader(HTMLParser):
    """Collects a page's words as pieces: attributes, and what stands between the borders of blocks."""

    def __init__(self):
        super().__init__()
        self.pieces, self.text, self.unseen = [], "", 0

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in UNSEEN
        given = dict(attrs)
        names = READ_OUT | FOR_SCRIPTS
        if tag == "input" and given.get("type") == "submit":
            names = names | {"value"}
        if given.get("name") == "description":
            names = names | {"content"}
        self.pieces += [given[name] or "" for name in names & given.keys()]
        self.end_piece(tag)

    def handle_endtag(self, tag):
        self.unseen -= tag in UNSEEN
        self.end_piece(tag)

    def handle_data(self, data):
        self.text += "" if self.unseen else data

    def end_piece(self, tag):
        if tag in BLOCKS:
            self.pieces.append(self.text)
            self.text = ""


def pieces_of(html):
    """The page's words in pieces, with single spaces."""
    reader = WordReader()
    reader.feed(html)
    pieces = (" ".join(piece.split()) for piece in [*reader.pieces, reader.text])
    return [piece for piece in pieces if piece]
