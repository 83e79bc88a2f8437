"""Tables of identity."""

from gotrs_api.identity.models.accounts import OtrsSession, User, UserPreference, Valid
from gotrs_api.identity.models.audit import AuditEntry, AuditHead, IdempotencyRecord
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
from gotrs_api.identity.models.sessions import LoginAttempt, PendingLogin, RefreshToken, SignInSession

__all__ = [
    "AccountLink",
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "GroupCustomer",
    "GroupCustomerUser",
    "GroupRole",
    "GroupUser",
    "IdempotencyRecord",
    "LoginAttempt",
    "OtrsSession",
    "PasswordMemory",
    "PendingLogin",
    "PermissionGroup",
    "RecoveryCode",
    "RefreshToken",
    "Role",
    "RoleUser",
    "SignInSession",
    "SigningKey",
    "TotpSecret",
    "User",
    "UserPreference",
    "Valid",
]
