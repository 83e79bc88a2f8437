"""`Idempotency-Key` on POST and PATCH (draft-ietf-httpapi-idempotency-key-header): one effect, the same answer.

Three states tell the truth after a crash: *running* (nothing committed yet), *committed* (set in the transaction that
did the work, so the work is done but its answer may be lost) and *done* (the answer is kept for 24 hours).
"""

import asyncio
import hashlib
from datetime import timedelta
from functools import partial

import orjson
from fastapi import Request, Response
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from gotrs_api.db.results import new_id
from gotrs_api.identity.committing import Handle, to_its_commit
from gotrs_api.identity.errors import (
    IdempotencyAnswerLost,
    IdempotencyInProgress,
    IdempotencyKeyReused,
    InvalidIdempotencyKey,
)
from gotrs_api.identity.models import IdempotencyRecord
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import Site, UnitOfWork

KEPT = timedelta(hours=24)
_ABANDONED = timedelta(minutes=2)
_WAITS, _WAIT_S = 10, 0.05
_KEPT_HEADERS = ("content-type", "location", "etag")
RUNNING, COMMITTED, DONE = "running", "committed", "done"


async def run_once(request: Request, principal: Principal, handle: Handle) -> Response:
    """Run the handler, or answer as the first request with this key was answered.

    An answer with `Cache-Control: no-store` holds a secret that is shown once: it is not kept, only that it was given.

    Raises IdempotencyKeyReused (another method, path or body), IdempotencyInProgress, IdempotencyAnswerLost,
    InvalidIdempotencyKey. Refusals (4xx) and failures (5xx) are not kept.
    """
    key = request.headers["idempotency-key"].strip()
    if not 0 < len(key) <= 255 or not key.isprintable():
        raise InvalidIdempotencyKey
    site: Site = request.state.site
    body_hash = await _body_hash(request)
    method_path = f"{request.method} {request.url.path}"[:500]
    record = await _begin(site, principal.key, key, method_path, body_hash)
    if isinstance(record, Response):
        return record
    request.state.join_transaction = partial(_mark_committed, record)
    # To its commit: an answer is not kept before, and both would wait for the lock on the record.
    try:
        response = await to_its_commit(request, handle)
    except BaseException:
        await _forget(site, record)
        raise
    if response.status_code >= 400:
        await _forget(site, record)
    else:
        await _keep(site, record, response)
    return response


async def _body_hash(request: Request) -> str:
    if request.headers.get("content-type", "").startswith("multipart/"):
        return hashlib.sha256(f"multipart:{request.headers.get('content-length')}".encode()).hexdigest()
    return hashlib.sha256(await request.body()).hexdigest()


async def _begin(site: Site, who: str, key: str, method_path: str, body_hash: str) -> int | Response:
    """The id of a new record, or the answer that is kept.

    Between the commit and the keeping of its answer lies a moment, in which one that was sent twice at once waits.
    """
    waits = _WAITS
    while True:
        now = site.clock.now()
        values = {
            "principal_key": who,
            "key": key,
            "method_path": method_path,
            "body_hash": body_hash,
            "state": RUNNING,
            "created_at": now,
        }
        # Alone in its transaction: a refused insert keeps a lock on MariaDB with which two would wait for each other.
        try:
            async with site.uow() as uow:
                return new_id(await uow.session.execute(insert(IdempotencyRecord).values(values)))
        except IntegrityError:
            pass
        try:
            async with site.uow() as uow:
                found = await _found(uow, who, key, method_path, body_hash)
        except IdempotencyAnswerLost:
            if not waits:
                raise
            waits -= 1
            await asyncio.sleep(_WAIT_S)
            continue
        if found is not None:
            return found


async def _found(uow: UnitOfWork, who: str, key: str, method_path: str, body_hash: str) -> int | Response | None:
    """The record that is there, taken over where it counts no more, or its answer; None where it has just gone."""
    now = uow.clock.now()
    mine = (IdempotencyRecord.principal_key == who, IdempotencyRecord.key == key)
    record = await uow.session.scalar(select(IdempotencyRecord).where(*mine).with_for_update())
    if record is None:
        return None
    abandoned = record.state == RUNNING and record.created_at < now - _ABANDONED
    if abandoned or record.created_at < now - KEPT:
        record.state, record.created_at = RUNNING, now
        record.method_path, record.body_hash = method_path, body_hash
        return record.id
    if (record.method_path, record.body_hash) != (method_path, body_hash):
        raise IdempotencyKeyReused
    if record.state == RUNNING:
        raise IdempotencyInProgress
    if record.state == COMMITTED:
        raise IdempotencyAnswerLost
    headers = {**orjson.loads(record.headers or "{}"), "Idempotency-Replayed": "true"}
    return Response(record.body, status_code=record.status or 200, headers=headers)


async def _mark_committed(record_id: int, uow: UnitOfWork) -> None:
    await uow.session.execute(
        update(IdempotencyRecord).where(IdempotencyRecord.id == record_id).values(state=COMMITTED)
    )


async def _keep(site: Site, record_id: int, response: Response) -> None:
    body = getattr(response, "body", None)  # a streamed answer has none
    if body is None or "no-store" in response.headers.get("cache-control", ""):
        async with site.uow() as uow:
            await _mark_committed(record_id, uow)
        return
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    async with site.uow() as uow:
        await uow.session.execute(
            update(IdempotencyRecord)
            .where(IdempotencyRecord.id == record_id)
            .values(
                state=DONE,
                status=response.status_code,
                headers=orjson.dumps(headers).decode(),
                body=bytes(body),
            )
        )


async def _forget(site: Site, record_id: int) -> None:
    """Only while nothing was committed under the key."""
    async with site.uow() as uow:
        await uow.session.execute(
            delete(IdempotencyRecord).where(IdempotencyRecord.id == record_id, IdempotencyRecord.state == RUNNING)
        )


async def prune(uow: UnitOfWork) -> None:
    """Forget the answers that are no longer kept."""
    await uow.session.execute(delete(IdempotencyRecord).where(IdempotencyRecord.created_at < uow.clock.now() - KEPT))
