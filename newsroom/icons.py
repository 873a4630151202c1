"""The paper's icon for tabs, bookmarks and home screens: its own picture, or the site's mark in its colour.

The address of a mark names the colour, so it needs no question to the database and lasts for ever.
"""

from io import BytesIO

import PIL.Image
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from PIL.ImageDraw import Draw

from .colours import A_YEAR, LIGHT_BACKGROUNDS
from .keeping.public import public
from .masthead import masthead_now

# A page with a headline, a picture and lines, on a ground of 32 by 32: left, top, right, bottom.
GROUND, MARK = 32, [(8, 9, 24, 12), (8, 15, 15, 23), (17, 15, 24, 17), (17, 18, 24, 20), (17, 21, 24, 23)]
ON_HOME_SCREENS, IN_MANIFEST = 180, [192, 512]
IN_ICO = [(16, 16), (32, 32), (48, 48)]
PAPER = LIGHT_BACKGROUNDS[0]


class SizeConverter:
    """The width of a mark in an address: one that is asked for."""

    regex = "|".join(map(str, IN_MANIFEST))

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


def as_svg(colour):
    mark = "".join(
        f"M{left} {top}h{right - left}v{bottom - top}h{left - right}z" for left, top, right, bottom in MARK
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GROUND} {GROUND}">'
        f'<rect width="{GROUND}" height="{GROUND}" rx="6" fill="{colour}"/>'
        f'<path d="{mark}" fill="{PAPER}"/></svg>'
    )


def as_picture(colour, size):
    """The mark up to the edges, for devices round them off themselves."""
    picture = PIL.Image.new("RGB", (size, size), colour)
    for edges in MARK:
        left, top, right, bottom = (round(edge * size / GROUND) for edge in edges)
        Draw(picture).rectangle((left, top, right - 1, bottom - 1), fill=PAPER)
    return picture


def as_file(picture, format, **options):
    buffer = BytesIO()
    picture.save(buffer, format=format, **options)
    return buffer.getvalue()


def lasting(content, content_type):
    headers = {"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    return HttpResponse(content, content_type=content_type, headers=headers)


@public()
@require_safe
def drawn_icon(request, colour):
    return lasting(as_svg(f"#{colour}"), "image/svg+xml")


@public()
@require_safe
def painted_icon(request, colour, size):
    return lasting(as_file(as_picture(f"#{colour}", size), "PNG"), "image/png")


@public()
@require_safe
def favicon(request):
    """For programs that look for it here without reading a page. One query."""
    paper = masthead_now()
    if paper.icon:
        return redirect(paper.icon)
    largest = max(IN_ICO)[0]
    return HttpResponse(
        as_file(as_picture(paper.accent, largest), "ICO", sizes=IN_ICO), content_type="image/x-icon"
    )


@public()
@require_safe
def home_screen_icon(request):
    """For home screens that look for it here. One query."""
    paper = masthead_now()
    if paper.icon:
        return redirect(paper.icon)
    return HttpResponse(as_file(as_picture(paper.accent, ON_HOME_SCREENS), "PNG"), content_type="image/png")
