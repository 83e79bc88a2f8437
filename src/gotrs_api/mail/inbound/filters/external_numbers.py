"""Threading by the numbers of another desk, which a dynamic field of our tickets holds.

Source: OTRS 6, Kernel/System/PostMaster/Filter/ExternalTicketNumberRecognition.pm.
"""

from __future__ import annotations

import re
from typing import Any

import structlog
from sqlalchemy import select

from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.models import DynamicFieldValue
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.kernel.expressions import BadExpression, compiled
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.service import subject_settings
from gotrs_api.uow import ReadUow

log = structlog.get_logger(__name__)
_SEARCHED_CHARACTERS = 200_000


async def recognise_external_numbers(uow: ReadUow, mail: IncomingMail) -> None:
    for setting in settings.POSTMASTER_EXTERNAL_NUMBERS:
        config = await sysconfig.get(uow, setting)
        if config.get("NumberRegExp") and config.get("DynamicFieldName"):
            await _recognise(uow, mail, setting.name.rpartition("###")[2], config)


async def _recognise(uow: ReadUow, mail: IncomingMail, name: str, config: dict[str, Any]) -> None:
    try:
        number = _number_in(mail, config)
    except BadExpression as error:
        log.warning("postmaster.filter_broken", filter=name, error=str(error))
        mail.trace.note("filter", name, f"left out: {error}")
        return
    if not number:
        return
    field = str(config["DynamicFieldName"])
    tn = await _ticket_with(uow, field, number, str(config.get("TicketStateTypes", "")))
    if tn is None:
        mail.headers[f"X-OTRS-DynamicField-{field}"] = number
        mail.trace.note("filter", name, f"{field}: {number}")
        return
    how = await subject_settings(uow)
    mail.headers["Subject"] = f"{mail.get('Subject')} [{how.hook}{how.hook_divider}{tn}]"
    mail.headers["X-OTRS-FollowUp-RecognizedTicketNumber"] = tn
    for key in ("SenderType", "IsVisibleForCustomer"):
        if str(config.get(key, "")):
            mail.headers[f"X-OTRS-FollowUp-{key}"] = str(config[key])
    mail.trace.note("filter", name, f"{number} is ticket {tn}")


def _number_in(mail: IncomingMail, config: dict[str, Any]) -> str:
    """What the first group of NumberRegExp matched. Raises BadExpression."""
    sender = str(config.get("FromAddressRegExp", ""))
    if sender and not compiled(sender, ignore_case=True).search(mail.get("From")):
        return ""
    expression = compiled(str(config["NumberRegExp"]), ignore_case=True)
    for place, text in (("SearchInSubject", mail.get("Subject")), ("SearchInBody", mail.body)):
        if str(config.get(place, "0")) not in ("", "0"):
            found = expression.search(text[:_SEARCHED_CHARACTERS])
            if found and expression.groups and found[1]:
                return str(found[1]).strip()
    return ""


async def _ticket_with(uow: ReadUow, name: str, number: str, state_types: str) -> str | None:
    """The number of the newest ticket that has the value, in one of these types of states (separated by `;` or blanks)."""
    field = next((one for one in await dynamic_fields.all_fields(uow) if one.name == name), None)
    if field is None or field.object_type != ObjectType.TICKET:
        return None
    query = (
        select(Ticket.tn)
        .join(DynamicFieldValue, DynamicFieldValue.object_id == Ticket.id)
        .where(DynamicFieldValue.field_id == field.id, DynamicFieldValue.value_text == number)
        .order_by(Ticket.id.desc())
        .limit(1)
    )
    types = [one for one in re.split(r"[;\s]+", state_types) if one]
    if types:
        query = (
            query.join(TicketState, TicketState.id == Ticket.ticket_state_id)
            .join(TicketStateType, TicketStateType.id == TicketState.type_id)
            .where(TicketStateType.name.in_(types))
        )
    tn: str | None = await uow.session.scalar(query)
    return tn
