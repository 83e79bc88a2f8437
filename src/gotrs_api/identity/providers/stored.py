"""The providers of this desk in their order, a few seconds old at most."""

from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from pydantic import ValidationError
from sqlalchemy import select

from gotrs_api.identity.encryption import UndecipherableSecret, decrypt
from gotrs_api.identity.models import SignInProvider
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.providers.config import CONFIGS, DatabaseConfig, ProviderConfig, ProviderType
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

PURPOSE = "sign-in provider"
DATABASE = "database"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Provider:
    """`id` 0 is the passwords of this database as long as nobody has given them a place of their own."""

    id: int
    name: str
    label: str
    type: ProviderType
    position: int
    kinds: frozenset[Kind]
    enabled: bool
    config: ProviderConfig


BUILT_IN = Provider(
    id=0,
    name=DATABASE,
    label="Password",
    type=ProviderType.DATABASE,
    position=100,
    kinds=frozenset({Kind.AGENT, Kind.CUSTOMER}),
    enabled=True,
    config=DatabaseConfig(),
)


async def _load(uow: ReadUow) -> tuple[Provider, ...]:
    rows = await uow.session.scalars(select(SignInProvider))
    found = [provider for row in rows if (provider := _provider(uow, row)) is not None]
    if not any(provider.type is ProviderType.DATABASE for provider in found):
        found.append(BUILT_IN)
    return tuple(sorted(found, key=lambda provider: (provider.position, provider.id)))


_PROVIDERS = Snapshot("sign_in_providers", (SignInProvider,), _load)


async def providers(uow: ReadUow) -> tuple[Provider, ...]:
    """All, in their order; one whose configuration cannot be read is left out and logged."""
    return await _PROVIDERS.get(uow)


async def providers_for(uow: ReadUow, kind: Kind) -> tuple[Provider, ...]:
    """What this kind of person may use at present."""
    return tuple(provider for provider in await providers(uow) if provider.enabled and kind in provider.kinds)


def _provider(uow: ReadUow, row: SignInProvider) -> Provider | None:
    try:
        config = CONFIGS[ProviderType(row.type)].model_validate(config_values(uow, row))
    except (ValueError, ValidationError, UndecipherableSecret) as error:
        log.error("sign_in_provider.unreadable", provider=row.name, error=type(error).__name__)
        return None
    kinds = {Kind.AGENT: row.for_agents, Kind.CUSTOMER: row.for_customers}
    return Provider(
        id=row.id,
        name=row.name,
        label=row.label,
        type=ProviderType(row.type),
        position=row.position,
        kinds=frozenset(kind for kind, wanted in kinds.items() if wanted),
        enabled=bool(row.is_enabled),
        config=config,
    )


def config_values(uow: ReadUow, row: SignInProvider) -> dict[str, Any]:
    """With the secrets in the clear. Raises UndecipherableSecret."""
    values: dict[str, Any] = orjson.loads(row.config)
    if row.secrets_encrypted:
        values |= orjson.loads(decrypt(uow.site.settings, PURPOSE, row.secrets_encrypted))
    return values
