"""Outgoing mail accounts: the list with which of them take mail, and the form."""

from __future__ import annotations

from collections.abc import Mapping

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.smtp_accounts import service as accounts
from gotrs_api.mail.smtp_accounts.schemas import SendState, SmtpAccountCreate, SmtpAccountRead, SmtpAccountUpdate
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import COMMENT, VALID, Field, name
from gotrs_web.admin.listing import BY_VALIDITY, WORDS, Column, Filter, Found, Query, cut
from gotrs_web.admin.module import Module, Tab, Use
from gotrs_web.admin.modules.catalog import NAME, VALIDITY
from gotrs_web.admin.modules.reference_options import oauth2_options

SEND_STATES: Mapping[str, str] = {
    SendState.OFF: N_("not used"),
    SendState.OK: N_("works"),
    SendState.FAILING: N_("fails"),
}
_SECURITY = (("starttls", "STARTTLS"), ("tls", "TLS"), ("none", N_("without encryption")))
_AUTHENTICATION = (
    ("password", N_("Password")),
    ("oauth2_token", N_("OAuth 2 access")),
    ("none", N_("nothing: the server knows this desk")),
)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await accounts.list_smtp_accounts(read, principal)
    return cut([row for row in rows if query["state"] in ("", row.state)], query)


async def _used_by(read: ReadUow, principal: Principal, account: SmtpAccountRead) -> list[Use]:
    return [Use("system-addresses", tuple((str(one.id), one.name) for one in account.addresses))]


SMTP_ACCOUNTS = Module(
    key="smtp-accounts",
    add=N_("Add outgoing mail account"),
    columns=(
        NAME,
        Column(N_("Server"), "host", "muted"),
        Column(N_("Default"), lambda row: N_("yes") if row.is_default else "", "word"),
        Column(N_("Sending"), lambda row: SEND_STATES[row.state], "word"),
        VALIDITY,
    ),
    filters=(WORDS, Filter("state", N_("Sending"), tuple(SEND_STATES.items())), BY_VALIDITY),
    rows=_rows,
    read=accounts.read_smtp_account,
    fields=(
        name(hint=N_("Addresses of this desk choose it by this name; logs tell it.")),
        Field(
            "host",
            N_("Server"),
            required=True,
            hint=N_("One inside the own network must be allowed by GOTRS_OUTBOUND_ALLOW."),
        ),
        Field(
            "security",
            N_("Encryption"),
            "select",
            options=_SECURITY,
            start="starttls",
            hint=N_("With STARTTLS or TLS nothing is sent in the clear: a server that cannot do it is refused."),
        ),
        Field(
            "port",
            N_("Port"),
            "number",
            start="0",
            hint=N_("0 is the usual one: 587 with STARTTLS, 465 with TLS, else 25."),
        ),
        Field(
            "verify_tls",
            N_("Check the server's certificate"),
            "check",
            start=True,
            full=True,
            hint=N_("Without it anybody on the way can read the mail."),
        ),
        Field(
            "authentication",
            N_("Sign in with"),
            "select",
            options=_AUTHENTICATION,
            start="password",
            hint=N_("Which of the next fields are used."),
        ),
        Field("login", N_("User name"), hint=N_("As the server knows this desk.")),
        Field("password", N_("Password"), "password", only="create", hint=N_("Kept encrypted and never shown.")),
        Field("password", N_("Password"), "password", only="update", hint=N_("Left empty, it stays as it is.")),
        Field(
            "oauth2_token_config_id",
            N_("OAuth 2 access"),
            "select",
            options=oauth2_options,
            empty="–",
            omit_empty=True,
            hint=N_("It has to be granted before mail is sent."),
        ),
        Field(
            "is_default",
            N_("Default account"),
            "check",
            full=True,
            hint=N_(
                "For every sender without an account of its own; there is one at most. Without any, GOTRS_SMTP_URL is."
            ),
        ),
        VALID,
        COMMENT,
    ),
    creation=SmtpAccountCreate,
    create=accounts.create_smtp_account,
    change=SmtpAccountUpdate,
    update=accounts.update_smtp_account,
    audited_as="gotrs_smtp_account",
    used_by=_used_by,
    tabs=(Tab("sending", N_("Sending")),),
    created_at="sending",
)
