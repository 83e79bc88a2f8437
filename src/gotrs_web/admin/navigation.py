"""The modules of administration: their names, their addresses, and the order in which they are offered."""

from fastapi import Request

from gotrs_api.i18n import N_
from gotrs_web.shell import NavItem, NavSection
from gotrs_web.view import catalogue_of

ROOT = "/admin"
# Title of the section, then (address below /admin, name).
SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Tickets"),
        (
            ("queues", N_("Queues")),
            ("states", N_("States")),
            ("priorities", N_("Priorities")),
            ("types", N_("Types")),
            ("services", N_("Services")),
            ("slas", N_("Service levels")),
            ("calendars", N_("Working calendars")),
            ("locks", N_("Locks")),
            ("link-types", N_("Link types")),
            ("attribute-relations", N_("Attribute relations")),
            ("dynamic-fields", N_("Dynamic fields")),
        ),
    ),
    (
        N_("Answers"),
        (
            ("templates", N_("Templates")),
            ("attachments", N_("Attachments")),
            ("auto-responses", N_("Automatic replies")),
            ("salutations", N_("Salutations")),
            ("signatures", N_("Signatures")),
            ("notification-events", N_("Notifications")),
            ("relations/queues-templates", N_("Queues and templates")),
            ("relations/queues-auto-responses", N_("Queues and automatic replies")),
            ("relations/templates-attachments", N_("Templates and attachments")),
        ),
    ),
    (
        N_("People"),
        (
            ("agents", N_("Agents")),
            ("groups", N_("Groups")),
            ("roles", N_("Roles")),
            ("customer-users", N_("Customer users")),
            ("customer-companies", N_("Customer companies")),
            ("customer-imports", N_("Import customers")),
            ("sign-ups", N_("Sign-ups")),
            ("relations/agents-groups", N_("Agents and groups")),
            ("relations/agents-roles", N_("Agents and roles")),
            ("relations/roles-groups", N_("Roles and groups")),
            ("relations/customer-users-groups", N_("Customer users and groups")),
            ("relations/customer-companies-groups", N_("Companies and groups")),
            ("relations/customer-users-companies", N_("Customer users and companies")),
            ("relations/customer-users-services", N_("Customer users and services")),
        ),
    ),
    (
        N_("Mail"),
        (
            ("system-addresses", N_("Addresses of this desk")),
            ("mail-accounts", N_("Mail accounts")),
            ("smtp-accounts", N_("Outgoing mail accounts")),
            ("oauth2-accesses", N_("OAuth 2 accesses")),
            ("postmaster-filters", N_("Filters of incoming mail")),
            ("mail/spool", N_("Incoming mail")),
            ("mail/queue", N_("Outgoing mail")),
            ("setting-groups/outgoing-mail", N_("Sender and test mail")),
            ("mail/communication-log", N_("Communication log")),
            ("mail/keys", N_("Certificates and keys")),
        ),
    ),
    (
        N_("System"),
        (
            ("branding", N_("Name and look")),
            ("themes", N_("Themes and sounds")),
            ("settings", N_("Settings")),
            ("translations", N_("Translations")),
            ("web-services", N_("Web services")),
            ("webhooks", N_("Webhooks")),
            ("maintenance", N_("Maintenance")),
            ("jobs", N_("Background jobs")),
            ("sign-in-providers", N_("Sign-in providers")),
            ("setting-groups/passwords", N_("Passwords and second step")),
            ("setting-groups/captcha", N_("Sign-up and CAPTCHA")),
            ("audit-log", N_("Audit log")),
            ("system", N_("System")),
            ("performance-log", N_("Performance log")),
            ("logs", N_("Log")),
            ("backups", N_("Backups")),
            ("transfer/desk", N_("Whole desk")),
            ("sql", N_("SQL box")),
            ("sessions", N_("Sessions")),
            ("tokens", N_("Access tokens")),
        ),
    ),
)
_TITLES = {key: title for _, modules in SECTIONS for key, title in modules}


def admin_sections(request: Request) -> tuple[NavSection, ...]:
    """For the shell; marks the module that the address lies in."""
    _ = catalogue_of(request).gettext
    here = request.url.path
    return tuple(
        NavSection(_(section), tuple(_item(_(title), f"{ROOT}/{key}", here) for key, title in modules))
        for section, modules in SECTIONS
    )


def title_of(key: str) -> str:
    """A message id. Raises KeyError."""
    return _TITLES[key]


def _item(label: str, url: str, here: str) -> NavItem:
    return NavItem(label, url, current=here == url or here.startswith(f"{url}/"))
