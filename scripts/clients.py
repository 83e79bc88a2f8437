#!/usr/bin/env python3
"""Write the clients in openapi/clients/ anew, out of openapi/gotrs-v1.yaml: `.venv/bin/python scripts/clients.py`.

Our own few lines instead of a generator of others: each operation is one method, named as its `operationId`; each schema
is one type. What does not change is in the templates at the end. `tests/contracts/test_clients.py` runs both clients
against a live server, and fails where they are not those of the description.
"""

from __future__ import annotations

import json
import keyword
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1] / "openapi"
TEMPLATES = Path(__file__).parent / "clients"
JSON, FORM = "application/json", "multipart/form-data"
Schema = dict[str, Any]


@dataclass(frozen=True)
class Parameter:
    name: str
    place: str
    required: bool
    schema: Schema
    given: str  # what callers call it: a name of the query that the path has too ends with `_query`

    @property
    def python(self) -> str:
        name = re.sub(r"\W", "_", self.given).lower() if self.place == "header" else re.sub(r"\W", "_", self.given)
        return f"{name}_" if keyword.iskeyword(name) else name


@dataclass(frozen=True)
class Operation:
    """`answer` is the schema of the JSON answer, None for one without content, and bytes where `is_file`."""

    id: str
    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    body: Schema | None
    body_kind: str
    body_required: bool
    answer: Schema | None
    is_file: bool

    def of(self, *places: str) -> list[Parameter]:
        """Without `df`, whose members are names of their own in the query."""
        return [one for one in self.parameters if one.place in places and one.name != "df"]


def operations(spec: Schema) -> Iterator[Operation]:
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            body = operation.get("requestBody", {})
            kind = next(iter(body.get("content", {})), "")
            answers = [given for status, given in operation["responses"].items() if status.startswith("2")]
            content: Schema = next((given["content"] for given in answers if given.get("content")), {})
            in_path = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
            parameters = {
                (one["name"].lower(), one["in"]): Parameter(
                    name=one["name"],
                    place=one["in"],
                    required=one.get("required", False),
                    schema=one["schema"],
                    given=f"{one['name']}_query" if one["in"] == "query" and one["name"] in in_path else one["name"],
                )
                for one in operation.get("parameters", ())
            }
            yield Operation(
                id=operation["operationId"],
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                parameters=tuple(parameters.values()),
                body=body["content"][kind].get("schema", {}) if body else None,
                body_kind=kind,
                body_required=body.get("required", False),
                answer=content[JSON].get("schema", {}) if JSON in content else None,
                is_file=bool(content) and JSON not in content,
            )


class Language:
    """How a schema is written as a type."""

    any = null = text = number = whole = yes_no = ""

    def type_of(self, schema: Schema) -> str:
        if "$ref" in schema:
            return self.named(schema["$ref"].rpartition("/")[2])
        if "const" in schema:
            return self.literal([schema["const"]])
        if "enum" in schema:
            return self.literal(schema["enum"])
        if choices := schema.get("anyOf") or schema.get("oneOf"):
            return " | ".join(dict.fromkeys(self.type_of(choice) for choice in choices))
        match schema.get("type"):
            case list() as several:
                return " | ".join(self.type_of({**schema, "type": one}) for one in several)
            case "array":
                return self.list_of(self.type_of(schema.get("items", {})))
            case "object":
                members = schema.get("additionalProperties")
                return self.map_of(self.type_of(members) if isinstance(members, dict) else self.any)
            case "string":
                return self.text
            case "integer":
                return self.whole
            case "number":
                return self.number
            case "boolean":
                return self.yes_no
            case "null":
                return self.null
        return self.any

    def named(self, name: str) -> str:
        return name

    def literal(self, values: list[Any]) -> str:
        raise NotImplementedError

    def list_of(self, item: str) -> str:
        raise NotImplementedError

    def map_of(self, member: str) -> str:
        raise NotImplementedError


class Python(Language):
    any, null, text, number, whole, yes_no = "Any", "None", "str", "float", "int", "bool"

    def literal(self, values: list[Any]) -> str:
        return f"Literal[{', '.join(repr(value) for value in values)}]"

    def list_of(self, item: str) -> str:
        return f"list[{item}]"

    def map_of(self, member: str) -> str:
        return f"dict[str, {member}]"

    def model(self, name: str, schema: Schema) -> str:
        if "properties" not in schema:
            written = self.type_of(schema)
            return f"{name} = {written if written != self.any else 'Any'}\n"
        required = set(schema.get("required", ()))
        lines = []
        for member, described in schema["properties"].items():
            written = self.type_of(described)
            lines.append(f'        "{member}": "{written if member in required else f"NotRequired[{written}]"}",\n')
        return f'{name} = TypedDict(\n    "{name}",\n    {{\n{"".join(lines)}    }},\n)\n'

    def method(self, operation: Operation) -> str:
        positional = [f"{one.python}: {self.type_of(one.schema)}" for one in operation.of("path")]
        named, passed = [], []
        if operation.body_kind == FORM:
            named.append("file: File")
            passed.append("file=file")
        elif operation.body_kind == JSON:
            written = self.type_of(operation.body or {})
            named.append(f"body: {written}" if operation.body_required else f"body: {written} | None = None")
            passed.append("body=body")
        elif operation.body_kind:
            named.append("content: bytes")
            passed.append(f'content=content, content_type="{operation.body_kind}"')
        for one in operation.of("query", "header"):
            written = self.type_of(one.schema)
            if not one.required and "None" not in written.split(" | "):
                written += " | None"
            named.append(f"{one.python}: {written}" + ("" if one.required else " = None"))
        if operation.method in ("POST", "PATCH") and operation.path.startswith("/api/v1/"):
            named.append("idempotency_key: str | None = None")
        named.append("query: Query = None")
        queried = [f'"{one.name}": {one.python}' for one in operation.of("query")]
        headers = [f'"{one.name}": {one.python}' for one in operation.of("header")]
        if "idempotency_key: str | None = None" in named:
            headers.append('"Idempotency-Key": idempotency_key')
        if queried:
            passed.append(f"parameters={{{', '.join(queried)}}}")
        if headers:
            passed.append(f"headers={{{', '.join(headers)}}}")
        passed.append("query=query")
        path = operation.path
        for one in operation.of("path"):
            path = path.replace(f"{{{one.name}}}", f"{{_part({one.python})}}")
        kind = (
            "bytes" if operation.is_file else self.type_of(operation.answer) if operation.answer is not None else "None"
        )
        call = f'self._{"file" if operation.is_file else "json"}("{operation.method}", f"{path}", {", ".join(passed)})'
        given = ", ".join(["self", *positional, "*", *_required_first(named)])
        returned = f"return cast({kind!r}, {call})" if kind not in ("None", "Any", "bytes") else f"return {call}"
        if kind == "None":
            returned = call
        return f'    def {operation.id}({given}) -> {kind}:\n        """{operation.summary}."""\n        {returned}\n'


def _required_first(named: list[str]) -> list[str]:
    return sorted(named, key=lambda one: "=" in one)


class TypeScript(Language):
    any, null, text, number, whole, yes_no = "unknown", "null", "string", "number", "number", "boolean"

    def literal(self, values: list[Any]) -> str:
        return " | ".join(as_json(value) for value in values)

    def list_of(self, item: str) -> str:
        return f"Array<{item}>"

    def map_of(self, member: str) -> str:
        return f"Record<string, {member}>"

    def model(self, name: str, schema: Schema) -> str:
        if "properties" not in schema:
            return f"export type {name} = {self.type_of(schema)};\n"
        required = set(schema.get("required", ()))
        members = "".join(
            f"  {as_json(member)}{'' if member in required else '?'}: {self.type_of(described)};\n"
            for member, described in schema["properties"].items()
        )
        return f"export interface {name} {{\n{members}}}\n"

    def declaration(self, operation: Operation) -> str:
        members = [f"{as_json(one.name)}: {self.type_of(one.schema)}" for one in operation.of("path")]
        needed = bool(members)
        if operation.body_kind:
            written = self.type_of(operation.body or {}) if operation.body_kind == JSON else "Blob"
            members.append(f"body{'' if operation.body_required else '?'}: {written}")
            needed = needed or operation.body_required
        for one in operation.of("query"):
            members.append(f"{as_json(one.given)}{'' if one.required else '?'}: {self.type_of(one.schema)}")
            needed = needed or one.required
        kind = (
            "Blob" if operation.is_file else self.type_of(operation.answer) if operation.answer is not None else "void"
        )
        given = f"given{'' if needed else '?'}: {{ {'; '.join(members)} }}, " if members else "given?: {}, "
        return f"  /** {operation.summary}. */\n  {operation.id}({given}options?: Options): Promise<{kind}>;\n"

    def definition(self, operation: Operation) -> str:
        kind = {JSON: "json", FORM: "form", "": ""}.get(operation.body_kind, operation.body_kind)
        answer = "file" if operation.is_file else "json" if operation.answer is not None else "none"
        queried = [one.name if one.name == one.given else [one.name, one.given] for one in operation.of("query")]
        facts = [operation.method, operation.path, kind, answer, queried]
        return f"  {operation.id}: {as_json(facts)},\n"


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def generated(spec: Schema) -> dict[str, str]:
    """The files by their path below openapi/clients/."""
    schemas: dict[str, Schema] = spec["components"]["schemas"]
    every = sorted(operations(spec), key=lambda one: one.id)
    python, typescript = Python(), TypeScript()
    version = spec["info"]["version"]

    def filled(template: str, **parts: str) -> str:
        text = (TEMPLATES / template).read_text(encoding="utf-8").replace("@VERSION@", version)
        for name, part in parts.items():
            text = text.replace(f"@{name.upper()}@", part)
        return text

    aliases = [name for name, schema in schemas.items() if "properties" not in schema]
    models = [*aliases, *(name for name in schemas if name not in aliases)]
    return {
        "python/gotrs_client/__init__.py": filled("init.py.txt"),
        "python/gotrs_client/models.py": filled(
            "models.py.txt", models="\n".join(python.model(name, schemas[name]) for name in models)
        ),
        "python/gotrs_client/client.py": filled(
            "client.py.txt", methods="\n".join(python.method(operation) for operation in every)
        ),
        "python/pyproject.toml": filled("pyproject.toml.txt"),
        "typescript/gotrs.js": filled(
            "gotrs.js.txt", operations="".join(typescript.definition(operation) for operation in every)
        ),
        "typescript/gotrs.d.ts": filled(
            "gotrs.d.ts.txt",
            models="\n".join(typescript.model(name, schemas[name]) for name in models),
            methods="".join(typescript.declaration(operation) for operation in every),
        ),
        "typescript/package.json": filled("package.json.txt"),
    }


def main() -> None:
    spec = yaml.safe_load((ROOT / "gotrs-v1.yaml").read_text(encoding="utf-8"))
    for name, text in generated(spec).items():
        path = ROOT / "clients" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT.parent)}\n")


if __name__ == "__main__":
    main()
