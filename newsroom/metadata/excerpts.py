"""Words for those who see a page from outside."""

# Search engines and programs that show a link cut what is longer.
LONGEST = 200


def excerpt(text):
    """The first words of a text on one line, with a mark if there are more."""
    line = " ".join(text[: 2 * LONGEST].split())
    if len(line) <= LONGEST:
        return line
    return (line[:LONGEST].rpartition(" ")[0] or line[: LONGEST - 1]).rstrip(" ,;:.–—-") + "…"
