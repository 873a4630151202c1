"""Plain data of a record as rows: checked by the models' fields, and written with every column given."""

from django.contrib.auth import get_user_model
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.utils import validate_file_name
from django.db import connection
from django.db.models import FileField

from articles.bulk import insert, reserve_ids
from newsroom.exporting.portable import carried_fields, is_user


class RecordError(ValueError):
    """The record cannot be understood; the text says why, in words for an operator."""


def values_of(model, record, names=None):
    """The values that a record gives for the model's columns, or for those named, as Python has them.

    Raises RecordError if one is missing or bad.
    """
    fields = [field for field in carried_fields(model) if names is None or field.name in names]
    checked = mapping(record, model._meta.verbose_name)
    return {field.name: value_of(field, checked) for field in fields}


def value_of(field, record):
    # A column that is younger than the record has its default.
    value = record[field.name] if field.name in record else field.get_default()
    if is_user(field):
        return key_of_user(value)
    try:
        value = field.to_python(value)
        if isinstance(field, FileField):
            return validate_file_name(value, allow_relative_path=True)
        field.run_validators(value)
        if value is None and not field.null:
            raise ValidationError("it is missing")
    except (ValidationError, SuspiciousFileOperation, TypeError, AttributeError) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else error
        raise RecordError(f"{field.model._meta.verbose_name}, {field.name}: {reason}") from error
    return value


def mapping(value, name):
    if not isinstance(value, dict):
        raise RecordError(f"there is no {name}, but {value!r:.60}")
    return value


def listed(record, key):
    """The list that a record has under a key, with records in it or names."""
    value = mapping(record, "record").get(key)
    if not isinstance(value, list):
        raise RecordError(f"“{key}” is no list")
    return value


def add(model, rows, keys=None):
    """Insert rows, dictionaries of all columns but the primary key, and return their new primary keys; or
    those that were reserved.
    """
    keys = reserve_ids(model, len(rows)) if keys is None else keys
    if rows:
        columns = list(rows[0])
        whole_rows = ((pk, *(row[column] for column in columns)) for pk, row in zip(keys, rows, strict=True))
        with connection.wrap_database_errors:  # COPY goes past Django's own wrapping
            insert(model, [model._meta.pk.name, *columns], whole_rows)
    return keys


def key_of_user(name):
    """The primary key of the account of that name, or None: accounts are not carried."""
    users = get_user_model()
    if not isinstance(name, str):
        return None
    return users.objects.filter(**{users.USERNAME_FIELD: name}).values_list("pk", flat=True).first()
