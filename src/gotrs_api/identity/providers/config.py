"""What a provider of each kind is told. Secrets are `SecretStr`; they are kept apart from the rest, encrypted."""

from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator, model_validator

from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.saml import metadata
from gotrs_api.identity.schemas.base import Input


class ProviderType(StrEnum):
    DATABASE = "database"
    LDAP = "ldap"
    OIDC = "oidc"
    SAML = "saml"
    HEADER = "header"


class Adoption(StrEnum):
    """By what an account that is here already becomes somebody's who signs in elsewhere for the first time."""

    NEVER = "never"
    LOGIN = "login"
    EMAIL = "email"


Text = Annotated[str, Field(max_length=500)]
Names = Annotated[dict[str, list[str]], Field(max_length=500)]


class Mapped(Input):
    """What becomes of somebody whom a provider vouches for."""

    create: bool = Field(True, description="Make an account at the first sign-in.")
    update: bool = Field(True, description="Take over name and address at each sign-in.")
    adopt: Adoption = Field(Adoption.NEVER, description="Which account of here is taken for the same person.")
    required_groups: list[Text] = Field(default_factory=list, max_length=100, description="One of them, where given.")
    roles: Names = Field(default_factory=dict, description="A group of the provider's: roles here (agents).")
    groups: Names = Field(
        default_factory=dict,
        description="A group of the provider's: rights here, each `group:right` (agents).",
        examples=[{"cn=support,ou=groups,dc=example,dc=org": ["users:rw"]}],
    )
    keep_others: bool = Field(False, description="Leave roles and rights that no mapping names as they are.")

    @field_validator("groups")
    @classmethod
    def _rights_are_rights(cls, value: dict[str, list[str]]) -> dict[str, list[str]]:
        for right in (right for rights in value.values() for right in rights):
            name, _, key = right.rpartition(":")
            if not name or key not in ("ro", "move_into", "create", "note", "owner", "priority", "rw"):
                raise ValueError(f"{right!r} is not like users:rw")
        return value


class DatabaseConfig(Input):
    """Passwords that are kept here."""


class LdapConfig(Mapped):
    """A directory: LDAP or Active Directory."""

    adopt: Adoption = Adoption.LOGIN
    host: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[A-Za-z0-9.:_\[\]-]+$")]
    port: int = Field(0, ge=0, le=65535, description="0: 389, or 636 with `ldaps`.")
    security: Literal["starttls", "ldaps", "none"] = "starttls"
    verify_tls: bool = True
    ca_certificate: str = Field("", max_length=100_000, description="PEM; empty: what the system trusts.")
    bind_dn: Text = ""
    bind_password: SecretStr = SecretStr("")
    base_dn: Annotated[str, Field(min_length=1, max_length=500)]
    user_filter: Text = Field("(objectClass=person)", description="Who counts at all.")
    login_attribute: Text = Field("uid", examples=["uid", "sAMAccountName"])
    id_attribute: Text = Field("entryUUID", examples=["entryUUID", "objectGUID"])
    email_attribute: Text = "mail"
    first_name_attribute: Text = "givenName"
    last_name_attribute: Text = "sn"
    phone_attribute: Text = "telephoneNumber"
    customer_id_attribute: Text = ""
    group_base_dn: Text = Field("", description="Empty: no groups are asked for.")
    group_filter: Text = "(|(objectClass=groupOfNames)(objectClass=group))"
    member_attribute: Text = "member"
    nested_groups: bool = True
    sync_every_s: int = Field(0, ge=0, le=604_800, description="0: only when asked.")
    sync_deactivates: bool = Field(True, description="Who is gone there becomes invalid here.")
    timeout_s: int = Field(10, ge=1, le=60)

    @field_validator("user_filter", "group_filter")
    @classmethod
    def _in_parentheses(cls, value: str) -> str:
        if not (value.startswith("(") and value.endswith(")") and value.count("(") == value.count(")")):
            raise ValueError("a filter is like (objectClass=person)")
        return value

    @model_validator(mode="after")
    def _password_is_safe(self) -> "LdapConfig":
        if self.security == "none" and self.host not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError("passwords may not travel unencrypted: use starttls or ldaps")
        return self


class OidcConfig(Mapped):
    """An OpenID provider, found by its issuer."""

    issuer: Annotated[str, Field(max_length=500, pattern=r"^https?://[^\s?#]+$")]
    client_id: Annotated[str, Field(min_length=1, max_length=500)]
    client_secret: SecretStr = SecretStr("")
    scopes: Text = "openid profile email"
    login_claim: Text = "preferred_username"
    groups_claim: Text = Field("groups", description="A path such as `realm_access.roles`.")
    customer_id_claim: Text = ""
    end_session: bool = Field(True, description="Signing out here signs out there.")

    @model_validator(mode="after")
    def _is_safe(self) -> "OidcConfig":
        host = self.issuer.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
        if self.issuer.startswith("http://") and host not in ("localhost", "127.0.0.1"):
            raise ValueError("an issuer is asked by https")
        if "openid" not in self.scopes.split():
            raise ValueError("the scope openid is needed")
        return self


class SamlConfig(Mapped):
    """A SAML 2.0 identity provider, described by its metadata. Attributes are found by name or friendly name."""

    idp_metadata: str = Field(min_length=1, max_length=300_000, description="The identity provider's, XML.")
    id_attribute: Text = Field("", description="What never changes; empty: the NameID.")
    login_attribute: Text = Field("uid", description="Where it is missing, the NameID.")
    email_attribute: Text = "mail"
    first_name_attribute: Text = "givenName"
    last_name_attribute: Text = "sn"
    phone_attribute: Text = "telephoneNumber"
    customer_id_attribute: Text = ""
    groups_attribute: Text = "groups"
    idp_initiated: bool = Field(
        False, description="Also let in who begins at the provider; somebody could so be signed in as another."
    )
    end_session: bool = Field(True, description="Signing out here signs out there, and the other way round.")
    signing_certificate: str = Field("", max_length=20_000, description="Ours, PEM; made with its key if missing.")
    signing_key: SecretStr = SecretStr("")

    @model_validator(mode="after")
    def _is_described(self) -> "SamlConfig":
        try:
            metadata.read(self.idp_metadata)
        except ProviderUnavailable as failure:
            raise ValueError(f"the metadata: {failure.words}") from failure
        return self


HeaderName = Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9-]*$")]


class HeaderConfig(Mapped):
    """A proxy in front of this desk that has asked who somebody is, and says so in a header of each request."""

    adopt: Adoption = Adoption.LOGIN
    trusted: list[Text] = Field(
        min_length=1, max_length=50, description="Addresses or networks that requests come from directly."
    )
    login_header: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9-]+$")] = "X-Remote-User"
    strip_domain: bool = Field(False, description="Of `DOMAIN\\ann` and `ann@example.com` only `ann` counts.")
    email_header: HeaderName = ""
    first_name_header: HeaderName = ""
    last_name_header: HeaderName = ""
    customer_id_header: HeaderName = ""
    groups_header: HeaderName = Field("", description="Groups in it are parted by commas.")

    @field_validator("trusted")
    @classmethod
    def _are_networks(cls, value: list[str]) -> list[str]:
        for name in value:
            if ip_network(name, strict=False).prefixlen == 0:
                raise ValueError(f"{name} is everybody")
        return value

    def trusts(self, peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in ip_network(name, strict=False) for name in self.trusted)


ProviderConfig = DatabaseConfig | LdapConfig | OidcConfig | SamlConfig | HeaderConfig
CONFIGS: dict[
    ProviderType, type[DatabaseConfig] | type[LdapConfig] | type[OidcConfig] | type[SamlConfig] | type[HeaderConfig]
] = {
    ProviderType.DATABASE: DatabaseConfig,
    ProviderType.LDAP: LdapConfig,
    ProviderType.OIDC: OidcConfig,
    ProviderType.SAML: SamlConfig,
    ProviderType.HEADER: HeaderConfig,
}
SECRETS: dict[ProviderType, tuple[str, ...]] = {
    ProviderType.DATABASE: (),
    ProviderType.LDAP: ("bind_password",),
    ProviderType.OIDC: ("client_secret",),
    ProviderType.SAML: ("signing_key",),
    ProviderType.HEADER: (),
}
