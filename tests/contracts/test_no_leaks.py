"""What one may not see has no influence on any answer: not on lists, counts, statistics, exports, searches or pages.

Every door that only reads is asked by an agent before and after others' tickets come and change. Random tickets and
words; the answers must be the same to the byte, and must not hold a word of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.settings import Settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import Site
from gotrs_web.agent.routers import ROUTERS as AGENT_PAGES
from gotrs_web.customer.routers import ROUTERS as CUSTOMER_PAGES
from tests.contracts.route_rules import calls
from tests.support import jobs
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser
from tests.tickets.desk import new_ticket

pytestmark = pytest.mark.backends("sqlite")
WORDS = ("alpha", "beta", "gamma")
FOREIGN = "quetzalcoatl"  # stands in everything that belongs to others
STATES = ("open", "closed successful", "pending reminder")
# These never end; what they tell is tested with live updates and webhooks.
STREAMS = {"/api/v1/events", "/api/mcp", "/agent/events"}
GENERIC_INTERFACE = "/otrs/nph-genericinterface.pl/Webservice/GenericTicketConnectorREST"
TICKETS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(STATES), st.sampled_from(["1 very low", "5 very high"])),
    min_size=1,
    max_size=3,
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"requests_per_minute": 1_000_000})


@dataclass
class Doors:
    """Everything that `ann`, who works in `support`, can ask; `bob` works in `sales`."""

    site: Site
    client: httpx.AsyncClient
    ann: dict[str, str]
    bob: Principal
    sales: Any
    customer: str
    foreign: list[TicketRead] = field(default_factory=list)

    async def foreign_ticket(self, word: str, state: str, priority: str) -> None:
        async with self.site.uow(acting_id=self.bob.user_id) as uow:
            article = {"subject": FOREIGN, "body": f"{FOREIGN} {word}"}
            asked = new_ticket(
                self.sales,
                title=f"{word} {FOREIGN}",
                article=article,
                priority=priority,
                customer_user=self.customer,
                **({"state": state} if state != "pending reminder" else {}),
            )
            ticket = await service.create_ticket(uow, self.bob, asked)
            reply = schemas.TicketReply(subject=FOREIGN, body=f"{word} {FOREIGN}", visible_for_customer=True)
            await service.add_article(uow, self.bob, TicketId(ticket.id), reply)
        self.foreign.append(ticket)

    async def answers(self, word: str) -> dict[str, str]:
        found = {}
        for address in self._addresses(word):
            answer = await self.client.get(address, headers=self.ann)
            assert answer.status_code != 429, address
            found[address] = _settled(answer)
        for tool, arguments in (
            ("list_tickets", {}),
            ("search_tickets", {"query": word}),
            ("get_statistics", {}),
        ):
            call = {"name": tool, "arguments": arguments}
            body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
            found[f"mcp {tool}"] = _settled(await self.client.post("/api/mcp", json=body, headers=self.ann))
        for sent in ({"Title": f"*{word}*"}, {"Queues": ["Sales"]}, {"Limit": 500}):
            found[f"generic interface {sent}"] = await self.by_web_service("POST", "TicketSearch", sent)
            assert "TicketID" in found[f"generic interface {sent}"] or "Queues" in sent, found
        return found

    async def by_web_service(self, method: str, path: str, sent: dict[str, Any]) -> str:
        data = {**sent, "AccessToken": self.ann["Authorization"].removeprefix("Bearer ")}
        place = {"params": data} if method == "GET" else {"json": data}
        return _settled(await self.client.request(method, f"{GENERIC_INTERFACE}/{path}", **place))  # type: ignore[arg-type]

    def _addresses(self, word: str) -> list[str]:
        bare = [
            address
            for method, address, route in calls()
            if method == "GET"
            and not route.rule.public
            and not route.rule.group
            and Kind.AGENT in route.rule.kinds
            and route.path not in STREAMS
        ]
        return [*bare, *(f"{one}?q={word}&query={word}" for one in bare if "search" in one or one.endswith("tickets"))]


def _settled(answer: httpx.Response) -> str:
    """Without what differs from one request to the next."""
    text = f"{answer.status_code} {answer.text}"
    return re.sub(r'"request_id": ?"[^"]*"', "", text)


@pytest.fixture
async def doors(site: Site, client: httpx.AsyncClient, factories: Factories) -> Doors:
    support, sales = await factories.queue("Support"), await factories.queue("Sales")
    ann = await factories.agent("ann", rights={support: "rw"}, password=PASSWORD)
    bob = await factories.agent("bob", rights={sales: "rw"})
    jane = await factories.customer_user("jane", company=await factories.customer_company("acme"))
    principal = await factories.principal(ann)
    async with site.uow(acting_id=ann.id) as uow:
        for word in WORDS:
            asked = new_ticket(support, title=word, article={"subject": word, "body": word}, customer_user=jane.login)
            await service.create_ticket(uow, principal, asked)
    await jobs.drain(site)
    return Doors(
        site=site,
        client=client,
        ann=await factories.bearer(ann),
        bob=await factories.principal(bob),
        sales=sales,
        customer=jane.login,
    )


@examples(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tickets=TICKETS, word=st.sampled_from(WORDS))
async def test_others_tickets_change_no_answer(doors: Doors, tickets: list[tuple[str, str, str]], word: str) -> None:
    before = await doors.answers(word)
    for one in tickets:
        await doors.foreign_ticket(*one)
    await jobs.drain(doors.site)
    after = await doors.answers(word)
    assert {door: (before[door], after[door]) for door in before if before[door] != after[door]} == {}
    assert [door for door, text in after.items() if FOREIGN in text] == []


async def test_a_foreign_ticket_is_nowhere_to_be_found_by_its_id(doors: Doors) -> None:
    await doors.foreign_ticket("alpha", "open", "3 normal")
    (ticket,) = doors.foreign
    found = {}
    for method, _address, route in calls():
        if method == "GET" and "{ticket_id}" in route.path and Kind.AGENT in route.rule.kinds:
            address = re.sub(r"\{[^}]*\}", "1", route.path.replace("{ticket_id}", str(ticket.id)))
            answer = await doors.client.get(address, headers=doors.ann)
            if answer.status_code not in (404, 422):  # where a parameter is missing, nothing was looked up
                found[address] = answer.status_code
    assert found == {}
    number = await doors.client.get(f"/api/v1/tickets/by-number/{ticket.number}", headers=doors.ann)
    assert number.status_code == 404
    got = await doors.by_web_service("GET", f"Ticket/{ticket.id}", {})
    assert "TicketGet.AccessDenied" in got
    assert FOREIGN not in got


async def test_no_page_shows_a_foreign_ticket(doors: Doors, web: WebBrowser) -> None:
    await doors.foreign_ticket("alpha", "open", "3 normal")
    await jobs.drain(doors.site)
    (ticket,) = doors.foreign
    await web.sign_in("ann")
    pages = [
        route.path
        for router in AGENT_PAGES
        for route in router.routes
        if isinstance(route, APIRoute)
        and "GET" in (route.methods or ())
        and "{" not in route.path
        and route.path not in STREAMS
    ]
    assert "/agent/tickets" in pages
    shown = []
    for address in [*pages, *(f"{page}?q=alpha&query=alpha&view=all" for page in pages)]:
        text = (await web.get(address)).response.text
        if FOREIGN in text or ticket.number in text:
            shown.append(address)
    assert shown == []
    assert (await web.get(f"/agent/tickets/{ticket.id}")).status == 404


async def test_a_customers_answers_know_nothing_of_others_nor_of_internal_notes(
    doors: Doors, factories: Factories, site: Site, web: WebBrowser
) -> None:
    """The same to the byte with and without tickets of others; and not a word of a note within, nor its file."""
    globex = await factories.customer_company("globex")
    joe = await factories.customer_user("joe", company=globex, password=PASSWORD)
    him = await factories.bearer(joe)
    support = await factories.principal(await factories.agent("sue", rights={doors.sales: "rw"}))
    article = {"subject": "alpha", "body": "alpha", "visible_for_customer": True}
    asked = new_ticket(doors.sales, title="alpha", article=article, customer_user=joe.login)
    async with site.uow(acting_id=support.user_id) as uow:
        own = await service.create_ticket(uow, support, asked)
        file = {"filename": f"{FOREIGN}.txt", "content": "eA=="}
        note = schemas.TicketReply.model_validate(
            {"subject": FOREIGN, "body": f"alpha {FOREIGN}", "attachments": [file]}
        )
        await service.add_article(uow, support, TicketId(own.id), note)
    await jobs.drain(site)
    addresses = [
        address.replace("/tickets/1", f"/tickets/{own.id}")
        for method, address, route in calls()
        if method == "GET" and not route.rule.public and Kind.CUSTOMER in route.rule.kinds and route.path not in STREAMS
    ]
    assert f"/api/v1/tickets/{own.id}/articles" in addresses
    asking = [*addresses, *(f"{one}?q=alpha&query=alpha" for one in addresses if "search" in one or "tickets" in one)]

    async def answers() -> dict[str, str]:
        return {one: _settled(await doors.client.get(one, headers=him)) for one in asking}

    before = await answers()
    await doors.foreign_ticket("alpha", "open", "3 normal")
    await jobs.drain(site)
    after = await answers()
    assert {one: (before[one], after[one]) for one in asking if before[one] != after[one]} == {}
    assert [one for one, text in after.items() if FOREIGN in text] == []
    assert '"alpha"' in after["/api/v1/tickets"], "his own is there"
    (foreign,) = doors.foreign
    await web.sign_in("joe", kind="customer")
    pages = [
        route.path
        for router in CUSTOMER_PAGES
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ()) and "{" not in route.path
    ]
    own_page = f"/customer/tickets/{own.number}"
    shown = []
    for address in [*pages, own_page, *(f"{page}?q=alpha&query=alpha" for page in pages)]:
        text = (await web.get(address)).response.text
        if FOREIGN in text or foreign.number in text:
            shown.append(address)
    assert shown == []
    assert (await web.get(own_page)).status == 200
    assert (await web.get(f"/customer/tickets/{foreign.number}")).status == 404
