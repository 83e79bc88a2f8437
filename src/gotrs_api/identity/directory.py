"""Where accounts are found. Agents live here; customers' accounts are a domain above, which joins in through this port."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from sqlalchemy import BindParameter, Select, Subquery

from gotrs_api.identity.principal import Kind
from gotrs_api.identity.providers.external import ExternalIdentity
from gotrs_api.uow import ReadUow, Site, UnitOfWork

# Preferences that each sign-in writes.
KEPT_BY_SIGN_IN: Final = frozenset({"UserLastLogin", "UserLoginFailed"})


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who can sign in. `subject` is `users.id` as text for agents, the login for customers."""

    kind: Kind
    subject: str
    login: str
    password_hash: str
    valid: bool


class Directory(Protocol):
    """The accounts of one kind."""

    kind: Kind

    async def find(self, uow: ReadUow, login: str) -> Account | None:
        """By login, valid or not."""
        ...

    async def find_by_email(self, uow: ReadUow, email: str) -> Account | None:
        """The one valid account with this address, whatever the case; None where several have it."""
        ...

    async def has_hash_beginning_with(self, uow: ReadUow, prefix: str) -> bool:
        """Whether any account has such a password hash."""
        ...

    async def set_password_hash(self, uow: UnitOfWork, account: Account, password_hash: str) -> None: ...

    async def record_sign_in(self, uow: UnitOfWork, account: Account) -> None:
        """What OTRS keeps about the last successful sign-in (`UserLastLogin`; `UserLoginFailed` is 0 again)."""
        ...

    async def record_failure(self, uow: UnitOfWork, account: Account, *, lock_after: int) -> bool:
        """Count in `UserLoginFailed`; the `lock_after`-th in a row makes the account invalid-temporarily (0: never).

        Answers whether it did so now.
        """
        ...

    async def preferences(self, uow: ReadUow, account: Account) -> dict[str, str]:
        """Every stored preference by OTRS's key."""
        ...

    async def set_preference(self, uow: UnitOfWork, account: Account, key: str, value: str | None) -> None:
        """None removes it."""
        ...


class CustomerDirectory(Directory, Protocol):
    """Customer accounts can also be joined to a session or a token, so that one query finds the whole principal."""

    def accounts(self, logins: Select[Any] | BindParameter[str]) -> Subquery:
        """The customer users with these logins, found by index.

        Columns: login, first_name, last_name, email, customer_id, valid_id, language, time_zone; one row for each
        customer id of a customer user.
        """
        ...

    async def provision(self, uow: UnitOfWork, account: Account | None, identity: ExternalIdentity) -> Account | None:
        """Make (`account` None) or update an account as a provider describes it; None where that is not possible."""
        ...

    async def deactivate(self, uow: UnitOfWork, account: Account) -> None:
        """Make it invalid; it is out at once."""
        ...

    async def login_of(self, uow: ReadUow, customer_user_id: int) -> str | None:
        """The login that belongs to a row's number, which API addresses carry."""
        ...


@dataclass
class Directories:
    """A site's directories by kind; filled by `wiring.build_site`."""

    by_kind: Mapping[Kind, Directory]


def directory(site: Site, kind: Kind) -> Directory:
    return site.part(Directories, _unwired).by_kind[kind]


def _unwired() -> Directories:
    raise LookupError("this site was built without directories; see wiring.build_site")
