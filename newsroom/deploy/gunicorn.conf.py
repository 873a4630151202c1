"""How gunicorn serves Newsroom: gunicorn --config newsroom/deploy/gunicorn.conf.py newsroom.wsgi

Nothing of Newsroom is imported here: the first process would keep it, and hand it to workers that are to run
a newer release after a reload.
"""

import json
import logging
import os
import shutil
import tempfile
from datetime import UTC, datetime

# systemd's socket takes its place (newsroom.socket).
bind = os.environ.get("BIND", "127.0.0.1:8001")
workers = int(os.environ.get("WEB_CONCURRENCY", 2 * os.cpu_count() + 1))
# A worker tells by a file that it lives: in memory, so that a slow disk does not get it killed.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
# Newsroom writes a line for each request itself (ACCESS_LOG), and is told what to do by signals only.
accesslog = None
control_socket_disable = True

# Where the workers put their figures together. What workers have left that are gone belongs to the sums, so
# the folder is emptied by a start and not by a reload.
FIGURES = os.environ.setdefault(
    "PROMETHEUS_MULTIPROC_DIR", os.path.join(tempfile.gettempdir(), f"newsroom-figures-{os.getpid()}")
)


def on_starting(server):
    shutil.rmtree(FIGURES, ignore_errors=True)
    os.makedirs(FIGURES)


def on_exit(server):
    shutil.rmtree(FIGURES, ignore_errors=True)


class JsonLine(logging.Formatter):
    """The first process's lines in the form of Newsroom's own (newsroom/operating/lines.py)."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


plain = {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": plain if os.environ.get("LOG_FORMAT") == "plain" else {"()": JsonLine}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False}},
}


def post_worker_init(worker):
    """A worker has Newsroom's settings: what it has to say goes where Newsroom's own lines go."""
    worker.log.error_log.handlers.clear()
    worker.log.error_log.propagate = True
