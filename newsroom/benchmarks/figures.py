"""What a benchmark measured."""

import time
from dataclasses import dataclass
from statistics import median


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
    """The median CPU time of this process for a call of work, in milliseconds, after one call to warm up."""
    work()
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return 1000 * median(spent)
