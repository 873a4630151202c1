"""The statements of a post, as SQL: to have them built anew for each post takes longer than the database
takes to execute them. Only comments/placing.py and comments/counting.py call these, within the transactions
of comments/posting.py.
"""

from functools import cache

from django.db import connection

PLACE = """
SELECT comment.rght, comment.level, root.rght
FROM comments_comment comment JOIN comments_comment root ON root.tree_id = comment.tree_id AND root.lft = 1
WHERE comment.id = %s AND comment.state = 'published'
"""
MAKE_ROOM = """
UPDATE comments_comment SET lft = CASE WHEN lft > %s THEN lft + 2 ELSE lft END, rght = rght + 2
WHERE tree_id = %s AND rght >= %s
"""
COUNT_IN_THREAD = """
UPDATE comments_thread SET comment_count = comment_count + 1, last_activity_at = %s WHERE id = %s
"""
COUNT_IN_DISCUSSION = """
UPDATE comments_discussion SET comment_count = comment_count + %s, version = version + %s
WHERE id = %s AND state <> 'closed' RETURNING version
"""


def place_of(comment_id):
    """The right number and the level of a readable comment, and the right number of its thread's first; else
    None.
    """
    return fetch(PLACE, comment_id)


def make_room(thread_id, end):
    """Move all that ends at or behind the number by two: there is then room for a comment before it. mptt's
    own statement would write every row of the tree.
    """
    execute(MAKE_ROOM, end, thread_id, end)


def count_in_thread(thread_id, posted_at):
    """Count one more readable comment, the thread's newest."""
    execute(COUNT_IN_THREAD, connection.ops.adapt_datetimefield_value(posted_at), thread_id)


def count_in_discussion(discussion_id, difference, *, is_seen):
    """Count a change of so many readable comments, which readers see or not. Returns the discussion's version
    since then; None if it is closed, and nothing was counted.
    """
    row = fetch(COUNT_IN_DISCUSSION, difference, int(is_seen), discussion_id)
    return row and row[0]


def insert(instance):
    """Store a new row of a model and give the instance its primary key. No signal is sent."""
    _key, *fields = type(instance)._meta.local_concrete_fields
    values = [field.get_db_prep_save(getattr(instance, field.attname), connection) for field in fields]
    (instance.pk,) = fetch(insertion(type(instance)), *values)
    instance._state.adding, instance._state.db = False, connection.alias


@cache
def insertion(model):
    quote = connection.ops.quote_name
    key, *fields = model._meta.local_concrete_fields
    columns, places = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {quote(key.column)}"  # noqa: S608


def fetch(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
