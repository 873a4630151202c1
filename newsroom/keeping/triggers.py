"""Triggers that write a PublicChange for everything that readers see besides comments, so that no way of
writing can forget it: neither the admin, nor a bulk update, nor an import, nor somebody's own program.

They are made anew after every migration: SQLite drops a table's triggers when it changes the table.
"""

import secrets

from django.db import connections

from articles.models import (
    Author,
    Correction,
    Desk,
    Edition,
    EditionSection,
    FormerAuthor,
    FormerTag,
    Image,
    Tag,
    TagAlias,
)
from comments.models import Policy
from newsroom.models import FrontPlace, Page, Paper, PublicChange, Robot

# What public pages read, besides comments and discussions.
WATCHED = [
    *[Edition, Edition.authors.through, EditionSection, EditionSection.tags.through, Correction],
    *[Desk, Tag, TagAlias, FormerTag, Author, FormerAuthor, Image],
    *[Policy, Paper, Page, FrontPlace, Robot],
]
NAME = "newsroom_public_change"
CHANGES = PublicChange._meta.db_table
# So many of the newest rows are kept: enough to tell two versions apart, and soon added up.
KEPT = 16
# Marks are below this, so that adding them up stays within 64 bits.
MOST = 10**12

# A row of its own for each change: two that write at the same time do not wait for each other, and marks at
# random are never the same again, even if a backup is restored.
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO {CHANGES} (mark) VALUES ((random() * {MOST})::bigint);
    DELETE FROM {CHANGES} WHERE id IN (
        SELECT id FROM {CHANGES} WHERE id <= (SELECT max(id) FROM {CHANGES}) - {KEPT}
        FOR UPDATE SKIP LOCKED
    );
    RETURN NULL;
END $$
"""  # noqa: S608
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {function}()
"""
SQLITE_TRIGGER = f"""
CREATE TRIGGER {{name}} AFTER {{event}} ON {{table}} BEGIN
    INSERT INTO {CHANGES} (mark) VALUES (abs(random() % {MOST}));
    DELETE FROM {CHANGES} WHERE id <= (SELECT max(id) FROM {CHANGES}) - {KEPT};
END
"""  # noqa: S608


def watch(using, **_details):
    """Make the triggers that are missing or were otherwise, and count the migration itself as a change."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if CHANGES in tables:
        with connection.cursor() as cursor:
            watched = [model._meta.db_table for model in WATCHED if model._meta.db_table in tables]
            (watch_sqlite if connection.vendor == "sqlite" else watch_postgresql)(cursor, watched)
        PublicChange.objects.using(using).create(mark=secrets.randbelow(MOST))


def watch_postgresql(cursor, tables):
    cursor.execute(POSTGRESQL_FUNCTION)
    tables_with = "SELECT relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE tgname = %s"
    cursor.execute(tables_with, [NAME])
    there = {table for (table,) in cursor.fetchall()}
    for table in tables:
        if table not in there:
            cursor.execute(POSTGRESQL_TRIGGER.format(name=NAME, table=table, function=NAME))


def watch_sqlite(cursor, tables):
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = dict(cursor.fetchall())
    for table in tables:
        for event in ("INSERT", "UPDATE", "DELETE"):
            name = f"{NAME}_{table}_{event}".lower()
            sql = SQLITE_TRIGGER.format(name=name, event=event, table=table).strip()
            if there.get(name) != sql:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(sql)
