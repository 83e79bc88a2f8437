"""Selects of queues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from gotrs_api.catalog.models import Salutation, Signature, SystemAddress
from gotrs_api.identity.models import PermissionGroup
from gotrs_api.queues.models import FollowUpPossible, PersonalQueue, Queue
from gotrs_api.uow import ReadUow

# Columns, not entities: thousands of queues are read every few seconds, and mostly found as they were.
_ALL = (
    select(
        Queue.id, Queue.name, Queue.group_id, Queue.system_address_id, Queue.salutation_id, Queue.signature_id,
        Queue.first_response_time, Queue.first_response_notify, Queue.update_time, Queue.update_notify,
        Queue.solution_time, Queue.solution_notify, Queue.unlock_timeout, Queue.follow_up_lock, Queue.calendar_name,
        Queue.default_sign_key, Queue.comments, Queue.valid_id, Queue.create_time, Queue.change_time,
        PermissionGroup.name.label("group_name"),
        SystemAddress.value0.label("address"),
        SystemAddress.value1.label("sender_name"),
        Salutation.name.label("salutation_name"),
        Signature.name.label("signature_name"),
        FollowUpPossible.name.label("follow_up"),
    )
    .join(PermissionGroup, PermissionGroup.id == Queue.group_id)
    .join(SystemAddress, SystemAddress.id == Queue.system_address_id)
    .join(Salutation, Salutation.id == Queue.salutation_id)
    .join(Signature, Signature.id == Queue.signature_id)
    .join(FollowUpPossible, FollowUpPossible.id == Queue.follow_up_id)
    .order_by(Queue.name, Queue.id)
)  # fmt: skip


async def all_queues(uow: ReadUow) -> Sequence[Row[*tuple[Any, ...]]]:
    return (await uow.session.execute(_ALL)).all()


async def queue_rows(uow: ReadUow) -> Sequence[Queue]:
    return (await uow.session.scalars(select(Queue).order_by(Queue.name))).all()


async def follow_ups(uow: ReadUow) -> dict[str, int]:
    rows = await uow.session.execute(select(FollowUpPossible.name, FollowUpPossible.id))
    return {row.name: row.id for row in rows}


async def groups(uow: ReadUow) -> Sequence[Row[int, str]]:
    query = select(PermissionGroup.id, PermissionGroup.name).where(PermissionGroup.valid_id == 1)
    return (await uow.session.execute(query)).all()


async def personal_queue_ids(uow: ReadUow, user_id: int) -> list[int]:
    query = select(PersonalQueue.queue_id).where(PersonalQueue.user_id == user_id).order_by(PersonalQueue.queue_id)
    return list(await uow.session.scalars(query))
