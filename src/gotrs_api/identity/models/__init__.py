"""Tables of identity."""

from gotrs_api.identity.models.accounts import OtrsSession, User, UserPreference, Valid
from gotrs_api.identity.models.audit import AuditEntry, AuditHead, IdempotencyRecord, PersonalChange
from gotrs_api.identity.models.credentials import ApiToken, RecoveryCode, TotpSecret
from gotrs_api.identity.models.groups import (
    GroupCustomer,
    GroupCustomerUser,
    GroupRole,
    GroupUser,
    PermissionGroup,
    Role,
    RoleUser,
)
from gotrs_api.identity.models.links import AccountLink, PasswordMemory, SigningKey
from gotrs_api.identity.models.providers import (
    DirectorySync,
    IdentityLink,
    Passkey,
    SignInExchange,
    SignInProvider,
)
from gotrs_api.identity.models.sessions import LoginAttempt, PendingLogin, RefreshToken, SignInSession

__all__ = [
    "AccountLink",
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "DirectorySync",
    "GroupCustomer",
    "GroupCustomerUser",
    "GroupRole",
    "GroupUser",
    "IdempotencyRecord",
    "IdentityLink",
    "LoginAttempt",
    "OtrsSession",
    "Passkey",
    "PasswordMemory",
    "PendingLogin",
    "PermissionGroup",
    "PersonalChange",
    "RecoveryCode",
    "RefreshToken",
    "Role",
    "RoleUser",
    "SignInExchange",
    "SignInProvider",
    "SignInSession",
    "SigningKey",
    "TotpSecret",
    "User",
    "UserPreference",
    "Valid",
]
