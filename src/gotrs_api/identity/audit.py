"""The audit log: append-only, each entry chained to the one before by a hash, the end sealed with the site's secret.

An entry is written just before its transaction commits and holds the row of the chain's end until then: transactions
that are audited commit one after the other, and a rolled back one leaves no gap.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog
from sqlalchemy import insert, select

from gotrs_api.db.inserting import insert_new
from gotrs_api.i18n import N_
from gotrs_api.identity.directory import Account
from gotrs_api.identity.events import Audited
from gotrs_api.identity.models import AuditEntry, AuditHead
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import ReadUow, UnitOfWork

BEGINNING = "0" * 64
_HEAD_ID = 1
_BATCH = 1000
_COVERED = (
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "action",
    "object_type",
    "object_id",
    "address",
    "request_id",
    "details",
)
_LENGTHS = {"actor_id": 200, "actor_name": 200, "object_type": 100, "object_id": 200, "address": 45, "request_id": 64}


async def record(
    uow: UnitOfWork,
    actor: Principal | Account | None,
    action: str,
    object_type: str | None = None,
    object_id: str | int | None = None,
    details: Mapping[str, Any] | None = None,
    *,
    address: str | None = None,
) -> None:
    """Add an entry with this transaction; `actor` None is somebody who is not signed in.

    `behind` is added for an administrator who is signed in as somebody else. Address and request id come from the request that is being served. Never put secrets into `details`.
    """
    request = structlog.contextvars.get_contextvars()
    if isinstance(actor, Principal) and actor.behind is not None:
        details = {**(details or {}), "behind": actor.behind}
    await uow.emit(
        Audited(
            at=uow.clock.now().replace(microsecond=0),
            actor_kind=str(actor.kind) if actor else "anonymous",
            actor_id=_actor_id(actor),
            actor_name=actor.name if isinstance(actor, Principal) else (actor.login if actor else None),
            action=action,
            object_type=object_type,
            object_id=None if object_id is None else str(object_id),
            address=address or request.get("address"),
            request_id=request.get("request_id"),
            details=orjson.dumps(dict(details), option=orjson.OPT_SORT_KEYS).decode() if details else None,
        )
    )


def _actor_id(actor: Principal | Account | None) -> str | None:
    if actor is None:
        return None
    if isinstance(actor, Account):
        return actor.subject
    return str(actor.user_id) if actor.is_agent else actor.login


async def write_entry(uow: UnitOfWork, event: Audited) -> None:
    """COMMIT handler of `Audited`; stands last in the list, so that the chain's end is held as briefly as can be."""
    values = {name: getattr(event, name) for name in _COVERED}
    for name, length in _LENGTHS.items():
        values[name] = values[name][:length] if values[name] is not None else None
    head = await _locked_head(uow)
    if not _is_sealed(uow.site.settings, head) and head.entries:
        structlog.get_logger(__name__).error("audit.head_altered", entries=head.entries)
    entry_hash = _hash(head.hash, values)
    await uow.session.execute(insert(AuditEntry).values(**values, previous_hash=head.hash, hash=entry_hash))
    head.entries += 1
    head.hash = entry_hash
    head.seal = _seal(uow.site.settings, head.entries, entry_hash)
    await uow.session.flush()


async def _locked_head(uow: UnitOfWork) -> AuditHead:
    head = await uow.session.get(AuditHead, _HEAD_ID, with_for_update=True, populate_existing=True)
    if head is None:
        beginning = {"id": _HEAD_ID, "entries": 0, "hash": BEGINNING, "seal": _seal(uow.site.settings, 0, BEGINNING)}
        await insert_new(uow.session, AuditHead, [beginning], key=AuditHead.id)
        head = await uow.session.get(AuditHead, _HEAD_ID, with_for_update=True, populate_existing=True)
    if head is None:
        raise LookupError("the end of the audit chain can neither be found nor made")
    return head


@dataclass(frozen=True)
class Verdict:
    """What `verify` found. `broken_at` is the id of the first entry that does not fit, where there is one."""

    entries: int
    intact: bool
    broken_at: int | None = None
    reason: str = ""
    last_hash: str = field(default=BEGINNING, compare=False)


@dataclass(frozen=True)
class Checked:
    """How many entries an earlier check saw, and the hash of the last of them; kept outside the database."""

    entries: int = 0
    last_hash: str = BEGINNING


_BEGUN_ANEW = N_("Not all is there that an earlier check saw: the log was begun anew, or the database is an older one.")


async def verify(uow: ReadUow, before: Checked | None = None) -> Verdict:
    """Recompute the whole chain: changed, removed, added and cut off entries show.

    Without the site's secret nobody can alter the log and keep the seal; whoever has both database and secret can. A log
    that was emptied with its seal, or a database put back, shows against what was seen `before`. Entries that are added
    while this runs are left out.
    """
    before = before or Checked()
    head = await uow.session.get(AuditHead, _HEAD_ID)
    expected = head.entries if head else 0
    if head is not None and not _is_sealed(uow.site.settings, head):
        return Verdict(expected, False, None, N_("The end of the chain was altered, or the secret key is another one."))
    previous, seen, last_id = BEGINNING, 0, 0
    while seen < expected:
        rows = await uow.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.id > last_id)
            .order_by(AuditEntry.id)
            .limit(min(_BATCH, expected - seen))
        )
        batch = rows.all()
        if not batch:
            return Verdict(seen, False, None, N_("Entries are missing at the end."))
        for entry in batch:
            if entry.previous_hash != previous:
                return Verdict(seen, False, entry.id, N_("An entry before this one was removed or added."))
            if entry.hash != _hash(previous, {name: getattr(entry, name) for name in _COVERED}):
                return Verdict(seen, False, entry.id, N_("This entry was changed."))
            previous, last_id = entry.hash, entry.id
            seen += 1
            uow.session.expunge(entry)
            if seen == before.entries and previous != before.last_hash:
                return Verdict(seen, False, entry.id, _BEGUN_ANEW)
    if head is not None and previous != head.hash:
        return Verdict(seen, False, last_id or None, N_("The last entry is not the one that the seal names."))
    extra = await uow.session.scalar(select(AuditEntry.id).where(AuditEntry.id > last_id).limit(1))
    if extra is not None and head is not None and not await _was_added_since(uow, head):
        return Verdict(seen, False, extra, N_("An entry was added without the seal."))
    if extra is not None and head is None:
        return Verdict(seen, False, extra, N_("There are entries, but the chain's end is missing."))
    if seen < before.entries:
        return Verdict(seen, False, None, _BEGUN_ANEW)
    return Verdict(seen, True, last_hash=previous)


async def _was_added_since(uow: ReadUow, head: AuditHead) -> bool:
    entries = await uow.session.scalar(select(AuditHead.entries).where(AuditHead.id == _HEAD_ID))
    return entries is not None and entries > head.entries


def _hash(previous: str, values: Mapping[str, Any]) -> str:
    covered = {name: values[name] for name in _COVERED} | {"at": int(values["at"].timestamp())}
    return hashlib.sha256(previous.encode() + orjson.dumps(covered, option=orjson.OPT_SORT_KEYS)).hexdigest()


async def reseal(uow: UnitOfWork) -> None:
    """With the present secret key, if a former one sealed it; a seal that fits neither stays."""
    head = await _locked_head(uow)
    if _is_sealed(uow.site.settings, head):
        head.seal = _seal(uow.site.settings, head.entries, head.hash)
        await uow.session.flush()


def _is_sealed(settings: Settings, head: AuditHead) -> bool:
    """With the present secret key or a former one."""
    return any(
        hmac.compare_digest(head.seal, _sealed_with(key, head.entries, head.hash))
        for key in (settings.effective_secret_key, *settings.former_secret_keys)
    )


def _seal(settings: Settings, entries: int, last_hash: str) -> str:
    return _sealed_with(settings.effective_secret_key, entries, last_hash)


def _sealed_with(secret_key: bytes, entries: int, last_hash: str) -> str:
    key = hmac.digest(secret_key, b"gotrs audit seal", "sha256")
    return hmac.new(key, f"{entries}:{last_hash}".encode(), hashlib.sha256).hexdigest()
