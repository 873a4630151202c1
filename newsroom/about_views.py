"""The public pages about the paper itself."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .feeds import site_of
from .keeping.public import public
from .metadata import lists
from .models import Page


@public()
@require_safe
def about_page(request, slug):
    page = get_object_or_404(Page.objects.public(), slug=slug)
    context = {"page": page, "metadata": lists.of_page(site_of(request), page)}
    return render(request, "newsroom/about_page.html", context)
