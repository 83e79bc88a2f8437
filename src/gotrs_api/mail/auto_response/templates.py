"""The texts of the queues' automatic replies."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gotrs_api.catalog.models import SystemAddress
from gotrs_api.mail.auto_response.kinds import AutoResponseKind
from gotrs_api.responses.models import AutoResponse, AutoResponseType, QueueAutoResponse
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

_VALID = 1


@dataclass(frozen=True)
class ResponseTemplate:
    """`sender_name` and `sender_address` are those of the response's own system address."""

    text: str
    subject: str
    is_html: bool
    sender_name: str
    sender_address: str


_QUERY = (
    select(
        QueueAutoResponse.queue_id,
        AutoResponseType.name,
        AutoResponse.text0,
        AutoResponse.text1,
        AutoResponse.content_type,
        SystemAddress.value0,
        SystemAddress.value1,
    )
    .join(AutoResponse, QueueAutoResponse.auto_response_id == AutoResponse.id)
    .join(AutoResponseType, AutoResponseType.id == AutoResponse.type_id)
    .join(SystemAddress, SystemAddress.id == AutoResponse.system_address_id)
    .where(AutoResponse.valid_id == _VALID)
    .order_by(AutoResponse.id.desc())
)


async def _load(uow: ReadUow) -> dict[tuple[int, str], ResponseTemplate]:
    return {
        (row.queue_id, row.name): ResponseTemplate(
            text=row.text0,
            subject=row.text1 or "",
            is_html="html" in (row.content_type or ""),
            sender_name=row.value1 or "",
            sender_address=row.value0,
        )
        for row in await uow.session.execute(_QUERY)
        if row.text0 and row.value0
    }


# Every mail asks for them, and hardly anybody changes them.
TEMPLATES = Snapshot(
    "auto_responses_of_queues", (QueueAutoResponse, AutoResponse, AutoResponseType, SystemAddress), _load
)


async def template_of(uow: ReadUow, queue_id: int, kind: AutoResponseKind) -> ResponseTemplate | None:
    """None where the queue has no valid response of this type, or one without a text or sender. Of two the older counts."""
    return (await TEMPLATES.get(uow)).get((queue_id, kind.value))


async def is_used(uow: ReadUow, kind: AutoResponseKind) -> bool:
    """Whether any queue answers on this occasion."""
    return any(name == kind.value for _, name in await TEMPLATES.get(uow))
