"""The description of the API as it is served: made once for a state of the code, then read."""

from __future__ import annotations

from pathlib import Path

import httpx
import orjson
import pytest
from fastapi import FastAPI

from gotrs_api.app import create_app
from gotrs_api.edge.spec import KeptDocument, code_fingerprint, document
from gotrs_api.kernel.settings import Settings


@pytest.fixture
def app() -> FastAPI:
    return FastAPI(title="Small", version="1")


async def test_the_document_is_made_once_and_kept(app: FastAPI, tmp_path: Path) -> None:
    body, tag = await KeptDocument(app).get(tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    assert kept.read_bytes() == body
    assert orjson.loads(body)["info"]["title"] == "Small"
    app.openapi_schema = {"made": "again"}
    assert await KeptDocument(app).get(tmp_path / "cache") == (body, tag)


async def test_another_state_of_the_code_has_another_document(app: FastAPI, tmp_path: Path) -> None:
    (tmp_path / "openapi-of-yesterday.json").write_bytes(b"{}")
    await KeptDocument(app).get(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"openapi-{code_fingerprint()}.json"]


async def test_a_folder_that_cannot_be_written_to_costs_time_only(app: FastAPI, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    body, _ = await KeptDocument(app).get(tmp_path / "file")
    assert orjson.loads(body)["openapi"] == "3.1.0"


@pytest.mark.process
async def test_made_apart_it_is_the_same(tmp_path: Path) -> None:
    app = create_app(Settings(var=tmp_path), run_jobs=False)
    body, _ = await KeptDocument(app, apart=True).get(tmp_path / "cache")
    assert app.openapi_schema is None, "this process did not make it"
    assert orjson.loads(body) == orjson.loads(orjson.dumps(document(app)))


@pytest.mark.backends("sqlite")
async def test_who_has_it_is_not_sent_it_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/openapi.json")
    again = await client.get("/openapi.json", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
