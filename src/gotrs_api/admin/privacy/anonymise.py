"""Making a customer user anonymous: tickets and figures stay, the person goes.

Done: the account (a pseudonym, invalid, without password), its preferences, dynamic fields, customer ids, groups, services,
sessions, tokens, second factors, links, uploads, sign-ups and what changes of the account changed; in the tickets of the customer user
the title, senders, recipients, subjects, bodies, chats, dynamic fields that are typed and history without login, addresses,
numbers and names (or, with `erase`, no text at all), raw mails, HTML bodies and attachments deleted, the full-text index made
anew; drafts, notices, events and deliveries (of waiting ones the content) of the tickets, waiting mails to the address, the contents of spooled mails
of the tickets, certificates of the person, and lines that name login or address in the logs of jobs, web services and mails deleted.

Not done: the audit log, which nobody may change (it names the login); tickets of others that mention the person; what
free text says about somebody without naming; logs of the server, backups, mails that were sent, what webhooks handed over;
answers kept for repeated requests of agents, which are gone a day later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Table, delete, func, select, update

from gotrs_api.admin.privacy import traces
from gotrs_api.admin.privacy.pseudonyms import ERASED, Person
from gotrs_api.articles import contents
from gotrs_api.articles.models import Article, ArticleAttachment, ArticleMime, ArticlePlain, ArticleSendError
from gotrs_api.articles.service.store import message_id_md5
from gotrs_api.catalog.models import ServiceCustomerUser
from gotrs_api.catalog.validity import Validity
from gotrs_api.customers.errors import CustomerUserNotFound
from gotrs_api.customers.models import CustomerPreference, CustomerUser, CustomerUserCustomer, SignUp
from gotrs_api.db.base import Base
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.identity import audit, principals
from gotrs_api.identity.models import GroupCustomerUser
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import personal_changes
from gotrs_api.kernel.ids import ArticleId
from gotrs_api.mail.inbound import spool_files
from gotrs_api.mail.models.accounts import MailQueue
from gotrs_api.mail.models.spool import SpooledMail
from gotrs_api.storage import uploads
from gotrs_api.tickets.models import Ticket, TicketHistory
from gotrs_api.tickets.search_jobs import IndexTicket
from gotrs_api.uow import Site, UnitOfWork

_BATCH = 25
_HEADERS = ("a_from", "a_reply_to", "a_to", "a_cc", "a_bcc", "a_message_id", "a_in_reply_to", "a_references")
_TEXTS = ("a_subject", "a_body")
_TITLE_LENGTH, _SUBJECT_LENGTH = 255, 3800
_EMPTIED = ("title", "phone", "fax", "mobile", "street", "zip", "city", "country", "comments")


@dataclass(frozen=True)
class Anonymised:
    pseudonym: str
    tickets: int


async def anonymise(site: Site, principal: Principal, customer_user_id: int, *, erase: bool, reason: str) -> Anonymised:
    """In small transactions, tickets first: cut off half-way, it goes on where it was when called again.

    Raises Forbidden, CustomerUserNotFound.
    """
    principal.require_admin()
    person = await _person(site, principal, customer_user_id)
    done = 0
    while tickets := await _some_tickets(site, principal, person, erase=erase):
        done += tickets
    async with site.uow(acting_id=principal.user_id) as uow:
        await _forget_mails(uow, person)
        await traces.forget_person(uow, person)
        await _forget_account(uow, person)
        await audit.record(
            uow, principal, "customer_user.anonymised", "customer_user", customer_user_id,
            {"pseudonym": person.pseudonym, "tickets": done, "erase": erase, "reason": reason},
        )  # fmt: skip
    return Anonymised(person.pseudonym, done)


async def _person(site: Site, principal: Principal, customer_user_id: int) -> Person:
    """Nobody signs in any more from here on."""
    async with site.uow(acting_id=principal.user_id) as uow:
        row = await uow.session.get(CustomerUser, customer_user_id, with_for_update=True)
        if row is None:
            raise CustomerUserNotFound
        row.valid_id = Validity.INVALID.id
        principals.forget_after_commit(uow)
        return Person(
            customer_user_id=row.id,
            login=row.login,
            email=row.email,
            customer_id=row.customer_id,
            first_name=row.first_name,
            last_name=row.last_name,
            numbers=tuple(filter(None, (row.phone, row.fax, row.mobile))),
        )


async def _some_tickets(site: Site, principal: Principal, person: Person, *, erase: bool) -> int:
    if person.login == person.pseudonym:
        return 0
    async with site.uow(acting_id=principal.user_id) as uow:
        statement = select(Ticket).where(Ticket.customer_user_id == person.login).order_by(Ticket.id).limit(_BATCH)
        tickets = (await uow.session.scalars(statement)).all()
        for ticket in tickets:
            ticket.customer_user_id = person.pseudonym
            if ticket.customer_id in (person.login, person.email):
                ticket.customer_id = person.pseudonym
            ticket.title = ERASED if erase else person.without(ticket.title or "")[:_TITLE_LENGTH]
            await uow.enqueue(IndexTicket(ticket_id=ticket.id), dedupe_key=f"search.ticket:{ticket.id}")
        ids = [ticket.id for ticket in tickets]
        if ids:
            articles = list(await uow.session.scalars(select(Article.id).where(Article.ticket_id.in_(ids))))
            await _clean_articles(uow, person, ids, erase=erase)
            await _clean_history(uow, person, ids)
            await traces.clean_fields_and_chats(uow, person, ids, articles, erase=erase)
            await traces.forget_of_tickets(uow, ids, articles)
            await _forget_spooled(uow, ids)
        return len(ids)


async def _clean_articles(uow: UnitOfWork, person: Person, ticket_ids: Sequence[int], *, erase: bool) -> None:
    statement = (
        select(ArticleMime)
        .join(Article, Article.id == ArticleMime.article_id)
        .where(Article.ticket_id.in_(ticket_ids))
        .order_by(ArticleMime.id)
    )
    rows = (await uow.session.scalars(statement)).all()
    folders: list[Path] = []
    for row in rows:
        for name in (*_HEADERS, *_TEXTS):
            value = getattr(row, name)
            if value:
                cleaned = ERASED if erase and name in _TEXTS else person.without(value)
                setattr(row, name, cleaned[:_SUBJECT_LENGTH] if name == "a_subject" else cleaned)
        if row.a_message_id:
            row.a_message_id_md5 = message_id_md5(row.a_message_id)
        folder = (await contents.place(uow, ArticleId(row.article_id), row.content_path)).folder
        if folder is not None:
            folders.append(folder)
    ids = [row.article_id for row in rows]
    if not ids:
        return
    for model in (ArticlePlain, ArticleAttachment, ArticleSendError, MailQueue):
        table = cast(Table, model.__table__)
        await uow.session.execute(delete(table).where(table.c.article_id.in_(ids)))
    contents.remove_folders_after_commit(uow, folders)


async def _clean_history(uow: UnitOfWork, person: Person, ticket_ids: Sequence[int]) -> None:
    rows = await uow.session.scalars(select(TicketHistory).where(TicketHistory.ticket_id.in_(ticket_ids)))
    for row in rows:
        cleaned = person.without(row.name)[:200]
        if cleaned != row.name:
            row.name = cleaned


async def _forget_spooled(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    """Mails as they came, in rows and files. The mark that they came stays, or the server's copies would come again."""
    spooled = await uow.session.scalars(select(SpooledMail).where(SpooledMail.ticket_id.in_(ticket_ids)))
    files = []
    for row in spooled:
        if row.file:
            files.append(row.file)
        row.raw, row.file, row.message_id, row.options = None, None, None, None

    async def remove() -> None:
        for name in files:
            spool_files.remove(uow.site.settings.var, name)

    uow.after_commit(remove)


async def _forget_mails(uow: UnitOfWork, person: Person) -> None:
    await uow.session.execute(delete(MailQueue).where(func.lower(MailQueue.recipient) == person.email.lower()))


async def _forget_account(uow: UnitOfWork, person: Person) -> None:
    """Every table of ours that names its owner does so in the same columns, so that none is forgotten here."""
    for table in Base.metadata.sorted_tables:
        if {"kind", "subject"} <= set(table.columns.keys()):
            mine = (table.c.kind == "customer") & (table.c.subject == person.login)
            await uow.session.execute(delete(table).where(mine))
        elif "customer_login" in table.columns and table.name.startswith("gotrs_"):
            await uow.session.execute(delete(table).where(table.c.customer_login == person.login))
    for column in (
        CustomerPreference.user_id,
        CustomerUserCustomer.user_id,
        GroupCustomerUser.user_id,
        ServiceCustomerUser.customer_user_login,
    ):
        owner: Any = column
        await uow.session.execute(delete(cast(Table, owner.class_.__table__)).where(owner == person.login))
    await uploads.consume_all(uow, f"{Kind.CUSTOMER.value}:{person.login}")
    await uow.session.execute(delete(SignUp).where(func.lower(SignUp.email) == person.email.lower()))
    await personal_changes.forget(uow, "customer_user", person.customer_user_id)
    await dynamic_fields.forget_named(uow, ObjectType.CUSTOMER_USER, person.login)
    values = dict.fromkeys(_EMPTIED) | {
        "login": person.pseudonym,
        "email": person.address,
        "customer_id": person.pseudonym if person.customer_id in (person.login, person.email) else person.customer_id,
        "first_name": "Anonymous",
        "last_name": "Customer",
        "pw": None,
        "valid_id": Validity.INVALID.id,
        "change_time": uow.clock.now(),
        "change_by": uow.acting_id,
    }
    await uow.session.execute(update(CustomerUser).where(CustomerUser.id == person.customer_user_id).values(**values))
    principals.forget_after_commit(uow)
