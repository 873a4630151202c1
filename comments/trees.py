"""Numbering trees. lft, rght and level are the numbers of a walk: lft on entering a comment, rght on
leaving it.
"""

from django.db import connection

from .models import Comment


def number(root, children):
    """The numbers of a tree: {node: (lft, rght, level)}, in reading order.

    children is a function that gives a node's children in their order. Any depth is fine.
    """
    lefts, numbers = {}, {}
    clock, stack = 0, [(root, 0, False)]
    while stack:
        node, level, leaving = stack.pop()
        clock += 1
        if leaving:
            numbers[node] = (lefts[node], clock, level)
        else:
            lefts[node] = clock
            numbers[node] = None
            stack.append((node, level, True))
            stack.extend((child, level + 1, False) for child in reversed(children(node)))
    return numbers


def write_numbers(numbers):
    """Give stored comments their numbers: {primary key: (lft, rght, level)}. The thread's row must be
    locked.
    """
    table = connection.ops.quote_name(Comment._meta.db_table)
    statement = f"UPDATE {table} SET lft = %s, rght = %s, level = %s WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(*place, pk) for pk, place in numbers.items()])
