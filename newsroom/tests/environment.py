"""The environment of the tests, set before the settings are read: a pytest plugin that pyproject.toml
names.
"""

import os

from hypothesis import HealthCheck, settings

os.environ["DEBUG"] = "true"
# So that every address has its page.
os.environ["SECURITY_CONTACT"] = "mailto:security@light.example"

# The same examples in every run, and no clock: how busy a machine is says nothing about the product.
settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")
