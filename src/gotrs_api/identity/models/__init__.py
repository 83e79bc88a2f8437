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
from gotrs_api.identity.models.sessions import (
    LoginAttempt,
    PendingLogin,
    PermissionVersion,
    RefreshToken,
    SignInSession,
)

__all__ = [
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
    "PendingLogin",
    "PermissionGroup",
    "PermissionVersion",
    "RecoveryCode",
    "RefreshToken",
    "Role",
    "RoleUser",
    "SignInSession",
    "TotpSecret",
    "User",
    "UserPreference",
    "Valid",
]
