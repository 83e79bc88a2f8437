"""The committed description of the API is the one that the code makes, and it is complete enough to program against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gotrs_api.app import create_app
from gotrs_api.edge.examples import EXAMPLES
from gotrs_api.edge.spec import as_yaml, document
from gotrs_api.kernel.settings import Settings

COMMITTED = Path(__file__).parents[2] / "openapi" / "gotrs-v1.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    app = create_app(Settings(var=tmp_path_factory.mktemp("var")), run_jobs=False)
    return document(app), as_yaml(app)


def operations(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_the_committed_description_is_current(made: tuple[dict[str, Any], str]) -> None:
    assert COMMITTED.read_text(encoding="utf-8") == made[1], "run make openapi, and read its diff"


def test_operations_have_names_of_their_own_a_summary_and_a_tag(made: tuple[dict[str, Any], str]) -> None:
    named = Counter(operation["operationId"] for _, operation in operations(made[0]))
    assert [name for name, times in named.items() if times > 1 or not re.fullmatch(r"[a-z0-9_]+", name)] == []
    assert [address for address, operation in operations(made[0]) if not operation.get("tags")] == []
    assert [address for address, operation in operations(made[0]) if not operation.get("summary")] == []


def test_every_reference_leads_somewhere(made: tuple[dict[str, Any], str]) -> None:
    schemas = made[0]["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/([\w.-]+)", made[1]))
    assert named - set(schemas) == set()


def test_no_two_schemas_share_a_name(made: tuple[dict[str, Any], str]) -> None:
    """FastAPI tells them apart by their modules, and clients get classes named so."""
    assert [name for name in made[0]["components"]["schemas"] if "__" in name] == []


def test_who_needs_a_token_is_told_what_a_refusal_looks_like(made: tuple[dict[str, Any], str]) -> None:
    silent = [
        address
        for address, operation in operations(made[0])
        if operation["security"] != [] and not {"401", "403"} <= set(operation["responses"])
    ]
    assert silent == []


def test_examples_are_what_the_schemas_ask_for(made: tuple[dict[str, Any], str]) -> None:
    shown = {}
    for _, operation in operations(made[0]):
        media = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        if "example" in media and "$ref" in media["schema"]:  # MCP's messages have examples of their own
            shown[media["schema"]["$ref"].rpartition("/")[2]] = media["example"]
    assert set(shown) == set(EXAMPLES), "each example belongs to a body"
    wrong = {}
    for name, example in shown.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": made[0]["components"]}
        wrong[name] = [error.message for error in Draft202012Validator(schema).iter_errors(example)]
    assert {name: said for name, said in wrong.items() if said} == {}
