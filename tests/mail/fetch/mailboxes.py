"""Accounts for tests of fetching, and a look at where all mail ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr
from sqlalchemy import func, select

from gotrs_api.identity.principal import Principal
from gotrs_api.mail.accounts import service
from gotrs_api.mail.accounts.schemas import MailAccountCreate, MailAccountRead
from gotrs_api.mail.inbound.fetch.progress import RoundResult
from gotrs_api.mail.inbound.fetch.protocols import ACCOUNT_TYPES
from gotrs_api.mail.inbound.fetch.round import fetch_account
from gotrs_api.mail.inbound.spool import SPOOL
from gotrs_api.mail.models import FetchedMail
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import Site
from tests.support.dovecot import PASSWORD, MailUser
from tests.support.jobs import drain

SYSTEM = Principal.system("test")


def port_for(user: MailUser, kind: str) -> int:
    protocol, encryption, _ = ACCOUNT_TYPES[kind]
    return user.dovecot.ports[protocol + ("s" if encryption == "tls" else "")]


@dataclass
class Fetching:
    """One account of a site, and its mailbox."""

    site: Site
    user: MailUser
    account_id: int

    @classmethod
    async def begin(
        cls, site: Site, user: MailUser, kind: str = "IMAP", *, port: int | None = None, **values: Any
    ) -> Fetching:
        command = {
            "login": user.name,
            "password": SecretStr(PASSWORD),
            "host": f"127.0.0.1:{port or port_for(user, kind)}",
            "type": kind,
            "verify_tls": False,
            **values,
        }
        async with site.uow() as uow:
            account = await service.create_mail_account(uow, SYSTEM, MailAccountCreate.model_validate(command))
        return cls(site, user, account.id)

    async def fetch(self) -> RoundResult | None:
        """One round, then the jobs of what came in."""
        result = await fetch_account(self.site, self.account_id)
        await drain(self.site)
        return result

    async def account(self) -> MailAccountRead:
        async with self.site.read() as uow:
            return await service.read_mail_account(uow, SYSTEM, self.account_id)

    async def outcome(self) -> Counter[str]:
        """Deliveries by what became of them."""
        async with self.site.read() as uow:
            query = select(SPOOL.c.status, func.count()).group_by(SPOOL.c.status)
            return Counter({row[0]: row[1] for row in await uow.session.execute(query)})

    async def rows(self) -> list[Any]:
        async with self.site.read() as uow:
            return list(await uow.session.execute(select(SPOOL).order_by(SPOOL.c.id)))

    async def ledger(self) -> list[FetchedMail]:
        async with self.site.read() as uow:
            return list(await uow.session.scalars(select(FetchedMail).order_by(FetchedMail.id)))

    async def tickets(self) -> int:
        async with self.site.read() as uow:
            return await uow.session.scalar(select(func.count()).select_from(Ticket)) or 0
