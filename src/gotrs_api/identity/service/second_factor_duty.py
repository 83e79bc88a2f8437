"""Who must have a second factor."""

from gotrs_api.identity import principals
from gotrs_api.identity.directory import Account
from gotrs_api.identity.principal import Kind
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow


async def must_have_second_factor(uow: ReadUow, account: Account) -> bool:
    """By the settings `GOTRS::SecondFactor::…`: agents with any right in one of the groups, or all customers."""
    if account.kind is Kind.CUSTOMER:
        return await sysconfig.get(uow, settings.SECOND_FACTOR_FOR_CUSTOMERS)
    groups = await sysconfig.get(uow, settings.SECOND_FACTOR_GROUPS)
    if not groups:
        return False
    found = await principals.by_agent(uow, int(account.subject))
    return found is not None and not set(groups).isdisjoint(found.principal.groups)
