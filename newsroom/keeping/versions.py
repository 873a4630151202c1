"""What a kept page is compared with."""

from functools import cache

from django.db import connection

SITE = "SELECT CAST(0 AS bigint), CAST(COALESCE(SUM(mark), 0) AS bigint) FROM newsroom_publicchange"
DISCUSSIONS = " UNION ALL SELECT article_id, version FROM comments_discussion WHERE article_id IN ({places})"


def versions_now(articles):
    """The versions of the site and of the discussions of these articles, as they stand: a number, and
    {article: version}. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement(len(articles)), list(articles))
        found = dict(cursor.fetchall())
    # Nobody has said anything yet where there is no row.
    return found.pop(0), {article: found.get(article, 0) for article in articles}


@cache
def statement(articles):
    """By the SQL that is built once: no primary key is 0, which stands for the site."""
    return SITE + DISCUSSIONS.format(places=", ".join(["%s"] * articles)) if articles else SITE
