"""Writing many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

It goes past models, signals and fields' defaults, so it is for archives only, and every column is given.
Values pass the fields' own conversion: rows look as if the models had written them.
"""

from django.db import connection

PLAIN = {"BigAutoField", "BigIntegerField", "PositiveIntegerField", "ForeignKey", "CharField", "TextField"}


def reserve_ids(model, number):
    """So many unused primary keys of a model with an automatic one, ascending. Call it in a transaction."""
    if not number:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, number])
            return [row[0] for row in cursor]
        # SQLite has one writer, who may take what follows; the insertion itself moves the sequence on.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        return list(range(last + 1, last + number + 1))


def insert(model, columns, rows):
    """Insert rows, an iterable of tuples in the order of columns, the names of the model's columns."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(model._meta.get_field(column).column) for column in columns)
    table, converted = quote(model._meta.db_table), map(converter(model, columns), rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in converted:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", converted)  # noqa: S608


def converter(model, columns):
    """A function from a row of Python values to one that the database takes."""
    fields = [model._meta.get_field(column) for column in columns]
    special = [(index, field) for index, field in enumerate(fields) if field.get_internal_type() not in PLAIN]

    def convert(row):
        row = list(row)
        for index, field in special:
            if row[index] is not None:
                row[index] = field.get_db_prep_save(row[index], connection)
        return row

    return convert
