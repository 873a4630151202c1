"""The paper's own colour: what it may be, and the style sheet that carries it.

The address of the sheet names the colours, so it needs no question to the database and lasts for ever; and no
page needs a style of its own, which the content security policy forbids.
"""

import re

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .keeping.public import public

HEX = re.compile(r"#[0-9a-f]{6}", re.ASCII | re.IGNORECASE)
# What site.css puts words of this colour on, and the other way round: its --paper and --tint.
LIGHT_BACKGROUNDS = ["#fffdf9", "#f3efe7"]
DARK_BACKGROUNDS = ["#171614", "#221f1c"]
# WCAG 2.2, 1.4.3.
LEAST_CONTRAST = 4.5
A_YEAR = 365 * 24 * 3600

SHEET = """:root{{--accent:#{light};--link:#{light}}}
@supports (color:light-dark(red,red)){{:root{{--accent:light-dark(#{light},#{dark});--link:var(--accent)}}}}
"""


def luminance(colour):
    """How bright a colour is, as WCAG defines it: from 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The ratio of two colours' brightness, as WCAG defines it: from 1 to 21."""
    darker, brighter = sorted([luminance(one), luminance(other)])
    return (brighter + 0.05) / (darker + 0.05)


def validate_on_light(colour):
    """Refuse what is no colour, or cannot be read on the light pages."""
    refuse_unreadable(colour, LIGHT_BACKGROUNDS)


def validate_on_dark(colour):
    """Refuse what is no colour, or cannot be read on the dark pages."""
    refuse_unreadable(colour, DARK_BACKGROUNDS)


def refuse_unreadable(colour, backgrounds):
    if not HEX.fullmatch(colour):
        raise ValidationError(_("Write a colour as # and six digits from 0 to f, like #8a1c1c."))
    found = min(contrast(colour, background) for background in backgrounds)
    if found < LEAST_CONTRAST:
        raise ValidationError(
            _("Words in this colour are hard to read: their contrast is %(found).1f, and 4.5 is needed."),
            params={"found": int(found * 10) / 10},
        )


class ColourConverter:
    """A colour in an address: six digits."""

    regex = "[0-9a-f]{6}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value.removeprefix("#").lower()


@public()
@require_safe
def colour_sheet(request, light, dark):
    """The style sheet that gives the pages these two colours."""
    headers = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    return HttpResponse(SHEET.format(light=light, dark=dark), content_type="text/css", headers=headers)
