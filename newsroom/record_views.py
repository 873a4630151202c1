"""The paper's own record, for readers: what was corrected. Like all public pages, the same for everyone."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Correction, Edition
from articles.paging import page_after

CORRECTIONS_ON_PAGE = 20


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
    context = {
        "corrections": [(correction, current[correction.edition.article_id]) for correction in corrections],
        "next": following,
    }
    return render(request, "newsroom/corrections_page.html", context)
