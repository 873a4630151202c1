"""Finding and ranking with SQLite's index.

django-modelsearch (1.3.2) asks the index anew for the rank of each result, and for each entry whether it
matches: with 100,000 entries that takes minutes. Here the index is asked once.
"""

from django.db import connection
from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend
from modelsearch.models import SQLiteFTSIndexEntry
from modelsearch.utils import get_content_type_pk

__all__ = ["BACKEND", "is_in_more_than", "newest_keys", "ranked_keys"]

BACKEND = SQLiteSearchBackend
INDEX = SQLiteFTSIndexEntry._meta.db_table
# Its columns are the day, the text, the headlines; a headline counts twice.
SCORE = f"bm25({INDEX}, 0, 1, 2)"
# To rank by a word, SQLite counts all sections that have it. One in more than so many tells little anyway.
TELLING = 2_000


def ranked_keys(wanted, _backend, rows, most):
    """The primary keys of those among some rows, a queryset, that have the words and phrases, the best first,
    and so many at most.
    """
    parts = wanted.parts()
    telling = [part for part in parts if len(parts) == 1 or not is_match_in_more_than(TELLING, match([part]))]
    meant, values = rows.order_by().values("pk").query.sql_with_params()
    # A condition on the type within would have SQLite read all entries first. A cross join is its way to say
    # which side comes first, and a plus sign that a row is not to be looked up by this condition.
    sql = (
        f"WITH found AS MATERIALIZED (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s), "  # noqa: S608
        f"ranked (id, score) AS MATERIALIZED (SELECT rowid, {SCORE} FROM {INDEX} WHERE {INDEX} MATCH %s "
        "AND +rowid IN (SELECT rowid FROM found)) "
        "SELECT meant.pk FROM ranked CROSS JOIN modelsearch_indexentry AS entry ON entry.id = ranked.id "
        f"CROSS JOIN ({meant}) AS meant ON meant.pk = CAST(entry.object_id AS INTEGER) "
        "WHERE entry.content_type_id = %s ORDER BY ranked.score, meant.pk DESC LIMIT %s"
    )
    return keys_of(
        sql, [match(parts), match(telling or parts), *values, get_content_type_pk(rows.model), most]
    )


def newest_keys(wanted, _backend, rows, most, *, days=None, among=None):
    """As ranked_keys(), the newest first; of sections of some days, given as the beginnings of their words,
    or among some primary keys.
    """
    kind, parts = get_content_type_pk(rows.model), wanted.parts()
    found, values = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s", [match(parts, days)]  # noqa: S608
    if among is not None:
        texts = ", ".join(["%s"] * len(among))
        # SQLite asks the index for each.
        found += (
            " AND rowid IN (SELECT id FROM modelsearch_indexentry "  # noqa: S608
            f"WHERE content_type_id = %s AND object_id IN ({texts}))"
        )
        values += [kind, *map(str, among)]
    rows = rows.order_by().values_list("pk", "edition__published_at", "edition", "ordering")
    meant, meant_values = rows.query.sql_with_params()
    sql = (
        f"WITH found AS MATERIALIZED ({found}), meant (pk, published_at, edition, ordering) AS ({meant}) "  # noqa: S608
        "SELECT DISTINCT meant.* FROM found "
        "CROSS JOIN modelsearch_indexentry AS entry ON entry.id = found.rowid "
        "CROSS JOIN meant ON meant.pk = CAST(entry.object_id AS INTEGER) WHERE entry.content_type_id = %s "
        "ORDER BY meant.published_at DESC, meant.edition DESC, meant.ordering LIMIT %s"
    )
    return keys_of(sql, [*values, *meant_values, kind, most])


def is_in_more_than(number, words, _backend, _rows):
    """Whether more sections than that have all the words."""
    return is_match_in_more_than(number, match(words))


def is_match_in_more_than(number, match):
    sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT %s)"  # noqa: S608
    return keys_of(sql, [match, number + 1])[0] > number


def match(parts, days=None):
    """What FTS5 is asked for: all of some words and phrases, in which there are letters and digits only.
    https://www.sqlite.org/fts5.html#full_text_query_syntax
    """
    found = "{title body} : (%s)" % " AND ".join(f'"{part}"' for part in parts)  # noqa: UP031
    return found if days is None else f"{found} AND autocomplete : ({' OR '.join(f'{day}*' for day in days)})"


def keys_of(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [key for key, *_ in cursor]
