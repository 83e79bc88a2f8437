"""The queries behind sign-in: one statement for each kind of credential finds the whole principal."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from gotrs_api.identity.models import (
    ApiToken,
    GroupCustomer,
    GroupCustomerUser,
    GroupRole,
    GroupUser,
    Passkey,
    PermissionGroup,
    RefreshToken,
    Role,
    RoleUser,
    SignInSession,
    TotpSecret,
    User,
    UserPreference,
)
from gotrs_api.identity.principal import Kind

VALID = 1


def _agent_rights(user_ids: ColumnElement[int] | Select[tuple[int]]) -> Subquery:
    """(user_id, group_id, group_name, permission_key) held directly or through valid roles, in valid groups."""
    direct = select(GroupUser.user_id, GroupUser.group_id, GroupUser.permission_key).where(
        GroupUser.user_id.in_(user_ids)
    )
    by_role = (
        select(RoleUser.user_id, GroupRole.group_id, GroupRole.permission_key)
        .join(Role, and_(Role.id == RoleUser.role_id, Role.valid_id == VALID))
        .join(GroupRole, and_(GroupRole.role_id == Role.id, GroupRole.permission_value == 1))
        .where(RoleUser.user_id.in_(user_ids))
    )
    held = union_all(direct, by_role).subquery("held")
    return (
        select(held.c.user_id, held.c.group_id, PermissionGroup.name.label("group_name"), held.c.permission_key)
        .join(PermissionGroup, and_(PermissionGroup.id == held.c.group_id, PermissionGroup.valid_id == VALID))
        .subquery("rights")
    )


def _customer_rights(accounts: Subquery) -> Subquery:
    """(login, group_id, group_name, permission_key, context) of customer users, in valid groups.

    Their own, those of their customer ids in either context, and every right in the groups `:always`.
    Source: OTRS 6, Kernel/System/CustomerGroup.pm, GroupMemberList.
    """
    own = select(
        GroupCustomerUser.user_id.label("login"),
        GroupCustomerUser.group_id,
        GroupCustomerUser.permission_key,
        literal("").label("context"),
    ).where(GroupCustomerUser.user_id.in_(select(accounts.c.login)), GroupCustomerUser.permission_value == 1)
    by_company = select(
        accounts.c.login, GroupCustomer.group_id, GroupCustomer.permission_key, GroupCustomer.permission_context
    ).join(
        GroupCustomer, and_(GroupCustomer.customer_id == accounts.c.customer_id, GroupCustomer.permission_value == 1)
    )
    always = select(accounts.c.login, PermissionGroup.id, literal("rw"), literal("")).join(
        PermissionGroup, PermissionGroup.name.in_(bindparam("always", expanding=True, type_=PermissionGroup.name.type))
    )
    held = union_all(own, by_company, always).subquery("customer_held")
    return (
        select(
            held.c.login,
            held.c.group_id,
            PermissionGroup.name.label("group_name"),
            held.c.permission_key,
            held.c.context,
        )
        .join(PermissionGroup, and_(PermissionGroup.id == held.c.group_id, PermissionGroup.valid_id == VALID))
        .subquery("customer_rights")
    )


def principal_statement(
    credential: Subquery,
    accounts: Subquery | None,
    *,
    customer_groups: bool = False,
    second_factor: bool = False,
) -> Select[Any]:
    """One row for each (right or customer id) of the account that `credential` names.

    `credential` has the columns credential_id, kind, user_id, customer_login and whatever else it wants to hand on.
    `accounts` is what `CustomerDirectory.accounts` says of its customer; None where it can only be an agent's.
    With `customer_groups` also the rights of customers, in the groups named by `:always` among others; with
    `second_factor` whether the account has one of ours.
    """
    rights = _agent_rights(select(credential.c.user_id).where(credential.c.user_id.is_not(None)))
    language, zone, email = aliased(UserPreference), aliased(UserPreference), aliased(UserPreference)
    statement: Select[Any] = (
        select(
            *credential.c,
            User.id.label("agent_id"),
            User.login.label("agent_login"),
            User.first_name,
            User.last_name,
            User.valid_id.label("agent_valid"),
            language.preferences_value.label("agent_language"),
            zone.preferences_value.label("agent_zone"),
            email.preferences_value.label("agent_email"),
            rights.c.group_id,
            rights.c.group_name,
            rights.c.permission_key,
        )
        .select_from(credential)
        .join(User, User.id == credential.c.user_id, isouter=True)
        .join(rights, rights.c.user_id == User.id, isouter=True)
    )
    if second_factor:
        statement = statement.add_columns(_has_second_factor(credential).label("has_second_factor"))
    for alias, key in ((language, "UserLanguage"), (zone, "UserTimeZone"), (email, "UserEmail")):
        statement = statement.join(alias, and_(alias.user_id == User.id, alias.preferences_key == key), isouter=True)
    if accounts is None:
        return statement.add_columns(*(null().label(f"account_{name}") for name in _CUSTOMER_COLUMNS))
    statement = statement.add_columns(*(accounts.c[name].label(f"account_{name}") for name in _CUSTOMER_COLUMNS)).join(
        accounts, accounts.c.login == credential.c.customer_login, isouter=True
    )
    if not customer_groups:
        return statement
    held = _customer_rights(accounts)
    columns = (held.c.group_id, held.c.group_name, held.c.permission_key, held.c.context)
    return statement.add_columns(*(column.label(f"account_{column.name}") for column in columns)).join(
        held, held.c.login == accounts.c.login, isouter=True
    )


def _has_second_factor(credential: Subquery) -> ColumnElement[bool]:
    def of_this_account(table: type[TotpSecret | Passkey]) -> ColumnElement[bool]:
        as_agent = and_(table.kind == str(Kind.AGENT), table.subject == cast(credential.c.user_id, String(20)))
        as_customer = and_(table.kind == str(Kind.CUSTOMER), table.subject == credential.c.customer_login)
        return or_(as_agent, as_customer)

    confirmed = TotpSecret.confirmed_at.is_not(None)
    return or_(exists().where(of_this_account(TotpSecret), confirmed), exists().where(of_this_account(Passkey)))


_CUSTOMER_COLUMNS = ("login", "first_name", "last_name", "email", "customer_id", "valid_id", "language", "time_zone")


def named_customer(credential: Subquery) -> Select[Any]:
    """The login that a credential names, for `CustomerDirectory.accounts`."""
    return select(credential.c.customer_login).where(credential.c.customer_login.is_not(None))


def session_credential() -> Subquery:
    """By `:token_hash`."""
    return (
        select(
            SignInSession.id.label("credential_id"),
            SignInSession.kind,
            SignInSession.user_id,
            SignInSession.customer_login,
            SignInSession.created_at,
            SignInSession.last_seen_at,
            SignInSession.expires_at,
            SignInSession.csrf_secret,
            SignInSession.address,
            SignInSession.data,
        )
        .where(SignInSession.token_hash == bindparam("token_hash"))
        .subquery("credential")
    )


def api_token_credential() -> Subquery:
    """By `:prefix`."""
    return (
        select(
            ApiToken.id.label("credential_id"),
            ApiToken.kind,
            ApiToken.user_id,
            ApiToken.customer_login,
            ApiToken.secret_hash,
            ApiToken.scopes,
            ApiToken.rate_limit,
            ApiToken.expires_at,
            ApiToken.revoked_at,
            ApiToken.last_used_at,
        )
        .where(ApiToken.prefix == bindparam("prefix"))
        .subquery("credential")
    )


def agent_credential() -> Subquery:
    """An agent by `:user_id`, whose refresh family `:family` has not been revoked."""
    return (
        select(
            User.id.label("credential_id"),
            literal("agent").label("kind"),
            User.id.label("user_id"),
            null().label("customer_login"),
            _revoked().label("revoked"),
            cast(bindparam("family"), String(36)).label("family"),
        )
        .where(User.id == bindparam("user_id"))
        .subquery("credential")
    )


def customer_credential(accounts: Subquery) -> Subquery:
    """The customer user of `accounts`, whose refresh family `:family` has not been revoked."""
    return (
        select(
            literal(0).label("credential_id"),
            literal("customer").label("kind"),
            cast(null(), User.id.type).label("user_id"),
            accounts.c.login.label("customer_login"),
            _revoked().label("revoked"),
            cast(bindparam("family"), String(36)).label("family"),
        )
        .distinct()
        .subquery("credential")
    )


def _revoked() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(RefreshToken)
        .where(RefreshToken.family == bindparam("family"), RefreshToken.revoked_at.is_not(None))
        .scalar_subquery()
    )
