"""OAuth 2 accesses as they come and go. Secrets and tokens only come."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints

from gotrs_api.catalog.schemas import Entry, In, Name, Out
from gotrs_api.catalog.validity import Validity

ProviderKind = Literal["microsoft", "microsoft_graph", "google", "other"]
Grant = Literal["authorization_code", "client_credentials"]
ClientId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Secret = Annotated[SecretStr, Field(max_length=2000)]
Scope = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Tenant = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[A-Za-z0-9.-]*$")]
Address = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=1000, pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])"
    ),
]


class OAuth2AccessRead(Entry):
    """A way to mailboxes and mail servers without their passwords."""

    client_id: str
    has_secret: bool
    scope: str
    authorize_url: str
    token_url: str
    grant: Grant
    granted: bool = Field(
        description="Whether there is a refresh token, with which tokens are got from then on; always so where the desk "
        "gets them in its own name."
    )
    token_expires: datetime | None = Field(description="Of the access token; it is renewed in time.")
    refresh_token_expires: datetime | None = Field(description="After this moment access has to be granted anew.")
    error: str | None = Field(description="What the provider said at the last attempt to renew.")


class OAuth2AccessCreate(In):
    """`microsoft` (IMAP, POP3, SMTP), `microsoft_graph` and `google` know their addresses and scopes; `other` needs them.

    `grant`: an administrator agrees once in the browser, or (`client_credentials`) the desk gets its tokens in its own name,
    as an application with rights on mailboxes.
    """

    name: Name
    provider: ProviderKind = "microsoft"
    grant: Grant = "authorization_code"
    tenant: Tenant = Field("", description="Microsoft's tenant; empty means `common`.")
    client_id: ClientId
    client_secret: Secret = SecretStr("")
    scope: Scope = ""
    authorize_url: Address | None = None
    token_url: Address | None = None
    valid: Validity = Validity.VALID


class OAuth2AccessUpdate(In):
    """A secret that is left out, or empty, stays as it is."""

    name: Name | None = None
    grant: Grant | None = None
    client_id: ClientId | None = None
    client_secret: Secret | None = None
    scope: Scope | None = None
    authorize_url: Address | None = None
    token_url: Address | None = None
    valid: Validity | None = None


class OAuth2GrantOrder(In):
    redirect_uri: Annotated[str, StringConstraints(max_length=1000, pattern=r"^https?://")] = Field(
        description="Where the provider sends the browser afterwards; registered with it."
    )


class OAuth2Departure(Out):
    url: str = Field(description="Where the administrator's browser goes to agree.")


class OAuth2GrantAnswer(In):
    """What came back in the address."""

    state: Annotated[str, StringConstraints(max_length=200)]
    code: Annotated[str, StringConstraints(max_length=8000)] = ""
    error: Annotated[str, StringConstraints(max_length=2000)] = ""
