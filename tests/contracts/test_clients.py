"""The clients in openapi/clients are those of the description, and both do a day's work against a live server."""

from __future__ import annotations

import importlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import yaml

from tests.support.server import ADMIN_PASSWORD, GotrsServer

ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / "openapi" / "clients"

pytestmark = pytest.mark.backends("sqlite")


def _load(name: str, path: Path, **more: Any) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path, **more)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GotrsServer]:
    with GotrsServer(tmp_path_factory.mktemp("clients") / "var") as running:
        yield running


@pytest.fixture(scope="module")
def token(server: GotrsServer) -> str:
    body = {"login": "root@localhost", "password": ADMIN_PASSWORD}
    return str(httpx.post(f"{server.url}/api/v1/auth/login", json=body).json()["access_token"])


def test_the_committed_clients_are_those_of_the_description() -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    spec = yaml.load((ROOT / "openapi" / "gotrs-v1.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506
    wanted = _load("clients_script", ROOT / "scripts" / "clients.py").generated(spec)
    stale = [name for name, text in wanted.items() if (CLIENTS / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run .venv/bin/python scripts/clients.py"


@pytest.mark.process
def test_a_days_work_in_python(server: GotrsServer, token: str) -> None:
    folder = CLIENTS / "python" / "gotrs_client"
    module = _load("gotrs_client", folder / "__init__.py", submodule_search_locations=[str(folder)])
    with module.Gotrs(server.url, token=token) as desk:
        article = {"subject": "Printer", "body": "It burns."}
        made = desk.tickets_create(
            body={"title": "Printer", "queue": "Raw", "article": article}, idempotency_key="python-1"
        )
        again = desk.tickets_create(
            body={"title": "Printer", "queue": "Raw", "article": article}, idempotency_key="python-1"
        )
        assert made["id"] == again["id"]
        changed = desk.tickets_priority(made["id"], body={"priority": "5 very high"})
        assert changed["priority"]["name"] == "5 very high"
        desk.articles_create(made["id"], body={"subject": "Note", "body": "Extinguished."})
        assert len(desk.articles_list(made["id"], limit=1)["data"]) == 1
        assert [one["body"] for one in desk.each(desk.articles_list, ticket_id=made["id"], limit=1)] == [
            "It burns.",
            "Extinguished.",
        ]
        file = desk.files_upload(file=("plan.txt", b"the plan", "text/plain"))
        assert file["filename"] == "plan.txt"
        found = desk.tickets_list(queue=["Raw"], priority=["5 very high"], fields="number")
        assert {"number": made["number"]} in found["data"]
        with pytest.raises(module.GotrsProblem) as refused:
            desk.tickets_read(4711)
        assert (refused.value.status, refused.value.code) == (404, "ticket.not_found")
        with pytest.raises(module.GotrsProblem) as stale:
            desk.tickets_update(made["id"], body={"title": "x"}, if_match='"old"')
        assert stale.value.status == 412


@pytest.mark.process
def test_a_days_work_in_javascript(server: GotrsServer, token: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node here")
    script = tmp_path / "day.mjs"
    script.write_text(
        f"""
        import {{ Gotrs, GotrsProblem }} from {json.dumps((CLIENTS / "typescript" / "gotrs.js").as_uri())};
        const desk = new Gotrs({json.dumps(server.url)}, {{ token: {json.dumps(token)} }});
        const article = {{ subject: "Mouse", body: "It runs." }};
        const made = await desk.tickets_create({{ body: {{ title: "Mouse", queue: "Raw", article }} }});
        await desk.articles_create({{ ticket_id: made.id, body: {{ subject: "Note", body: "Caught." }} }});
        const bodies = [];
        for await (const one of desk.each("articles_list", {{ ticket_id: made.id, limit: 1 }})) bodies.push(one.body);
        const file = await desk.files_upload({{ body: new Blob(["the plan"]) }}, {{ filename: "plan.txt" }});
        let refused;
        try {{ await desk.tickets_read({{ ticket_id: 4711 }}); }} catch (error) {{ refused = error; }}
        console.log(JSON.stringify({{
          bodies, file: file.filename, code: refused instanceof GotrsProblem && refused.code,
        }}));
        """
    )
    ran = subprocess.run([node, str(script)], capture_output=True, text=True, timeout=50, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {
        "bodies": ["It runs.", "Caught."],
        "file": "plan.txt",
        "code": "ticket.not_found",
    }
