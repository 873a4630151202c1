"""Folding long comments: what is shown at once, and what a reader opens."""

SHOWN, FOLDED = 1_200, 400
PARAGRAPH_END = "</p>"


def fold(html):
    """A comment's HTML in two parts, cut between paragraphs: its beginning, and the rest to be folded away.

    The rest is empty if the comment is not long, or if what would be folded is hardly worth a click.
    """
    if len(html) < SHOWN + FOLDED:
        return html, ""
    end = html.find(PARAGRAPH_END, SHOWN)
    cut = end + len(PARAGRAPH_END) if end >= 0 else len(html)
    return (html, "") if len(html) - cut < FOLDED else (html[:cut], html[cut:])
