"""Maintenance periods as they act: who may sign in now, and what people are told.

Source: OTRS 6, Kernel/System/SystemMaintenance.pm, SystemMaintenanceIsActive and SystemMaintenanceIsComing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.models import SystemMaintenance
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

VALID = 1


@dataclass(frozen=True)
class Period:
    """A valid period. Empty messages: the texts of the settings `SystemMaintenance::IsActiveDefault…` count."""

    id: int
    start: datetime
    stop: datetime
    login_message: str
    shows_login_message: bool
    notify_message: str


@dataclass(frozen=True)
class Notices:
    """What stands on every page, and on the sign-in page. `coming`: the period that begins soon."""

    active: Period | None
    coming: Period | None
    notification: str
    login: str


async def _load(uow: ReadUow) -> tuple[Period, ...]:
    rows = await uow.session.scalars(
        select(SystemMaintenance).where(SystemMaintenance.valid_id == VALID).order_by(SystemMaintenance.start_date)
    )
    return tuple(
        Period(
            id=row.id,
            start=datetime.fromtimestamp(row.start_date, UTC),
            stop=datetime.fromtimestamp(row.stop_date, UTC),
            login_message=row.login_message or "",
            shows_login_message=bool(row.show_login_message),
            notify_message=row.notify_message or "",
        )
        for row in rows
    )


PERIODS: Snapshot[tuple[Period, ...]] = Snapshot("maintenance", (SystemMaintenance,), _load)


async def active(uow: ReadUow) -> Period | None:
    """The period that runs now."""
    now = uow.clock.now()
    return next((period for period in await PERIODS.get(uow) if period.start <= now <= period.stop), None)


async def coming(uow: ReadUow) -> Period | None:
    """The next one, from `SystemMaintenance::TimeNotifyUpcomingMaintenance` minutes before it on."""
    now = uow.clock.now()
    horizon = now + timedelta(minutes=await sysconfig.get(uow, settings.MAINTENANCE_NOTICE_MINUTES))
    return next((period for period in await PERIODS.get(uow) if now < period.start <= horizon), None)


async def notices(uow: ReadUow) -> Notices:
    """Texts are empty where nothing is to be said."""
    running = await active(uow)
    if running is None:
        return Notices(None, await coming(uow), "", "")
    login = ""
    if running.shows_login_message:
        login = running.login_message or await sysconfig.get(uow, settings.MAINTENANCE_LOGIN_MESSAGE)
    notification = running.notify_message or await sysconfig.get(uow, settings.MAINTENANCE_NOTIFICATION)
    return Notices(running, None, notification, login)


async def refusal(uow: ReadUow) -> str:
    """What those are told who may not sign in now; empty while everybody may."""
    if await active(uow) is None:
        return ""
    return await sysconfig.get(uow, settings.MAINTENANCE_LOGIN_ERROR)
