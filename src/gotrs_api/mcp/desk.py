"""What a tool works with: the person who calls and units of work on their site."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow, Site, UnitOfWork


@dataclass(frozen=True)
class Desk:
    """`join` takes part in each transaction: the marking of an `Idempotency-Key` (see `identity.idempotency`)."""

    site: Site
    principal: Principal
    join: Callable[[UnitOfWork], Awaitable[None]] | None = None

    def reading(self) -> AbstractAsyncContextManager[ReadUow]:
        return self.site.read()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[UnitOfWork]:
        async with self.site.uow(acting_id=self.principal.user_id) as uow:
            if self.join is not None:
                await self.join(uow)
            yield uow
