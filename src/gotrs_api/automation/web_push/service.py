"""Which browsers of a person want to be told, and telling all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import IntegrityError

from gotrs_api.automation.models import PushSubscription
from gotrs_api.automation.web_push.encryption import is_usable
from gotrs_api.automation.web_push.errors import SubscriptionNotFound
from gotrs_api.automation.web_push.payloads import DeliverPush, Message
from gotrs_api.automation.web_push.schemas import BrowserSubscription, PushSubscriptionCreate, PushSubscriptionRead
from gotrs_api.automation.web_push.vapid import PURPOSE, public_key
from gotrs_api.i18n import N_, catalogue
from gotrs_api.identity import audit, encryption
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service.sessions import subject_of
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.outbound import OutboundRefused
from gotrs_api.mail.drafts.viewer import viewer_of_principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot, touched

MOST_OF_ONE: Final = 20
_TRIAL: Final = N_("This device is told.")
_TITLE, _BODY = 120, 300

__all__ = [
    "browser_id", "forget_all", "forget_browser", "list_own", "note_delivery", "own_id", "public_key", "push", "remove", "subscribe",
    "subscribed", "target_of", "try_out",
]  # fmt: skip


def browser_id(endpoint: str) -> str:
    """By which a browser knows itself again in the list; says nothing about the address."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


async def list_own(uow: ReadUow, principal: Principal) -> list[PushSubscriptionRead]:
    """The newest first."""
    query = select(PushSubscription).where(*_of(principal)).order_by(PushSubscription.id.desc())
    return [_read(row) for row in await uow.session.scalars(query.execution_options(populate_existing=True))]


async def own_id(uow: ReadUow, principal: Principal, browser: str) -> int | None:
    """Which of one's own devices has this browser id."""
    query = select(PushSubscription.id).where(*_of(principal), PushSubscription.endpoint_hash == browser)
    return await uow.session.scalar(query)


async def subscribe(uow: UnitOfWork, principal: Principal, command: PushSubscriptionCreate) -> PushSubscriptionRead:
    """A browser tells one person: whoever subscribes in it last. Of more than `MOST_OF_ONE` the oldest goes.

    Raises InvalidInput for keys that are none and for addresses that the site does not call.
    """
    wanted = command.subscription
    _require_usable(uow, wanted)
    await public_key(uow)
    row = PushSubscription(
        kind=principal.kind,
        subject=subject_of(principal),
        name=command.name,
        endpoint_hash=browser_id(wanted.endpoint),
        target=encryption.encrypt(uow.site.settings, PURPOSE, wanted.model_dump_json()),
        created_at=uow.clock.now(),
    )
    await forget_browser(uow, row.endpoint_hash)
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError:  # the same browser, twice at the same moment
        raise InvalidInput.field("/subscription/endpoint", "taken", "This browser is being added already.") from None
    kept = select(PushSubscription.id).where(*_of(principal)).order_by(PushSubscription.id.desc())
    too_many = (await uow.session.scalars(kept)).all()[MOST_OF_ONE:]
    if too_many:
        await uow.session.execute(delete(PushSubscription).where(PushSubscription.id.in_(too_many)))
    await audit.record(uow, principal, "push_subscription.added", "push_subscription", row.id, {"name": row.name})
    return _read(row)


async def remove(uow: UnitOfWork, principal: Principal, subscription_id: int) -> None:
    """Raises SubscriptionNotFound."""
    row = await _own(uow, principal, subscription_id)
    await uow.session.delete(row)
    await uow.session.flush()
    await audit.record(uow, principal, "push_subscription.removed", "push_subscription", row.id, {"name": row.name})


async def try_out(uow: UnitOfWork, principal: Principal, subscription_id: int) -> None:
    """Send a line to one of one's own devices, to see whether it arrives. Raises SubscriptionNotFound."""
    row = await _own(uow, principal, subscription_id)
    language = (await viewer_of_principal(uow, principal)).language.code
    message = Message(
        title=await sysconfig.get(uow, settings.PRODUCT_NAME),
        body=catalogue(language).gettext(_TRIAL),
        path="/agent/" if principal.is_agent else "/customer/",
        tag="trial",
        language=language,
    )
    await uow.enqueue(DeliverPush(subscription_id=row.id, message=message))


async def forget_browser(uow: UnitOfWork, browser: str) -> None:
    """Nobody is told in it any more: its person has signed out, or another one has signed in."""
    await uow.session.execute(delete(PushSubscription).where(PushSubscription.endpoint_hash == browser))
    touched(uow, PushSubscription)


async def forget_all(uow: UnitOfWork, kind: Kind, subject: str) -> None:
    """All devices of one account."""
    mine = (PushSubscription.kind == kind, PushSubscription.subject == subject)
    await uow.session.execute(delete(PushSubscription).where(*mine))
    touched(uow, PushSubscription)


async def subscribed(uow: ReadUow, kind: Kind) -> frozenset[str]:
    """Whose browsers want to be told: `users.id` as text for agents, logins for customers."""
    return (await _SUBJECTS.get(uow)).get(kind, frozenset())


async def push(uow: UnitOfWork, kind: Kind, subjects: Collection[str], message: Message) -> int:
    """A job for each device of these people; answers how many."""
    query = select(PushSubscription.id).where(PushSubscription.kind == kind, PushSubscription.subject.in_(subjects))
    ids = (await uow.session.scalars(query)).all() if subjects else []
    cut = message.model_copy(update={"title": message.title[:_TITLE], "body": message.body[:_BODY]})
    for subscription_id in ids:
        uow.enqueue_at_commit(DeliverPush(subscription_id=subscription_id, message=cut))
    return len(ids)


async def note_delivery(uow: UnitOfWork, subscription_id: int) -> None:
    """A push service took something for it."""
    this = update(PushSubscription).where(PushSubscription.id == subscription_id)
    await uow.session.execute(this.values(delivered_at=uow.clock.now()))


def target_of(uow: ReadUow, row: PushSubscription) -> BrowserSubscription:
    """Raises UndecipherableSecret."""
    return BrowserSubscription.model_validate(json.loads(encryption.decrypt(uow.site.settings, PURPOSE, row.target)))


def _require_usable(uow: UnitOfWork, wanted: BrowserSubscription) -> None:
    if not is_usable(wanted.keys.p256dh, wanted.keys.auth):
        raise InvalidInput.field("/subscription/keys", "keys", "These are no keys of a browser.")
    try:
        uow.site.outbound.check_url(wanted.endpoint)
    except OutboundRefused as refusal:
        raise InvalidInput.field("/subscription/endpoint", refusal.code, str(refusal)) from None


async def _own(uow: UnitOfWork, principal: Principal, subscription_id: int) -> PushSubscription:
    query = select(PushSubscription).where(*_of(principal), PushSubscription.id == subscription_id)
    row = (await uow.session.scalars(query)).first()
    if row is None:
        raise SubscriptionNotFound
    return row


def _of(principal: Principal) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return PushSubscription.kind == principal.kind, PushSubscription.subject == subject_of(principal)


def _read(row: PushSubscription) -> PushSubscriptionRead:
    return PushSubscriptionRead(id=row.id, name=row.name, created=row.created_at, delivered=row.delivered_at)


async def _load_subjects(uow: ReadUow) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, subject in await uow.session.execute(select(PushSubscription.kind, PushSubscription.subject).distinct()):
        found.setdefault(kind, set()).add(subject)
    return {kind: frozenset(subjects) for kind, subjects in found.items()}


_SUBJECTS = Snapshot("push_subjects", (PushSubscription,), _load_subjects)
