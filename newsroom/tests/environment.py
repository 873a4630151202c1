"""The environment that the tests run in, set before the settings are read (a pytest plugin, see pyproject.toml)."""

import os

os.environ["DEBUG"] = "true"
