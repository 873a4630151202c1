"""The feeds of stories: of the whole paper, a desk, a topic, an author. The same bytes for everyone who asks
at the same host.
"""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Author, Desk, Edition, Tag
from articles.topics import stories_about

from .entries import entries_of
from .feed_forms import writable
from .feeds import feed_answer, site_of
from .keeping.public import public
from .masthead import masthead_now
from .views import absent_without


@public()
@require_safe
def paper_feed(request, form):
    return feed_of(request, form, Edition.objects.current(), page=reverse("front"))


@public()
@require_safe
def desk_feed(request, slug, form):
    desk = get_object_or_404(Desk, slug=slug)
    return feed_of(request, form, desk.editions.current(), page=desk.get_absolute_url(), about=desk.name)


@public()
@require_safe
def topic_feed(request, slug, form):
    """The stories of which a section carries the tag."""
    tag = Tag.objects.public().filter(slug=slug).first()
    if not tag:
        return moved(request, get_object_or_404(Tag.objects.public(), former__slug=slug))
    editions = stories_about(tag)
    absent_without(editions)
    return feed_of(request, form, editions, page=tag.get_absolute_url(), about=tag.name)


@public()
@require_safe
def author_feed(request, slug, form):
    author = Author.objects.filter(slug=slug).first()
    if not author:
        return moved(request, get_object_or_404(Author.objects.distinct(), former__slug=slug))
    editions = author.editions.current()
    absent_without(editions)
    return feed_of(request, form, editions, page=author.get_absolute_url(), about=author.name)


def moved(request, row):
    """The way to the same feed of what now stands for a former name."""
    match, ending = request.resolver_match, request.path.rpartition(".")[2]
    return redirect(match.view_name, row.slug, ending, permanent=True)


def feed_of(request, form, editions, *, page, about=""):
    """A feed of the newest of the editions; page is the path of the page that lists them, about what they
    are about.
    """
    site, paper = site_of(request), masthead_now()
    names = {"about": about, "paper": paper.name}
    return feed_answer(
        request,
        form,
        entries_of(editions, site),
        title=_("%(about)s · %(paper)s") % names if about else paper.name,
        page=site + page,
        description=paper.tagline or _("The newest stories of %(paper)s") % names,
        author_name=writable(paper.name),
        author_link=site + reverse("front"),
    )
