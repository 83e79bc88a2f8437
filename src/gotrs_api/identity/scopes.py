"""What a personal access token may be limited to. A scope is a ceiling: it never grants what its owner may not do."""

from enum import StrEnum
from typing import NamedTuple

from gotrs_api.i18n import N_


class Scope(StrEnum):
    ALL = "*"
    TICKETS_READ = "tickets:read"
    TICKETS_WRITE = "tickets:write"
    TICKETS_DELETE = "tickets:delete"
    ARTICLES_READ = "articles:read"
    ARTICLES_WRITE = "articles:write"
    QUEUES_READ = "queues:read"
    USERS_READ = "users:read"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    STATS_READ = "stats:read"
    WEBHOOKS_MANAGE = "webhooks:manage"
    MAIL_INBOUND = "mail:inbound"
    EVENTS_READ = "events:read"
    MCP = "mcp"
    PROFILE_READ = "profile:read"
    PROFILE_WRITE = "profile:write"
    TOKENS_MANAGE = "tokens:manage"
    IMPERSONATE = "impersonate"
    ADMIN = "admin:*"


class ScopeFacts(NamedTuple):
    description: str
    agents_only: bool = False


SCOPES: dict[Scope, ScopeFacts] = {
    Scope.ALL: ScopeFacts(N_("Everything that the owner may do.")),
    Scope.TICKETS_READ: ScopeFacts(N_("Read tickets, their history, links and attachments; search.")),
    Scope.TICKETS_WRITE: ScopeFacts(N_("Create and change tickets.")),
    Scope.TICKETS_DELETE: ScopeFacts(N_("Delete tickets."), agents_only=True),
    Scope.ARTICLES_READ: ScopeFacts(N_("Read articles and their attachments.")),
    Scope.ARTICLES_WRITE: ScopeFacts(N_("Write articles: replies and notes.")),
    Scope.QUEUES_READ: ScopeFacts(N_("Read queues and other master data."), agents_only=True),
    Scope.USERS_READ: ScopeFacts(N_("Read agents, groups and roles."), agents_only=True),
    Scope.CUSTOMERS_READ: ScopeFacts(N_("Read customer users and companies."), agents_only=True),
    Scope.CUSTOMERS_WRITE: ScopeFacts(N_("Create and change customer users and companies."), agents_only=True),
    Scope.STATS_READ: ScopeFacts(N_("Read statistics and reports."), agents_only=True),
    Scope.WEBHOOKS_MANAGE: ScopeFacts(N_("Manage webhooks."), agents_only=True),
    Scope.MAIL_INBOUND: ScopeFacts(N_("Hand in mails."), agents_only=True),
    Scope.EVENTS_READ: ScopeFacts(N_("Listen to the event stream.")),
    Scope.MCP: ScopeFacts(N_("Use the MCP server."), agents_only=True),
    Scope.PROFILE_READ: ScopeFacts(N_("Read one's own account, preferences and sessions.")),
    Scope.PROFILE_WRITE: ScopeFacts(N_("Change one's own preferences; end one's own sessions.")),
    Scope.TOKENS_MANAGE: ScopeFacts(N_("See and revoke one's own tokens.")),
    Scope.IMPERSONATE: ScopeFacts(
        N_("Act on behalf of others (X-On-Behalf-Of), as far as the owner is in the admin group."), agents_only=True
    ),
    Scope.ADMIN: ScopeFacts(N_("Administration, as far as the owner is in the admin group."), agents_only=True),
}


def described() -> str:
    """The list as Markdown, for the OpenAPI document."""
    lines = [
        f"- `{scope}`: {facts.description}{' Agents only.' if facts.agents_only else ''}"
        for scope, facts in SCOPES.items()
    ]
    return "Scopes:\n\n" + "\n".join(lines)
