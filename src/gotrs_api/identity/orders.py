"""Who ordered a job, asked again while it runs: `ActsAs.ORDERER`."""

from gotrs_api.identity import principals
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs.execute import GiveUp
from gotrs_api.uow import JobContext


async def orderer(ctx: JobContext) -> Principal:
    """The agent with the rights of now, which are remembered as long as those of who signed in: ask before each step.

    Raises GiveUp when the account is not valid any more.
    """
    credential = f"orders-of:{ctx.acting_id}"
    found = principals.remembered(ctx.site, credential)
    if found is None:
        async with ctx.read() as read:
            found = await principals.by_agent(read, ctx.acting_id)
        if found is None:
            raise GiveUp("the agent who ordered this is not valid any more")
        principals.remember(ctx.site, credential, found)
    return found.principal
