"""Refusals around OAuth 2 accesses."""

from gotrs_api.kernel.errors import Conflict


class AccessInUse(Conflict):
    code = "oauth2_access.in_use"
    message = "Mail accounts use this access: {accounts}."


class GrantUnknown(Conflict):
    code = "oauth2_access.grant_unknown"
    message = "Nobody here waits for this answer (any more). Begin granting again."


class GrantFailed(Conflict):
    code = "oauth2_access.grant_failed"
    message = "Access was not granted: {reason}"
