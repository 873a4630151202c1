"""What a benchmark measured."""

import time
from dataclasses import dataclass

from .usage import cpu_seconds, own_database_processes


@dataclass(frozen=True)
class Figure:
    """A measured value; with a base, the table also shows how many times the base it is."""

    name: str
    value: float
    unit: str
    base: float | None = None

    def __str__(self):
        ratio = f"{self.value / self.base:8.2f} ×" if self.base else ""
        return f"{self.name:<58} {self.value:>12,.2f} {self.unit:<18}{ratio}".rstrip()


def timed(work):
    """The milliseconds that a call of work takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def cpu_milliseconds(work, *, times=20):
    """As milliseconds(), of the CPU time of this process and of PostgreSQL's that serves it."""
    database = own_database_processes()
    return milliseconds(work, times=times, clock=lambda: time.process_time() + cpu_seconds(database))


def milliseconds(work, *, times=20, clock=time.perf_counter):
    """The least time of a call of work, in milliseconds, after one call to warm up. What other calls take
    longer, others on the machine take: https://docs.python.org/3/library/timeit.html#timeit.Timer.repeat
    """
    work()
    spent = []
    for _ in range(times):
        start = clock()
        work()
        spent.append(clock() - start)
    return 1000 * min(spent)
