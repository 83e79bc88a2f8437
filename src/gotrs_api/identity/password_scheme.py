"""How this site hashes passwords, by kind of account."""

import time
from dataclasses import dataclass, field

from gotrs_api.identity.directory import directory
from gotrs_api.identity.passwords import HashScheme, needs_rehash
from gotrs_api.identity.passwords.verification import PREFIXES
from gotrs_api.identity.principal import Kind
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

_LOOKED_UP_EVERY_S = 3600.0
_TYPES = {Kind.AGENT: settings.AGENT_CRYPT_TYPE, Kind.CUSTOMER: settings.CUSTOMER_CRYPT_TYPE}
_COSTS = {Kind.AGENT: settings.AGENT_BCRYPT_COST, Kind.CUSTOMER: settings.CUSTOMER_BCRYPT_COST}


@dataclass
class _Seen:
    """When it was looked whether there are hashes of another scheme, and what was found."""

    by_scheme: dict[tuple[Kind, HashScheme], tuple[float, bool]] = field(default_factory=dict)


@dataclass(frozen=True)
class PasswordScheme:
    """From `…AuthModule::DB::CryptType`.

    `argon2id` is ours. With every type of OTRS new hashes are its bcrypt, which OTRS reads whatever the type; only
    where the type is `plain` does OTRS read nothing but the password itself, so there a sign-in changes nothing.
    `mixed`: some accounts still have a hash of the other slow scheme.
    """

    scheme: HashScheme
    bcrypt_cost: int
    plain: bool
    mixed: bool = False

    def should_rehash(self, stored: str) -> bool:
        return not self.plain and needs_rehash(stored, self.scheme, wanted_bcrypt_cost=self.bcrypt_cost)


async def password_scheme(uow: ReadUow, kind: Kind) -> PasswordScheme:
    crypt_type = await sysconfig.get(uow, _TYPES[kind])
    scheme = HashScheme.of_setting(crypt_type)
    return PasswordScheme(
        scheme=scheme,
        bcrypt_cost=await sysconfig.get(uow, _COSTS[kind]),
        plain=crypt_type == "plain",
        mixed=await _is_mixed(uow, kind, scheme),
    )


async def _is_mixed(uow: ReadUow, kind: Kind, scheme: HashScheme) -> bool:
    """Looked up once an hour: nothing but a change of the scheme makes it so, and that asks anew."""
    seen = uow.site.part(_Seen, _Seen).by_scheme
    looked_at, found = seen.get((kind, scheme), (None, False))
    if looked_at is None or time.monotonic() - looked_at > _LOOKED_UP_EVERY_S:
        (other,) = [prefix for each, prefix in PREFIXES.items() if each is not scheme]
        found = await directory(uow.site, kind).has_hash_beginning_with(uow, other)
        seen[kind, scheme] = (time.monotonic(), found)
    return found
