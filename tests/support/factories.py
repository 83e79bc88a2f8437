"""Rows for tests, with sensible values for all that a test does not care about.

`factories.queue()` makes a queue with a group of its own, `factories.agent(rights={queue: "ro note"})` someone who may
read and write notes there. Everything is flushed, nothing committed, and names are unique within one test.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import count
from typing import TypeVar

from sqlalchemy import select

from gotrs_api.articles.models import Article, ArticleMime
from gotrs_api.catalog.models import Service
from gotrs_api.customers.models import CustomerCompany, CustomerUser
from gotrs_api.db.base import Base
from gotrs_api.identity import passwords, principals
from gotrs_api.identity.models import (
    ApiToken,
    GroupRole,
    GroupUser,
    PermissionGroup,
    Role,
    RoleUser,
    User,
    UserPreference,
)
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.queues.models import Queue
from gotrs_api.responses.models import AutoResponse, StandardAttachment
from gotrs_api.sysconfig import changing
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import UnitOfWork

# Ids of OTRS's initial data.
VALID, INVALID = 1, 2
USERS_GROUP, ADMIN_GROUP, STATS_GROUP = 1, 2, 3
NEW, CLOSED_SUCCESSFUL, CLOSED_UNSUCCESSFUL, OPEN, REMOVED, PENDING_REMINDER = 1, 2, 3, 4, 5, 6
UNLOCKED, LOCKED = 1, 2
NORMAL_PRIORITY = 3
UNCLASSIFIED = 1
AGENT_SENDER, SYSTEM_SENDER, CUSTOMER_SENDER = 1, 2, 3
EMAIL, PHONE, INTERNAL = 1, 2, 3

Row = TypeVar("Row", bound=Base)
T = TypeVar("T")
PASSWORD = "correct horse battery staple 7"


@cache
def password_hash(password: str) -> str:
    """Hashing is slow on purpose; once per password and process is enough."""
    return passwords.hash_argon2id(password)


class Factories:
    """Works in one unit of work: the fixture `factories` in the test's `uow`."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self._numbers = count(1)

    async def _add(self, row: Row) -> Row:
        self.uow.session.add(row)
        await self.uow.session.flush()
        return row

    def _next(self, what: str) -> str:
        return f"{what}-{next(self._numbers)}"

    async def group(self, name: str = "", *, valid: bool = True) -> PermissionGroup:
        return await self._add(PermissionGroup(name=name or self._next("group"), valid_id=VALID if valid else INVALID))

    async def role(self, name: str = "", *, rights: Mapping[PermissionGroup, str] | None = None) -> Role:
        """A role with rights by group: `{group: "ro note"}`."""
        role = await self._add(Role(name=name or self._next("role"), valid_id=VALID))
        for group, keys in (rights or {}).items():
            for key in keys.split():
                self.uow.session.add(
                    GroupRole(role_id=role.id, group_id=group.id, permission_key=key, permission_value=1)
                )
        await self.uow.session.flush()
        return role

    async def agent(
        self,
        login: str = "",
        *,
        rights: Mapping[PermissionGroup | Queue, str] | None = None,
        roles: tuple[Role, ...] = (),
        admin: bool = False,
        valid: bool = True,
        password: str | None = None,
        preferences: Mapping[str, str] | None = None,
    ) -> User:
        """An agent with rights by group or queue: `{queue: "ro note"}`. Without `password` nobody can sign in."""
        login = login or self._next("agent")
        user = await self._add(
            User(
                login=login,
                pw=password_hash(password) if password else "",
                first_name=login.capitalize(),
                last_name="Agent",
                valid_id=VALID if valid else INVALID,
            )
        )
        granted = {_group_id(where): keys for where, keys in (rights or {}).items()}
        if admin:
            granted |= {ADMIN_GROUP: "rw"}
        for group_id, keys in granted.items():
            for key in keys.split():
                self.uow.session.add(GroupUser(user_id=user.id, group_id=group_id, permission_key=key))
        for role in roles:
            self.uow.session.add(RoleUser(user_id=user.id, role_id=role.id))
        for key, value in {"UserEmail": f"{login}@desk.example", **(preferences or {})}.items():
            self.uow.session.add(UserPreference(user_id=user.id, preferences_key=key, preferences_value=value))
        await self.uow.session.flush()
        principals.forget_all(self.uow.site)
        return user

    async def customer_company(self, customer_id: str = "", *, name: str = "", valid: bool = True) -> CustomerCompany:
        customer_id = customer_id or self._next("company")
        return await self._add(
            CustomerCompany(
                customer_id=customer_id, name=name or f"{customer_id} Ltd", valid_id=VALID if valid else INVALID
            )
        )

    async def customer_user(
        self,
        login: str = "",
        *,
        company: CustomerCompany | None = None,
        email: str = "",
        valid: bool = True,
        password: str | None = None,
    ) -> CustomerUser:
        """A customer user; without `company` the customer id is the login, as OTRS does for single people."""
        login = login or self._next("customer")
        return await self._add(
            CustomerUser(
                login=login,
                email=email or f"{login}@customer.example",
                customer_id=company.customer_id if company else login,
                pw=password_hash(password) if password else None,
                first_name=login.capitalize(),
                last_name="Customer",
                valid_id=VALID if valid else INVALID,
            )
        )

    async def queue(self, name: str = "", *, group: PermissionGroup | None = None, valid: bool = True) -> Queue:
        """A queue, with a group of its own unless one is given; salutation, signature and address are OTRS's first."""
        group = group or await self.group()
        return await self._add(
            Queue(
                name=name or self._next("queue"),
                group_id=group.id,
                unlock_timeout=0,
                first_response_time=0,
                update_time=0,
                solution_time=0,
                system_address_id=1,
                salutation_id=1,
                signature_id=1,
                follow_up_id=1,
                follow_up_lock=0,
                valid_id=VALID if valid else INVALID,
            )
        )

    async def service(self, name: str = "") -> Service:
        return await self._add(Service(name=name or self._next("service"), valid_id=VALID))

    async def standard_attachment(self, name: str = "") -> StandardAttachment:
        name = name or self._next("file")
        return await self._add(
            StandardAttachment(
                name=name, filename=f"{name}.txt", content_type="text/plain", content=b"text", valid_id=VALID
            )
        )

    async def auto_response(self, name: str = "") -> AutoResponse:
        """An automatic reply for new tickets."""
        name = name or self._next("reply")
        return await self._add(
            AutoResponse(
                name=name, text0="Thanks", text1="Re", type_id=1, system_address_id=1, valid_id=VALID,
                content_type="text/plain",
            )
        )  # fmt: skip

    async def existing_queue(self, name: str) -> Queue:
        """One of the initial data's queues: Postmaster, Raw, Junk, Misc."""
        return (await self.uow.session.scalars(select(Queue).where(Queue.name == name))).one()

    async def ticket(
        self,
        title: str = "",
        *,
        queue: Queue | None = None,
        state_id: int = OPEN,
        priority_id: int = NORMAL_PRIORITY,
        owner: User | None = None,
        responsible: User | None = None,
        customer: CustomerUser | None = None,
        locked: bool = False,
        until_time: int = 0,
    ) -> Ticket:
        """A bare ticket row, in a new queue unless one is given. No history, no article, no event."""
        queue = queue or await self.queue()
        number = next(self._numbers)
        return await self._add(
            Ticket(
                tn=f"20260302{number:08d}",
                title=title or f"Ticket {number}",
                queue_id=queue.id,
                ticket_lock_id=LOCKED if locked else UNLOCKED,
                type_id=UNCLASSIFIED,
                user_id=owner.id if owner else 1,
                responsible_user_id=responsible.id if responsible else 1,
                ticket_priority_id=priority_id,
                ticket_state_id=state_id,
                customer_id=customer.customer_id if customer else None,
                customer_user_id=customer.login if customer else None,
                timeout=0,
                until_time=until_time,
                escalation_time=0,
                escalation_update_time=0,
                escalation_response_time=0,
                escalation_solution_time=0,
                archive_flag=0,
            )
        )

    async def article(
        self,
        ticket: Ticket,
        *,
        subject: str = "",
        body: str = "A few words.",
        sender_type_id: int = CUSTOMER_SENDER,
        channel_id: int = EMAIL,
        visible_for_customer: bool = True,
        a_from: str = "someone@customer.example",
        a_to: str = "desk@desk.example",
        message_id: str = "",
        content_type: str = "text/plain; charset=utf-8",
    ) -> Article:
        """An article with its text, as it lies in the tables; no event."""
        article = await self._add(
            Article(
                ticket_id=ticket.id,
                article_sender_type_id=sender_type_id,
                communication_channel_id=channel_id,
                is_visible_for_customer=int(visible_for_customer),
            )
        )
        await self._add(
            ArticleMime(
                article_id=article.id,
                a_from=a_from,
                a_to=a_to,
                a_subject=subject or ticket.title,
                a_body=body,
                a_message_id=message_id or None,
                a_message_id_md5=hashlib.md5(message_id.encode(), usedforsecurity=False).hexdigest()
                if message_id
                else None,
                a_content_type=content_type,
                incoming_time=int(self.uow.clock.now().timestamp()),
            )
        )
        return article

    async def api_token(self, who: User | CustomerUser, *, scopes: Iterable[str] | None = None) -> str:
        """A bearer token of this account; without `scopes` it may do what the account may."""
        prefix, secret = f"{next(self._numbers):08d}", secrets.token_hex(16)
        is_agent = isinstance(who, User)
        await self._add(
            ApiToken(
                prefix=prefix,
                secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
                name="for a test",
                kind=Kind.AGENT if is_agent else Kind.CUSTOMER,
                user_id=who.id if is_agent else None,
                customer_login=None if is_agent else who.login,
                scopes=None if scopes is None else json.dumps(sorted(scopes)),
                created_at=self.uow.clock.now(),
            )
        )
        return f"gf_{prefix}_{secret}"

    async def bearer(self, who: User | CustomerUser, *, scopes: Iterable[str] | None = None) -> dict[str, str]:
        """The header that makes a request come from this account."""
        return {"Authorization": f"Bearer {await self.api_token(who, scopes=scopes)}"}

    async def setting(self, setting: Setting[T], value: T) -> None:
        """An administrator's change of a system setting, in force at once."""
        await changing.put(self.uow, setting, value)

    async def principal(self, who: User | CustomerUser) -> Principal:
        """What `identity` makes of an account: with its rights as they are in the database now."""
        found = await (
            principals.by_agent(self.uow, who.id)
            if isinstance(who, User)
            else principals.by_customer(self.uow, who.login)
        )
        assert found is not None, f"{who.login} is not valid, or does not exist"
        return found.principal


def _group_id(where: PermissionGroup | Queue) -> int:
    return where.group_id if isinstance(where, Queue) else where.id
