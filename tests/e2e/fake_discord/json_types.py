"""The shape of what travels."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
