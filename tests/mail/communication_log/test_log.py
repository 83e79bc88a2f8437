"""What was received and sent can be looked up, step by step, and is forgotten in time."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.communication_log.jobs import prune_communication_log
from gotrs_api.uow import Site
from tests.mail.inbound.letters import Postmaster, letter

LOG = "/api/v1/admin/mail/communication-log"


@pytest.mark.principal("admin")
async def test_each_mail_has_its_steps_and_its_article(client: httpx.AsyncClient, site: Site) -> None:
    post = Postmaster(site)
    good, bad = await post.deliver(letter()), await post.deliver(b"no header")
    assert bad.status == "quarantined"
    rows = (await client.get(LOG, params={"direction": "Incoming"})).json()["data"]
    assert [row["status"] for row in rows] == ["Failed", "Successful"]
    entry = (await client.get(f"{LOG}/{rows[1]['id']}")).json()
    part = entry["objects"][0]
    assert (part["type"], part["ticket_id"], part["article_id"]) == ("Message", good.ticket_id, good.article_id)
    assert part["entries"][-1]["value"] == "new_ticket"
    found = (await client.get(LOG, params={"q": "NO HEADER"})).json()["data"]
    assert [row["id"] for row in found] == [rows[0]["id"]]
    assert (await client.get(f"{LOG}/999999999")).status_code == 404


@pytest.mark.principal("agent")
async def test_it_is_for_administrators(client: httpx.AsyncClient) -> None:
    assert (await client.get(LOG)).status_code == 403


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_what_went_well_is_forgotten_first(client: httpx.AsyncClient, site: Site, clock: FakeClock) -> None:
    post = Postmaster(site)
    await post.deliver(letter())
    await post.deliver(b"no header")
    for days, left in ((8, ["Failed"]), (32, [])):
        clock.advance(days=days)
        await prune_communication_log(site.job_context(job_id=0, attempt=1, acting_id=1))
        assert [row["status"] for row in (await client.get(LOG)).json()["data"]] == left
