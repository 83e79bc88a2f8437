"""Mailboxes that should be fetched and are not: what administrators and monitoring are told, without mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from gotrs_api.mail.accounts.names import account_name
from gotrs_api.mail.accounts.progress import progress_of
from gotrs_api.mail.accounts.schemas import FetchState
from gotrs_api.mail.inbound.fetch.plan import VALID, is_fetching_enabled
from gotrs_api.mail.models import FetchedAccount, MailAccount, OAuth2Token, OAuth2TokenConfig
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

_TROUBLE: Final = (FetchState.FAILING, FetchState.LATE)
_WARN_BEFORE: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class FetchAlert:
    account_id: int
    name: str
    state: FetchState


@dataclass(frozen=True, slots=True)
class FetchStatus:
    """`accounts`: how many should be fetched. `ending`: OAuth 2 accesses, by id, that must be granted anew soon."""

    accounts: int
    alerts: tuple[FetchAlert, ...]
    ending: tuple[tuple[int, str], ...] = ()


async def _load(uow: ReadUow) -> FetchStatus:
    enabled = await is_fetching_enabled(uow)
    query = (
        select(MailAccount, FetchedAccount)
        .join(FetchedAccount, FetchedAccount.account_id == MailAccount.id)
        .where(MailAccount.valid_id == VALID, FetchedAccount.is_fetched == 1)
        .order_by(MailAccount.id)
        .execution_options(populate_existing=True)
    )
    now, alerts, accounts = uow.clock.now(), [], 0
    for account, side in await uow.session.execute(query):
        state = progress_of(account, side, enabled=enabled, now=now).state
        accounts += state is not FetchState.OFF
        if state in _TROUBLE:
            alerts.append(FetchAlert(account.id, account_name(account.login, account.host), state))
    ending = await uow.session.execute(
        select(OAuth2TokenConfig.id, OAuth2TokenConfig.name)
        .join(OAuth2Token, OAuth2Token.token_config_id == OAuth2TokenConfig.id)
        .where(OAuth2TokenConfig.valid_id == VALID, OAuth2Token.refresh_token_expiration_date < now + _WARN_BEFORE)
        .order_by(OAuth2TokenConfig.id)
    )
    return FetchStatus(accounts, tuple(alerts), tuple((row.id, row.name) for row in ending))


_STATUS = Snapshot("mail_fetch_status", (MailAccount, FetchedAccount, OAuth2Token, OAuth2TokenConfig), _load)


async def fetch_status(uow: ReadUow) -> FetchStatus:
    """A few seconds old at most: every page asks."""
    return await _STATUS.get(uow)
