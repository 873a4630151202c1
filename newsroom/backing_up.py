"""A copy of all that is a site's own: the database as it is at one moment, and the uploads. What is brought
back from it is held against what was copied.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

DUMP, SQLITE_COPY, UPLOADS, ROWS = "database.dump", "database.sqlite3", "media.tar", "rows.json"


class NotBackedUp(Exception):
    """Why there is no copy, or why it is not the same, in words for an operator."""


def back_up(folder):
    """Copy the database and the uploads into a new folder, while people work; yield the path of each file.

    The uploads come last: a picture is never changed, so whatever the copied database names is there.
    """
    folder = Path(folder)
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise NotBackedUp(f"{folder} is there already: a backup gets a folder of its own.") from None
    copy = copy_sqlite if connection.vendor == "sqlite" else dump_postgres
    path, rows = copy(folder)
    (folder / ROWS).write_text(json.dumps(rows, indent=1, sort_keys=True))
    yield path
    yield folder / ROWS
    # A bucket has backups of its own.
    if isinstance(default_storage, FileSystemStorage):
        yield pack_uploads(folder)


def copy_sqlite(folder):
    """SQLite's online backup; the rows are counted in the copy."""
    path = folder / SQLITE_COPY
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        return path, rows_of(copy.cursor())


def dump_postgres(folder):
    """pg_dump's copy and the number of rows, both of the same moment."""
    if not shutil.which("pg_dump"):
        raise NotBackedUp("pg_dump is not installed here (on Debian: apt install postgresql-client).")
    path = folder / DUMP
    # Of psql's arguments pg_dump has those that say which database is meant.
    [_psql, *arguments], environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        command = ["pg_dump", "--format=custom", f"--file={path}", f"--snapshot={snapshot}", *arguments]
        done = subprocess.run(  # noqa: S603
            command, env=os.environ | (environment or {}), capture_output=True, text=True
        )
        if done.returncode:
            raise NotBackedUp(f"pg_dump: {done.stderr.strip()}")
        return path, rows_of(cursor)


def rows_of(cursor):
    """How many rows each table has."""
    rows = {}
    for table in connection.introspection.django_table_names():
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        [rows[table]] = cursor.fetchone()
    return rows


def pack_uploads(folder):
    path = folder / UPLOADS
    with tarfile.open(path, "w") as archive:
        if Path(settings.MEDIA_ROOT).is_dir():
            archive.add(settings.MEDIA_ROOT, arcname=".")
    return path


def check_restored(folder):
    """Raise NotBackedUp unless the database in use has as many rows as the one that was copied into the
    folder, and MEDIA_ROOT has every file; else return the number of rows and of files.
    """
    folder, missing = Path(folder), []
    expected = json.loads((folder / ROWS).read_text())
    with connection.cursor() as cursor:
        rows = rows_of(cursor)
    for table in sorted(expected.keys() | rows.keys()):
        if expected.get(table) != rows.get(table):
            missing.append(f"{table}: {rows.get(table)} rows instead of {expected.get(table)}")
    files = files_in(folder / UPLOADS)
    for name, size in files.items():
        path = Path(settings.MEDIA_ROOT) / name
        if not path.is_file() or path.stat().st_size != size:
            missing.append(f"{name} is missing or another one")
    if missing:
        raise NotBackedUp("\n".join(missing))
    return sum(rows.values()), len(files)


def files_in(archive):
    """The size of each file in a backup's archive of uploads, by its name."""
    if not archive.exists():
        return {}
    with tarfile.open(archive) as tar:
        return {member.name: member.size for member in tar if member.isfile()}
