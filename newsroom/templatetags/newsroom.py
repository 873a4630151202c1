from django.template import Library

register = Library()


@register.filter
def of(mapping, key):
    """The mapping's value for the key, or None."""
    return mapping.get(key)
