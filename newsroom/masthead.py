"""What stands at the head and the foot of every public page."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import F, Value
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from articles.models import Desk
from articles.prepared import prepared

from .about import Page
from .colours import DARK_BACKGROUNDS, LIGHT_BACKGROUNDS
from .keeping.unchanged import while_unchanged
from .paper import ACCENT, ACCENT_ON_DARK, Paper


@dataclass(frozen=True)
class Masthead:
    """The paper's name and look, its desks, and the pages that its footer leads to."""

    name: str
    tagline: str = ""
    logo: str = ""
    "Its address, or nothing; then the name stands there."
    logo_width: int = 0
    logo_height: int = 0
    accent: str = ACCENT
    icon: str = ""
    "Its address, or nothing; then the site's own stands for it."
    colours: str = ""
    "The address of the style sheet with the paper's colours; nothing, if they are those of site.css."
    desks: list[Desk] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)


def masthead(request):
    """For templates: the masthead as paper, its name and desks by themselves, for one query, and only where a
    template asks for one of them; and the grounds of light and of dark pages.
    """
    paper = SimpleLazyObject(masthead_now)
    return {
        "paper": paper,
        "backgrounds": (LIGHT_BACKGROUNDS[0], DARK_BACKGROUNDS[0]),
        "site_name": SimpleLazyObject(lambda: paper.name),
        "desks": SimpleLazyObject(lambda: paper.desks),
    }


@while_unchanged(1)
def masthead_now():
    """The Masthead as it is. One query."""
    look, desks, pages = {"name": settings.SITE_NAME}, [], []
    for kind, _position, name, word, key, *rest in everything():
        if kind == "paper":
            look = look_of(name, word, *rest)
        elif kind == "desk":
            desks.append(Desk(pk=key, name=name, slug=word))
        else:
            pages.append(Page(pk=key, title=name, slug=word, purpose=rest[0]))
    return Masthead(**look, desks=desks, pages=pages)


def look_of(name, tagline, logo, width, height, icon, accent, accent_on_dark):
    own = (accent.lower(), accent_on_dark.lower()) != (ACCENT, ACCENT_ON_DARK)
    return {
        "name": name,
        "tagline": tagline,
        "logo": logo and default_storage.url(logo),
        "logo_width": width,
        "logo_height": height,
        "accent": accent,
        "icon": icon and default_storage.url(icon),
        "colours": reverse("colours", args=[accent, accent_on_dark]) if own else "",
    }


@prepared
def everything():
    """The paper, its desks and the pages of its footer, as rows of one shape."""
    nothing = [Value(""), Value(0), Value(0), Value(""), Value(""), Value("")]
    desks = Desk.objects.in_print().order_by()
    pages = Page.objects.in_footer().order_by()
    papers = Paper.objects.order_by()
    look = ["logo", F("logo_width"), F("logo_height"), "icon", "accent", "accent_on_dark"]
    rows = [
        desks.values_list(Value("desk"), "position", "name", "slug", "pk", *nothing),
        pages.values_list(Value("page"), "position", "title", "slug", "pk", "purpose", *nothing[1:]),
        papers.values_list(Value("paper"), Value(0), "name", "tagline", "pk", *look),
    ]
    return rows[0].union(*rows[1:], all=True).order_by("position", "name")
