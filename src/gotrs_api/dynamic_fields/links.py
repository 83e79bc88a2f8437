"""Links of fields: addresses with places such as `[% Data.Building | uri %]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

_PLACE: Final = re.compile(r"\[%-?\s*Data\.(\w+)\s*(?:\|\s*\w+\s*)*-?%\]")


def filled(template: str, data: Mapping[str, str]) -> str | None:
    """The address with its places filled in; None unless it leads to the web. Values are always quoted."""
    if not template:
        return None
    address = _PLACE.sub(lambda place: quote(data.get(place[1], ""), safe=""), template)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
