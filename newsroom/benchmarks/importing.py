import os
import subprocess
import tempfile
import time
from pathlib import Path

from comments.models import Comment

from .figures import Figure
from .processes import start_command
from .reading import make_dump

BIG = 100_000
DOCUMENTS, COMMENTS = 1_000, 100
WORKERS = 2


def importing():
    """Importing, from files to public pages, in a process of its own with its start and its end."""
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "big.txt"
        big.write_bytes(make_dump(BIG))
        seconds, megabytes = import_in_process(big)
        yield Figure(f"one document of {BIG:,} comments", BIG / seconds, "comments/s")
        yield Figure("  the most memory it took", megabytes, "MB")
        for workers in (1, WORKERS):
            many = Path(folder) / str(workers)
            many.mkdir()
            for number in range(DOCUMENTS):
                (many / f"{number}.txt").write_bytes(make_dump(COMMENTS, seed=f"{workers} {number}"))
            seconds, _megabytes = import_in_process(many, "--workers", workers)
            name = f"{DOCUMENTS:,} documents of {COMMENTS} comments, workers: {workers}"
            yield Figure(name, DOCUMENTS / seconds, "documents/s")
            yield Figure("", DOCUMENTS * COMMENTS / seconds, "comments/s")
    expected = BIG + 2 * DOCUMENTS * COMMENTS
    if Comment.objects.count() != expected:
        raise AssertionError(f"{Comment.objects.count()} comments arrived of {expected}")


def import_in_process(*arguments):
    """Import in a process of its own; the seconds that it took, and the most memory that it had, in
    megabytes.
    """
    start = time.perf_counter()
    process = start_command("import_seeds", *arguments, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise AssertionError(f"import_seeds ended with {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1000
