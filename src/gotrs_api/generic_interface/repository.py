"""Selects on web services and their log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.generic_interface.models import (
    DebuggerEntry,
    DebuggerEntryContent,
    WebserviceConfig,
    WebserviceConfigHistory,
)


async def configurations(session: AsyncSession) -> Sequence[Any]:
    """All services, valid or not, with their YAML."""
    columns = (WebserviceConfig.id, WebserviceConfig.name, WebserviceConfig.config, WebserviceConfig.valid_id)
    return (await session.execute(select(*columns).order_by(WebserviceConfig.name))).all()


async def entities(session: AsyncSession) -> Sequence[WebserviceConfig]:
    """All, by name."""
    return (await session.scalars(select(WebserviceConfig).order_by(WebserviceConfig.name))).all()


async def by_name(session: AsyncSession, name: str) -> WebserviceConfig | None:
    return (await session.scalars(select(WebserviceConfig).where(WebserviceConfig.name == name))).one_or_none()


async def by_id(session: AsyncSession, webservice_id: int) -> WebserviceConfig | None:
    return await session.get(WebserviceConfig, webservice_id)


async def is_taken(session: AsyncSession, name: str, *, except_id: int = 0) -> bool:
    found = select(WebserviceConfig.id).where(
        func.lower(WebserviceConfig.name) == name.lower(), WebserviceConfig.id != except_id
    )
    return await session.scalar(found) is not None


async def history(session: AsyncSession, webservice_id: int) -> Sequence[Any]:
    """Earlier forms, the newest first."""
    columns = (WebserviceConfigHistory.id, WebserviceConfigHistory.create_time, WebserviceConfigHistory.create_by)
    return (
        await session.execute(
            select(*columns)
            .where(WebserviceConfigHistory.config_id == webservice_id)
            .order_by(WebserviceConfigHistory.id.desc())
        )
    ).all()


async def history_config(session: AsyncSession, webservice_id: int, history_id: int) -> str | None:
    return await session.scalar(
        select(WebserviceConfigHistory.config).where(
            WebserviceConfigHistory.config_id == webservice_id, WebserviceConfigHistory.id == history_id
        )
    )


async def has_history(session: AsyncSession, config_md5: str) -> bool:
    found = select(WebserviceConfigHistory.id).where(WebserviceConfigHistory.config_md5 == config_md5)
    return await session.scalar(found) is not None


async def delete_service(session: AsyncSession, webservice_id: int) -> None:
    """With its log and its earlier forms."""
    await delete_log(session, webservice_id)
    await session.execute(delete(WebserviceConfigHistory).where(WebserviceConfigHistory.config_id == webservice_id))
    await session.execute(delete(WebserviceConfig).where(WebserviceConfig.id == webservice_id))


async def delete_log(session: AsyncSession, webservice_id: int) -> None:
    entries = select(DebuggerEntry.id).where(DebuggerEntry.webservice_id == webservice_id)
    await session.execute(delete(DebuggerEntryContent).where(DebuggerEntryContent.gi_debugger_entry_id.in_(entries)))
    await session.execute(delete(DebuggerEntry).where(DebuggerEntry.webservice_id == webservice_id))


async def communications(
    session: AsyncSession, webservice_id: int, *, kind: str | None, before_id: int | None, limit: int
) -> Sequence[DebuggerEntry]:
    """The newest first."""
    found = select(DebuggerEntry).where(DebuggerEntry.webservice_id == webservice_id)
    if kind is not None:
        found = found.where(DebuggerEntry.communication_type == kind)
    if before_id is not None:
        found = found.where(DebuggerEntry.id < before_id)
    return (await session.scalars(found.order_by(DebuggerEntry.id.desc()).limit(limit))).all()


async def communication(session: AsyncSession, webservice_id: int, entry_id: int) -> DebuggerEntry | None:
    found = select(DebuggerEntry).where(DebuggerEntry.id == entry_id, DebuggerEntry.webservice_id == webservice_id)
    return (await session.scalars(found)).one_or_none()


async def contents(session: AsyncSession, entry_id: int) -> Sequence[DebuggerEntryContent]:
    found = select(DebuggerEntryContent).where(DebuggerEntryContent.gi_debugger_entry_id == entry_id)
    return (await session.scalars(found.order_by(DebuggerEntryContent.id))).all()


async def oldest_before(session: AsyncSession, moment: Any, limit: int) -> Sequence[int]:
    """Ids of communications that began before `moment`."""
    found = select(DebuggerEntry.id).where(DebuggerEntry.create_time < moment).order_by(DebuggerEntry.id).limit(limit)
    return (await session.scalars(found)).all()


async def delete_communications(session: AsyncSession, ids: Sequence[int]) -> None:
    await session.execute(delete(DebuggerEntryContent).where(DebuggerEntryContent.gi_debugger_entry_id.in_(ids)))
    await session.execute(delete(DebuggerEntry).where(DebuggerEntry.id.in_(ids)))
