"""What placeholders of an automatic reply can say: everything around the ticket, and the message that is answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gotrs_api.customers import service as customers
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.mail.auto_response.kinds import Original
from gotrs_api.mail.drafts.tag_values import ticket_tag_values
from gotrs_api.mail.drafts.viewer import viewer_of, zone_of
from gotrs_api.responses.tags import ArticleTexts, TagValues
from gotrs_api.tickets.service import subject_settings
from gotrs_api.tickets.service.presenting import ticket_read
from gotrs_api.tickets.service.switches import otrs_zone, switches_of
from gotrs_api.tickets.subject import clean_subject
from gotrs_api.uow import UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.rows import TicketRow

NO_SUBJECT, NO_BODY = "No Subject", "No Body"
_SYSTEM = Principal.system("mail")


async def values_for(uow: UnitOfWork, row: TicketRow, original: Original) -> TagValues:
    """CUSTOMER tags are about the message; names and moments are as the ticket's customer reads them."""
    viewer = await viewer_of(uow, *await customers.language_and_zone(uow, row.customer_user or ""), names_zone=True)
    ticket = await ticket_read(uow, _SYSTEM, row, await switches_of(uow))
    values = await ticket_tag_values(uow, ticket, viewer, agent_id=uow.acting_id)
    subject = clean_subject(original.subject or NO_SUBJECT, row.tn, await subject_settings(uow))
    message = {
        **values.customer_article.fields,
        **original.headers,
        "From": original.from_,
        "To": original.to,
        "Cc": original.cc,
        "Subject": original.subject or NO_SUBJECT,
    }
    now, zone = uow.clock.now(), await otrs_zone(uow)
    return replace(
        values,
        customer_article=ArticleTexts(message, subject, original.body or NO_BODY),
        customer_name=_real_name(original),
        email_date=lambda name: (
            f"{now.astimezone(zone_of(name or '') or zone):%A, %B %e, %Y at %T} ({name or zone.key})"
        ),
    )


def _real_name(original: Original) -> str:
    addresses = split_addresses(original.from_)
    last = addresses[-1] if addresses else None
    return (last.real_name or last.email or "") if last else ""
