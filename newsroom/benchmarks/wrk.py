"""wrk, a client that asks for one page as fast as it is answered: https://github.com/wg/wrk."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, getrusage

from .server import HOST

WRK = shutil.which("wrk")
MISSING = "Not measured: there is no {} here (on Debian: apt install)."
SECONDS = float(os.environ.get("BENCH_SECONDS", 10))


@dataclass(frozen=True)
class Rate:
    """How fast a page was answered: answers a second, how many they were and how many of them errors, and the
    seconds of a processor that wrk itself took.
    """

    a_second: float
    answers: int
    errors: int
    cpu_seconds: float


def ask(port, url, headers=None, *, connections, threads=1, seconds=SECONDS):
    """Ask for a page of this machine over some connections for so long: the Rate."""
    words = [word for header, value in (headers or {}).items() for word in ("-H", f"{header}: {value}")]
    clients = [f"-t{threads}", f"-c{connections}", f"-d{seconds:.0f}s"]
    before = cpu_seconds_of_children()
    said = subprocess.run(  # noqa: S603
        [WRK, *clients, *words, f"http://{HOST}:{port}{url}"], check=True, capture_output=True, text=True
    ).stdout
    errors = re.findall(r"(?:Non-2xx or 3xx responses:|connect|read|write|timeout) (\d+)", said)
    return Rate(
        a_second=float(re.search(r"Requests/sec: +([\d.]+)", said)[1]),
        answers=int(re.search(r"(\d+) requests in", said)[1]),
        errors=sum(map(int, errors)),
        cpu_seconds=cpu_seconds_of_children() - before,
    )


def cpu_seconds_of_children():
    """The time of a processor that programs have used which this process has waited for."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
