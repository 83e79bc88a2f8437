"""Dynamic fields out of a mail's headers.

Source: OTRS 6, Kernel/System/PostMaster/NewTicket.pm and FollowUp.pm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.dynamic_fields.types import Context, Refused
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.uow import ReadUow

# Header and the field that it fills, from the days of free keys, texts and times.
_OLD_TICKET: Final = {
    **{f"TicketKey{n}": f"TicketFreeKey{n}" for n in range(1, 17)},
    **{f"TicketValue{n}": f"TicketFreeText{n}" for n in range(1, 17)},
    **{f"TicketTime{n}": f"TicketFreeTime{n}" for n in range(1, 7)},
}
_OLD_ARTICLE: Final = {
    **{f"ArticleKey{n}": f"ArticleFreeKey{n}" for n in range(1, 17)},
    **{f"ArticleValue{n}": f"ArticleFreeText{n}" for n in range(1, 17)},
}


class MailFields(NamedTuple):
    of_ticket: list[Wish]
    of_article: list[Wish]


async def fields_of(uow: ReadUow, mail: IncomingMail, *, follow_up: bool) -> MailFields:
    """What the mail may set. A value that does not fit its field is noted and left out: a mail must never stop.

    `X-OTRS-DynamicField-<Name>` wins over the old names; a follow-up's headers have `FollowUp-` in them. `0` is a value,
    an empty header is none.
    """
    found = MailFields([], [])
    context = dynamic_fields.context_of(uow)
    for field in await dynamic_fields.all_fields(uow):
        if not field.is_writable or field.object_type not in (ObjectType.TICKET, ObjectType.ARTICLE):
            continue
        header = next(_headers(mail, field, "FollowUp-" if follow_up else ""), None)
        if header is None:
            continue
        try:
            wish = _wish(field, mail.x(header), context)
        except Refused as refusal:
            mail.trace.note("header", f"X-OTRS-{header}", f"not for this field: {refusal.detail}")
            continue
        (found.of_ticket if field.object_type == ObjectType.TICKET else found.of_article).append(wish)
        mail.trace.note("dynamic_field", f"X-OTRS-{header}", field.name)
    return found


def _headers(mail: IncomingMail, field: Field, prefix: str) -> Iterator[str]:
    old = _OLD_TICKET if field.object_type == ObjectType.TICKET else _OLD_ARTICLE
    names = [f"DynamicField-{field.name}", *(header for header, name in old.items() if name == field.name)]
    return (f"{prefix}{name}" for name in names if mail.x(f"{prefix}{name}"))


def _wish(field: Field, text: str, context: Context) -> Wish:
    return Wish(field, field.parse(field.from_text(text, context), context))
