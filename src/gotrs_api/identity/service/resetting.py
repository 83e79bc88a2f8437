"""What an administrator does about somebody's password: set it, let it be changed, mail a link."""

from gotrs_api.identity import audit
from gotrs_api.identity.account_links import MUST_CHANGE
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.passwords.making import new_password
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import own_password, password_links, refresh, sessions
from gotrs_api.uow import Site


async def reset_password(
    site: Site, principal: Principal, account: Account, *, password: str | None, must_change: bool = False
) -> str | None:
    """Set somebody's password; without one it is made, and answered. Sessions and refresh tokens of the account end.

    With `must_change` the next sign-in ends at a new password of the owner's choice.
    Raises Forbidden, PasswordNotAccepted.
    """
    principal.require_admin()
    made = None if password is not None else new_password()
    async with site.read() as read:
        new_hash = await own_password.hash_new(
            read, account.kind, password if password is not None else made or "", account=account
        )
    async with site.uow(acting_id=principal.user_id) as uow:
        await own_password.put(uow, account, new_hash, by_owner=False)
        if must_change:
            await directory(site, account.kind).set_preference(uow, account, MUST_CHANGE, "1")
        await sessions.end_all(uow, account.kind, account.subject, except_id=principal.session_id)
        await refresh.revoke_all(uow, account.kind, account.subject)
        details = {"login": account.login, "must_change": must_change}
        await audit.record(uow, principal, "password.reset", str(account.kind), account.subject, details)
    return made


async def mail_link(site: Site, principal: Principal, account: Account) -> None:
    """Let the owner choose a new password by a mailed link; the present one works on. Raises Forbidden."""
    async with site.uow(acting_id=principal.user_id) as uow:
        await password_links.send_reset_for(uow, principal, account)
