"""Ranking what SQLite's index has found.

django-modelsearch (1.3.2) asks the index anew for the rank of each result, and for each entry whether it
matches: with 100,000 entries that takes minutes. Here the index is asked once.
"""

from django.db import connection
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend
from modelsearch.models import SQLiteFTSIndexEntry
from modelsearch.utils import get_content_type_pk

__all__ = ["SQLiteSearchBackend", "ranked_keys"]


def ranked_keys(backend, query, rows, most):
    """The primary keys of those among some rows, a queryset, that match a query of modelsearch, the best
    first, and so many at most. backend is modelsearch's SQLiteSearchBackend.
    """
    compiler = backend.query_compiler_class(rows, query)
    match = MatchExpression(compiler.FTS_TABLE_FIELDS, compiler.build_search_query(normalize(query)))
    score = compiler._build_rank_expression(compiler.get_search_vectors(), None)
    entries = SQLiteFTSIndexEntry.objects.filter(match)
    entries = entries.values_list("index_entry__object_id", "index_entry__content_type", score)
    found, found_values = entries.query.sql_with_params()
    meant, meant_values = rows.order_by().values("pk").query.sql_with_params()
    # A condition on the type within would have SQLite read all entries first. A cross join is its way to say
    # which side comes first.
    sql = (
        f"WITH found (key, type, score) AS MATERIALIZED ({found}) "  # noqa: S608
        f"SELECT meant.pk FROM found CROSS JOIN ({meant}) AS meant ON meant.pk = CAST(found.key AS INTEGER) "
        "WHERE found.type = %s ORDER BY found.score, meant.pk DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*found_values, *meant_values, get_content_type_pk(rows.model), most])
        return [key for (key,) in cursor]
