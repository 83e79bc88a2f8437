"""Changing and removing articles. The ticket service checks the right and leaves the trace in the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gotrs_api.articles import contents, repository
from gotrs_api.articles.errors import ArticleNotEditable
from gotrs_api.articles.new_article import NewAttachment
from gotrs_api.articles.schemas import ArticleRead, ArticleUpdate
from gotrs_api.articles.service.read import find_row, read_article
from gotrs_api.articles.service.store import HTML_BODY_NAME, clean_text, header_line
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.html_text import html_to_text
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.storage.article_directory import article_folder
from gotrs_api.uow import UnitOfWork


async def update_article(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId, command: ArticleUpdate
) -> ArticleRead:
    """Change an internal note: subject, body, visibility. The full-text index is marked to be rebuilt.

    Raises ArticleNotFound, ArticleNotEditable, InvalidValue.
    """
    row = await find_row(uow, principal, ticket_id, article_id)
    _require_note(row.channel)
    wishes = await dynamic_fields.checked(uow, ObjectType.ARTICLE, command.dynamic_fields, object_id=article_id)
    values: dict[str, object] = {}
    if command.subject is not None:
        values["a_subject"] = header_line(command.subject)
    if command.body is not None:
        place = await contents.place(uow, article_id, row.content_path)
        for file in await contents.files_of_article(uow, place):
            if file.is_html_body:
                await contents.remove_attachment(uow, place, file.id)
        body = clean_text(command.body)
        if command.content_type == "text/html":
            html = NewAttachment(
                filename=HTML_BODY_NAME, content=body.encode(), content_type="text/html; charset=utf-8"
            )
            # Into the database, whatever the setting says: it comes and goes with the change, while in the directory it
            # would stand where the former text does, which goes only after the commit.
            await contents.write_attachments(uow, replace(place, files_first=False), [html], uow.clock.now())
            body = clean_text(html_to_text(body))
        values |= {"a_body": body, "a_content_type": "text/plain; charset=utf-8"}
    stamps: dict[str, object] = {"change_time": uow.clock.now(), "change_by": uow.acting_id}
    if values:
        await repository.update_mime(uow.session, article_id, values | stamps)
    changed: dict[str, object] = {"search_index_needs_rebuild": 1} if values else {}
    if command.visible_for_customer is not None:
        changed["is_visible_for_customer"] = int(command.visible_for_customer)
    await repository.update_article(uow.session, article_id, changed | stamps)
    await dynamic_fields.store(uow, wishes, article_id)
    return await read_article(uow, principal, ticket_id, article_id)


async def delete_article(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> None:
    """Remove an internal note with its files and flags; rows of other domains that point at it must be gone already.

    Raises ArticleNotFound, ArticleNotEditable.
    """
    row = await find_row(uow, principal, ticket_id, article_id)
    _require_note(row.channel)
    await _delete(uow, [article_id])


async def delete_articles_of_ticket(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """Remove all articles of a ticket that is being deleted, whatever their kind."""
    ids = await repository.ids_of_ticket(uow.session, ticket_id)
    if ids:
        await _delete(uow, ids)


async def move_articles(uow: UnitOfWork, from_ticket: TicketId, to_ticket: TicketId) -> tuple[ArticleId, ...]:
    """Give all articles of a ticket to another (merge); answers their ids."""
    ids = tuple(await repository.ids_of_ticket(uow.session, from_ticket))
    if ids:
        await repository.move_articles(uow.session, from_ticket, to_ticket, uow.clock.now(), uow.acting_id)
    return ids


async def _delete(uow: UnitOfWork, article_ids: Sequence[ArticleId]) -> None:
    root = await contents.article_root(uow)
    paths = await repository.content_paths(uow.session, article_ids)
    folders = [article_folder(root, path, article_id) for article_id, path in paths.items()]
    await dynamic_fields.forget_objects(uow, ObjectType.ARTICLE, article_ids)
    await repository.delete_articles(uow.session, article_ids)
    contents.remove_folders_after_commit(uow, [folder for folder in folders if folder is not None])


def _require_note(channel: str) -> None:
    if channel != "Internal":
        raise ArticleNotEditable
