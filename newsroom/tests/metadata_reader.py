"""The heads of pages for tests, as a program reads them that nobody here wrote."""

import re
from html import unescape

import extruct
from django.test import Client


class Read:
    """A public page as machines see it."""

    def __init__(self, url, status=200):
        response = Client().get(url)
        assert response.status_code == status, url
        self.html = response.content.decode()
        found = extruct.extract(self.html, base_url="http://testserver", syntaxes=["json-ld", "opengraph"])
        self.graphs = found["json-ld"]
        self.open_graph = [pair for block in found["opengraph"] for pair in block["properties"]]

    @property
    def things(self):
        [graph] = self.graphs
        assert graph["@context"] == "https://schema.org"
        return graph["@graph"]

    def thing(self, kind):
        """The one thing of that type."""
        [found] = [thing for thing in self.things if kind in (thing["@type"], *as_list(thing["@type"]))]
        return found

    def og(self, name):
        """The contents of a property of Open Graph, in their order."""
        return [content for found, content in self.open_graph if found == name]

    def meta(self, name):
        return [
            unescape(content) for content in re.findall(rf'<meta name="{name}" content="([^"]*)">', self.html)
        ]

    @property
    def title(self):
        return unescape(re.search("<title>(.*?)</title>", self.html, re.DOTALL)[1])

    @property
    def canonical(self):
        return re.findall('<link rel="canonical" href="([^"]*)">', self.html)


def as_list(value):
    return value if isinstance(value, list) else [value]
