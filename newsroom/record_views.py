"""The paper's own record, for readers: what was corrected, how a story read before, what changed. Like all
public pages, these are the same for everyone.
"""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.absence import Gone
from articles.changes import difference, editions_before, neighbours
from articles.models import Correction, Edition
from articles.paging import page_after
from articles.story import Story

from .embedding import with_comments
from .feeds import site_of
from .keeping.public import public
from .metadata import lists
from .views import edition_or_404

CORRECTIONS_ON_PAGE = 20


@public("before")
@require_safe
def corrections_page(request):
    """The corrections of all stories that are public, each leading to its story."""
    corrections, following = page_after(
        Correction.objects.public().select_related("edition"),
        request.GET.get("before", ""),
        size=CORRECTIONS_ON_PAGE,
        key="made_at",
        descending=True,
    )
    articles = {correction.edition.article_id for correction in corrections}
    current = Edition.objects.current().filter(article__in=articles).select_related("address", "desk")
    current = {edition.article_id: edition for edition in current}
    pairs = [(correction, current[correction.edition.article_id]) for correction in corrections]
    metadata = lists.of_corrections(site_of(request), pairs)
    context = {"corrections": pairs, "next": following, "metadata": metadata}
    return render(request, "newsroom/corrections_page.html", context)


@public()
@require_safe
def version_page(request, day, slug, number):
    """An earlier edition of a story that is public, as readers saw it then."""
    current = edition_or_404(day, slug)
    url = current.get_absolute_url()
    if number == current.number:
        return redirect(url)
    if f"{url}versions/{number}/" != request.path:
        return redirect(f"{url}versions/{number}/", permanent=True)
    editions = Edition.objects.select_related("address", "desk")
    edition = get_object_or_404(editions, article=current.article_id, number=number)
    if edition.withheld_at:
        raise Gone(edition.withheld_reason, url=url)
    story = with_comments(replace(Story.of(edition), url=url))
    context = {"story": story, "edition": edition, "current": current}
    return render(request, "newsroom/version_page.html", context)


@public("edition", "before")
@require_safe
def changes_page(request, day, slug):
    """A story's editions, and what one of them changed: the newest, or the one that is asked for."""
    current = edition_or_404(day, slug)
    url = current.get_absolute_url()
    if f"{url}changes/" != request.path:
        return redirect(f"{url}changes/", permanent=True)
    chosen = number_in(request.GET, "edition") or current.number
    old, new = neighbours(current.article_id, chosen)
    if not new:
        raise Http404
    editions, following = editions_before(current.article_id, number_in(request.GET, "before"))
    context = {
        "current": current,
        "editions": editions,
        "next": following,
        "old": old,
        "new": new,
        "comparison": difference(old, new) if old else None,
    }
    return render(request, "newsroom/changes_page.html", context)


def number_in(data, name):
    """The number that is asked for under a name, or None."""
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
