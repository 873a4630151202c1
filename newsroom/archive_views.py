"""The archive: all stories by the month of their first publication. Like all public pages, these are the same
for everyone.
"""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.archive import neighbours_of, stories_in, years

from .feeds import site_of
from .keeping.public import public
from .metadata import lists
from .views import page_of_stories


@public()
@require_safe
def archive_page(request):
    context = {"years": years(), "metadata": lists.of_archive(site_of(request))}
    return render(request, "newsroom/archive_page.html", context)


@public("before")
@require_safe
def month_page(request, month):
    """The stories of a month that has any."""
    stories = page_of_stories(request, stories_in(month))
    if not stories["editions"]:
        raise Http404
    earlier, later = neighbours_of(month)
    metadata = lists.of_month(site_of(request), month, stories["editions"])
    context = stories | {"month": month, "earlier": earlier, "later": later, "metadata": metadata}
    return render(request, "newsroom/month_page.html", context)
