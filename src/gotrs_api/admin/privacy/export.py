"""What the desk knows of a customer user, as a ZIP: `data.json`, and the files of the articles that the customer may see."""

from __future__ import annotations

import asyncio
import re
import tempfile
import zipfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson
from sqlalchemy import select

from gotrs_api.articles import contents
from gotrs_api.articles.models import Article, ArticleMime
from gotrs_api.automation.models import PushSubscription
from gotrs_api.customers import service as customers
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity import audit
from gotrs_api.identity.models import ApiToken, AuditEntry, IdentityLink, Passkey, SignInSession
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import ReadUow, Site

Owned = TypeVar("Owned", Passkey, IdentityLink, PushSubscription)
_BATCH: Final = 100
_PIECE_BYTES: Final = 64 * 1024
# Proof of who one is goes to nobody, its owner included.
_SECRET_PREFERENCES: Final = ("UserGoogleAuthenticatorSecretKey", "UserToken")
_UNSAFE: Final = re.compile(r"[^\w.()\- ]+")
ABOUT: Final = (
    "All data of one customer user: account, preferences, sessions, tokens, passkeys, accounts elsewhere and devices without "
    "secrets, what the audit log says of the account, and the tickets with the articles that the customer may see. Internal "
    "notes are left out."
)


async def export(site: Site, principal: Principal, customer_user_id: int) -> AsyncIterator[bytes]:
    """The ZIP in pieces, made in a temporary file. The audit log names who took it.

    Raises Forbidden, CustomerUserNotFound before the first piece.
    """
    principal.require_admin()
    async with site.uow(acting_id=principal.user_id) as uow:
        user = await customers.read_customer_user(uow, principal, customer_user_id)
        await audit.record(uow, principal, "customer_user.exported", "customer_user", user.id, {"login": user.login})
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            await _fill(site, principal, user.login, customer_user_id, archive)
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, _PIECE_BYTES):
            yield piece


async def _fill(site: Site, principal: Principal, login: str, customer_user_id: int, archive: zipfile.ZipFile) -> None:
    async with site.read() as read:
        data: dict[str, Any] = {"about": ABOUT, "exported": site.clock.now(), **await _account(read, login)}
        user = await customers.read_customer_user(read, principal, customer_user_id)
        data["account"] = user.model_dump(mode="json")
        ids = list(await read.session.scalars(select(Ticket.id).where(Ticket.customer_user_id == login)))
    tickets = []
    for at in range(0, len(ids), _BATCH):
        async with site.read() as read:
            tickets += [await _ticket(read, TicketId(ticket_id), archive) for ticket_id in ids[at : at + _BATCH]]
    data["tickets"] = tickets
    archive.writestr("data.json", orjson.dumps(data, option=orjson.OPT_INDENT_2))


async def _account(read: ReadUow, login: str) -> dict[str, Any]:
    preferences = await customers.preferences(read, login)
    sessions = await read.session.scalars(select(SignInSession).where(SignInSession.customer_login == login))
    tokens = await read.session.scalars(select(ApiToken).where(ApiToken.customer_login == login))
    entries = await read.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.actor_kind == "customer", AuditEntry.actor_id == login)
        .order_by(AuditEntry.id)
    )
    return {
        "preferences": {key: value for key, value in preferences.items() if key not in _SECRET_PREFERENCES},
        "customer_ids": sorted(await customers.customer_ids(read, login)),
        "sessions": [
            {"since": row.created_at, "last_seen": row.last_seen_at, "address": row.address, "program": row.user_agent}
            for row in sessions
        ],
        "access_tokens": [
            {"name": row.name, "created": row.created_at, "last_used": row.last_used_at} for row in tokens
        ],
        "passkeys": [
            {"name": row.name, "created": row.created_at, "last_used": row.last_used_at}
            for row in await _of(read, Passkey, login)
        ],
        "accounts_elsewhere": [
            {"login": row.login, "linked": row.created_at, "last_used": row.last_used_at}
            for row in await _of(read, IdentityLink, login)
        ],
        "devices": [{"name": row.name, "since": row.created_at} for row in await _of(read, PushSubscription, login)],
        "audit_log": [{"at": row.at, "action": row.action, "address": row.address} for row in entries],
    }


async def _of(read: ReadUow, table: type[Owned], login: str) -> Sequence[Owned]:
    mine = (table.kind == Kind.CUSTOMER, table.subject == login)
    return (await read.session.scalars(select(table).where(*mine).order_by(table.id))).all()


async def _ticket(read: ReadUow, ticket_id: TicketId, archive: zipfile.ZipFile) -> dict[str, Any]:
    ticket = await read.session.get_one(Ticket, ticket_id)
    rows = await read.session.execute(
        select(Article.id, ArticleMime)
        .join(ArticleMime, ArticleMime.article_id == Article.id)
        .where(Article.ticket_id == ticket_id, Article.is_visible_for_customer == 1)
        .order_by(Article.id)
    )
    articles = []
    for article_id, mime in rows.all():
        files = []
        where = await contents.place(read, ArticleId(article_id), mime.content_path)
        for position, info in enumerate(await contents.files_of_article(read, where), 1):
            name = f"tickets/{ticket.tn}/{article_id}/{position}-{_UNSAFE.sub('_', info.filename)[:100]}"
            pieces = contents.attachment_pieces(read.site, where, info.id)
            archive.writestr(name, b"".join([piece async for piece in pieces]))
            files.append(name)
        articles.append(
            {
                "created": mime.create_time,
                "from": mime.a_from,
                "to": mime.a_to,
                "cc": mime.a_cc,
                "subject": mime.a_subject,
                "content_type": mime.a_content_type,
                "body": mime.a_body,
                "files": files,
            }
        )
    return {"number": ticket.tn, "title": ticket.title, "created": ticket.create_time, "articles": articles}


async def customer_user_id_of(read: ReadUow, login: str) -> int | None:
    found: int | None = await read.session.scalar(select(CustomerUser.id).where(CustomerUser.login == login))
    return found


async def export_to(site: Site, principal: Principal, customer_user_id: int, target: Path) -> None:
    """For the command: the whole file, or none."""
    part = target.with_name(target.name + ".part")
    with part.open("wb") as file:
        async for piece in export(site, principal, customer_user_id):
            file.write(piece)
    part.replace(target)
