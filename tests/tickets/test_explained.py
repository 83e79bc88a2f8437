"""What is explained is what happens: random agents try every action on random tickets, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, Final

import pytest
from sqlalchemy import select, update

from gotrs_api.articles.models import Article
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import GotrsError, InvalidInput, NotFound
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import schemas as s
from gotrs_api.tickets import service
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.permissions import ACTIONS
from gotrs_api.uow import UnitOfWork
from tests.tickets.desk import Desk

RIGHTS: Final = ("ro", "ro note", "ro move_into", "ro owner", "ro priority", "ro note owner priority", "rw", "")
STATES: Final = ("new", "open", "closed successful", "merged")
AGENTS, TICKETS = 8, 6
Try = Callable[[UnitOfWork, Principal, TicketId], Awaitable[object]]


class _NotForGood(Exception):
    """Takes back what an action did."""


def _sent(act: Any, command: type[Any], **given: Any) -> Try:
    return lambda uow, who, ticket_id: act(uow, who, ticket_id, command.model_validate(given))


def _article(**given: Any) -> Try:
    return _sent(service.add_article, s.TicketReply, subject="So", body="So.", **given)


def tries(other_id: int, article_id: int) -> dict[str, Try]:
    """A sensible command for each action; `other_id` is a ticket with which everybody may do everything."""

    return {
        "archive": _sent(service.archive_ticket, s.TicketArchive),
        "assign": _sent(service.assign_ticket, s.TicketAssign, owner="ann"),
        "bounce": _sent(service.bounce_article, s.TicketBounce, to="else@where.example"),
        "close": _sent(service.close_ticket, s.TicketClose),
        "customer": _sent(service.set_customer, s.TicketSetCustomer, customer_id="acme"),
        "delete": lambda uow, who, ticket_id: service.delete_ticket(uow, who, ticket_id),
        "forward": _sent(service.forward_article, s.TicketForward, to="else@where.example"),
        "link": _sent(service.link_ticket, s.TicketLink, type="Normal", role="peer", ticket_id=other_id),
        "lock": _sent(service.lock_ticket, s.TicketLock),
        "merge": _sent(service.merge_ticket, s.TicketMerge, into=other_id),
        "note": _article(channel="internal"),
        "pending": _sent(service.set_pending, s.TicketSetPending, pending_until="2031-01-01T00:00:00Z"),
        "phone": _article(channel="phone", sender_type="customer"),
        "phone_outbound": _article(channel="phone", sender_type="agent"),
        "priority": _sent(service.set_priority, s.TicketSetPriority, priority="5 very high"),
        "queue": _sent(service.move_ticket, s.TicketMove, queue="Sales"),
        "reopen": _sent(service.reopen_ticket, s.TicketReopen),
        "reply": _article(channel="email", to="jane@customer.example"),
        "responsible": _sent(service.set_responsible, s.TicketSetResponsible, responsible="ann"),
        "service": _sent(service.set_service, s.TicketSetService, service_id=None),
        "sla": _sent(service.set_sla, s.TicketSetSla, sla_id=None),
        "split": _sent(service.split_ticket, s.TicketSplit, article_id=article_id, queue="Sales"),
        "state": _sent(service.set_state, s.TicketSetState, state="open"),
        "time": _sent(service.account_time, s.TicketAccountTime, time_units=1),
        "title": _sent(service.set_title, s.TicketSetTitle, title="Other"),
        "type": _sent(service.set_type, s.TicketSetType, type_id=1),
        "unlock": _sent(service.unlock_ticket, s.TicketUnlock),
        "unmerge": _sent(service.unmerge_ticket, s.TicketUnmerge),
        "unwatch": _sent(service.unwatch_ticket, s.TicketUnwatch),
        "watch": _sent(service.watch_ticket, s.TicketWatch),
    }


async def _refusal(desk: Desk, who: Principal, ticket_id: TicketId, attempt: Try) -> GotrsError | None:
    try:
        async with desk.uow.site.uow(acting_id=who.user_id) as uow:
            await attempt(uow, who, ticket_id)
            raise _NotForGood
    except _NotForGood:
        return None
    except GotrsError as refusal:
        return refusal


async def _ticket(desk: Desk, random: Random, agents: list[Any], main_id: int) -> TicketId:
    """As it may lie around: somebody's, in any state, watched or locked by whomever."""
    ticket = TicketId((await desk.ticket(customer_user="jane")).id)
    state = random.choice(STATES)
    if state == "merged":
        await service.merge_ticket(desk.uow, desk.ann, ticket, s.TicketMerge(into=main_id))
    else:
        await service.set_state(desk.uow, desk.ann, ticket, s.TicketSetState(state=state))
    desk.next_request()
    owner, responsible = random.choice(agents).id, random.choice(agents).id
    values = {"user_id": owner, "responsible_user_id": responsible, "ticket_lock_id": random.choice((1, 2, 2))}
    await desk.uow.session.execute(update(Ticket).where(Ticket.id == ticket).values(values))
    desk.next_request()
    return ticket


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.backends("sqlite")
async def test_what_is_explained_is_what_happens(desk: Desk, seed: int) -> None:
    random, factories = Random(seed), desk.factories
    agents = [
        await factories.agent(f"agent{n}", rights={desk.support: random.choice(RIGHTS), desk.sales: "rw"})
        for n in range(AGENTS - 1)
    ]
    agents.append(await factories.agent("root", admin=True, rights={desk.support: "rw", desk.sales: "rw"}))
    main = await desk.ticket()
    other = await factories.ticket(queue=desk.sales)
    ids = [await _ticket(desk, random, agents, main.id) for _ in range(TICKETS)]
    refused = tried = 0
    for user in agents:
        who = await factories.principal(user)
        for ticket_id in random.sample(ids, 2):
            async with desk.uow.site.read() as read:
                try:
                    explained = {one.action: one for one in await service.explain_actions(read, who, ticket_id)}
                except NotFound:
                    continue
                ticket = await service.get_ticket(read, who, ticket_id)
            article_id = await desk.uow.session.scalar(
                select(Article.id).where(Article.ticket_id == ticket_id).limit(1)
            )
            assert article_id is not None
            attempts = tries(other.id, article_id)
            assert attempts.keys() == ACTIONS.keys() == explained.keys()
            for action in random.sample(sorted(attempts), 12):
                refusal = await _refusal(desk, who, ticket_id, attempts[action])
                found = (action, user.login, ticket.state.name, ticket.lock.name, explained[action].reason, refusal)
                tried, refused = tried + 1, refused + (refusal is not None)
                is_refused = refusal is not None and not isinstance(refusal, InvalidInput)
                assert is_refused is not explained[action].allowed, found
                assert explained[action].allowed or action not in ticket.allowed, found
    assert tried > 60
    assert 10 < refused < tried
