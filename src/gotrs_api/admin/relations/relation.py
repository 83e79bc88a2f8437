"""What a relation between two kinds of entries is, and the ten that there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from sqlalchemy import literal, select

from gotrs_api.catalog.models import Service, ServiceCustomerUser
from gotrs_api.customers.models import CustomerCompany, CustomerUser, CustomerUserCustomer
from gotrs_api.customers.service.relations import DEFAULT_LOGIN
from gotrs_api.i18n import N_
from gotrs_api.identity.models import (
    GroupCustomer,
    GroupCustomerUser,
    GroupRole,
    GroupUser,
    PermissionGroup,
    Role,
    RoleUser,
    User,
)
from gotrs_api.identity.principal import QueueRight
from gotrs_api.identity.principals import SAME_CUSTOMER
from gotrs_api.queues.models import Queue
from gotrs_api.responses.models import (
    AutoResponse,
    AutoResponseType,
    QueueAutoResponse,
    QueueStandardTemplate,
    StandardAttachment,
    StandardTemplate,
    StandardTemplateAttachment,
)

Side: TypeAlias = Literal[0, 1]
EntryKey: TypeAlias = int | str
OTHER_CUSTOMERS = "Ticket::CustomerID::Other"
ASSIGNED = "yes"
ALL_RIGHTS = "rw"


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One side: entries with what they are called. `key` is what the relation's table holds.

    `extra` are keys that stand for no entry of their own; `title` is a message id, `audited_as` the kind in the log.
    """

    name: str
    title: str
    key: Any
    label: Any
    note: Any
    valid: Any
    audited_as: str
    parse: Callable[[str], EntryKey] = int
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """What a cell can hold, and the columns that say so. `label` is a message id, or a right's own name."""

    name: str
    label: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Relation:
    """`columns` of `model` hold the keys of the two axes; `fixed` is the same in every row.

    `rights` says that somebody's rights hang on it; `agents_rights` that the last administrator could be among them.
    `also_logged_as`: how the audit log calls what other pages change of it.
    """

    name: str
    model: Any
    axes: tuple[Axis, Axis]
    columns: tuple[str, str]
    marks: tuple[Mark, ...] = (Mark(ASSIGNED, N_("assigned")),)
    fixed: Mapping[str, int] = field(default_factory=dict)
    rights: bool = False
    agents_rights: bool = False
    also_logged_as: tuple[str, ...] = ()

    @property
    def logged_as(self) -> tuple[str, ...]:
        """What the audit log calls changes of it."""
        return (f"{self.name}.changed", *self.also_logged_as)

    def side(self, axis: str) -> Side | None:
        return 0 if axis == self.axes[0].name else 1 if axis == self.axes[1].name else None


_NOTHING = literal("")
_OCCASION = select(AutoResponseType.name).where(AutoResponseType.id == AutoResponse.type_id).scalar_subquery()
AGENTS = Axis(
    name="agents", title=N_("Agents"), key=User.id, label=User.login, audited_as="user",
    note=User.first_name + " " + User.last_name, valid=User.valid_id,
)  # fmt: skip
GROUPS = Axis(
    name="groups", title=N_("Groups"), key=PermissionGroup.id, label=PermissionGroup.name, audited_as="group",
    note=_NOTHING, valid=PermissionGroup.valid_id,
)  # fmt: skip
ROLES = Axis(
    name="roles", title=N_("Roles"), key=Role.id, label=Role.name, audited_as="role",
    note=_NOTHING, valid=Role.valid_id,
)  # fmt: skip
CUSTOMER_USERS = Axis(
    name="customer-users", title=N_("Customer users"), key=CustomerUser.login, label=CustomerUser.login,
    note=CustomerUser.first_name + " " + CustomerUser.last_name, valid=CustomerUser.valid_id,
    audited_as="customer_user", parse=str,
)  # fmt: skip
COMPANIES = Axis(
    name="customer-companies", title=N_("Customer companies"), key=CustomerCompany.customer_id,
    label=CustomerCompany.customer_id, note=CustomerCompany.name, valid=CustomerCompany.valid_id,
    audited_as="customer_company", parse=str,
)  # fmt: skip
CUSTOMERS_WITH_SERVICES = Axis(
    name="customer-users", title=N_("Customer users"), key=CustomerUser.login, label=CustomerUser.login,
    note=CustomerUser.first_name + " " + CustomerUser.last_name, valid=CustomerUser.valid_id,
    audited_as="customer_user", parse=str, extra=(DEFAULT_LOGIN,),
)  # fmt: skip
SERVICES = Axis(
    name="services", title=N_("Services"), key=Service.id, label=Service.name, note=_NOTHING,
    valid=Service.valid_id, audited_as="service",
)  # fmt: skip
QUEUES = Axis(
    name="queues", title=N_("Queues"), key=Queue.id, label=Queue.name, note=_NOTHING, valid=Queue.valid_id,
    audited_as="queue",
)  # fmt: skip
TEMPLATES = Axis(
    name="templates", title=N_("Templates"), key=StandardTemplate.id, label=StandardTemplate.name,
    note=StandardTemplate.template_type, valid=StandardTemplate.valid_id, audited_as="standard_template",
)  # fmt: skip
ATTACHMENTS = Axis(
    name="attachments", title=N_("Attachments"), key=StandardAttachment.id, label=StandardAttachment.name,
    note=StandardAttachment.filename, valid=StandardAttachment.valid_id, audited_as="standard_attachment",
)  # fmt: skip
AUTO_RESPONSES = Axis(
    name="auto-responses", title=N_("Automatic replies"), key=AutoResponse.id, label=AutoResponse.name,
    note=_OCCASION, valid=AutoResponse.valid_id, audited_as="auto_response",
)  # fmt: skip

_AGENT_RIGHTS = tuple(Mark(str(right), str(right), {"permission_key": str(right)}) for right in QueueRight)
_CUSTOMER_RIGHTS = tuple(Mark(key, key, {"permission_key": key}) for key in ("ro", "rw"))
_COMPANY_RIGHTS = (
    Mark("ro", "ro", {"permission_key": "ro", "permission_context": SAME_CUSTOMER}),
    Mark("rw", "rw", {"permission_key": "rw", "permission_context": SAME_CUSTOMER}),
    Mark("other-ro", N_("others: ro"), {"permission_key": "ro", "permission_context": OTHER_CUSTOMERS}),
    Mark("other-rw", N_("others: rw"), {"permission_key": "rw", "permission_context": OTHER_CUSTOMERS}),
)
RELATIONS: dict[str, Relation] = {
    relation.name: relation
    for relation in (
        Relation(
            name="agents-groups", model=GroupUser, axes=(AGENTS, GROUPS), columns=("user_id", "group_id"),
            marks=_AGENT_RIGHTS, rights=True, agents_rights=True, also_logged_as=("permission.user_groups_set",),
        ),
        Relation(
            name="agents-roles", model=RoleUser, axes=(AGENTS, ROLES), columns=("user_id", "role_id"),
            rights=True, agents_rights=True,
            also_logged_as=("permission.user_roles_set", "permission.role_members_set"),
        ),
        Relation(
            name="roles-groups", model=GroupRole, axes=(ROLES, GROUPS), columns=("role_id", "group_id"),
            marks=_AGENT_RIGHTS, fixed={"permission_value": 1}, rights=True, agents_rights=True,
            also_logged_as=("permission.role_groups_set",),
        ),
        Relation(
            name="customer-users-groups", model=GroupCustomerUser, axes=(CUSTOMER_USERS, GROUPS),
            columns=("user_id", "group_id"), marks=_CUSTOMER_RIGHTS, fixed={"permission_value": 1}, rights=True,
        ),
        Relation(
            name="customer-companies-groups", model=GroupCustomer, axes=(COMPANIES, GROUPS),
            columns=("customer_id", "group_id"), marks=_COMPANY_RIGHTS, fixed={"permission_value": 1}, rights=True,
        ),
        Relation(
            name="customer-users-companies", model=CustomerUserCustomer, axes=(CUSTOMER_USERS, COMPANIES),
            columns=("user_id", "customer_id"), rights=True,
        ),
        Relation(
            name="customer-users-services", model=ServiceCustomerUser, axes=(CUSTOMERS_WITH_SERVICES, SERVICES),
            columns=("customer_user_login", "service_id"),
        ),
        Relation(
            name="queues-templates", model=QueueStandardTemplate, axes=(QUEUES, TEMPLATES),
            columns=("queue_id", "standard_template_id"),
        ),
        Relation(
            name="queues-auto-responses", model=QueueAutoResponse, axes=(QUEUES, AUTO_RESPONSES),
            columns=("queue_id", "auto_response_id"),
        ),
        Relation(
            name="templates-attachments", model=StandardTemplateAttachment, axes=(TEMPLATES, ATTACHMENTS),
            columns=("standard_template_id", "standard_attachment_id"),
        ),
    )
}  # fmt: skip
