"""What the generated tests stand on: a client, expectations and a readable report."""

from assay_runtime.cases import load_cases, load_steps
from assay_runtime.client import Client, check_reachable
from assay_runtime.expectations import UndocumentedStatus
from assay_runtime.settings import Settings, SettingsError

__all__ = [
    "Client",
    "Settings",
    "SettingsError",
    "UndocumentedStatus",
    "check_reachable",
    "load_cases",
    "load_steps",
]
