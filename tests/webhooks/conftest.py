"""Where a task of its own reads the log, commits have to be real."""

from __future__ import annotations

from typing import Any

import pytest

from gotrs_api.uow import Site


class CommittedFactories:
    """`Factories` whose rows are committed one by one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._factories: Any = None

    def __getattr__(self, name: str) -> Any:
        from tests.support.factories import Factories

        async def make(*args: Any, **kwargs: Any) -> Any:
            async with self._site.uow() as uow:
                if self._factories is None:
                    self._factories = Factories(uow)
                self._factories.uow = uow  # one object for all: it counts what it makes
                return await getattr(self._factories, name)(*args, **kwargs)

        return make


@pytest.fixture
def made(committed_site: Site) -> CommittedFactories:
    return CommittedFactories(committed_site)
