"""The shared picture of master data: fresh after a commit, never ahead of one."""

from __future__ import annotations

import pytest

from gotrs_api.catalog import service
from gotrs_api.catalog.schemas import NameCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow, Site

SYSTEM = Principal.system("test")
pytestmark = pytest.mark.backends("sqlite")


async def names(uow: ReadUow) -> list[str]:
    return [entry.name for entry in await service.list_types(uow)]


async def test_a_new_type_is_seen_at_once_by_its_writer_and_after_the_commit_by_all(committed_site: Site) -> None:
    async with committed_site.read() as read:
        assert await names(read) == ["Unclassified"]
        async with committed_site.uow() as uow:
            await service.create_type(uow, SYSTEM, NameCreate(name="Incident"))
            assert await names(uow) == ["Incident", "Unclassified"]
            assert await names(read) == ["Unclassified"]
        assert await names(read) == ["Incident", "Unclassified"]


async def test_what_is_rolled_back_was_never_there(committed_site: Site) -> None:
    async with committed_site.read() as read:
        with pytest.raises(ZeroDivisionError):
            async with committed_site.uow() as uow:
                await service.create_type(uow, SYSTEM, NameCreate(name="Incident"))
                assert await names(uow) == ["Incident", "Unclassified"]
                raise ZeroDivisionError
        assert await names(read) == ["Unclassified"]


async def test_the_picture_is_shared(committed_site: Site) -> None:
    async with committed_site.read() as first, committed_site.read() as second:
        assert await service.list_types(first) is await service.list_types(second)
