"""What the public templates know besides what their views give them: an environment for Django's Jinja2
backend.

https://docs.djangoproject.com/en/5.2/topics/templates/#django.template.backends.jinja2.Jinja2
"""

from django.template.defaultfilters import linebreaks_filter, truncatewords
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from jinja2 import Environment, StrictUndefined


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
    made.globals |= {
        "url": url,
        "static": static,
        "language": translation.get_language,
        "is_right_to_left": translation.get_language_bidi,
    }
    made.filters |= {
        "iso": iso,
        "date": date,
        "datetime": datetime,
        "time": time,
        "linebreaks": linebreaks_filter,
        "truncatewords": truncatewords,
    }
    return made


def url(name, *args):
    """The address of a page."""
    return reverse(name, args=args)


def iso(moment):
    return timezone.localtime(moment).isoformat()


def date(moment):
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")


def datetime(moment):
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def time(moment):
    return formats.time_format(timezone.localtime(moment), "TIME_FORMAT")
