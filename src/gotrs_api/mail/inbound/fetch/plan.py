"""What a round needs to know of an account, read in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import select

from gotrs_api.mail.inbound.fetch.failures import FetchFailed, Problem
from gotrs_api.mail.inbound.fetch.port import Access
from gotrs_api.mail.inbound.fetch.protocols import ACCOUNT_TYPES
from gotrs_api.mail.inbound.spool import IntakeOptions
from gotrs_api.mail.models import FetchedAccount, MailAccount
from gotrs_api.mail.oauth.tokens import TokenUnavailable, access_token
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site

PASSWORD, OAUTH2 = "password", "oauth2_token"
DEFAULT_INTERVAL_S = 60
VALID = 1


@dataclass(frozen=True)
class Plan:
    account_id: int
    access: Access
    options: IntakeOptions
    per_connection: int
    interval_s: int
    failures: int
    oauth2_config_id: int | None = None

    @property
    def source(self) -> str:
        return self.access.protocol


async def is_fetching_enabled(uow: ReadUow) -> bool:
    return await sysconfig.get(uow, settings.MAIL_FETCH_ENABLED)


async def load_plan(uow: ReadUow, account_id: int, *, by_hand: bool) -> Plan | None:
    """None when there is nothing to fetch: no such account, an invalid one, or one that only hands may fetch."""
    if not await is_fetching_enabled(uow):
        return None
    query = select(MailAccount, FetchedAccount).outerjoin(FetchedAccount, FetchedAccount.account_id == MailAccount.id)
    row = (await uow.session.execute(query.where(MailAccount.id == account_id))).one_or_none()
    if row is None:
        return None
    account, side = row[0], cast("FetchedAccount | None", row[1])
    if account.account_type not in ACCOUNT_TYPES:
        return None
    if not by_hand and (account.valid_id != VALID or side is None or not side.is_fetched):
        return None
    return Plan(
        account_id=account.id,
        access=access_of(account, verify_tls=side is None or bool(side.verifies_tls)),
        options=IntakeOptions(trusted=bool(account.trusted), queue_id=account.queue_id or None),
        per_connection=max(1, await sysconfig.get(uow, settings.POSTMASTER_RECONNECT_MESSAGE)),
        interval_s=side.interval_s if side is not None else DEFAULT_INTERVAL_S,
        failures=side.failures if side is not None else 0,
        oauth2_config_id=account.oauth2_token_config_id if account.authentication_type == OAUTH2 else None,
    )


def access_of(account: MailAccount, *, verify_tls: bool) -> Access:
    protocol, encryption, usual_port = ACCOUNT_TYPES[account.account_type]
    host, port = split_host(account.host, usual_port)
    return Access(
        protocol=protocol,
        encryption=encryption,
        host=host,
        port=port,
        login=account.login,
        password="" if account.authentication_type == OAUTH2 else account.pw,
        folder=account.imap_folder or "INBOX",
        verify_tls=verify_tls,
    )


def split_host(text: str, usual_port: int) -> tuple[str, int]:
    """`mail.example.com`, `mail.example.com:1143` or `[::1]:1143`. Raises ValueError for a port that is none."""
    text = text.strip()
    host, colon, port = text.rpartition(":")
    if not colon or (":" in host and not host.endswith("]")):
        return text.strip("[]"), usual_port
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("this is no port")
    return host.strip("[]"), int(port)


async def with_token(site: Site, plan: Plan) -> Access:
    """The way in, with an access token that is good for now where the account wants one. Raises FetchFailed(TOKEN)."""
    if plan.oauth2_config_id is None:
        return plan.access
    return await access_with_token(site, plan.access, plan.oauth2_config_id)


async def access_with_token(site: Site, access: Access, config_id: int) -> Access:
    """Raises FetchFailed(TOKEN)."""
    try:
        return replace(access, token=await access_token(site, config_id))
    except TokenUnavailable as error:
        raise FetchFailed(Problem.TOKEN, str(error)) from error
