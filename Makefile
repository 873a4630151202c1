# Newsroom's commands. Each may be run again at any time: what is done already is not done twice.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# The tests run in as many processes as there are cores, each with a database of its own; or say PROCESSES=4.
PROCESSES ?= auto
PYTEST := $(BIN)/python -m pytest --numprocesses $(PROCESSES) --maxprocesses 8

.PHONY: run test test-postgres test-browser test-browser-postgres postgres-named check bench messages requirements

run: $(INSTALLED)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py import_seeds newsroom/sample | tail -n 1
	@$(BIN)/python manage.py try_out
	@$(BIN)/python manage.py publish_due --forever --with-parent & \
		exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: $(INSTALLED)
	$(PYTEST)

test-postgres: $(INSTALLED) postgres-named
	DATABASE_URL="$(TEST_DATABASE_URL)" $(PYTEST)

test-browser: $(INSTALLED)
	$(PYTEST) -m browser

test-browser-postgres: $(INSTALLED) postgres-named
	DATABASE_URL="$(TEST_DATABASE_URL)" $(PYTEST) -m browser

postgres-named:
	@test -n "$(TEST_DATABASE_URL)" || \
		{ echo "Set TEST_DATABASE_URL to a PostgreSQL server, postgres://user:password@host:5432/name"; exit 1; }

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING
	DEBUG=false SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") \
		ALLOWED_HOSTS=news.example $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(INSTALLED)
	$(BIN)/python manage.py bench

# The words of other languages: newsroom/locale with what the sources say now, compiled for gettext.
messages: $(INSTALLED)
	$(BIN)/python manage.py renew_messages

# The exact versions that everybody installs, from the packages that pyproject.toml names.
requirements: $(INSTALLED)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --upgrade --no-header \
		--output-file requirements.txt pyproject.toml

$(INSTALLED): requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@
