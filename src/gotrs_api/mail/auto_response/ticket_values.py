"""What placeholders can say about a ticket, its people, its customer and the message that is answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gotrs_api.customers import service as customers
from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.mail.auto_response.kinds import Original
from gotrs_api.mail.auto_response.placeholders import Values
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service import subject_settings
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.tickets.subject import clean_subject
from gotrs_api.uow import ReadUow

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.rows import TicketRow

NO_SUBJECT, NO_BODY = "No Subject", "No Body"


async def values_for(uow: ReadUow, row: TicketRow, original: Original) -> Values:
    plain = {
        **await _settings(uow),
        **{f"CUSTOMER_{name.upper()}": value for name, value in original.headers.items()},
        **_message(original),
        **await _ticket(uow, row),
        **await _customer(uow, row),
    }
    subject = clean_subject(original.subject or NO_SUBJECT, row.tn, await subject_settings(uow))
    return Values(plain=plain, subject=subject, body=original.body or NO_BODY)


async def _settings(uow: ReadUow) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, setting in settings.ALL.items():
        value = await sysconfig.get(uow, setting)
        if isinstance(value, bool):
            value = int(value)
        if isinstance(value, str | int):
            found[f"CONFIG_{name.upper()}"] = str(value)
    return found


def _message(original: Original) -> dict[str, str]:
    addresses = split_addresses(original.from_)
    last = addresses[-1] if addresses else None
    name = (last.real_name or last.email or "") if last else ""
    return {
        "CUSTOMER_FROM": original.from_,
        "CUSTOMER_TO": original.to,
        "CUSTOMER_CC": original.cc,
        "CUSTOMER_REALNAME": name,
    }


async def _ticket(uow: ReadUow, row: TicketRow) -> dict[str, str]:
    zone = await otrs_zone(uow)

    def moment(value: datetime) -> str:
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S} ({zone.key})"

    ticket = {
        "ID": str(row.id), "TICKETID": str(row.id), "NUMBER": row.tn, "TICKETNUMBER": row.tn, "TITLE": row.title,
        "QUEUE": row.queue_name, "QUEUEID": str(row.queue_id), "STATE": row.state_name, "STATETYPE": row.state_type,
        "PRIORITY": row.priority_name, "LOCK": row.lock_name, "TYPE": row.type_name or "", "SLA": row.sla_name or "",
        "SERVICE": row.service_name or "", "OWNER": row.owner_login, "RESPONSIBLE": row.responsible_login,
        "CUSTOMERID": row.customer_id or "", "CUSTOMERUSERID": row.customer_user or "",
        "CREATED": moment(row.create_time), "CHANGED": moment(row.change_time),
    }  # fmt: skip
    people = {
        "OWNER": (row.owner_login, row.owner_first, row.owner_last),
        "RESPONSIBLE": (row.responsible_login, row.responsible_first, row.responsible_last),
    }
    found = {f"TICKET_{name}": value for name, value in ticket.items()} | {"QUEUE": row.queue_name}
    for role, (login, first, last) in people.items():
        for prefix in (f"{role}_", f"TICKET_{role}_"):
            found |= {
                f"{prefix}USERLOGIN": login,
                f"{prefix}USERFIRSTNAME": first,
                f"{prefix}USERLASTNAME": last,
                f"{prefix}USERFULLNAME": f"{first} {last}".strip(),
            }
    return found


async def _customer(uow: ReadUow, row: TicketRow) -> dict[str, str]:
    known = await customers.find_by_login(uow, row.customer_user) if row.customer_user else None
    if known is None:
        return {}
    data = {
        "USERLOGIN": known.login, "USERFIRSTNAME": known.first_name, "USERLASTNAME": known.last_name,
        "USERFULLNAME": known.name, "USERTITLE": known.title, "USEREMAIL": known.email,
        "USERCUSTOMERID": known.customer_id, "USERPHONE": known.phone, "USERMOBILE": known.mobile,
        "USERSTREET": known.street, "USERZIP": known.zip, "USERCITY": known.city, "USERCOUNTRY": known.country,
    }  # fmt: skip
    return {f"CUSTOMER_DATA_{name}": value for name, value in data.items()}
