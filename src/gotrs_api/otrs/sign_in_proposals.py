"""What `Kernel/Config.pm` says of signing in, as sign-in providers of GOTRS: bodies for `POST /api/v1/admin/sign-in-providers`.

A proposal for a person: what has no counterpart is said in a remark, and nothing is set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from gotrs_api.identity.providers.config import LdapConfig

NUMBERS: Final = ("", *map(str, range(1, 11)))
_AGENT_ATTRIBUTES: Final = {
    "UserFirstname": "first_name_attribute", "UserLastname": "last_name_attribute", "UserEmail": "email_attribute",
}  # fmt: skip
_CUSTOMER_ATTRIBUTES: Final = {
    **_AGENT_ATTRIBUTES, "UserPhone": "phone_attribute", "UserCustomerID": "customer_id_attribute",
}  # fmt: skip
_ADDRESS: Final = re.compile(r"(?:(ldaps?)://)?([^:/]+|\[[^\]]+\])(?::(\d+))?/?")


@dataclass
class SignIn:
    """`providers` in the order in which they are asked."""

    providers: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def propose_sign_in(values: Mapping[str, Any]) -> SignIn:
    found = SignIn()
    for kind, who in (("AuthModule", "agents"), ("Customer::AuthModule", "customers")):
        for number in NUMBERS:
            _one(found, values, kind, number, who)
    for number in NUMBERS:
        _customer_backend(found, values, number)
    return found


def _one(found: SignIn, values: Mapping[str, Any], kind: str, number: str, who: str) -> None:
    module = str(values.get(f"{kind}{number}", ""))
    name = f"{kind}{number}"
    if module.endswith("::LDAP"):
        _ldap(found, values, kind, number, who)
    elif module.endswith("::HTTPBasicAuth"):
        regexps = (f"{kind}::HTTPBasicAuth::Replace{number}", f"{kind}::HTTPBasicAuth::ReplaceRegExp{number}")
        config = {
            "trusted": ["127.0.0.1"],
            "login_header": "X-Remote-User",
            "strip_domain": any(map(values.get, regexps)),
        }
        found.providers.append(_provider("header", "Single sign-on", who, number, config))
        found.remarks.append(
            f"{name}: {who} were signed in by the web server (HTTPBasicAuth). Let the proxy send the login in X-Remote-User, "
            "and name its address in `trusted`."
        )
    elif module.endswith("::Radius"):
        found.remarks.append(f"{name}: {who} signed in through Radius, which GOTRS does not know.")
    elif module and not module.endswith("::DB"):
        found.remarks.append(f"{name}: {module} is an add-on's; OpenID Connect or SAML may replace it.")
    two_factor = str(values.get(f"{kind.replace('AuthModule', 'AuthTwoFactorModule')}{number}", ""))
    if two_factor and not two_factor.endswith("::GoogleAuthenticator"):
        found.remarks.append(f"{two_factor} is an add-on's; people set up a new second factor.")


def _ldap(found: SignIn, values: Mapping[str, Any], kind: str, number: str, who: str) -> None:
    name, own = f"{kind}{number}", _numbered(values, f"{kind}::LDAP::", number)
    config = _directory(found, name, own, own.get("Params"))
    config["login_attribute"] = own.get("UID", "uid")
    if own.get("UserLowerCase") or own.get("UserSuffix"):
        found.remarks.append(f"{name}: UserSuffix and UserLowerCase have no counterpart: check with `trial`.")
    if group := own.get("GroupDN"):
        config |= {
            "required_groups": [group], "group_base_dn": str(group).partition(",")[2],
            "member_attribute": own.get("AccessAttr", "member"), "nested_groups": False,
        }  # fmt: skip
    if who == "agents":
        _sync(found, values, str(values.get(f"AuthModule::UseSyncBackend{number}", "")), number, config)
    _add(found, name, _provider("ldap", "Directory", who, number, config))


def _directory(found: SignIn, name: str, own: Mapping[str, Any], params: Any) -> dict[str, Any]:
    """Host, account and filter, which agents and customers spell alike but for `SearchUserDN` and `UserDN`."""
    host = own.get("Host", "")
    if isinstance(host, str) and len(host.split()) > 1:
        host = host.split()
    if isinstance(host, list):
        found.remarks.append(f"{name}: of several hosts the first is taken; name a balanced one.")
        host = host[0] if host else ""
    match = _ADDRESS.fullmatch(str(host))
    scheme, host, port = match.groups() if match else (None, host, None)
    params = params if isinstance(params, Mapping) else {}
    port = int(port or params.get("port") or 0)
    is_secure = scheme == "ldaps" or port == 636
    if not is_secure and not own.get("StartTLS"):
        found.remarks.append(f"{name}: passwords went unencrypted; GOTRS asks with STARTTLS.")
    config: dict[str, Any] = {
        "host": host, "security": "ldaps" if is_secure else "starttls", "base_dn": own.get("BaseDN", ""),
        "bind_dn": own.get("SearchUserDN") or own.get("UserDN") or "",
        "bind_password": own.get("SearchUserPw") or own.get("UserPw") or "",
        "user_filter": own.get("AlwaysFilter") or "(objectClass=person)",
    }  # fmt: skip
    if port not in (0, 636 if is_secure else 389):
        config["port"] = port
    return config


def _sync(found: SignIn, values: Mapping[str, Any], backend: str, number: str, config: dict[str, Any]) -> None:
    """Names, roles and rights that the directory gives. `backend`: the AuthSyncModule that is used, e.g. AuthSyncBackend2."""
    at = backend.removeprefix("AuthSyncBackend").removeprefix("AuthSyncModule") if backend else number
    if not str(values.get(f"AuthSyncModule{at}", "")).endswith("::LDAP"):
        config |= {"create": False, "update": False}
        return
    own = _numbered(values, "AuthSyncModule::LDAP::", at)
    for key, attribute in (own.get("UserSyncMap") or {}).items():
        if key in _AGENT_ATTRIBUTES:
            config[_AGENT_ATTRIBUTES[key]] = attribute
    roles = {dn: _chosen(given) for dn, given in (own.get("UserSyncRolesDefinition") or {}).items()}
    groups = {
        dn: [f"{group}:{right}" for group, rights in given.items() for right in _chosen(rights)]
        for dn, given in (own.get("UserSyncGroupsDefinition") or {}).items()
        if isinstance(given, Mapping)
    }
    config |= {key: given for key, given in (("roles", roles), ("groups", groups)) if given}
    if (roles or groups) and not config.get("group_base_dn"):
        config["group_base_dn"] = own.get("BaseDN") or config["base_dn"]
    if access := own.get("AccessAttr"):
        config["member_attribute"] = access
    if initial := own.get("UserSyncInitialGroups"):
        found.remarks.append(
            f"AuthSyncModule{at}: new agents got the groups {', '.join(initial)}: give them by a role."
        )
    for key in ("UserSyncAttributeGroupsDefinition", "UserSyncAttributeRolesDefinition"):
        if own.get(key):
            found.remarks.append(f"AuthSyncModule{at}: {key} has no counterpart: map groups of the directory instead.")


def _customer_backend(found: SignIn, values: Mapping[str, Any], number: str) -> None:
    """`CustomerUser1` …: where customers' data comes from."""
    name, own = f"CustomerUser{number}", values.get(f"CustomerUser{number}")
    if not isinstance(own, Mapping):
        return
    params = own.get("Params") if isinstance(own.get("Params"), Mapping) else {}
    assert isinstance(params, Mapping)
    if str(own.get("Module", "")).endswith("::LDAP"):
        config = _directory(found, name, params, params.get("Params"))
        config["login_attribute"] = own.get("CustomerKey", "uid")
        for row in own.get("Map") or []:
            if isinstance(row, list) and len(row) > 2 and row[0] in _CUSTOMER_ATTRIBUTES:
                config[_CUSTOMER_ATTRIBUTES[row[0]]] = row[2]
        if own.get("CustomerID"):
            config.setdefault("customer_id_attribute", own["CustomerID"])
        _merge_or_add(found, name, config, number)
    elif params.get("DSN") or params.get("Table") not in (None, "customer_user"):
        found.remarks.append(
            f"{name}: customers in a database of their own have no counterpart: import them as customer users."
        )


def _merge_or_add(found: SignIn, name: str, config: dict[str, Any], number: str) -> None:
    """Customers mostly sign in at the directory that has their data: then it is one provider."""
    for provider in found.providers:
        theirs = provider["config"]
        same = all(theirs.get(key) == config.get(key) for key in ("host", "base_dn"))
        if provider["customers"] and provider["type"] == "ldap" and same:
            provider["config"] = {**config, **{key: given for key, given in theirs.items() if given}}
            return
    _add(found, name, _provider("ldap", "Directory", "customers", number, config))


def _add(found: SignIn, name: str, provider: dict[str, Any]) -> None:
    try:
        LdapConfig.model_validate(provider["config"])
    except ValidationError as error:
        for fault in error.errors():
            found.remarks.append(f"{name}: {'.'.join(map(str, fault['loc'])) or 'the whole'}: {fault['msg']}.")
    found.providers.append(provider)


def _provider(kind: str, label: str, who: str, number: str, config: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"{kind}-{who}{f'-{number}' if number else ''}", "label": label, "type": kind,
        "position": 10 + int(number or 0), "agents": who == "agents", "customers": who == "customers",
        "enabled": False, "config": config,
    }  # fmt: skip


def _numbered(values: Mapping[str, Any], start: str, number: str) -> dict[str, Any]:
    """`AuthModule::LDAP::Host2` of number 2 is Host; without a number those that end in none."""
    return {
        name.removeprefix(start).removesuffix(number): value
        for name, value in values.items()
        if name.startswith(start) and (re.search(r"\d*$", name) or [""])[0] == number
    }


def _chosen(given: Any) -> list[str]:
    return [name for name, wanted in given.items() if str(wanted) != "0"] if isinstance(given, Mapping) else []
