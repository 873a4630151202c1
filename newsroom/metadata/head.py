"""What the head of a public page says to machines: search engines, and programs that show a link to it."""

import json
from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.utils.safestring import mark_safe
from django.utils.translation import get_language, to_locale

from .things import Picture, organisation, without_empty

# So, no text can end the element that it stands in, or begin a comment in it.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Metadata:
    """What machines learn of a page, besides what it shows. site is the scheme and host of all addresses."""

    site: str
    path: str
    "That of its one address, whatever was asked for besides."
    title: str = ""
    "Without the paper's name; empty: that name itself."
    description: str = ""
    "Empty: the paper's tagline."
    kind: str = "website"
    "In the words of Open Graph, https://ogp.me/#types"
    picture: Picture | None = None
    properties: list[tuple[str, str]] = field(default_factory=list)
    "Further words of Open Graph."
    things: list[dict] = field(default_factory=list)
    "What the page is and is about, in the words of https://schema.org."

    @property
    def address(self):
        return self.site + self.path

    @property
    def locale(self):
        return to_locale(get_language())

    def picture_beside(self, paper):
        """The picture that stands for the page: its own, or the paper's logo, or None."""
        if self.picture or not paper.logo:
            return self.picture
        logo = urljoin(self.site, paper.logo)
        return Picture(logo, paper.logo_width, paper.logo_height, alt=paper.name)

    def json_ld(self, paper):
        """The things and the paper itself as JSON-LD, safe within a script element."""
        things = [without_empty(thing) for thing in [organisation(paper, self.site), *self.things]]
        graph = {"@context": "https://schema.org", "@graph": things}
        text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
        return mark_safe(text.translate(ESCAPES))  # noqa: S308
