"""Importing customers: what each row means, what is wrong with it, and writing it.

A check finds what can be known without writing; the job meets the rest (another one was first) and reports it the same
way. Passwords are not imported: people are invited, or set one by the link of a forgotten password.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ValidationError

from gotrs_api.customers import repository
from gotrs_api.customers.importing.schemas import CustomerImport, ImportReport, Kind, RowError
from gotrs_api.customers.permissions import require_customer_writer
from gotrs_api.customers.schemas import CompanyCreate, CompanyUpdate, CustomerUserCreate, CustomerUserUpdate
from gotrs_api.customers.service import create_company, create_customer_user, update_company, update_customer_user
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import JobPayload
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.uow import ReadUow, UnitOfWork

FIELDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "customer_users": (
        "login", "email", "customer_id", "first_name", "last_name", "title", "phone", "fax", "mobile",
        "street", "zip", "city", "country", "comment", "valid",
    ),
    "companies": ("customer_id", "name", "street", "zip", "city", "country", "url", "comment", "valid"),
}  # fmt: skip
_DYNAMIC: Final = "dynamic_fields."
_CHUNK: Final = 500


class ImportCustomers(JobPayload):
    command: CustomerImport


@dataclass(frozen=True)
class _Known:
    """What the table's rows may collide with, in lower case: logins (or customer ids) to keys, and taken values."""

    keys: Mapping[str, int | str]
    taken: Mapping[str, int | str]  # e-mail addresses, or names of companies


async def check_import(uow: ReadUow, principal: Principal, command: CustomerImport) -> ImportReport:
    """Writes nothing. Raises Forbidden."""
    require_customer_writer(principal)
    known = await _known(uow, command)
    errors: list[RowError] = []
    made: dict[str, int] = {}
    given: dict[str, int] = {}
    created = updated = 0
    for number, row in enumerate(command.rows, 1):
        found = list(_wrong(command, row, known))
        key, other = _key(command.kind, row).lower(), _other(command.kind, row).lower()
        for seen, value, field in ((made, key, _key_field(command.kind)), (given, other, _other_field(command.kind))):
            if value and value in seen:
                found.append((field, N_("This is in an earlier row, too.")))
            elif value:
                seen[value] = number
        errors += [RowError(row=number, field=field, message=message) for field, message in found]
        if not found:
            created, updated = (created, updated + 1) if key in known.keys else (created + 1, updated)
    return ImportReport(created=created, updated=updated, errors=tuple(errors))


async def start_import(uow: UnitOfWork, principal: Principal, command: CustomerImport) -> int:
    """Answers the id of the job that writes the rows. Raises Forbidden."""
    require_customer_writer(principal)
    return await uow.enqueue(ImportCustomers(command=command))


async def import_row(uow: UnitOfWork, principal: Principal, command: CustomerImport, row: Mapping[str, str]) -> bool:
    """Whether an entry was made; else one was changed. Raises GotrsError or ValidationError for what is refused."""
    values = _values(row)
    key = _key(command.kind, row)
    if command.kind == "customer_users":
        users = await repository.users_by_login(uow, key)
        if users and command.update_existing:
            await update_customer_user(
                uow, principal, users[0].id, CustomerUserUpdate.model_validate(_without(values, "login"))
            )
            return False
        await create_customer_user(uow, principal, CustomerUserCreate.model_validate(values))
        return True
    company = await repository.company_by_id(uow, key)
    if company is not None and command.update_existing:
        await update_company(uow, principal, company.customer_id, CompanyUpdate.model_validate(values))
        return False
    await create_company(uow, principal, CompanyCreate.model_validate(values))
    return True


def row_errors(number: int, error: GotrsError | ValidationError) -> list[RowError]:
    if isinstance(error, ValidationError):
        found = [(_last(map(str, one["loc"])), one["msg"]) for one in error.errors()]
    else:
        found = [(_last(one.pointer.split("/")), one.detail) for one in error.errors] or [("", error.message)]
    return [RowError(row=number, field=field, message=message) for field, message in found]


def _wrong(command: CustomerImport, row: Mapping[str, str], known: _Known) -> Iterable[tuple[str, str]]:
    for name in row:
        if name not in FIELDS[command.kind] and not name.startswith(_DYNAMIC):
            yield name, N_("There is no such field.")
    key, other = _key(command.kind, row).lower(), _other(command.kind, row).lower()
    is_there = key in known.keys
    if is_there and not command.update_existing:
        yield _key_field(command.kind), N_("This is there already.")
    if other and known.taken.get(other, known.keys.get(key)) != known.keys.get(key):
        yield _other_field(command.kind), N_("This is in use.")
    schema: type[BaseModel]
    if command.kind == "customer_users":
        schema = CustomerUserUpdate if is_there and command.update_existing else CustomerUserCreate
    else:
        schema = CompanyUpdate if is_there and command.update_existing else CompanyCreate
    fields = {name: value for name, value in row.items() if name in FIELDS[command.kind]}
    try:
        schema.model_validate(_values(fields))
    except ValidationError as error:
        yield from ((one.field, one.message) for one in row_errors(0, error))


async def _known(uow: ReadUow, command: CustomerImport) -> _Known:
    keys: dict[str, int | str] = {}
    taken: dict[str, int | str] = {}
    wanted = sorted({_key(command.kind, row).lower() for row in command.rows})
    others = sorted({_other(command.kind, row).lower() for row in command.rows} - {""})
    for key, name, entry in await repository.colliding(uow, command.kind == "companies", wanted, others, _CHUNK):
        keys[key.lower()] = entry
        taken[name.lower()] = entry
    return _Known({key: keys[key] for key in wanted if key in keys}, taken)


def _values(row: Mapping[str, str]) -> dict[str, object]:
    """Columns that begin with `dynamic_fields.` are fields of one's own."""
    values: dict[str, object] = {name: value for name, value in row.items() if value and not name.startswith(_DYNAMIC)}
    own = {name.removeprefix(_DYNAMIC): value for name, value in row.items() if value and name.startswith(_DYNAMIC)}
    return values | ({"dynamic_fields": own} if own else {})


def _without(values: Mapping[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in values.items() if key != name}


def _key_field(kind: Kind) -> str:
    return "login" if kind == "customer_users" else "customer_id"


def _other_field(kind: Kind) -> str:
    return "email" if kind == "customer_users" else "name"


def _key(kind: Kind, row: Mapping[str, str]) -> str:
    """A customer user without a login is known by the address."""
    return row.get(_key_field(kind), "") or (row.get("email", "") if kind == "customer_users" else "")


def _other(kind: Kind, row: Mapping[str, str]) -> str:
    return row.get(_other_field(kind), "")


def _last(parts: Iterable[str]) -> str:
    return ["", *parts][-1]


def report_of(created: int, updated: int, errors: Sequence[RowError]) -> ImportReport:
    return ImportReport(created=created, updated=updated, errors=tuple(errors))
