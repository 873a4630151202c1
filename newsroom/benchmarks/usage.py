"""What processes of this machine use, as Linux counts it in /proc."""

import os
from pathlib import Path

from django.db import connection

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def descendants(pid):
    """All that the process has started, and these have started in turn."""
    children = [
        int(child)
        for path in Path(f"/proc/{pid}/task").glob("*/children")
        for child in path.read_text().split()
    ]
    return children + [found for child in children for found in descendants(child)]


def database_processes():
    """Those of PostgreSQL that serve others than this process; none, if the database is elsewhere."""
    if connection.vendor == "sqlite":
        return []
    others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(others)
        return [pid for (pid,) in cursor.fetchall() if Path(f"/proc/{pid}").exists()]


def cpu_seconds(pids):
    """How long the processes have been at work so far."""
    times = [path.read_text() for pid in pids for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(text.split()[0]) for text in times) / 1e9


def megabytes(pids):
    """The memory that the processes have now."""
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids) * PAGE_BYTES / 1e6
