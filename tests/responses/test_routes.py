"""Templates, standard attachments and automatic replies through the API."""

from __future__ import annotations

import base64

import httpx
import pytest

FILE = base64.b64encode(b"%PDF-1.4 a file of ours").decode()


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("path", ["templates", "attachments", "auto-responses", "auto-response-types"])
async def test_nobody_reads_without_signing_in(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/api/v1/{path}")).status_code == 401


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="ro")
async def test_agents_read_and_do_not_write(client: httpx.AsyncClient) -> None:
    for path in ("templates", "attachments", "auto-responses", "auto-response-types"):
        assert (await client.get(f"/api/v1/{path}")).status_code == 200, path
    body = {"name": "Thanks", "text": "Thank you."}
    assert (await client.post("/api/v1/templates", json=body)).status_code == 403
    assert (await client.put("/api/v1/queues/2/templates", json={"template_ids": []})).status_code == 403
    assert (await client.put("/api/v1/queues/2/auto-responses", json={"responses": {}})).status_code == 403


@pytest.mark.backends("sqlite")
@pytest.mark.principal("customer")
async def test_customers_see_none_of_it(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/templates")).status_code == 403


@pytest.mark.principal("admin")
async def test_a_template_with_its_queues_and_files(client: httpx.AsyncClient) -> None:
    file = await client.post("/api/v1/attachments", json={"name": "Terms", "filename": "terms.pdf", "content": FILE})
    assert file.status_code == 201, file.text
    assert (file.json()["size"], file.json()["content_type"]) == (23, "application/pdf")
    created = await client.post(
        "/api/v1/templates",
        json={
            "name": "Thanks", "text": "<p>Thanks</p>", "content_type": "text/html", "template_type": "Answer",
            "queue_ids": [2], "attachment_ids": [file.json()["id"]],
        },
    )  # fmt: skip
    assert created.status_code == 201, created.text
    template = created.json()
    assert template["queues"] == [{"id": 2, "name": "Raw"}]
    assert template["attachments"] == [{"id": file.json()["id"], "name": "Terms"}]
    of_queue = (await client.get("/api/v1/queues/2/templates", params={"template_type": "Answer"})).json()["data"]
    assert [each["name"] for each in of_queue] == ["empty answer", "Thanks"]
    address = created.headers["location"]
    changed = await client.patch(
        address, json={"queue_ids": [], "text": "New"}, headers={"If-Match": created.headers["etag"]}
    )
    assert (changed.status_code, changed.json()["queues"], changed.json()["text"]) == (200, [], "New")
    assert changed.json()["attachments"] == template["attachments"]
    stale = await client.patch(address, json={"text": "Older"}, headers={"If-Match": created.headers["etag"]})
    assert stale.status_code == 412


@pytest.mark.principal("admin")
async def test_a_standard_attachment_comes_back_byte_for_byte(client: httpx.AsyncClient) -> None:
    created = await client.post(
        "/api/v1/attachments", json={"name": "Offer", "filename": "Angebot für Sie.pdf", "content": FILE}
    )
    response = await client.get(f"{created.headers['location']}/content")
    assert response.content == base64.b64decode(FILE)
    assert response.headers["content-disposition"] == "attachment; filename*=UTF-8''Angebot%20f%C3%BCr%20Sie.pdf"
    assert response.headers["x-content-type-options"] == "nosniff"
    other = base64.b64encode(b"other bytes").decode()
    changed = await client.patch(created.headers["location"], json={"content": other})
    assert changed.json()["size"] == 11


@pytest.mark.principal("admin")
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("templates", {"name": "empty answer"}, 409),
        ("templates", {"name": "x", "template_type": "Poem"}, 422),
        ("templates", {"name": "x", "queue_ids": [99999]}, 422),
        ("templates", {"name": "x", "text": "y" * 10_001}, 422),
        ("attachments", {"name": "x", "filename": "a/b", "content": FILE}, 422),
        ("attachments", {"name": "x", "filename": "a", "content": "abcde"}, 422),
        ("auto-responses", {"name": "x", "subject": "s", "text": "t"}, 422),
        (
            "auto-responses",
            {"name": "x", "subject": "s", "text": "t", "type": "auto poem", "system_address_id": 1},
            422,
        ),
    ],
)
async def test_what_makes_no_sense_is_refused(
    client: httpx.AsyncClient, path: str, body: dict[str, object], status: int
) -> None:
    response = await client.post(f"/api/v1/{path}", json=body)
    assert response.status_code == status, response.text


@pytest.mark.principal("admin")
async def test_a_queue_answers_by_itself_on_chosen_occasions(client: httpx.AsyncClient) -> None:
    created = await client.post(
        "/api/v1/auto-responses",
        json={
            "name": "We got it", "subject": "RE: <OTRS_CUSTOMER_SUBJECT[24]>", "text": "Thanks.",
            "type": "auto reply", "system_address_id": 1,
        },
    )  # fmt: skip
    assert created.status_code == 201, created.text
    response_id = created.json()["id"]
    chosen = await client.put("/api/v1/queues/2/auto-responses", json={"responses": {"auto reply": response_id}})
    assert chosen.json()["responses"]["auto reply"] == {"id": response_id, "name": "We got it"}
    assert (await client.get(created.headers["location"])).json()["queues"] == [{"id": 2, "name": "Raw"}]
    wrong = await client.put("/api/v1/queues/2/auto-responses", json={"responses": {"auto reject": response_id}})
    assert wrong.status_code == 422
    none = await client.put("/api/v1/queues/2/auto-responses", json={"responses": {"auto reply": None}})
    assert none.json()["responses"]["auto reply"] is None
    assert (await client.get("/api/v1/queues/99999/auto-responses")).status_code == 404


@pytest.mark.principal("admin")
async def test_canned_responses_are_snippets_by_category(client: httpx.AsyncClient) -> None:
    for name, text in (("Printer::Paper", "Put in paper."), ("Printer::Ink", "Fill up."), ("Thanks", "Thank you.")):
        made = await client.post("/api/v1/templates", json={"name": name, "text": text, "template_type": "Snippet"})
        assert made.status_code == 201, made.text
    found = (await client.get("/api/v1/agent/canned-responses", params={"category": "Printer", "q": "fill"})).json()
    assert [(each["category"], each["name"]) for each in found["data"]] == [("Printer", "Ink")]
    categories = (await client.get("/api/v1/agent/canned-responses/categories")).json()["data"]
    assert categories == [{"name": "", "count": 1}, {"name": "Printer", "count": 2}]
    answers = (await client.get("/api/v1/agent/templates", params={"template_type": "Answer"})).json()["data"]
    assert [each["name"] for each in answers] == ["empty answer"]


@pytest.mark.principal("agent", rights="")
async def test_templates_of_queues_that_one_does_not_read_are_not_offered(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/agent/templates")).json()["data"] == []
