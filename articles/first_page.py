"""What colleagues see first when they sign in: what is theirs to do, and what is new."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Article, Edition
from .scheduling_admin import time_of
from .turns import begun_by, name_of, waiting_for, with_last_words

LINES = 8


@dataclass(frozen=True)
class Line:
    """A line of a panel: where it leads, and what is said of it."""

    title: str
    url: str
    facts: tuple = ()
    at: datetime | None = None
    words: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of the first page."""

    title: str
    lines: list[Line] = field(default_factory=list)
    empty: str = ""
    "What is said instead of lines."
    more: str = ""
    "Where the rest is, if there is more than the lines."


def panels(user):
    """The user's panels, a query each: what waits for them, what they write, what goes out next, what was
    published today.
    """
    if user.has_perm("articles.change_article"):
        yield waits_for_me(user)
        yield my_drafts(user)
        yield goes_out_next(user)
    yield published_today()


def waits_for_me(user):
    articles = with_last_words(waiting_for(user)).select_related("desk", "created_by").order_by("updated_at")
    return panel(
        _("Waits for me"),
        articles,
        line_of,
        empty=_("Nothing waits for you."),
        more=list_url(whose="waiting"),
    )


def my_drafts(user):
    articles = begun_by(user).select_related("desk", "created_by")
    more = list_url(whose="mine")
    return panel(_("My drafts"), articles, line_of, empty=_("You have begun nothing."), more=more)


def goes_out_next(user):
    """The scheduled stories that the user sees, in the order of their times."""
    articles = Article.objects.visible_to(user).filter(state=Article.State.SCHEDULED)
    articles = articles.select_related("desk").order_by("publish_at", "pk")
    more = list_url(state__exact=Article.State.SCHEDULED)
    return panel(_("Goes out next"), articles, line_of_scheduled, empty=_("Nothing is scheduled."), more=more)


def published_today():
    """Stories that readers saw for the first time today, by the newsroom's clock."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    editions = Edition.objects.current().filter(published_at__gte=midnight)
    editions = editions.select_related("address", "desk").order_by("-published_at", "-pk")
    return panel(
        _("Published today"), editions, line_of_edition, empty=_("Nothing yet."), more=reverse("front")
    )


def panel(title, rows, line, *, empty, more):
    """A panel with the first of the rows, a queryset; more is the address of all of them."""
    rows = list(rows[: LINES + 1])
    return Panel(title, [line(row) for row in rows[:LINES]], empty, more if len(rows) > LINES else "")


def line_of(article):
    return Line(
        title=article.title,
        url=reverse("admin:articles_article_change", args=[article.pk]),
        facts=tuple(
            filter(None, [article.get_state_display(), article.desk.name, name_of(article.created_by)])
        ),
        at=article.updated_at,
        words=getattr(article, "last_words", None) or "",
    )


def line_of_scheduled(article):
    return Line(
        title=article.title,
        url=reverse("admin:articles_article_change", args=[article.pk]),
        facts=(article.desk.name, time_of(article)),
    )


def line_of_edition(edition):
    return Line(
        title=edition.title,
        url=edition.get_absolute_url(),
        facts=(edition.desk.name,),
        at=edition.published_at,
    )


def list_url(**filters):
    return reverse("admin:articles_article_changelist", query=filters)
