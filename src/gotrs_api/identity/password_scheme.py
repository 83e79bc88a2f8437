"""How this site hashes passwords, by kind of account."""

from dataclasses import dataclass

from gotrs_api.identity.passwords import HashScheme, needs_rehash
from gotrs_api.identity.principal import Kind
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

_TYPES = {Kind.AGENT: settings.AGENT_CRYPT_TYPE, Kind.CUSTOMER: settings.CUSTOMER_CRYPT_TYPE}
_COSTS = {Kind.AGENT: settings.AGENT_BCRYPT_COST, Kind.CUSTOMER: settings.CUSTOMER_BCRYPT_COST}


@dataclass(frozen=True)
class PasswordScheme:
    """From `…AuthModule::DB::CryptType`.

    `argon2id` is ours. With every type of OTRS new hashes are its bcrypt, which OTRS reads whatever the type; only
    where the type is `plain` does OTRS read nothing but the password itself, so there a sign-in changes nothing.
    """

    scheme: HashScheme
    bcrypt_cost: int
    plain: bool

    def should_rehash(self, stored: str) -> bool:
        return not self.plain and needs_rehash(stored, self.scheme, wanted_bcrypt_cost=self.bcrypt_cost)


async def password_scheme(uow: ReadUow, kind: Kind) -> PasswordScheme:
    crypt_type = await sysconfig.get(uow, _TYPES[kind])
    return PasswordScheme(
        scheme=HashScheme.ARGON2ID if crypt_type == HashScheme.ARGON2ID else HashScheme.BCRYPT_OTRS,
        bcrypt_cost=await sysconfig.get(uow, _COSTS[kind]),
        plain=crypt_type == "plain",
    )
