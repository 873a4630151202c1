"""The rich text of sections: what an editor can make, what may be stored, and its plain words."""

import html
import re

from django.utils.html import escape
from django_prose_editor.fields import ProseEditorField, create_sanitizer

# One list for the editor's buttons and for the sanitiser.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Heading": {"levels": [3]},
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}

sanitise = create_sanitizer(EXTENSIONS)


class RichTextField(ProseEditorField):
    """HTML that is clean whichever way it is written.

    The editor's field cleans what a form brings; save(), bulk_create() and update() pass it by. Every value
    for the database goes through get_prep_value(), so it is cleaned there.
    """

    cleaner = staticmethod(sanitise)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"extensions": EXTENSIONS, "sanitize": sanitise} | kwargs)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return self.cleaner(value) if isinstance(value, str) else value


def from_paragraphs(paragraphs):
    """HTML of plain paragraphs; a line feed within one becomes a line break."""
    return "".join("<p>{}</p>".format(escape(text).replace("\n", "<br>")) for text in paragraphs)


def to_text(markup):
    """The plain words of sanitised HTML: blocks separated by an empty line, line breaks kept."""
    lines = re.sub(r"<br ?/?>", "\n", markup)
    blocks = re.sub(r"</(?:p|li|h3|blockquote)>", "\n\n", lines)
    return html.unescape(re.sub(r"<[^>]*>", "", blocks)).strip()
