"""Queries whose SQL is built once. Django builds a query's SQL anew each time that it is asked, which for the
small queries of a page takes several times as long as the database takes to answer.
"""

import re
from functools import wraps
from threading import local

from django.db import connection
from django.db.models import Value

PLACEHOLDER = re.compile("%[s%]")


class Place(Value):
    """Stands, while the SQL is built, for what an argument will be: (its number, the place in it)."""

    def _resolve_output_field(self):
        # None of its own: what it is compared with decides.
        return None


class Prepared:
    """A query that was built for arguments of certain lengths."""

    def __init__(self, build, lengths):
        places = [[Place((number, place)) for place in range(n or 1)] for number, n in enumerate(lengths)]
        self.queryset = build(*(place if n else place[0] for place, n in zip(places, lengths, strict=True)))
        self.compiler = self.queryset.query.get_compiler(connection=connection)
        self.sql, self.places = with_constants(*self.compiler.as_sql())
        # What makes tuples or model instances of rows asks its queryset for these, each time anew.
        self.queryset.query.get_compiler = lambda *_, **__: self.compiler
        self.compiler.execute_sql = lambda *_, **__: [self.fetched]
        converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])
        self.compiler.get_converters = lambda _: converters
        # Whole numbers get one type, however large: with others, the query is another one to PostgreSQL.
        self.adapt = connection.ops.adapt_integerfield_value

    def rows(self, arguments):
        values = [self.of_one_type(arguments[number][place]) for number, place in self.places]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            self.fetched = cursor.fetchall()
        return list(self.queryset._iterable_class(self.queryset))

    def of_one_type(self, value):
        return self.adapt(value, "BigIntegerField") if type(value) is int else value


def with_constants(sql, parameters):
    """A statement with all that is the same each time written into it, and the places of the rest. Whoever
    plans it then knows that an index of certain rows has those that are wanted.
    """
    rest, literal = iter(parameters), connection.schema_editor().quote_value

    def written(match):
        if match[0] == "%%":
            return "%%"
        value = next(rest)
        return "%s" if isinstance(value, tuple) else str(literal(value)).replace("%", "%%")

    return PLACEHOLDER.sub(written, sql), [value for value in parameters if isinstance(value, tuple)]


def prepared(build):
    """A decorator for functions that return a queryset: the function then returns a list of what the queryset
    has, and is itself called only when its SQL is not known yet. Nothing is prefetched.

    Its arguments are numbers or texts, or lists of them; while the SQL is built they are expressions, so that
    the function can do nothing but put them into conditions. A list is filled up to a power of two with its
    last value, that there be few lengths; with an empty one there are no rows, and nobody is asked. Only what
    the arguments say may differ from call to call: no clock and no setting.
    """
    # For each thread, because a compiled query keeps its connection.
    known = local()

    @wraps(build)
    def ask(*arguments):
        if [] in arguments:
            return []
        lengths = tuple(power_of_two(len(a)) if isinstance(a, list) else 0 for a in arguments)
        if lengths not in known.__dict__:
            known.__dict__[lengths] = Prepared(build, lengths)
        filled = [a + a[-1:] * (n - len(a)) if n else [a] for a, n in zip(arguments, lengths, strict=True)]
        return known.__dict__[lengths].rows(filled)

    return ask


def power_of_two(number):
    """The least that is not less than the number."""
    return 1 << (number - 1).bit_length()
