"""What addresses look like, and how they are made."""

from functools import lru_cache

from django.urls import reverse
from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """A number that a database can hold: no other address leads anywhere."""

    regex = "[0-9]{1,18}"


@lru_cache(maxsize=4_096)
def path_to(page, *parts):
    """The address of a page. Django puts it together anew each time, and a list has dozens."""
    return reverse(page, args=parts)
