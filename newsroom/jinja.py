"""What the public templates know besides what their views give them: an environment for Django's Jinja2
backend.

https://docs.djangoproject.com/en/5.2/topics/templates/#django.template.backends.jinja2.Jinja2
"""

from functools import cache, lru_cache

from django.conf import settings
from django.template.defaultfilters import linebreaks_filter, truncatewords
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

# Stands for a number in an address, where it is looked for afterwards.
ANY_NUMBER = 9_000_000_001


def environment(**options):
    """The environment. A name that nobody has given is an error, and not silently nothing."""
    made = Environment(  # noqa: S701 (Django's backend turns escaping on)
        **options | {"undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "_": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "url": url,
        "address_of": address_of,
        "static": static,
        "plain_static": plain_static,
        "language": translation.get_language,
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


def gettext(message, **values):
    """A message in the language that is active when a page is made, with the values in their places."""
    if not values:
        return words(message, translation.get_language())
    return filled(translation.gettext(message), **values)


def ngettext(singular, plural, number, **values):
    """As gettext(), by a number, which is written as the language does: 1,234 or 1 234."""
    return filled(translation.ngettext(singular, plural, number), num=figures(number), **values)


def pgettext(meaning, message, **values):
    """As gettext(), of a message that would otherwise have several meanings."""
    return filled(translation.pgettext(meaning, message), **values)


# A page says some fifty of these, always the same.
@lru_cache(maxsize=10_000)
def words(message, language):
    """A message without values in the language, which must be the active one."""
    return filled(translation.gettext(message))


def filled(phrase, **values):
    """The phrase, which is markup with %(name)s in it, with the values in their places, escaped. As
    markupsafe does it, in a third of the time.
    """
    return Markup(str.__mod__(phrase, {name: escape(value) for name, value in values.items()}))  # noqa: S704


def figures(number):
    # Django's formatting is dear, and below a thousand no language groups.
    return number if -1_000 < number < 1_000 else formats.number_format(number, force_grouping=True)


# Django looks through its patterns each time.
@lru_cache(maxsize=10_000)
def url(name, *args):
    """The address of a page."""
    return reverse(name, args=args)


def plain_static(name):
    """The address of a static file under its own name: for pages that must not fail."""
    return f"{settings.STATIC_URL}{name}"


@cache
def address_of(name):
    """url() for one page that takes a number, as a function of that number: for lists of many."""
    before, after = reverse(name, args=[ANY_NUMBER]).split(str(ANY_NUMBER))
    return lambda number: f"{before}{number}{after}"


def date(moment):
    """An aware time as a <time> element that says the day."""
    return element(moment, "DATE_FORMAT", translation.get_language())


def datetime(moment):
    """An aware time as a <time> element that says the day and the time."""
    return element(moment, "DATETIME_FORMAT", translation.get_language())


def time(moment):
    """An aware time as a <time> element that says the time of the day."""
    return element(moment, "TIME_FORMAT", translation.get_language())


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
