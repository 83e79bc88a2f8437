"""How lists look and what is kept of them: size, columns, saved views, files, news."""

from __future__ import annotations

import pytest

from tests.support.factories import NEW, PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
async def queue_id(factories: Factories, web: WebBrowser) -> int:
    queue = await factories.queue("Network")
    await factories.agent("rosa", password=PASSWORD, rights={queue: "rw"})
    await factories.ticket("Switch is warm", queue=queue, state_id=NEW)
    await factories.ticket("=cmd", queue=queue)
    await web.sign_in("rosa")
    return queue.id


async def test_columns_and_size_are_the_agents_own(web: WebBrowser, queue_id: int) -> None:
    page = await web.get("/agent/queues")
    values = {"back": "/agent/queues", "columns_sent": "1", "column": ["title", "queue", "lock"], "rows": "50"}
    csrf = page.values("/agent/bulk")["csrf_token"]
    await web.client.post("/agent/list-looks", data={"csrf_token": csrf, **values})
    page = await web.get("/agent/queues")
    assert page.texts("thead th")[1:] == ["Title", "Queue", "Lock"]
    await web.client.post("/agent/list-looks", data={"csrf_token": csrf, "size": "l", "back": "//evil.example"})
    page = await web.get("/agent/queues")
    assert page.one("#ticket-list").get("data-size") == "l"
    assert page.texts(".row__more")[0].startswith("Network")


async def test_a_list_is_kept_under_a_name(web: WebBrowser, queue_id: int) -> None:
    await web.get(f"/agent/views/new?in=/agent/queues/{queue_id}%3Fstate%3Dnew")
    page = await web.send("/agent/views", {"name": "Fresh"})
    assert page.location.startswith("/agent/tickets?saved=")
    page = await web.follow()
    assert page.texts("h1")[0] == "Fresh"
    assert page.texts("[data-row-link]") == ["Unread: Switch is warm"]
    counted = await web.get("/agent/views/counts", htmx=True)
    assert counted.texts("#saved-views a") == ["Fresh1"]
    await web.get(f"/agent/views/new?in=/agent/queues/{queue_id}")
    assert (await web.send("/agent/views", {"name": "Fresh"})).status == 422
    page = await web.get(page.response.url.raw_path.decode())
    (removal,) = [form.action for form in page.tree.forms if (form.action or "").endswith("/removal")]
    await web.send(removal)
    assert not (await web.follow()).has("Fresh")


async def test_one_walks_through_a_saved_view(web: WebBrowser, queue_id: int) -> None:
    await web.get(f"/agent/views/new?in=/agent/queues/{queue_id}")
    await web.send("/agent/views", {"name": "All of it"})
    page = await web.follow()
    ticket = await web.get(page.all("[data-row-link]")[0].get("href"))
    assert ticket.texts(".desk__listhead a") == ["All of it"]


async def test_a_list_is_taken_along_as_a_file(web: WebBrowser, queue_id: int) -> None:
    answer = await web.client.get("/agent/tickets/export/csv", params={"in": f"/agent/queues/{queue_id}?state=new"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert "Switch is warm" in answer.text
    assert "cmd" not in answer.text
    everything = await web.client.get("/agent/tickets/export/csv", params={"in": "/agent/tickets"})
    assert "'=cmd" in everything.text
    assert (await web.client.get("/agent/tickets/export/xlsx", params={"in": "/agent/tickets"})).content[:2] == b"PK"
    assert (await web.get("/agent/tickets/export/csv?in=/admin/")).status == 404


async def test_a_queue_shows_its_numbers(web: WebBrowser, queue_id: int) -> None:
    page = await web.get(f"/agent/queues/{queue_id}")
    assert page.texts(".queue-figures li") == ["2 not closed", "1 new", "2 free to take", "0 mine", "0 late"]


async def test_news_are_told_and_not_pushed_in(web: WebBrowser, queue_id: int, factories: Factories) -> None:
    since = int(factories.uow.clock.now().timestamp())
    address = f"/agent/list-news?in=/agent/queues/{queue_id}&since="
    assert (await web.get(f"{address}{since + 60}", htmx=True)).text == ""
    assert (await web.get(f"{address}{since - 60}", htmx=True)).text == "2 new tickets: show them"


async def test_a_ticket_of_the_second_in_which_the_list_was_loaded_is_news(
    web: WebBrowser, queue_id: int, factories: Factories
) -> None:
    page = await web.get(f"/agent/queues/{queue_id}")
    news = page.one(".browse__news").get("hx-get", "")
    assert (await web.get(news, htmx=True)).text == "", "both are in the list"
    await factories.ticket("At once", queue=await factories.existing_queue("Network"))
    assert (await web.get(news, htmx=True)).text == "1 new ticket: show it"
