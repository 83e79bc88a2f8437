"""What placeholders can say about a ticket, its people, its customer and the message that is answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gotrs_api.customers import service as customers
from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.mail.auto_response.kinds import Original
from gotrs_api.mail.drafts.tag_values import config_values
from gotrs_api.mail.drafts.viewer import zone_of
from gotrs_api.responses.tags import ArticleTexts, TagValues
from gotrs_api.tickets.service import subject_settings
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.tickets.subject import clean_subject
from gotrs_api.uow import ReadUow

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.rows import TicketRow

NO_SUBJECT, NO_BODY = "No Subject", "No Body"


async def values_for(uow: ReadUow, row: TicketRow, original: Original) -> TagValues:
    subject = clean_subject(original.subject or NO_SUBJECT, row.tn, await subject_settings(uow))
    message = {**original.headers, "From": original.from_, "To": original.to, "Cc": original.cc}
    now, zone = uow.clock.now(), await otrs_zone(uow)
    return TagValues(
        config=await config_values(uow),
        owner=_person(row.owner_login, row.owner_first, row.owner_last),
        responsible=_person(row.responsible_login, row.responsible_first, row.responsible_last),
        ticket=await _ticket(uow, row),
        customer_article=ArticleTexts(message, subject, original.body or NO_BODY),
        customer_name=_real_name(original),
        customer_data=await _customer(uow, row),
        email_date=lambda name: (
            f"{now.astimezone(zone_of(name or '') or zone):%A, %B %e, %Y at %T} ({name or zone.key})"
        ),
    )


def _real_name(original: Original) -> str:
    addresses = split_addresses(original.from_)
    last = addresses[-1] if addresses else None
    return (last.real_name or last.email or "") if last else ""


def _person(login: str, first: str, last: str) -> dict[str, str]:
    full = f"{first} {last}".strip()
    return {"UserLogin": login, "UserFirstname": first, "UserLastname": last, "UserFullname": full}


async def _ticket(uow: ReadUow, row: TicketRow) -> dict[str, str]:
    zone = await otrs_zone(uow)

    def moment(value: datetime) -> str:
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S} ({zone.key})"

    return {
        "TicketID": str(row.id), "TicketNumber": row.tn, "Title": row.title,
        "Queue": row.queue_name, "QueueID": str(row.queue_id), "State": row.state_name, "StateType": row.state_type,
        "Priority": row.priority_name, "Lock": row.lock_name, "Type": row.type_name or "", "SLA": row.sla_name or "",
        "Service": row.service_name or "", "Owner": row.owner_login, "Responsible": row.responsible_login,
        "CustomerID": row.customer_id or "", "CustomerUserID": row.customer_user or "",
        "Created": moment(row.create_time), "Changed": moment(row.change_time),
    }  # fmt: skip


async def _customer(uow: ReadUow, row: TicketRow) -> dict[str, str]:
    known = await customers.find_by_login(uow, row.customer_user) if row.customer_user else None
    if known is None:
        return {}
    return {
        "UserLogin": known.login, "UserFirstname": known.first_name, "UserLastname": known.last_name,
        "UserFullname": known.name, "UserTitle": known.title, "UserEmail": known.email,
        "UserCustomerID": known.customer_id, "UserPhone": known.phone, "UserMobile": known.mobile,
        "UserStreet": known.street, "UserZip": known.zip, "UserCity": known.city, "UserCountry": known.country,
    }  # fmt: skip
