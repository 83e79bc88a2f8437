"""Agents for select boxes: those of a small desk, and of a large one those that words find."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.errors import Forbidden
from gotrs_api.tickets.service.candidates import offered_agents
from gotrs_api.uow import UnitOfWork
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser


async def test_a_large_desk_offers_the_first_and_finds_the_others(uow: UnitOfWork, factories: Factories) -> None:
    rosa, gone = await factories.agent("rosa"), await factories.agent("gone", valid=False)
    rosa.first_name, rosa.last_name = "Rosa", "Zander"
    await uow.session.flush()
    principal = await factories.principal(rosa)
    everybody = await offered_agents(uow, principal)
    assert not everybody.more
    assert rosa.id in [one.id for one in everybody.agents]

    few = await offered_agents(uow, principal, most=1, chosen=[rosa.id, gone.id])
    assert few.more
    assert {rosa.id, gone.id} <= {one.id for one in few.agents}
    assert len(few.agents) == 3
    found = await offered_agents(uow, principal, words="zand ROS", most=1)
    assert ([one.id for one in found.agents], found.more) == ([rosa.id], False)
    assert (await offered_agents(uow, principal, words="100%")).agents == []
    with pytest.raises(Forbidden):
        await offered_agents(uow, await factories.principal(await factories.customer_user("paul")))


@pytest.mark.backends("sqlite")
async def test_further_choices_come_by_words_and_what_is_chosen_stays(
    web: WebBrowser, factories: Factories, uow: UnitOfWork
) -> None:
    rosa = await factories.agent("rosa")
    rosa.first_name, rosa.last_name = "Rosa", "Zander"
    for number in range(101):
        (await factories.agent(f"agent{number}")).last_name = f"Colleague {number:03}"
    await factories.agent("mira", admin=True, password=PASSWORD, rights={await factories.queue(): "rw"})
    await uow.session.flush()
    ticket = await factories.ticket()
    await web.sign_in("mira")
    for page in ("/agent/search", f"/agent/bulk?ids={ticket.id}", "/admin/notification-events/new"):
        shown = await web.get(page)
        assert shown.all("[name=words]"), page
        assert not shown.has("Rosa Zander"), page
    assert (await web.get(f"/agent/search?owner_id={rosa.id}")).has("Rosa Zander")

    options = await web.get(f"/agent/agents?field=owner_id&words=colleague+099&owner_id={rosa.id}", htmx=True)
    assert options.texts("option[selected]") == ["Rosa Zander"]
    assert len(options.all("option")) == 2
    boxes = await web.get("/agent/agents?field=recipient_agent_ids&boxes=1&words=zander", htmx=True)
    assert [box.get("value") for box in boxes.all("input[name=recipient_agent_ids]")] == [str(rosa.id)]
