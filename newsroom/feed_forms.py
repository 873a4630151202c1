"""The forms in which feeds come: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, each with whole texts."""

import json
import re

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

ATOM = {"xmlns:atom": "http://www.w3.org/2005/Atom"}
RSS_MODULES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
# XML cannot hold these, whatever they are written as.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text):
    """The text without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", text)


class Rss(Rss201rev2Feed):
    def rss_attributes(self):
        return super().rss_attributes() | RSS_MODULES

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, _url in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        # RSS itself has no word for it.
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["content"])


class Atom(Atom1Feed):
    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, url in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            if url:
                handler.addQuickElement("uri", url)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """https://www.jsonfeed.org/version/1.1/"""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": authors([(self.feed["author_name"], self.feed["author_link"])]),
            "items": [self.item(item) for item in self.items],
        }
        text = json.dumps(without_empty(feed), ensure_ascii=False, indent=1)
        outfile.write(text.encode(encoding))

    def item(self, item):
        described = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "image": item["image"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": authors(item["authors"]),
            "tags": list(item["categories"]),
        }
        return without_empty(described)


FORMS = {"rss": Rss, "atom": Atom, "json": JsonFeed}


class FeedFormConverter:
    """The last part of a feed's address."""

    regex = "|".join(FORMS)

    def to_python(self, value):
        return FORMS[value]

    def to_url(self, value):
        return value


def authors(pairs):
    return [without_empty({"name": name, "url": url}) for name, url in pairs if name]


def without_empty(values):
    # A feed without stories still has its list of them.
    return {name: value for name, value in values.items() if value or name == "items"}
