"""What processes of this machine use, as Linux counts it in /proc."""

import re
from pathlib import Path

from django.db import connection


def descendants(pid):
    """All that the process has started, and these have started in turn."""
    children = [
        int(child)
        for path in Path(f"/proc/{pid}/task").glob("*/children")
        for child in path.read_text().split()
    ]
    return children + [found for child in children for found in descendants(child)]


def called(name, pids):
    """Those of the processes that run the program of that name."""
    return [pid for pid in pids if Path(f"/proc/{pid}/comm").read_text().strip() == name]


def database_processes():
    """Those of PostgreSQL that serve others than this process; none, if the database is elsewhere."""
    if connection.vendor == "sqlite":
        return []
    others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(others)
        return [pid for (pid,) in cursor.fetchall() if Path(f"/proc/{pid}").exists()]


def own_database_processes():
    """The one of PostgreSQL that serves this process, which from now on does all by itself; none, if the
    database is elsewhere.
    """
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        # What others have helped with is not counted once they are gone.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return [pid for (pid,) in cursor.fetchall() if Path(f"/proc/{pid}").exists()]


def cpu_seconds(pids):
    """How long the processes have been at work so far."""
    times = [path.read_text() for pid in pids for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(text.split()[0]) for text in times) / 1e9


def megabytes(pids):
    """The memory that the processes have now, each part of it once: their own, of which a parent and its
    children share some, and the files with programs, which they share with everybody who runs these.
    """
    own = [number(f"/proc/{pid}/smaps_rollup", "Pss_Anon") for pid in pids]
    files = [number(f"/proc/{pid}/status", "RssFile") for pid in pids]
    return (sum(own) + max(files)) * 1024 / 1e6


def number(path, name):
    return int(re.search(rf"^{name}:\s+(\d+) kB", Path(path).read_text(), re.MULTILINE)[1])
