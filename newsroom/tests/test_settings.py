import os
import subprocess
import sys

import pytest
from django.conf import settings


def start(code="import django; django.setup()", **environment):
    """Start Python with newsroom.settings and no other environment; return what it wrote to standard
    error.
    """
    keep = {name: os.environ[name] for name in ["PATH", "SYSTEMROOT"] if name in os.environ}
    environment = keep | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"} | environment
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)  # noqa: S603
    return done.stderr


@pytest.mark.parametrize(
    ("missing", "environment"),
    [("SECRET_KEY", {"ALLOWED_HOSTS": "news.example"}), ("ALLOWED_HOSTS", {"SECRET_KEY": "a secret"})],
)
def test_production_does_not_start_without_its_secrets(missing, environment):
    assert f"Set {missing} in the environment" in start(**environment)


def test_the_web_servers_entry_is_in_production_unless_told_otherwise():
    assert "Set SECRET_KEY in the environment" in start("import newsroom.wsgi")


def test_production_starts_with_its_secrets():
    assert start(SECRET_KEY="a secret", ALLOWED_HOSTS="news.example") == ""


def test_at_the_command_line_a_missing_secret_means_trying_out_and_one_in_a_file_does_not(tmp_path):
    file = tmp_path / "settings.env"
    code = "from django.conf import settings; assert settings.DEBUG is {}"
    file.write_text("")
    at_command_line = {"AT_COMMAND_LINE": "true", "ENV_FILE": str(file)}
    assert start(code.format(True), **at_command_line) == ""
    file.write_text("SECRET_KEY=a-secret\nALLOWED_HOSTS=news.example\n")
    assert start(code.format(False), **at_command_line) == ""


@pytest.mark.parametrize(
    ("environment", "form"),
    [({}, "json"), ({"LOG_FORMAT": "plain"}, "plain"), ({"DEBUG": "true"}, "plain")],
)
def test_the_log_is_json_in_production_and_plain_for_developers(environment, form):
    code = (
        "from django.conf import settings;"
        f"assert settings.LOGGING['handlers']['console']['formatter'] == '{form}'"
    )
    assert start(code, **{"SECRET_KEY": "a secret", "ALLOWED_HOSTS": "news.example"} | environment) == ""


def test_trying_out_needs_no_setting():
    assert start(DEBUG="true") == ""


def test_databases_and_caches_are_a_setting():
    code = (
        "from django.conf import settings as s;"
        "assert s.DATABASES['default']['ENGINE'].endswith('postgresql');"
        "assert s.CACHES['default']['BACKEND'].endswith('RedisCache');"
        "assert s.MEDIA_ROOT == '/srv/media' and s.EMAIL_HOST == 'mail.example'"
    )
    environment = {
        "DEBUG": "true",
        "DATABASE_URL": "postgres://u:p@db.example/news",
        "CACHE_URL": "redis://cache.example/1",
        "MEDIA_ROOT": "/srv/media",
        "EMAIL_URL": "smtp://mail.example:25",
    }
    assert start(code, **environment) == ""
