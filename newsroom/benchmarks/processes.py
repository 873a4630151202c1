"""Running Newsroom's commands in a process of their own, on the database of the calling one."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def start_command(*arguments, environment=None, **options):
    """Start `manage.py` with these arguments as in production, and with what else the environment says, a
    dictionary; options are those of subprocess.Popen.
    """
    production = {"DEBUG": "false", "SECRET_KEY": settings.SECRET_KEY, "ALLOWED_HOSTS": "localhost"}
    environment = os.environ | production | {"DATABASE_URL": own_database_url()} | (environment or {})
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **options)  # noqa: S603


def own_database_url(name=None):
    """The database in use, a test's or a benchmark's, as DATABASE_URL; or another one beside it, by name."""
    database = connection.settings_dict | ({"NAME": name} if name else {})
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user = ":".join(quote(part, safe="") for part in [database["USER"], database["PASSWORD"]] if part)
    return f"postgres://{user}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
