"""What stands at the head of every public page."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from articles.models import Desk
from articles.prepared import prepared


def masthead(request):
    """For templates: the paper's name and its desks. The desks cost their query only where a template asks
    for them.
    """
    return {"site_name": settings.SITE_NAME, "desks": SimpleLazyObject(desks)}


def desks():
    return [Desk(pk=pk, name=name, slug=slug) for pk, name, slug in desks_in_print()]


@prepared
def desks_in_print():
    return Desk.objects.in_print().values_list("pk", "name", "slug")
