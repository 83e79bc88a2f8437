"""What support asks for, in one file and without secrets: versions, settings, figures, health."""

from __future__ import annotations

import asyncio
import io
import platform
import zipfile
from importlib.metadata import distributions
from typing import Any

import orjson

from gotrs_api.admin.configuration.service import list_settings
from gotrs_api.admin.system.service import read_config, read_stats
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.logging import recent_log
from gotrs_api.kernel.redacting import HIDDEN, is_secret_name, without_secrets
from gotrs_api.tickets.service.search import search_health
from gotrs_api.uow import UnitOfWork


async def support_bundle(uow: UnitOfWork, principal: Principal) -> bytes:
    """A ZIP file. Raises Forbidden for anybody but administrators."""
    settings = await list_settings(uow, principal)
    await audit.record(uow, principal, "support_bundle.taken", "support_bundle", None)
    changed = {
        row.name: HIDDEN if is_secret_name(row.name) else without_secrets(row.value)
        for row in settings
        if row.is_modified
    }
    packages = sorted(f"{one.metadata['Name']}=={one.version}" for one in distributions())
    lines = [orjson.dumps(line) for line in await asyncio.to_thread(list, recent_log(uow.site.settings).lines())]
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
        archive.writestr("log.jsonl", b"\n".join(lines))
    return bundle.getvalue()
