"""Rows as plain data. A column that a model gains is carried without a change here; relations are named by
whoever writes the record.
"""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models.fields.files import FieldFile

from articles.models import Edition
from comments.models import Comment

# What the other site makes anew: places in trees, HTML of plain text, what its search index holds. Whence a
# comment came is nobody else's to know.
MADE_ANEW = {
    Comment: {"tree_id", "lft", "rght", "level", "body_html", "network", "urgency"},
    Edition: {"indexed_at"},
}


def carried_fields(model):
    """The model's fields that a record carries by themselves: all columns but keys and relations, and the
    accounts, by their names.
    """
    left_out = MADE_ANEW.get(model, ())
    return [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.name in left_out) and (is_user(field) or not field.is_relation)
    ]


def is_user(field):
    return field.is_relation and field.related_model is get_user_model()


def with_users(queryset):
    """The queryset with the accounts that its rows name."""
    names = [field.name for field in carried_fields(queryset.model) if is_user(field)]
    return queryset.select_related(*names) if names else queryset


def portable(row):
    """The row's own columns as plain data."""
    return {field.name: plain(getattr(row, field.name)) for field in carried_fields(type(row))}


def plain(value):
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, get_user_model()):
        return value.get_username()
    return value.name if isinstance(value, FieldFile) else value


def tag_key(tag):
    """What names a tag wherever it goes: its name and kind."""
    return [tag.name, tag.kind]
