"""Content that comes with the product lies in YAML files."""

from pathlib import Path
from typing import Any

import yaml

# libyaml's reader takes a tenth of the time; a platform without it has the one in Python.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """What the file holds: mappings, lists, text, numbers, and no objects. Raises yaml.YAMLError, OSError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (both loaders are the safe ones)
