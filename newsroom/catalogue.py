"""The catalogues of what the site says in other languages than English, newsroom/locale: how they are renewed
from the sources. It needs Babel, and so is for developers; what runs reads the compiled catalogues only.

https://babel.pocoo.org/en/latest/api/messages/
"""

from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

FOLDER = settings.BASE_DIR / "newsroom/locale"
# How words are found in a part's files; the first pattern that fits decides.
IN_CODE = [
    ("tests/**", "ignore"),
    ("migrations/**", "ignore"),
    ("benchmarks/**", "ignore"),
    ("**.py", "python"),
    ("templates/**.html", "newsroom.catalogue:in_admin_template"),
]
SOURCES = {
    "articles": IN_CODE,
    "comments": IN_CODE,
    "newsroom": IN_CODE,
    "templates": [("**.html", "jinja2")],
}
OPTIONS = {"**.html": {"silent": "false", "newstyle_gettext": "true"}}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def found():
    """A catalogue of all that the sources say, without translations."""
    catalogue = Catalog()
    for part, methods in SOURCES.items():
        sources = extract_from_dir(settings.BASE_DIR / part, methods, OPTIONS, KEYWORDS, ["Translators:"])
        for path, _line, message, comments, context in sources:
            catalogue.add(message, None, [(f"{part}/{path}", None)], (), comments, context=context)
    return catalogue


def in_admin_template(file, keywords, comment_tags, options):
    """The messages of one of Django's templates, which Django itself turns into something like Python."""
    # Within brackets, Python's indentation does not count.
    lines = f"({templatize(file.read().decode())}\n)"
    return extract_python(BytesIO(lines.encode()), keywords, comment_tags, options)


def files():
    """The catalogues, as files for translators."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/django.po"))


def read(file):
    return read_po(BytesIO(file.read_bytes()), locale=file.parent.parent.name, abort_invalid=True)


def renewed(file, messages):
    """The catalogue in a file with these messages: translations stay, what is gone goes, what is new is
    empty.
    """
    catalogue = read(file)
    messages.creation_date = catalogue.creation_date
    catalogue.update(messages, no_fuzzy_matching=True)
    return catalogue


def as_text(catalogue):
    """A catalogue as its file for translators holds it."""
    text = BytesIO()
    write_po(text, catalogue, width=118, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    return text.getvalue()


def compiled(catalogue):
    """A catalogue as gettext reads it."""
    binary = BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()


def renew():
    """Renew and compile every catalogue; return for each file how many messages wait for a translation."""
    messages, waiting = found(), {}
    for file in files():
        catalogue = renewed(file, messages)
        file.write_bytes(as_text(catalogue))
        file.with_suffix(".mo").write_bytes(compiled(catalogue))
        waiting[file] = sum(not is_translated(message) for message in catalogue if message.id)
    return waiting


def is_translated(message):
    strings = message.string if message.pluralizable else [message.string]
    return bool(strings) and all(strings) and not message.fuzzy
