"""What numbers look like in addresses."""

from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """A number that a database can hold: no other address leads anywhere."""

    regex = "[0-9]{1,18}"
