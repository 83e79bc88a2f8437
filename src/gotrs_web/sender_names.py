"""Who stands in a From or To line, as people say it."""

from __future__ import annotations

from gotrs_api.kernel.addresses import split_addresses


def name_and_address(line: str) -> tuple[str, str]:
    """Of the first person in it; the address alone is a name too."""
    found = next(iter(split_addresses(line)), None)
    if found is None:
        return line.strip(), ""
    return found.real_name or found.address or line.strip(), found.email or ""
