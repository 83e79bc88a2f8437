"""Changing data between what a remote system speaks and what operations and invokers speak."""

from __future__ import annotations

from typing import Any

from gotrs_api.generic_interface.errors import MappingFailed
from gotrs_api.generic_interface.mapping.simple import map_simply
from gotrs_api.generic_interface.mapping.xslt import transform
from gotrs_api.generic_interface.webservice import Mapped

TYPES = ("Simple", "XSLT")


async def apply_mapping(mapped: Mapped, data: Any, stages: dict[str, Any] | None = None) -> Any:
    """`stages` are what the communication had before, for templates that ask for them. Raises MappingFailed."""
    match mapped.type:
        case "" | "Test":
            return data
        case "Simple":
            return map_simply(mapped.config, data)
        case "XSLT":
            return await transform(mapped.config, data, stages or {})
    raise MappingFailed(f"The mapping type {mapped.type} is not known here.")
