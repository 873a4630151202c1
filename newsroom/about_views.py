"""The public pages about the paper itself."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .keeping.public import public
from .models import Page


@public()
@require_safe
def about_page(request, slug):
    page = get_object_or_404(Page.objects.public(), slug=slug)
    return render(request, "newsroom/about_page.html", {"page": page})
