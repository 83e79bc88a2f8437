"""The installation in figures and settings; for administrators only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr
from sqlalchemy import func, select

from gotrs_api.admin.calendars import service as calendars
from gotrs_api.admin.maintenance import service as planning
from gotrs_api.admin.system.schemas import ProcessSetting, SystemConfig, SystemMaintenance, SystemStats, Waiting
from gotrs_api.articles.models import Article
from gotrs_api.catalog.validity import Validity
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity.models import SignInSession, User
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import store as jobs
from gotrs_api.kernel.backlog import Backlog
from gotrs_api.kernel.redacting import text_without_secrets
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound import service as inbound
from gotrs_api.mail.outbound import service as outbound
from gotrs_api.sysconfig import maintenance
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import ReadUow
from gotrs_api.version import VERSION
from gotrs_api.webhooks import backlog as webhooks

_CREDENTIALS: Final = re.compile(r"(?<=://)\S*@")


async def read_config(uow: ReadUow, principal: Principal) -> SystemConfig:
    """What this process was started with. Raises Forbidden."""
    principal.require_admin()
    settings = uow.site.settings
    shown = [_setting(settings, name) for name in sorted(Settings.model_fields)]
    return SystemConfig(version=VERSION, database=uow.site.database.dialect_name, settings=shown)


async def read_stats(uow: ReadUow, principal: Principal) -> SystemStats:
    """Raises Forbidden."""
    principal.require_admin()
    mail = await outbound.mail_waits(uow)
    return SystemStats(
        tickets=await _count(uow, Ticket),
        articles=await _count(uow, Article),
        agents=await _count(uow, User, User.valid_id == Validity.VALID.id),
        customer_users=await _count(uow, CustomerUser, CustomerUser.valid_id == Validity.VALID.id),
        sessions=await _count(uow, SignInSession, SignInSession.expires_at > uow.clock.now()),
        jobs=_waiting(await jobs.backlog(uow.session)),
        mail_spool=_waiting(await inbound.backlog(uow)),
        mail_queue=Waiting(count=mail.waiting, oldest=mail.oldest),
        webhook_deliveries=_waiting(await webhooks.backlog(uow)),
        idle_calendars=await calendars.idle_calendars(uow, principal),
    )


async def read_system_maintenance(uow: ReadUow, principal: Principal) -> SystemMaintenance:
    """Raises Forbidden."""
    principal.require_admin()
    told = await maintenance.notices(uow)
    active, coming = [
        await planning.read_maintenance(uow, principal, period.id) if period is not None else None
        for period in (told.active, told.coming)
    ]
    return SystemMaintenance(active=active, coming=coming, notification=told.notification)


def _setting(settings: Settings, name: str) -> ProcessSetting:
    field = Settings.model_fields[name]
    value = getattr(settings, name)
    is_secret = isinstance(field.default, SecretStr) or "SecretStr" in str(field.annotation)
    return ProcessSetting(
        name=f"GOTRS_{name.upper()}",
        value=None if is_secret else _plain(value),
        default=value == field.default,
        secret=is_secret,
        description=field.description or "",
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    return text_without_secrets(_CREDENTIALS.sub("", value)) if isinstance(value, str) else value


async def _count(uow: ReadUow, model: type[Any], *where: Any) -> int:
    return await uow.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def _waiting(found: Backlog) -> Mapping[str, Waiting]:
    return {state: Waiting(count=count, oldest=oldest) for state, (count, oldest) in found.items()}
