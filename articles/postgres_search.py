"""Finding and ranking with PostgreSQL's index.

django-modelsearch (1.3.2) looks for the entry of each section by the text of its number, for which PostgreSQL
reads all sections. Here the entries are found first.
"""

from django.db import connection
from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend
from modelsearch.backends.database.postgres.weights import get_sql_weights
from modelsearch.utils import get_content_type_pk

__all__ = ["BACKEND", "is_in_more_than", "newest_keys", "ranked_keys"]

BACKEND = PostgresSearchBackend
# What PostgreSQL estimates at so many times a number need not be counted.
FAR_MORE = 20


def ranked_keys(wanted, backend, rows, most):
    """The primary keys of those among some rows, a queryset, that have the words and phrases, the best first,
    and so many at most.
    """
    asked, values = query_of(wanted.words, wanted.phrases, backend)
    score, score_values = f"ts_rank(%s::float4[], title || body, {asked})", [get_sql_weights(), *values]
    matching, matching_values = entries(asked, values, rows, score=score)
    meant, meant_values = rows.order_by().values("pk").query.sql_with_params()
    sql = (
        f"WITH found AS MATERIALIZED ({matching}) "  # noqa: S608
        f"SELECT meant.pk FROM found JOIN ({meant}) AS meant (pk) ON meant.pk = found.pk "
        "ORDER BY found.score DESC, meant.pk DESC LIMIT %s"
    )
    return keys_of(sql, [*score_values, *matching_values, *meant_values, most])


def newest_keys(wanted, backend, rows, most, *, days=None, among=None):
    """As ranked_keys(), the newest first; of sections of some days, given as the beginnings of their words,
    or among some primary keys.
    """
    asked, values = query_of(wanted.words, wanted.phrases, backend)
    matching, matching_values = entries(asked, values, rows)
    if days is not None:
        matching += " AND autocomplete @@ to_tsquery('simple', %s)"
        matching_values.append(" | ".join(f"{day}:*" for day in days))
    if among is not None:
        matching += " AND object_id = ANY(%s)"
        matching_values.append([str(key) for key in among])
    rows = rows.order_by().values_list("pk", "edition__published_at", "edition", "ordering")
    meant, meant_values = rows.query.sql_with_params()
    sql = (
        f"WITH found AS MATERIALIZED ({matching}) SELECT DISTINCT meant.* FROM found "  # noqa: S608
        f"JOIN ({meant}) AS meant (pk, published_at, edition, ordering) ON meant.pk = found.pk "
        "ORDER BY meant.published_at DESC, meant.edition DESC, meant.ordering LIMIT %s"
    )
    return keys_of(sql, [*matching_values, *meant_values, most])


def is_in_more_than(number, words, backend, rows):
    """Whether more sections than that have all the words, or seem to."""
    asked, values = query_of(words, [], backend)
    matching, values = entries(asked, values, rows)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {matching}", values)
        [[[estimate]]] = cursor.fetchall()
    if estimate["Plan"]["Plan Rows"] > FAR_MORE * number:
        return True
    counted = f"SELECT COUNT(*) FROM ({matching} LIMIT %s) AS matching"  # noqa: S608
    return keys_of(counted, [*values, number + 1])[0] > number


def query_of(words, phrases, backend):
    """PostgreSQL's query for all of some words and phrases, and its values."""
    config = "" if backend.config is None else "%s::regconfig, "
    parts = [("plainto_tsquery", " ".join(words))] * bool(words)
    parts += [("phraseto_tsquery", phrase) for phrase in phrases]
    values = [value for _, part in parts for value in ([backend.config, part] if config else [part])]
    return "(" + " && ".join(f"{function}({config}%s)" for function, _ in parts) + ")", values


def entries(asked, values, rows, score="0"):
    """The index's entries of sections that match a query, and the statement's values."""
    sql = (
        f"SELECT CAST(object_id AS bigint) AS pk, {score} AS score FROM modelsearch_indexentry "  # noqa: S608
        f"WHERE content_type_id = %s AND (title || body) @@ {asked}"
    )
    return sql, [get_content_type_pk(rows.model), *values]


def keys_of(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [key for key, *_ in cursor]
