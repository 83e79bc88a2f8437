"""Rows of OTRS's `search_profile`: one for each value, without a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.search.models import search_profile_table as PROFILE  # noqa: N812


async def all_rows(session: AsyncSession, login: str) -> Sequence[Any]:
    """profile_name, profile_type, profile_key, profile_value of all profiles of a login, by name."""
    query = select(PROFILE).where(PROFILE.c.login == login).order_by(PROFILE.c.profile_name)
    return (await session.execute(query)).all()


async def write(session: AsyncSession, login: str, name: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """`rows`: type, key, value."""
    values = [
        {"login": login, "profile_name": name, "profile_type": kind, "profile_key": key, "profile_value": value}
        for kind, key, value in rows
    ]
    await session.execute(insert(PROFILE), values)


async def remove(session: AsyncSession, login: str, name: str) -> None:
    await session.execute(delete(PROFILE).where(PROFILE.c.login == login, PROFILE.c.profile_name == name))
