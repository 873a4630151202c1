"""What the public templates know besides what their views give them: an environment for Django's Jinja2
backend.

https://docs.djangoproject.com/en/5.2/topics/templates/#django.template.backends.jinja2.Jinja2
"""

from functools import lru_cache

from django.conf import settings
from django.template.defaultfilters import linebreaks_filter, truncatewords
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from jinja2 import Environment, StrictUndefined, pass_context

# Stands for a number in an address, where it is looked for afterwards.
ANY_NUMBER = 9_000_000_001


def environment(**options):
    """The environment. A name that nobody has given is an error, and not silently nothing."""
    made = Environment(  # noqa: S701 (Django's backend turns escaping on)
        **options | {"undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # Django's own functions: they speak the language that is active when a page is made.
    made.install_gettext_callables(
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.globals["ngettext"] = with_figures(made.globals["ngettext"])
    made.globals |= {
        "url": url,
        "address_of": address_of,
        "static": static,
        "plain_static": plain_static,
        "language": translation.get_language,
        "is_right_to_left": translation.get_language_bidi,
    }
    made.filters |= {
        "iso": iso,
        "date": date,
        "datetime": datetime,
        "time": time,
        "month": month,
        "month_name": month_name,
        "linebreaks": linebreaks_filter,
        "truncatewords": truncatewords,
    }
    return made


def with_figures(ngettext):
    """ngettext for templates that writes its number as the language does: 1,234 or 1 234."""

    @pass_context
    def phrase(context, singular, plural, number, **variables):
        return ngettext(context, singular, plural, number, num=figures(number), **variables)

    return phrase


def figures(number):
    # Django's formatting is dear, and below a thousand no language groups.
    return number if -1_000 < number < 1_000 else formats.number_format(number, force_grouping=True)


def url(name, *args):
    """The address of a page."""
    return reverse(name, args=args)


def plain_static(name):
    """The address of a static file under its own name: for pages that must not fail."""
    return f"{settings.STATIC_URL}{name}"


def address_of(name):
    """url() for one page that takes a number, as a function of that number: for lists of many."""
    before, after = reverse(name, args=[ANY_NUMBER]).split(str(ANY_NUMBER))
    return lambda number: f"{before}{number}{after}"


def iso(moment):
    return moment.astimezone(timezone.get_default_timezone()).isoformat()


def date(moment):
    return in_words(moment, "DATE_FORMAT", translation.get_language())


def datetime(moment):
    return in_words(moment, "DATETIME_FORMAT", translation.get_language())


def time(moment):
    return in_words(moment, "TIME_FORMAT", translation.get_language())


def month(day):
    """The month of a date with its year."""
    return formats.date_format(day, "YEAR_MONTH_FORMAT")


def month_name(day):
    return formats.date_format(day, "F")


# Django's formatting is the dearest part of a comment, and a hot story's page is made anew after each post.
@lru_cache(maxsize=10_000)
def in_words(moment, format, language):
    """The moment in a format of the language, which must be the active one, and in the newsroom's zone: a
    page is the same for everyone.
    """
    return formats.date_format(moment.astimezone(timezone.get_default_timezone()), format)
