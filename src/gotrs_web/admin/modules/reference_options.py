"""What fields that refer to other master data offer."""

from __future__ import annotations

from gotrs_api.catalog import service as catalog
from gotrs_api.i18n import LANGUAGES, available_languages
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import groups
from gotrs_api.mail.oauth import service as oauth
from gotrs_api.mail.security import service as mail_keys
from gotrs_api.mail.smtp_accounts import service as smtp_accounts
from gotrs_api.queues import service as queues
from gotrs_api.responses import service as responses
from gotrs_api.sla.working_calendars import list_calendars
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import choices
from gotrs_web.found_choices import Options

QUEUES_FOUND_AT = "/admin/choices/queues"


async def queue_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await queues.list_queues(read), chosen)


async def group_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    rows = await groups.list_groups(read, principal)
    return [(str(row.id), row.name) for row in rows if row.valid or str(row.id) in chosen]


async def address_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_system_addresses(read), chosen)


async def oauth2_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await oauth.list_oauth2_accesses(read, principal), chosen)


async def smtp_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await smtp_accounts.list_smtp_accounts(read, principal), chosen)


async def salutation_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_salutations(read), chosen)


async def signature_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_signatures(read), chosen)


async def service_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_services(read), chosen)


async def state_type_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_state_types(read), chosen)


async def attachment_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await responses.list_standard_attachments(read), chosen)


async def occasion_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await responses.list_auto_response_types(read), chosen)


async def language_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return [(code, LANGUAGES[code].name) for code in available_languages()]


async def sign_key_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    """What OTRS called a key is offered only where it is in use: its keys lie in files."""
    ours = [(key.sign_key, key.name) for key in await mail_keys.list_keys(read, principal) if key.has_private]
    known = {value for value, _ in ours}
    return [*ours, *((value, value) for value in sorted(chosen) if value and value not in known)]


async def state_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_states(read), chosen)


async def priority_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_priorities(read), chosen)


async def calendar_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    """Those that have a name; of the others what is chosen."""
    named = [(row.calendar, row.name) for row in await list_calendars(read, principal) if row.calendar]
    known = {number for number, _ in named}
    return [*named, *((number, number) for number in sorted(chosen) if number and number not in known)]


async def type_options(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_types(read), chosen)
