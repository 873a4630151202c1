"""What the public templates know besides what their views give them: an environment for Django's Jinja2
backend.

https://docs.djangoproject.com/en/5.2/topics/templates/#django.template.backends.jinja2.Jinja2
"""

from contextvars import ContextVar
from functools import cache, lru_cache

from django.conf import settings
from django.template.defaultfilters import linebreaks_filter, truncatewords
from django.templatetags import static as static_files
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from articles.addresses import path_to

# Stands for a number in an address, where it is looked for afterwards.
ANY_NUMBER = 9_000_000_001

# That of the page which is being made; outside of one, nothing.
language_of_page = ContextVar("language_of_page", default=None)


class Page(Template):
    """A template that is in one language: Django takes a while to say which, and a page asks for each phrase
    and each time.
    """

    def render(self, *args, **kwargs):
        token = language_of_page.set(translation.get_language())
        try:
            return super().render(*args, **kwargs)
        finally:
            language_of_page.reset(token)


def environment(**options):
    """The environment. A name that nobody has given is an error, and not silently nothing."""
    made = Environment(  # noqa: S701 (Django's backend turns escaping on)
        **options | {"undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.template_class = Page
    made.globals |= {
        "_": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "url": path_to,
        "address_of": address_of,
        "static": static,
        "plain_static": plain_static,
        "language": language,
        "is_right_to_left": translation.get_language_bidi,
    }
    made.filters |= {
        "date": date,
        "datetime": datetime,
        "time": time,
        "month": month,
        "month_name": month_name,
        "linebreaks": linebreaks_filter,
        "truncatewords": truncatewords,
        "filled": filled,
    }
    return made


def language():
    """The language that is active when a page is made."""
    return language_of_page.get() or translation.get_language()


def gettext(message, **values):
    """A message in the language(), with the values in their places."""
    if not values:
        return words(message, language())
    return filled(phrase(message, language()), **values)


def ngettext(singular, plural, number, **values):
    """As gettext(), by a number, which is written as the language does: 1,234 or 1 234."""
    return filled(counting(singular, plural, number, language()), num=figures(number), **values)


def pgettext(meaning, message, **values):
    """As gettext(), of a message that would otherwise have several meanings."""
    return filled(translation.pgettext(meaning, message), **values)


# A page says some fifty of these, always the same.
@lru_cache(maxsize=10_000)
def words(message, language):
    """A message without values in the language, which must be the active one."""
    return filled(phrase(message, language))


@lru_cache(maxsize=10_000)
def phrase(message, language):
    """The message in the language, which must be the active one, with places for values."""
    return translation.gettext(message)


@lru_cache(maxsize=10_000)
def counting(singular, plural, number, language):
    """As phrase(), by a number."""
    return translation.ngettext(singular, plural, number)


def filled(phrase, **values):
    """The phrase, which is markup with %(name)s in it, with the values in their places, escaped. As
    markupsafe does it, in about half the time.
    """
    return Markup(str.__mod__(phrase, {name: escape(value) for name, value in values.items()}))  # noqa: S704


def figures(number):
    # Django's formatting is dear, and below a thousand no language groups.
    return number if -1_000 < number < 1_000 else formats.number_format(number, force_grouping=True)


@cache
def static(name):
    """The address of a static file as it is in this release."""
    return static_files.static(name)


def plain_static(name):
    """The address of a static file under its own name: for pages that must not fail."""
    return f"{settings.STATIC_URL}{name}"


@cache
def address_of(name):
    """path_to() for one page that takes a number, as a function of that number: for lists of many."""
    before, after = reverse(name, args=[ANY_NUMBER]).split(str(ANY_NUMBER))
    return lambda number: f"{before}{number}{after}"


def date(moment):
    """An aware time as a <time> element that says the day."""
    return element(moment, "DATE_FORMAT", language())


def datetime(moment):
    """An aware time as a <time> element that says the day and the time."""
    return element(moment, "DATETIME_FORMAT", language())


def time(moment):
    """An aware time as a <time> element that says the time of the day."""
    return element(moment, "TIME_FORMAT", language())


def month(day):
    """The month of a date with its year."""
    return formats.date_format(day, "YEAR_MONTH_FORMAT")


def month_name(day):
    return formats.date_format(day, "F")


# Django's formatting is the dearest part of a comment, and a hot story's page is made anew after each post.
@lru_cache(maxsize=10_000)
def element(moment, format, language):
    """The moment in a format of the language, which must be the active one, and in the newsroom's zone: a
    page is the same for everyone.
    """
    local = moment.astimezone(timezone.get_default_timezone())
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), formats.date_format(local, format))
