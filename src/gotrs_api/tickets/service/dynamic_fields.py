"""Dynamic fields of tickets and of their articles: who may set which, and the history and events that follow.

Source: OTRS 6, Kernel/System/DynamicField/ObjectType/Ticket.pm and the screens' `###DynamicField` settings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import structlog
from pydantic import JsonValue

from gotrs_api.articles.events import ArticleDynamicFieldsChanged
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service import Change, Present, Values, Wish
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange, TicketRightMissing
from gotrs_api.tickets.events import TicketDynamicFieldChanged
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.permissions import judge
from gotrs_api.tickets.service import current
from gotrs_api.tickets.service.presenting import facts_of
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow, UnitOfWork

log = structlog.get_logger(__name__)
TICKET, ARTICLE = (ObjectType.TICKET,), (ObjectType.ARTICLE,)
BOTH: Final = TICKET + ARTICLE
NEW_BY_CUSTOMER: Final = "CustomerTicketMessage"
ANSWER_BY_CUSTOMER: Final = "CustomerTicketFollowUp"
_NOTE_SCREEN: Final = "AgentTicketNote"
_EVERYWHERE: Final = "title"  # rw, the right of OTRS's AgentTicketFreeText


async def wishes_for(
    uow: ReadUow,
    principal: Principal,
    given: Mapping[str, JsonValue],
    object_types: Sequence[ObjectType],
    *,
    screen: str,
    pointer: str = "/dynamic_fields",
    ticket_id: TicketId | None = None,
) -> tuple[list[Wish], list[FieldError]]:
    """Checked values, and what was wrong. Customers only know the fields that their `screen` shows them.

    `ticket_id` of one that is changed: what it has already may stay.
    """
    only = await dynamic_fields.names_on(uow, screen) if principal.is_customer else None
    present = None if ticket_id is None else Present(ObjectType.TICKET, ticket_id)
    return await dynamic_fields.check(uow, object_types, given, only=only, pointer=pointer, present=present)


async def missing_for_customer(
    uow: ReadUow, principal: Principal, screen: str, given: Mapping[str, JsonValue]
) -> list[FieldError]:
    """What a customer's screen requires and the customer left out."""
    return await dynamic_fields.missing_on(uow, screen, given) if principal.is_customer else []


async def set_fields(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, given: Mapping[str, JsonValue], screen: str
) -> None:
    """Set ticket fields beside an action that was checked already. `screen` is OTRS's name of the action's screen.

    Fields of that screen come with the action's right, all others need `rw`. Raises InvalidTicketChange,
    TicketRightMissing.
    """
    if not given:
        return
    wishes, errors = await wishes_for(uow, principal, given, TICKET, screen=screen, ticket_id=ticket_id)
    if errors:
        raise InvalidTicketChange(errors=errors)
    await require_right(uow, principal, ticket_id, wishes, screen)
    await apply_fields(uow, ticket_id, wishes)


async def require_right(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, wishes: Sequence[Wish], screen: str
) -> None:
    """Raises TicketRightMissing."""
    if principal.is_customer or not wishes:  # `wishes_for` has seen to customers
        return
    shown = await dynamic_fields.names_on(uow, screen)
    action = _EVERYWHERE
    if all(wish.field.name in shown for wish in wishes):
        if screen != _NOTE_SCREEN:
            return
        action = "note"  # some actions with a note need less than the note itself does
    verdict = judge(principal, facts_of(await current.current(uow, ticket_id)), action, await switches_of(uow))
    if not verdict.allowed and verdict.code == "right_missing":
        raise TicketRightMissing(right=verdict.detail)


async def apply_fields(uow: UnitOfWork, ticket_id: TicketId, wishes: Sequence[Wish]) -> None:
    """Write what differs, with a history row and an event for each field; rights were checked."""
    if not wishes:
        return
    await current.lock(uow, ticket_id)
    changes = await dynamic_fields.store(uow, wishes, ticket_id)
    if changes:
        current.note_fields(uow, ticket_id, (change.field.name for change in changes))
        await current.change(uow, ticket_id, *lines_of(changes))
        await tell(uow, ticket_id, changes)


def lines_of(changes: Sequence[Change]) -> list[HistoryLine]:
    return [
        history_format.dynamic_field_update(change.field.name, change.new_text, change.old_text) for change in changes
    ]


async def tell(uow: UnitOfWork, ticket_id: TicketId, changes: Sequence[Change]) -> None:
    for change in changes:
        await uow.emit(
            TicketDynamicFieldChanged(
                ticket_id=ticket_id, field_name=change.field.name, old_value=change.old, new_value=change.new
            )
        )


async def tell_of_article(uow: UnitOfWork, ticket_id: TicketId, article_id: ArticleId, wishes: Sequence[Wish]) -> None:
    """One event however many fields were set, as article events have no field in their name."""
    names = tuple(wish.field.name for wish in wishes if wish.rows)
    if names:
        await uow.emit(ArticleDynamicFieldsChanged(ticket_id=ticket_id, article_id=article_id, field_names=names))


async def values_for(
    uow: ReadUow, principal: Principal, ticket_ids: Sequence[int], *, having: Sequence[int]
) -> dict[int, Values]:
    """What this reader may see of each ticket's fields; one statement, none when no ticket is `having` any."""
    only = await dynamic_fields.names_for_reader(uow, principal)
    return await dynamic_fields.values_of(uow, ObjectType.TICKET, ticket_ids, only=only, having=having)


async def field_names_for(uow: ReadUow, principal: Principal) -> list[str]:
    """The fields of tickets that this reader sees, in their order; not the internal ones."""
    only = await dynamic_fields.names_for_reader(uow, principal)
    shown = (await dynamic_fields.all_fields(uow)).shown(ObjectType.TICKET)
    return [field.name for field in shown if not field.internal and (only is None or field.name in only)]


async def apply_defaults(uow: UnitOfWork, ticket_id: TicketId, otrs_event: str) -> None:
    """`Ticket::TicketDynamicFieldDefault`: values for fields that the event finds empty."""
    wanted = {}
    for setting in settings.DYNAMIC_FIELD_DEFAULTS.values():
        element = await sysconfig.get(uow, setting)
        if element.get("Event") == otrs_event and element.get("Name"):
            wanted[element["Name"]] = element.get("Value", "")
    if not wanted:
        return
    present = (await dynamic_fields.values_of(uow, ObjectType.TICKET, [ticket_id], only=wanted))[ticket_id]
    lacking = {name: value for name, value in wanted.items() if present.get(name) is None}
    wishes, errors = await dynamic_fields.check(uow, TICKET, lacking)
    for error in errors:
        log.warning("dynamic_field.default_refused", field=error.pointer, reason=error.detail)
    await apply_fields(uow, ticket_id, wishes)


async def take_over_at_merge(uow: UnitOfWork, merged_id: TicketId, main_id: TicketId) -> None:
    """`Ticket::MergeDynamicFields`: what the main ticket lacks comes from the merged one."""
    names = await sysconfig.get(uow, settings.MERGE_DYNAMIC_FIELDS)
    if not names:
        return
    values = await dynamic_fields.values_of(uow, ObjectType.TICKET, [merged_id, main_id], only=names)
    lacking = {
        name: value
        for name, value in values[merged_id].items()
        if value is not None and values[main_id].get(name) is None
    }
    # A value that is no longer in its field's list is not taken over.
    wishes, _errors = await dynamic_fields.check(uow, TICKET, lacking)
    await apply_fields(uow, main_id, wishes)
