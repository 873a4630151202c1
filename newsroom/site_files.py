"""Files that programs look for at addresses of their own: what robots may read, whom to tell of a weakness,
and what the paper is called and looks like on a home screen.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.core.checks import Error
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from .colours import LIGHT_BACKGROUNDS
from .feeds import site_of
from .icons import IN_MANIFEST
from .keeping.public import public
from .masthead import masthead_now
from .paper import ICON_WIDTH
from .robots import rules

TEXT = "text/plain; charset=utf-8"
# Security contacts that are older than a year are not to be believed (RFC 9116, 2.5.5).
MONTHS_GOOD = 6


@public()
@require_safe
def robots_txt(request):
    """https://www.rfc-editor.org/rfc/rfc9309. One query."""
    groups = [
        "".join([f"User-agent: {name}\n", *(f"Disallow: {path}\n" for path in paths)])
        for name, paths in rules()
    ]
    maps = [f"Sitemap: {site_of(request)}{reverse(name)}\n" for name in ("sitemap-index", "news-sitemap")]
    return HttpResponse("\n".join([*groups, "".join(maps)]), content_type=TEXT)


@public()
@require_safe
def security_txt(request):
    """Whom to tell of a weakness: https://www.rfc-editor.org/rfc/rfc9116. Nothing, if nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [
        *(f"Contact: {address}" for address in settings.SECURITY_CONTACT),
        f"Expires: {good_until(timezone.now()).isoformat()}",
        f"Preferred-Languages: {get_language().split('-')[0]}",
        f"Canonical: {site_of(request)}{request.path}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=TEXT)


def good_until(now):
    """The beginning of a month, so that the file stays the same for one."""
    year, month = divmod(now.year * 12 + now.month - 1 + MONTHS_GOOD, 12)
    return datetime(year, month + 1, 1, tzinfo=UTC)


def check_security_contact(app_configs, **_options):
    """A system check."""
    wrong = [
        address
        for address in settings.SECURITY_CONTACT
        if not address.startswith(("mailto:", "https://", "tel:"))
    ]
    hint = "Write mailto:security@news.example, or an address that begins with https:// or tel:."
    return [
        Error(f"SECURITY_CONTACT: {address!r} is no address.", hint, id="newsroom.E001") for address in wrong
    ]


@public()
@require_safe
def manifest(request):
    """https://www.w3.org/TR/appmanifest/. One query."""
    paper = masthead_now()
    light = LIGHT_BACKGROUNDS[0]
    described = {
        "id": reverse("front"),
        "name": paper.name,
        "description": paper.tagline,
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("front"),
        "scope": reverse("front"),
        # With the address in view: a paper is read page by page, and its pages are passed on.
        "display": "minimal-ui",
        "background_color": light,
        "theme_color": light,
        "icons": icons(paper),
    }
    content = {name: value for name, value in described.items() if value}
    return JsonResponse(
        content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


def icons(paper):
    if paper.icon:
        return [{"src": paper.icon, "sizes": f"{ICON_WIDTH}x{ICON_WIDTH}"}]
    drawn = {"src": reverse("drawn-icon", args=[paper.accent]), "sizes": "any", "type": "image/svg+xml"}
    painted = [
        {
            "src": reverse("painted-icon", args=[paper.accent, size]),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in IN_MANIFEST
        for purpose in ("any", "maskable")
    ]
    return [drawn, *painted]
