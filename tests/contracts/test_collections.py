"""The collections in docs/api are those of the description, and what they send is what it asks for."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load((ROOT / "openapi" / "gotrs-v1.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506
    return found


@pytest.fixture(scope="module")
def script() -> Any:
    found = importlib.util.spec_from_file_location("api_collections", ROOT / "scripts" / "api_collections.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["api_collections"] = module
    found.loader.exec_module(module)
    return module


def test_the_committed_collections_are_those_of_the_description(spec: dict[str, Any], script: Any) -> None:
    wanted = script.generated(spec)
    there = {str(path.relative_to(ROOT / "docs/api")) for path in (ROOT / "docs/api/bruno").rglob("*.*")}
    assert there | {script.POSTMAN} == set(wanted)
    stale = [name for name, text in wanted.items() if (ROOT / "docs/api" / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run .venv/bin/python scripts/api_collections.py"


def test_every_body_is_what_its_operation_asks_for(spec: dict[str, Any], script: Any) -> None:
    bodies = {call.id: call.body for call in script.calls(spec) if call.body is not None}
    assert len(bodies) > 15
    for item in spec["paths"].values():
        for operation in item.values():
            if operation["operationId"] in bodies:
                schema = operation["requestBody"]["content"]["application/json"]["schema"]
                body = bodies[operation["operationId"]]
                Draft202012Validator({**schema, "components": spec["components"]}).validate(body)


def test_postman_s_file_names_every_place(spec: dict[str, Any], script: Any) -> None:
    collection = json.loads(script.generated(spec)[script.POSTMAN])
    known = {variable["key"] for variable in collection["variable"]}
    requests = [item["request"] for folder in collection["item"] for item in folder["item"]]
    used = {part.partition("}}")[0] for request in requests for part in request["url"].split("{{")[1:]}
    assert used <= known
