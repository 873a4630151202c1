"""The environment of the tests, set before the settings are read: a pytest plugin that pyproject.toml
names.
"""

import os

os.environ["DEBUG"] = "true"
