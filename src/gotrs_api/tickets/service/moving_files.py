"""All files of all articles into the database or into the article directory, while everybody works."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from itertools import islice
from typing import Final

from gotrs_api.articles.errors import ArticleNotFound
from gotrs_api.articles.service import moving_files as articles
from gotrs_api.articles.service.moving_files import Moved, Stored
from gotrs_api.identity import audit
from gotrs_api.identity.shell import at_the_shell
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.storage.article_directory import Storage
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.service import current
from gotrs_api.uow import Site

_BATCH: Final = 200


async def move_all_files(site: Site, to: Storage, report: Callable[[int], None]) -> Moved:
    """Each article in a transaction of its own, with its ticket locked; `report` hears how many articles are done.

    May be interrupted and run again. Notes in the audit log what was done.
    """
    files = kept = done = 0
    async for stored in _stored(site, to):
        moved = await _move(site, stored, to)
        files, kept, done = files + moved.files, kept + moved.kept, done + 1
        report(done)
    async with site.uow() as uow:
        details = {"to": to.value, "files": files, "articles": done}
        await audit.record(uow, at_the_shell(), "articles.files_moved", details=details)
    return Moved(files, kept)


async def _stored(site: Site, to: Storage) -> AsyncIterator[Stored]:
    if to is Storage.DIRECTORY:
        last_id = 0
        while True:
            async with site.read() as read:
                batch = await articles.stored_in_database(read, last_id, _BATCH)
            for stored in batch:
                yield stored
            if not batch:
                return
            last_id = batch[-1].article_id
    async with site.read() as read:
        folders = await articles.folders_in_directory(read)
    while some := list(islice(folders, _BATCH)):
        async with site.read() as read:
            batch = await articles.stored_in_directory(read, some)
        for stored in batch:
            yield stored


async def _move(site: Site, stored: Stored, to: Storage) -> Moved:
    try:
        async with site.uow() as uow:
            uow.act_as(SYSTEM_USER_ID)
            await current.lock(uow, stored.ticket_id)
            return await articles.move_files(uow, stored.ticket_id, stored.article_id, to)
    except (TicketNotFound, ArticleNotFound):  # gone since, or merged into another ticket: then its next run finds it
        return Moved()
