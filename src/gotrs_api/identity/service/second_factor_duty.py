"""Who must have a second factor, at sign-in and as long as a sign-in lasts."""

from gotrs_api.identity import factors, principals
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import SecondFactorNeeded
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.principals import Found
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow


async def must_have_second_factor(uow: ReadUow, account: Account) -> bool:
    """By the settings `GOTRS::SecondFactor::…`: agents with any right in one of the groups, or all customers."""
    if account.kind is Kind.CUSTOMER:
        return await sysconfig.get(uow, settings.SECOND_FACTOR_FOR_CUSTOMERS)
    found = await principals.by_agent(uow, int(account.subject))
    return found is not None and await _is_demanded_of(uow, found.principal)


async def require_met(uow: ReadUow, found: Found) -> None:
    """For a session or access token that was given out before the duty began: it opens nothing until there is a factor
    (in other processes within ten seconds: five for the setting, five for what is remembered of who signed in).

    Signing in again leads to setting one up, which ends all that was begun without. An administrator's session as
    somebody else rests on his own. Costs no query for whoever has a factor of ours. Raises SecondFactorNeeded.
    """
    principal = found.principal
    if principal.behind is not None or not await _is_demanded_of(uow, principal):
        return
    if getattr(found.credential, "has_second_factor", False):
        return
    account = await directory(uow.site, principal.kind).find(uow, principal.login)
    if account is None or not await factors.methods(uow, account):
        raise SecondFactorNeeded


async def _is_demanded_of(uow: ReadUow, principal: Principal) -> bool:
    if principal.is_customer:
        return await sysconfig.get(uow, settings.SECOND_FACTOR_FOR_CUSTOMERS)
    groups = await sysconfig.get(uow, settings.SECOND_FACTOR_GROUPS)
    return not set(groups).isdisjoint(principal.groups)
