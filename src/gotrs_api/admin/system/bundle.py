"""What support asks for, in one file and without secrets: versions, settings, figures, health."""

from __future__ import annotations

import io
import platform
import re
import zipfile
from importlib.metadata import distributions
from typing import Any, Final

import orjson

from gotrs_api.admin.configuration.service import list_settings
from gotrs_api.admin.system.service import read_config, read_stats
from gotrs_api.identity.principal import Principal
from gotrs_api.tickets.service.search import search_health
from gotrs_api.uow import ReadUow

_SECRET: Final = re.compile(r"secret|password|passw|private|token|apikey|sitekey", re.IGNORECASE)
HIDDEN: Final = "(hidden)"


async def support_bundle(uow: ReadUow, principal: Principal) -> bytes:
    """A ZIP file. Raises Forbidden for anybody but administrators."""
    settings = await list_settings(uow, principal)
    changed = {
        row.name: HIDDEN if _SECRET.search(row.name) else without_secrets(row.value)
        for row in settings
        if row.is_modified
    }
    packages = sorted(f"{one.metadata['Name']}=={one.version}" for one in distributions())
    files: dict[str, Any] = {
        "process.json": (await read_config(uow, principal)).model_dump(mode="json"),
        "figures.json": (await read_stats(uow, principal)).model_dump(mode="json"),
        "search.json": (await search_health(uow, principal)).model_dump(mode="json"),
        "settings.json": changed,
        "system.json": {"python": platform.python_version(), "platform": platform.platform(), "at": uow.clock.now()},
    }
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, orjson.dumps(content, option=orjson.OPT_INDENT_2))
        archive.writestr("packages.txt", "\n".join(packages))
    return bundle.getvalue()


def without_secrets(value: Any) -> Any:
    """Members of hashes whose names sound like secrets are hidden."""
    if isinstance(value, dict):
        return {key: HIDDEN if _SECRET.search(str(key)) else without_secrets(item) for key, item in value.items()}
    return [without_secrets(item) for item in value] if isinstance(value, list) else value
