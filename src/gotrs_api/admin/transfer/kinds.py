"""Every kind of entries that files hold, in the order in which a fresh desk takes them in: what others name comes first."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from types import SimpleNamespace
from typing import Any, Final

from gotrs_api.admin.transfer import calendar_files, filter_files, notification_files
from gotrs_api.admin.transfer.kind import Kind, Names
from gotrs_api.catalog import schemas as catalog_schemas
from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.validity import Validity
from gotrs_api.customers import schemas as customer_schemas
from gotrs_api.customers import service as customers
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate, DynamicFieldUpdate
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas import agents as agent_schemas
from gotrs_api.identity.service import agents, groups
from gotrs_api.kernel.ids import QueueId
from gotrs_api.kernel.paging import MAX_LIMIT, Page, PageRequest
from gotrs_api.mail.accounts import service as accounts
from gotrs_api.mail.accounts.schemas import MailAccountCreate, MailAccountUpdate
from gotrs_api.mail.oauth import service as oauth
from gotrs_api.mail.smtp_accounts import service as smtp_accounts
from gotrs_api.mail.smtp_accounts.schemas import SmtpAccountCreate, SmtpAccountUpdate
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueCreate, QueueUpdate
from gotrs_api.responses import schemas as response_schemas
from gotrs_api.responses import service as responses
from gotrs_api.sla import service as slas
from gotrs_api.sla.schemas import SlaCreate, SlaUpdate
from gotrs_api.uow import ReadUow, UnitOfWork


async def _agents(read: ReadUow, principal: Principal) -> Sequence[Any]:
    return await agents.list_agents(read, principal, valid=None)


async def _all_pages(page_of: Callable[[PageRequest], Awaitable[Page[Any]]]) -> list[Any]:
    page = await page_of(PageRequest(MAX_LIMIT))
    rows = [*page.rows]
    while page.after:
        page = await page_of(PageRequest(MAX_LIMIT, after=page.after))
        rows += page.rows
    return rows


async def _companies(read: ReadUow, principal: Principal) -> Sequence[Any]:
    return await _all_pages(lambda page: customers.list_companies(read, principal, page))


async def _customer_users(read: ReadUow, principal: Principal) -> Sequence[Any]:
    return await _all_pages(lambda page: customers.list_customer_users(read, principal, page))


async def _attachments(read: ReadUow, principal: Principal) -> Sequence[Any]:
    rows = []
    for one in await responses.list_standard_attachments(read):
        _, content = await responses.standard_attachment_content(read, one.id)
        rows.append(SimpleNamespace(**one.model_dump() | {"content": b64encode(content).decode()}))
    return rows


async def _fields(read: ReadUow, principal: Principal) -> Sequence[Any]:
    """Those of the program itself are on every desk."""
    return [one for one in await dynamic_fields.list_fields(read, principal) if not one.internal]


class MailAccountFile(MailAccountCreate):
    """`name` tells accounts apart in a file; they have it of login and server."""

    name: str = ""


async def _create_account(uow: UnitOfWork, principal: Principal, command: MailAccountFile) -> Any:
    """Files go out without passwords: what comes without one is valid as soon as somebody gives it one."""
    said = command.model_dump(exclude={"name"})
    if command.authentication == "password" and not command.password.get_secret_value():
        said["valid"] = Validity.INVALID
    return await accounts.create_mail_account(uow, principal, MailAccountCreate.model_validate(said))


async def _update_account(uow: UnitOfWork, principal: Principal, account_id: int, command: MailAccountUpdate) -> Any:
    present = await accounts.read_mail_account(uow, principal, account_id)
    if not (present.has_password or command.password) and present.authentication == "password":
        command = MailAccountUpdate.model_validate(command.model_dump(exclude_unset=True, exclude={"valid"}))
    return await accounts.update_mail_account(uow, principal, account_id, command)


async def _create_sender(uow: UnitOfWork, principal: Principal, command: SmtpAccountCreate) -> Any:
    if command.authentication == "password" and not command.password.get_secret_value():
        command = command.model_copy(update={"valid": Validity.INVALID, "is_default": False})
    return await smtp_accounts.create_smtp_account(uow, principal, command)


async def _update_sender(uow: UnitOfWork, principal: Principal, account_id: int, command: SmtpAccountUpdate) -> Any:
    present = await smtp_accounts.read_smtp_account(uow, principal, account_id)
    if not (present.has_password or command.password) and present.authentication == "password":
        said = command.model_dump(exclude_unset=True, exclude={"valid", "is_default"})
        command = SmtpAccountUpdate.model_validate(said)
    return await smtp_accounts.update_smtp_account(uow, principal, account_id, command)


def _everybody(rows_of: Callable[[ReadUow], Awaitable[Any]]) -> Any:
    """For lists that anybody may read."""

    async def entries(read: ReadUow, principal: Principal) -> Sequence[Any]:
        return list(await rows_of(read))

    return entries


def _names(rows_of: Callable[[ReadUow], Awaitable[Any]]) -> Names:
    async def names(read: ReadUow, principal: Principal) -> dict[str, str]:
        return {str(one.id): one.name for one in await rows_of(read)}

    return names


async def _accesses(read: ReadUow, principal: Principal) -> dict[str, str]:
    return {str(one.id): one.name for one in await oauth.list_oauth2_accesses(read, principal)}


def _named(key: str, rows_of: Any, creation: Any, create: Any, change: Any, update: Any, **more: Any) -> Kind:
    return Kind(
        key=key,
        known_by="name",
        entries=rows_of,
        creation=creation,
        create=create,
        change=change,
        update=update,
        **more,
    )


_GROUP: Final = (agent_schemas.GroupCreate, agent_schemas.GroupUpdate)
_TEXT: Final = (catalog_schemas.TextCreate, catalog_schemas.TextUpdate)
KINDS: Final[dict[str, Kind]] = {
    kind.key: kind
    for kind in (
        _named("groups", groups.list_groups, _GROUP[0], groups.create_group, _GROUP[1], groups.update_group),
        _named("roles", groups.list_roles, _GROUP[0], groups.create_role, _GROUP[1], groups.update_role),
        calendar_files.CALENDARS,
        _named(
            "dynamic-fields", _fields, DynamicFieldCreate, dynamic_fields.create_field,
            DynamicFieldUpdate, dynamic_fields.update_field, placed=lambda one: one.order,
            merged=frozenset({"config"}),
        ),
        _named(
            "smtp-accounts", smtp_accounts.list_smtp_accounts, SmtpAccountCreate, _create_sender,
            SmtpAccountUpdate, _update_sender, secret="password",
            refers={"oauth2_token_config_id": _accesses},
        ),
        Kind(
            key="system-addresses", known_by="email", refers={"queue_id": "queues", "smtp_account_id": "smtp-accounts"},
            entries=_everybody(catalog.list_system_addresses),
            creation=catalog_schemas.SystemAddressCreate, create=catalog.create_system_address,
            change=catalog_schemas.SystemAddressUpdate, update=catalog.update_system_address,
        ),
        _named(
            "salutations", _everybody(catalog.list_salutations), _TEXT[0], catalog.create_salutation,
            _TEXT[1], catalog.update_salutation,
        ),
        _named(
            "signatures", _everybody(catalog.list_signatures), _TEXT[0], catalog.create_signature,
            _TEXT[1], catalog.update_signature,
        ),
        _named(
            "queues", _everybody(queues.list_queues), QueueCreate, queues.create_queue, QueueUpdate,
            lambda uow, principal, queue_id, command: queues.update_queue(uow, principal, QueueId(queue_id), command),
            refers={
                "group_id": "groups", "system_address_id": "system-addresses",
                "salutation_id": "salutations", "signature_id": "signatures",
            },
        ),
        _named(
            "states", _everybody(catalog.list_states), catalog_schemas.StateCreate, catalog.create_state,
            catalog_schemas.StateUpdate, catalog.update_state, refers={"type_id": _names(catalog.list_state_types)},
        ),
        _named(
            "priorities", _everybody(catalog.list_priorities), catalog_schemas.PriorityCreate, catalog.create_priority,
            catalog_schemas.PriorityUpdate, catalog.update_priority,
        ),
        _named(
            "types", _everybody(catalog.list_types), catalog_schemas.NameCreate, catalog.create_type,
            catalog_schemas.NameUpdate, catalog.update_type,
        ),
        _named(
            "services", _everybody(catalog.list_services), catalog_schemas.ServiceCreate, catalog.create_service,
            catalog_schemas.ServiceUpdate, catalog.update_service,
        ),
        _named(
            "slas", _everybody(slas.list_slas), SlaCreate, slas.create_sla, SlaUpdate, slas.update_sla,
            refers={"service_ids": "services"},
        ),
        _named(
            "attachments", _attachments, response_schemas.StandardAttachmentCreate, responses.create_standard_attachment,
            response_schemas.StandardAttachmentUpdate, responses.update_standard_attachment,
        ),
        _named(
            "templates", _everybody(responses.list_templates), response_schemas.TemplateCreate, responses.create_template,
            response_schemas.TemplateUpdate, responses.update_template,
            refers={"queue_ids": "queues", "attachment_ids": "attachments"},
        ),
        _named(
            "auto-responses", _everybody(responses.list_auto_responses),
            response_schemas.AutoResponseCreate, responses.create_auto_response,
            response_schemas.AutoResponseUpdate, responses.update_auto_response,
            refers={"type_id": _names(responses.list_auto_response_types), "system_address_id": "system-addresses"},
        ),
        Kind(
            key="agents", known_by="login", entries=_agents, left_out=frozenset({"password"}),
            creation=agent_schemas.AgentCreate, create=agents.create_agent,
            change=agent_schemas.AgentUpdate, update=agents.update_agent,
        ),
        Kind(
            key="customer-companies", known_by="customer_id", entries=_companies, refers={"queue_id": "queues"},
            merged=frozenset({"dynamic_fields"}), creation=customer_schemas.CompanyCreate, create=customers.create_company,
            change=customer_schemas.CompanyUpdate, update=customers.update_company,
            identify=lambda company: company.customer_id,
        ),
        Kind(
            key="customer-users", known_by="login", entries=_customer_users, left_out=frozenset({"password"}),
            merged=frozenset({"dynamic_fields"}), creation=customer_schemas.CustomerUserCreate, create=customers.create_customer_user,
            change=customer_schemas.CustomerUserUpdate, update=customers.update_customer_user,
        ),
        _named(
            "mail-accounts", accounts.list_mail_accounts, MailAccountFile, _create_account,
            MailAccountUpdate, _update_account, secret="password",
            refers={"queue_id": "queues", "oauth2_token_config_id": _accesses},
        ),
        filter_files.FILTERS,
        notification_files.NOTIFICATIONS,
    )
}  # fmt: skip
