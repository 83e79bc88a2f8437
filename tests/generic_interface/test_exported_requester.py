"""A web service as Znuny exports it calls here as it did there: conditions over tickets and articles, mapping, answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gotrs_api.generic_interface.schemas import WebserviceImport
from gotrs_api.generic_interface.service.administration import import_webservice
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketReply
from gotrs_api.uow import Site
from tests.generic_interface.conftest import SYSTEM, GiDesk
from tests.generic_interface.remote import Remote, running_remote
from tests.support.jobs import drain

pytestmark = pytest.mark.backends("sqlite")
EXPORT = Path(__file__).with_name("Monitoring.yml")
TEXT = "text/plain; charset=utf-8"
ALERT = {"Subject": "Alert: disk", "Body": "Full"}


@pytest.fixture
def remote() -> Iterator[Remote]:
    with running_remote() as running:
        yield running


@pytest.fixture(autouse=True)
async def imported(desk: GiDesk, remote: Remote) -> None:
    text = EXPORT.read_text().replace("http://monitor.example.com/api", remote.url)
    await import_webservice(desk.uow, SYSTEM, WebserviceImport(name="Monitoring", yaml=text))


def told(remote: Remote, path: str) -> list[Any]:
    return [got.json for got in remote.got if got.path.startswith(path)]


async def test_what_a_customer_writes_is_told_and_the_answer_is_carried_out(
    desk: GiDesk, site: Site, remote: Remote
) -> None:
    remote.will({"number": "Incident 7"})
    made = await desk.create("cust0001", Ticket={"Queue": "Raw"}, Article=ALERT)

    assert told(remote, "/alerts") == [{"ticket": made["TicketNumber"], "article": str(made["ArticleID"])}]
    await drain(site)
    assert [got.path for got in remote.got[1:]] == [f"/articles/{made['ArticleID']}"]
    assert (await desk.get(made["TicketID"], "cust0001"))["Title"] == "Incident 7"


@pytest.mark.parametrize(
    ("who", "queue", "subject"),
    [("cust0001", "Raw", "A question"), ("cust0001", "Support", "Alert"), ("agent01", "Support", "Alert")],
    ids=["another subject", "a queue that the module refuses", "by an agent"],
)
async def test_what_does_not_fit_the_conditions_is_not_told(
    desk: GiDesk, remote: Remote, who: str, queue: str, subject: str
) -> None:
    await desk.create(who, Ticket={"Queue": queue}, Article={"Subject": subject})
    assert told(remote, "/alerts") == []


async def test_conditions_know_the_fields_of_the_article(desk: GiDesk, site: Site, remote: Remote) -> None:
    made = await desk.create("cust0001", Ticket={"Queue": "Raw"}, Article={"Subject": "A question"})
    reply = {"subject": "x", "body": "y", "sender_type": "customer", "dynamic_fields": {"PeerArticleText": "ALERT-12"}}
    async with site.uow(acting_id=1) as uow:
        await tickets.add_article(uow, SYSTEM, TicketId(int(made["TicketID"])), TicketReply.model_validate(reply))
    assert len(told(remote, "/alerts")) == 1


async def test_an_answer_announces_articles_again_to_everybody_but_its_own_invoker(
    desk: GiDesk, site: Site, remote: Remote
) -> None:
    made = await desk.create("cust0001", Ticket={"Queue": "Raw"}, Article={"Subject": "A question"})
    await drain(site)
    remote.got.clear()
    remote.will({"OTRS_TicketArticleCreateEvent": f"{made['ArticleID']}"})

    second = await desk.update(made["TicketID"], "cust0001", Article={**ALERT, "ContentType": TEXT})
    await drain(site)

    assert [sent["article"] for sent in told(remote, "/alerts")] == [str(second["ArticleID"])]
    handed = [got.path for got in remote.got if got.path.startswith("/articles/")]
    assert sorted(handed) == [f"/articles/{made['ArticleID']}", f"/articles/{second['ArticleID']}"]


async def test_an_article_of_another_ticket_is_not_announced(desk: GiDesk, site: Site, remote: Remote) -> None:
    other = await desk.create()
    remote.will({"number": "Taken", "OTRS_TicketArticleCreateEvent": [other["ArticleID"]]})
    made = await desk.create("cust0001", Ticket={"Queue": "Raw"}, Article=ALERT)
    await drain(site)
    assert (await desk.get(made["TicketID"], "cust0001"))["Title"] == "A title", "half an answer was carried out"
