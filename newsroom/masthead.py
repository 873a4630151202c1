"""What stands at the head of every public page."""

from django.conf import settings

from articles.models import Desk


def masthead(request):
    """For templates: the paper's name and its desks. The desks cost their query only where a template asks
    for them.
    """
    return {"site_name": settings.SITE_NAME, "desks": Desk.objects.in_print()}
