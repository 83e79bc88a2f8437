"""The text of a queue's automatic reply."""

from dataclasses import dataclass

from sqlalchemy import select

from gotrs_api.catalog.models import SystemAddress
from gotrs_api.mail.auto_response.kinds import AutoResponseKind
from gotrs_api.responses.models import AutoResponse, AutoResponseType, QueueAutoResponse
from gotrs_api.uow import ReadUow

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
        AutoResponse.text0, AutoResponse.text1, AutoResponse.content_type, SystemAddress.value0, SystemAddress.value1
    )
    .join(QueueAutoResponse, QueueAutoResponse.auto_response_id == AutoResponse.id)
    .join(AutoResponseType, AutoResponseType.id == AutoResponse.type_id)
    .join(SystemAddress, SystemAddress.id == AutoResponse.system_address_id)
    .where(AutoResponse.valid_id == _VALID)
    .order_by(AutoResponse.id)
    .limit(1)
)


async def template_of(uow: ReadUow, queue_id: int, kind: AutoResponseKind) -> ResponseTemplate | None:
    """None where the queue has no valid response of this type, or one without a text or sender."""
    query = _QUERY.where(QueueAutoResponse.queue_id == queue_id, AutoResponseType.name == kind.value)
    row = (await uow.session.execute(query)).first()
    if row is None or not row.text0 or not row.value0:
        return None
    return ResponseTemplate(
        text=row.text0,
        subject=row.text1 or "",
        is_html="html" in (row.content_type or ""),
        sender_name=row.value1 or "",
        sender_address=row.value0,
    )
