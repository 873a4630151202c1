"""Newsroom served as in production, by gunicorn in processes of its own, on the database in use."""

import os
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager

from django.conf import settings

from .processes import own_database_url

WORKERS = 2
HOST = "127.0.0.1"
SECONDS_TO_STOP = 20


@contextmanager
def serving(*arguments, **variables):
    """Serve the site on the loopback address while the context lasts; gives the port.

    arguments are gunicorn's, variables are set in its environment. Its workers take connections from a socket
    that listens already, so a request before they are ready only waits.
    """
    with prepared(**variables) as (listening, production):
        process = start(listening, production, *arguments)
        try:
            yield listening.getsockname()[1]
        finally:
            stop(process)


@contextmanager
def prepared(**variables):
    """A socket that listens, and the environment of a site with its own folders, on the database in use."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server((HOST, 0), backlog=100) as listening:
        production = os.environ | {
            "DEBUG": "false",
            "HTTPS": "false",
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": own_database_url(),
            "VAR_DIR": folder,
            "ACCESS_LOG": "false",
            **variables,
        }
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(collect, cwd=settings.BASE_DIR, env=production, check=True)  # noqa: S603
        yield listening, production


def start(listening, environment, *arguments):
    """Start gunicorn on a socket that listens; returns its process."""
    serve = ["gunicorn", "newsroom.wsgi", "--workers", WORKERS, "--bind", f"fd://{listening.fileno()}"]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", *map(str, serve), "--log-level", "warning", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        pass_fds=[listening.fileno()],
    )


def stop(process):
    process.terminate()
    process.wait(SECONDS_TO_STOP)
