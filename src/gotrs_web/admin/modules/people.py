"""Agents, groups and roles."""

from __future__ import annotations

from gotrs_api.automation.notifications.service import list_notifications
from gotrs_api.catalog.validity import Validity
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.agents import (
    AgentCreate,
    AgentRead,
    AgentUpdate,
    GroupCreate,
    GroupRead,
    GroupUpdate,
)
from gotrs_api.identity.service import agents, groups
from gotrs_api.queues import service as queues
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import COMMENT, VALID_OR_NOT, Field, name
from gotrs_web.admin.listing import BY_VALID_OR_NOT, PAGE_SIZE, WORDS, Column, Found, Query, cut
from gotrs_web.admin.listing import validity_of as validity
from gotrs_web.admin.module import Module, Tab, Use
from gotrs_web.admin.modules.catalog import CHANGED, NAME
from gotrs_web.admin.modules.reference_options import language_options
from gotrs_web.admin.modules.relation_uses import tied
from gotrs_web.admin.modules.ticket_uses import ticket_use

_VALIDITY = Column(N_("Valid"), lambda row: validity(row), "validity")


async def _agents(read: ReadUow, principal: Principal, query: Query) -> Found:
    valid = None if query.validity is None else query.validity is Validity.VALID
    rows, total = await agents.page_of_agents(
        read, principal, text=query["q"], valid=valid, page=query.page, size=PAGE_SIZE, sort=query.sort or "login"
    )
    return Found(rows, total, query.page, sortable=True)


async def _groups(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await groups.list_groups(read, principal), query)


async def _roles(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await groups.list_roles(read, principal), query)


async def _agent_used_by(read: ReadUow, principal: Principal, agent: AgentRead) -> list[Use]:
    return [
        await ticket_use(read, principal, "owner_id", agent.id, N_("Owner")),
        await ticket_use(read, principal, "responsible_id", agent.id, N_("Responsible")),
        *await tied(read, principal, "agents", agent.id, "agents-groups", "agents-roles"),
        await _told(read, principal, "recipient_agent_ids", agent.id),
    ]


async def _group_used_by(read: ReadUow, principal: Principal, group: GroupRead) -> list[Use]:
    rows = [row for row in await queues.list_queues(read) if row.group.id == group.id]
    return [
        Use("queues", tuple((str(row.id), row.name) for row in rows)),
        *await tied(
            read, principal, "groups", group.id,
            "agents-groups", "roles-groups", "customer-users-groups", "customer-companies-groups",
        ),
        await _told(read, principal, "recipient_group_ids", group.id),
    ]  # fmt: skip


async def _role_used_by(read: ReadUow, principal: Principal, role: GroupRead) -> list[Use]:
    return [
        *await tied(read, principal, "roles", role.id, "agents-roles", "roles-groups"),
        await _told(read, principal, "recipient_role_ids", role.id),
    ]


async def _told(read: ReadUow, principal: Principal, field: str, entry_id: int) -> Use:
    """Notifications that name somebody."""
    rows = [row for row in await list_notifications(read, principal) if entry_id in getattr(row, field)]
    return Use("notification-events", tuple((str(row.id), row.name) for row in rows))


def _agent_validity(agent: AgentRead) -> Validity:
    return Validity.of(agent.validity)


_NAMED = N_("Customers and colleagues read it beside what this agent writes.")
AGENTS = Module(
    key="agents",
    add=N_("Add agent"),
    columns=(
        Column(N_("Login"), "login", "link"),
        Column(N_("Name"), "name"),
        Column(N_("E-mail"), "email", "muted", sort=None),
        Column(N_("Valid"), _agent_validity, "validity"),
    ),
    rows=_agents,
    read=agents.read_agent,
    fields=(
        Field("login", N_("Login"), required=True, hint=N_("Typed to sign in; must be the only one.")),
        Field("email", N_("E-mail"), "email", hint=N_("The login counts where it is empty.")),
        Field("first_name", N_("First name"), required=True, hint=_NAMED),
        Field("last_name", N_("Last name"), required=True, hint=_NAMED),
        Field("title", N_("Title"), hint=N_("For placeholders in texts.")),
        Field("mobile", N_("Mobile"), "tel", hint=N_("For colleagues and placeholders in texts.")),
        Field(
            "language",
            N_("Language"),
            "select",
            options=language_options,
            empty=N_("as the browser says"),
            hint=N_("Of pages and of mails to this agent."),
        ),
        Field(
            "time_zone",
            N_("Time zone"),
            hint=N_("Like Europe/Berlin; times are shown in it. Empty: as the settings say."),
        ),
        VALID_OR_NOT,
    ),
    creation=AgentCreate,
    create=agents.create_agent,
    change=AgentUpdate,
    update=agents.update_agent,
    audited_as="user",
    used_by=_agent_used_by,
    filters=(WORDS, BY_VALID_OR_NOT),
    tabs=(Tab("rights", N_("Rights")), Tab("roles", N_("Roles")), Tab("access", N_("Sign-in"))),
    created_at="access",
)
GROUPS = Module(
    key="groups",
    add=N_("Add group"),
    columns=(NAME, Column(N_("Comment"), "comment", "muted"), _VALIDITY, CHANGED),
    rows=_groups,
    read=groups.read_group,
    fields=(name(), VALID_OR_NOT, COMMENT),
    creation=GroupCreate,
    create=groups.create_group,
    change=GroupUpdate,
    update=groups.update_group,
    audited_as="group",
    filters=(WORDS, BY_VALID_OR_NOT),
    used_by=_group_used_by,
)
ROLES = Module(
    key="roles",
    add=N_("Add role"),
    columns=(NAME, Column(N_("Comment"), "comment", "muted"), _VALIDITY, CHANGED),
    rows=_roles,
    read=groups.read_role,
    fields=(name(), VALID_OR_NOT, COMMENT),
    creation=GroupCreate,
    create=groups.create_role,
    change=GroupUpdate,
    update=groups.update_role,
    audited_as="role",
    used_by=_role_used_by,
    filters=(WORDS, BY_VALID_OR_NOT),
    tabs=(Tab("rights", N_("Rights")), Tab("members", N_("Members"))),
    created_at="rights",
)
