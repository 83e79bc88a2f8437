"""Every module that is a list with a form."""

from gotrs_web.admin.module import Module
from gotrs_web.admin.modules.answers import (
    ATTACHMENTS,
    AUTO_RESPONSES,
    SALUTATIONS,
    SIGNATURES,
    SYSTEM_ADDRESSES,
    TEMPLATES,
)
from gotrs_web.admin.modules.catalog import PRIORITIES, SERVICES, SLAS, STATES, TYPES
from gotrs_web.admin.modules.customers import COMPANIES, CUSTOMER_USERS
from gotrs_web.admin.modules.dynamic_fields import DYNAMIC_FIELDS
from gotrs_web.admin.modules.mail_accounts import MAIL_ACCOUNTS
from gotrs_web.admin.modules.maintenance import MAINTENANCE
from gotrs_web.admin.modules.oauth2_accesses import OAUTH2_ACCESSES
from gotrs_web.admin.modules.people import AGENTS, GROUPS, ROLES
from gotrs_web.admin.modules.queues import QUEUES
from gotrs_web.admin.modules.smtp_accounts import SMTP_ACCOUNTS

MODULES: dict[str, Module] = {
    module.key: module
    for module in (
        QUEUES, STATES, PRIORITIES, TYPES, SERVICES, SLAS, TEMPLATES, ATTACHMENTS, AUTO_RESPONSES, SALUTATIONS, SIGNATURES,
        AGENTS, GROUPS, ROLES, CUSTOMER_USERS, COMPANIES, SYSTEM_ADDRESSES,
        MAIL_ACCOUNTS, SMTP_ACCOUNTS, OAUTH2_ACCESSES, DYNAMIC_FIELDS, MAINTENANCE,
    )
}  # fmt: skip
