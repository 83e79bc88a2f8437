"""A desk like the Znuny whose exchanges were recorded: agents, customers, queues, a service with its SLA, fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from gotrs_api.catalog.models import Service, SystemAddress, TicketType
from gotrs_api.customers.models import CustomerUser
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Principal
from gotrs_api.queues.models import Queue
from gotrs_api.responses.models import AutoResponse, QueueAutoResponse
from gotrs_api.sla.models import ServiceSla, Sla
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

SCRIPT = "/otrs/nph-genericinterface.pl/Webservice"
REST = f"{SCRIPT}/GenericTicketConnectorREST"
AGENT_PASSWORD, CUSTOMER_PASSWORD = "Agent-Pw-1", "Cust-Pw-1"
SYSTEM = Principal.system("test")
RIGHTS = "ro move_into create note owner priority rw"
CHOICES = {"alpha": "Alpha", "beta": "Beta", "delta": "Delta"}


@dataclass
class GiDesk:
    """`call` speaks HTTP::REST and answers the decoded body."""

    client: httpx.AsyncClient
    uow: UnitOfWork
    factories: Factories
    agent: User
    outsider: User
    customer: CustomerUser
    support: Queue
    sales: Queue
    tokens: dict[str, str] = field(default_factory=dict)

    async def call(self, method: str, path: str, data: Any = None, *, query: Any = None) -> Any:
        answer = await self.client.request(method, f"{REST}{path}", json=data, params=query)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json; charset=UTF-8"
        return answer.json()

    async def session(self, who: str = "agent01") -> str:
        """A new SessionID of `agent01`, `outsider` or `cust0001`."""
        key = "CustomerUserLogin" if who.startswith("cust") else "UserLogin"
        password = CUSTOMER_PASSWORD if who.startswith("cust") else AGENT_PASSWORD
        found = await self.call("POST", "/Session", {key: who, "Password": password})
        return str(found["SessionID"])

    async def signed(self, who: str = "agent01") -> dict[str, str]:
        """Credentials that cost no password check: a personal access token."""
        if who not in self.tokens:
            account = {"agent01": self.agent, "outsider": self.outsider, "cust0001": self.customer}[who]
            self.tokens[who] = await self.factories.api_token(account)
        return {"AccessToken": self.tokens[who]}

    async def create(self, who: str = "agent01", **members: Any) -> Any:
        """TicketCreate with sensible defaults; `Ticket` and `Article` add to them or, as None, take away."""
        ticket = {
            "Title": "A title", "Queue": "Support", "State": "new", "Priority": "3 normal", "Type": "Unclassified",
            "CustomerUser": "cust0001", **members.pop("Ticket", {}),
        }  # fmt: skip
        article = members.pop("Article", {})
        if isinstance(article, dict):
            article = {"Subject": "s", "Body": "b", "ContentType": "text/plain; charset=utf-8", **article}
        given = {name: value for name, value in ticket.items() if value is not None}
        body = {**await self.signed(who), "Ticket": given, "Article": article, **members}
        return await self.call("POST", "/Ticket", body)

    async def get(self, ticket_id: Any, who: str = "agent01", **query: Any) -> Any:
        """The one ticket."""
        found = await self.call("GET", f"/Ticket/{ticket_id}", query={**await self.signed(who), **query})
        return found["Ticket"][0]

    async def update(self, ticket_id: Any, who: str = "agent01", **members: Any) -> Any:
        return await self.call("PATCH", f"/Ticket/{ticket_id}", {**await self.signed(who), **members})


@pytest.fixture
async def desk(uow: UnitOfWork, factories: Factories, client: httpx.AsyncClient) -> GiDesk:
    sales = await factories.queue("Sales")
    support = await factories.queue("Support")
    rights = {support: RIGHTS, sales: RIGHTS}
    agent = await factories.agent("agent01", rights=rights, password=AGENT_PASSWORD)
    outsider = await factories.agent("outsider", password=AGENT_PASSWORD)
    company = await factories.customer_company("C0001")
    customer = await factories.customer_user(
        "cust0001", company=company, email="cust0001@c1.example.com", password=CUSTOMER_PASSWORD
    )
    mail = Service(name="IT::Mail", valid_id=1)
    gold = Sla(name="Gold", first_response_time=60, update_time=240, solution_time=480, valid_id=1)
    uow.session.add_all([TicketType(name="Incident", valid_id=1), mail, gold])
    await uow.session.flush()
    uow.session.add(ServiceSla(service_id=mail.id, sla_id=gold.id))
    await _auto_reply(uow, support)
    for name, kind, of, config in (
        ("PeerText", "Text", "Ticket", {}),
        ("PeerDropdown", "Dropdown", "Ticket", {"possible_values": CHOICES}),
        ("PeerMulti", "Multiselect", "Ticket", {"possible_values": CHOICES}),
        ("PeerDate", "Date", "Ticket", {}),
        ("PeerDateTime", "DateTime", "Ticket", {}),
        ("PeerCheck", "Checkbox", "Ticket", {}),
        ("PeerArticleText", "Text", "Article", {}),
    ):
        command = {"name": name, "label": name, "type": kind, "object_type": of, "config": config}
        await dynamic_fields.create_field(uow, SYSTEM, DynamicFieldCreate.model_validate(command))
    return GiDesk(client, uow, factories, agent, outsider, customer, support, sales)


async def _auto_reply(uow: UnitOfWork, queue: Queue) -> None:
    address = SystemAddress(value0="desk@desk.example.com", value1="Desk", queue_id=queue.id, valid_id=1)
    uow.session.add(address)
    await uow.session.flush()
    response = AutoResponse(
        name="Received", text0="We have received your message.", text1="RE: <OTRS_CUSTOMER_SUBJECT[100]>",
        type_id=1, system_address_id=address.id, content_type="text/plain", valid_id=1,
    )  # fmt: skip
    uow.session.add(response)
    await uow.session.flush()
    uow.session.add(QueueAutoResponse(queue_id=queue.id, auto_response_id=response.id))
    await uow.session.flush()
