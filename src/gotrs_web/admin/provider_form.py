"""A sign-in provider as a form: what every one has, and what its kind wants to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, Final

from pydantic import JsonValue

from gotrs_api.i18n import N_
from gotrs_api.identity.providers.config import Adoption, ProviderType
from gotrs_api.identity.schemas.providers import ProviderRead
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_web.admin.fields import Field, Value, command_values, for_form

KINDS: Final[Mapping[ProviderType, str]] = {
    ProviderType.DATABASE: N_("Passwords kept here"),
    ProviderType.LDAP: N_("LDAP directory"),
    ProviderType.OIDC: N_("OpenID Connect"),
    ProviderType.SAML: N_("SAML 2.0"),
    ProviderType.HEADER: N_("Header of a proxy"),
}
GENERAL: Final = (
    Field("label", N_("Name"), required=True, hint=N_("Shown on the sign-in page.")),
    Field(
        "name",
        N_("Short name"),
        required=True,
        only="create",
        hint=N_("Part of addresses: small letters, digits and hyphens."),
    ),
    Field("agents", N_("For agents"), "check", start=True),
    Field("customers", N_("For customers"), "check"),
    Field("enabled", N_("In use"), "check", start=True),
)
_OUTER = frozenset(one.name for one in GENERAL)
_LISTS = frozenset({"required_groups", "trusted"})
_ADOPTIONS = (
    (Adoption.NEVER, N_("never")),
    (Adoption.LOGIN, N_("with the same login")),
    (Adoption.EMAIL, N_("with the same verified address")),
)
_KEPT = N_("Left empty, it stays as it is.")
_LINES = N_("One a line, as group => role; role.")

PEOPLE: Final = (
    Field("create", N_("Make accounts at the first sign-in"), "check", start=True),
    Field("update", N_("Take over name and address at each sign-in"), "check", start=True),
    Field("adopt", N_("Take an account that is here"), "select", options=_ADOPTIONS, start=Adoption.NEVER),
    Field(
        "required_groups",
        N_("Only members of"),
        "textarea",
        full=True,
        rows=2,
        hint=N_("One group a line; empty lets everybody in."),
    ),
    Field("roles", N_("Roles by group"), "textarea", full=True, hint=_LINES),
    Field(
        "groups", N_("Rights by group"), "textarea", full=True, hint=N_("One a line, as group => users:rw; stats:ro.")
    ),
    Field("keep_others", N_("Keep roles and rights that are not named here"), "check"),
)
_SECURITY = (
    ("starttls", N_("StartTLS")),
    ("ldaps", N_("LDAPS")),
    ("none", N_("none, on this machine only")),
)
_LDAP = (
    Field("host", N_("Server"), required=True),
    Field("port", N_("Port"), "number", start="0", hint=N_("0 means the usual one.")),
    Field("security", N_("Encryption"), "select", options=_SECURITY, start="starttls"),
    Field("verify_tls", N_("Check the server's certificate"), "check", start=True),
    Field("ca_certificate", N_("Certificate authority (PEM)"), "textarea", full=True, rows=2),
    Field("bind_dn", N_("Sign in there as (DN)")),
    Field("bind_password", N_("Password"), "password", hint=_KEPT),
    Field("base_dn", N_("People below (DN)"), required=True, full=True),
    Field("user_filter", N_("Filter of people"), start="(objectClass=person)"),
    Field("login_attribute", N_("Attribute of the login"), start="uid"),
    Field("id_attribute", N_("Attribute that never changes"), start="entryUUID"),
    Field("email_attribute", N_("Attribute of the address"), start="mail"),
    Field("first_name_attribute", N_("Attribute of the first name"), start="givenName"),
    Field("last_name_attribute", N_("Attribute of the last name"), start="sn"),
    Field("phone_attribute", N_("Attribute of the phone"), start="telephoneNumber"),
    Field("customer_id_attribute", N_("Attribute of the customer number")),
    Field("group_base_dn", N_("Groups below (DN)"), full=True, hint=N_("Empty: no groups are asked for.")),
    Field("group_filter", N_("Filter of groups"), start="(|(objectClass=groupOfNames)(objectClass=group))"),
    Field("member_attribute", N_("Attribute of members"), start="member"),
    Field("nested_groups", N_("Groups within groups"), "check", start=True),
    Field("sync_every_s", N_("Synchronize every … seconds"), "number", start="0", hint=N_("0: only when asked.")),
    Field("sync_deactivates", N_("Who is gone there becomes invalid here"), "check", start=True),
    Field("timeout_s", N_("Wait at most … seconds"), "number", start="10"),
)
_OIDC = (
    Field("issuer", N_("Issuer"), "url", required=True, full=True, hint=N_("Its description is found there.")),
    Field("client_id", N_("Client id"), required=True),
    Field("client_secret", N_("Client secret"), "password", hint=_KEPT),
    Field("scopes", N_("Scopes"), start="openid profile email"),
    Field("login_claim", N_("Claim of the login"), start="preferred_username"),
    Field("groups_claim", N_("Claim of the groups"), start="groups", hint=N_("A path such as realm_access.roles.")),
    Field("customer_id_claim", N_("Claim of the customer number")),
    Field("end_session", N_("Signing out here signs out there"), "check", start=True),
)
_SAML = (
    Field(
        "idp_metadata",
        N_("The provider's metadata (XML)"),
        "textarea",
        required=True,
        full=True,
        rows=6,
        hint=N_("Ours is shown by the test, once this is saved."),
    ),
    Field("id_attribute", N_("Attribute that never changes"), hint=N_("Empty: the NameID.")),
    Field("login_attribute", N_("Attribute of the login"), start="uid"),
    Field("email_attribute", N_("Attribute of the address"), start="mail"),
    Field("first_name_attribute", N_("Attribute of the first name"), start="givenName"),
    Field("last_name_attribute", N_("Attribute of the last name"), start="sn"),
    Field("phone_attribute", N_("Attribute of the phone"), start="telephoneNumber"),
    Field("customer_id_attribute", N_("Attribute of the customer number")),
    Field("groups_attribute", N_("Attribute of the groups"), start="groups"),
    Field(
        "idp_initiated",
        N_("Let in who begins at the provider"),
        "check",
        hint=N_("Somebody could be signed in as another by a link."),
    ),
    Field("end_session", N_("Signing out here signs out there"), "check", start=True),
)
_HEADER = (
    Field(
        "trusted",
        N_("Trusted proxies"),
        "textarea",
        required=True,
        full=True,
        rows=2,
        hint=N_("Addresses or networks, one a line. They must take the header out of what visitors send."),
    ),
    Field("login_header", N_("Header of the login"), start="X-Remote-User", required=True),
    Field("strip_domain", N_("Without the domain of the login"), "check"),
    Field("email_header", N_("Header of the address")),
    Field("first_name_header", N_("Header of the first name")),
    Field("last_name_header", N_("Header of the last name")),
    Field("customer_id_header", N_("Header of the customer number")),
    Field("groups_header", N_("Header of the groups"), hint=N_("Groups in it are parted by commas.")),
)
_ASKED: Final[Mapping[ProviderType, tuple[Field, ...]]] = {
    ProviderType.DATABASE: (),
    ProviderType.LDAP: _LDAP,
    ProviderType.OIDC: _OIDC,
    ProviderType.SAML: _SAML,
    ProviderType.HEADER: _HEADER,
}
_STARTS: Final[Mapping[ProviderType, Mapping[str, Value]]] = {
    ProviderType.LDAP: {"adopt": Adoption.LOGIN},
    ProviderType.HEADER: {"adopt": Adoption.LOGIN},
}


def asked_of(kind: ProviderType) -> tuple[Field, ...]:
    """What only this kind wants to know."""
    return _ASKED[kind]


def people_of(kind: ProviderType) -> tuple[Field, ...]:
    """What becomes of whom it vouches for."""
    return () if kind is ProviderType.DATABASE else PEOPLE


def fields_of(kind: ProviderType, *, new: bool) -> list[Field]:
    return for_form((*GENERAL, *asked_of(kind), *people_of(kind)), new=new)


def start_values(kind: ProviderType, values: Mapping[str, Value]) -> dict[str, Value]:
    return {**values, **_STARTS.get(kind, {})}


def flat(provider: ProviderRead) -> SimpleNamespace:
    """Of one level, mappings as text, for the fields."""
    config = dict(provider.config)
    for name in ("roles", "groups"):
        if isinstance(mapping := config.get(name), dict):
            config[name] = "\n".join(_line(group, names) for group, names in mapping.items())
    for name in _LISTS & config.keys():
        if isinstance(values := config[name], list):
            config[name] = "\n".join(map(str, values))
    outer = {name: getattr(provider, name) for name in _OUTER}
    return SimpleNamespace(**outer, **{name: value for name, value in config.items() if name not in _OUTER})


def said(kind: ProviderType, values: Mapping[str, Value], before: Mapping[str, Value], *, new: bool) -> dict[str, Any]:
    """For the command: what was changed since `before`. Raises InvalidInput for a line that maps nothing."""
    command = command_values(fields_of(kind, new=new), values, before)
    config = {name: command.pop(name) for name in list(command) if name not in _OUTER}
    for name in {"roles", "groups"} & config.keys():
        config[name] = _mapping(name, str(config[name]))
    for name in _LISTS & config.keys():
        config[name] = lines(str(config[name]))
    return {**command, "config": config} if config else command


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def labels_of(fields: Iterable[Field]) -> dict[str, str]:
    return {one.name: one.label for one in fields}


def _line(group: str, names: JsonValue) -> str:
    return f"{group} => {'; '.join(map(str, names if isinstance(names, list) else []))}"


def _mapping(field: str, text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines(text):
        group, arrow, names = line.partition("=>")
        wanted = [name.strip() for name in names.split(";") if name.strip()]
        if not arrow or not group.strip() or not wanted:
            raise InvalidInput(errors=[FieldError(f"/{field}", "mapping", _LINES)])
        found.setdefault(group.strip(), []).extend(wanted)
    return found
