#!/usr/bin/env python3
"""Write the collections in docs/api/ anew, out of openapi/gotrs-v1.yaml: `.venv/bin/python scripts/api_collections.py`.

Requests to try by hand: the operations below and no others, since programs that take everything read `/openapi.json`
itself. The same requests for Bruno (a folder of text files) and for Postman (one file). Addresses, bodies and summaries are
those of the description; `tests/contracts/test_collections.py` fails where they are not.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
HERE = ROOT / "docs" / "api"
BRUNO, POSTMAN = "bruno", "gotrs.postman_collection.json"
DESK = "http://localhost:8000"
# Folder, then operations; what is asked for stands behind one. The first folder needs no token and yields one.
FOLDERS: dict[str, dict[str, str]] = {
    "Sign in": {"auth_login": "", "auth_refresh": "", "tokens_create": "", "tokens_list": "", "me_get": ""},
    "Tickets": {
        "tickets_list": "not_closed=true&sort=-changed&limit=10",
        "tickets_create": "",
        "tickets_read": "expand=articles",
        "tickets_read_by_number": "",
        "tickets_update": "",
        "tickets_assign": "",
        "tickets_priority": "",
        "tickets_queue": "",
        "tickets_pending": "",
        "tickets_close": "",
        "tickets_merge": "",
        "tickets_history": "",
        "tickets_bulk": "",
    },
    "Articles": {"articles_list": "", "articles_create": "", "articles_reply": "", "files_upload": ""},
    "Search": {"search_tickets": "q=printer", "search_suggestions": "q=pri"},
    "Customers": {"customer_users_list": "q=jane", "customer_users_create": "", "customer_companies_list": ""},
    "Events": {
        "webhooks_create": "",
        "webhooks_test": "",
        "webhooks_deliveries": "",
        "webhooks_replay": "",
        "events_stream": "type=ticket.created",
    },
    "Figures": {"dashboard_stats": "", "statistics_trends": "", "admin_reports_sla": ""},
    "Administration": {
        "queues_create": "",
        "users_list": "",
        "sysconfig_list": "q=Ticket::Hook",
        "admin_audit_list": "",
        "admin_jobs_list": "status=dead",
    },
    "MCP": {"mcp_send": "", "mcp_info": ""},
}


@dataclass(frozen=True)
class Call:
    folder: str
    seq: int
    id: str
    name: str
    method: str
    path: str  # with {{ticket_id}} for its places
    query: str
    body: Any
    is_file: bool
    is_public: bool

    @property
    def url(self) -> str:
        return f"{{{{desk}}}}{self.path}" + (f"?{self.query}" if self.query else "")


def calls(spec: dict[str, Any]) -> list[Call]:
    """Raises KeyError for an operation that is not in the description any more."""
    known = {
        operation["operationId"]: (path, method, operation)
        for path, item in spec["paths"].items()
        for method, operation in item.items()
    }
    return [
        _call(folder, seq, query, *known[name])
        for folder, names in FOLDERS.items()
        for seq, (name, query) in enumerate(names.items(), 1)
    ]


def _call(folder: str, seq: int, query: str, path: str, method: str, operation: dict[str, Any]) -> Call:
    content = operation.get("requestBody", {}).get("content", {})
    asked = {part.partition("=")[0] for part in query.split("&") if part}
    offered = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    if not asked <= offered:
        raise KeyError(f"{operation['operationId']} has no parameter {', '.join(asked - offered)}")
    return Call(
        folder=folder,
        seq=seq,
        id=operation["operationId"],
        name=operation["summary"],
        method=method.upper(),
        path=re.sub(r"\{(\w+)\}", r"{{\1}}", path),
        query=query,
        body=content.get("application/json", {}).get("example"),
        is_file="multipart/form-data" in content,
        is_public=operation.get("security") == [],
    )


def bruno(call: Call) -> str:
    kind = "multipartForm" if call.is_file else "none" if call.body is None else "json"
    auth = "none" if call.is_public else "bearer"
    blocks = [
        f"meta {{\n  name: {call.name}\n  type: http\n  seq: {call.seq}\n}}",
        f"{call.method.lower()} {{\n  url: {call.url}\n  body: {kind}\n  auth: {auth}\n}}",
    ]
    if call.query:
        pairs = "".join(f"  {part.replace('=', ': ', 1)}\n" for part in call.query.split("&"))
        blocks.append(f"params:query {{\n{pairs}}}")
    if not call.is_public:
        blocks.append("auth:bearer {\n  token: {{token}}\n}")
    if call.is_file:
        blocks.append("body:multipart-form {\n  file: @file(picture.png)\n}")
    elif call.body is not None:
        text = json.dumps(call.body, indent=2, ensure_ascii=False).replace("\n", "\n  ")
        blocks.append(f"body:json {{\n  {text}\n}}")
    if call.id == "auth_login":
        blocks.append(
            'script:post-response {\n  if (res.body.access_token) bru.setEnvVar("token", res.body.access_token);\n}'
        )
    return "\n\n".join(blocks) + "\n"


def postman(every: list[Call]) -> str:
    places = sorted({name for call in every for name in re.findall(r"\{\{(\w+)\}\}", call.path)})
    collection = {
        "info": {
            "name": "GOTRS",
            "description": "Set desk and token. Generated from openapi/gotrs-v1.yaml, which Postman imports whole, too.",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}", "type": "string"}]},
        "variable": [
            {"key": "desk", "value": DESK},
            {"key": "token", "value": ""},
            *({"key": name, "value": "1"} for name in places),
        ],
        "item": [
            {"name": folder, "item": [_postman_item(call) for call in every if call.folder == folder]}
            for folder in FOLDERS
        ],
    }
    return json.dumps(collection, indent=1, ensure_ascii=False) + "\n"


def _postman_item(call: Call) -> dict[str, Any]:
    request: dict[str, Any] = {"method": call.method, "url": call.url}
    if call.is_public:
        request["auth"] = {"type": "noauth"}
    if call.is_file:
        request["body"] = {"mode": "formdata", "formdata": [{"key": "file", "type": "file", "src": []}]}
    elif call.body is not None:
        request["header"] = [{"key": "Content-Type", "value": "application/json"}]
        request["body"] = {"mode": "raw", "raw": json.dumps(call.body, indent=1, ensure_ascii=False)}
    item: dict[str, Any] = {"name": call.name, "request": request}
    if call.id == "auth_login":
        keeps = "const said = pm.response.json();"
        sets = "if (said.access_token) pm.collectionVariables.set('token', said.access_token);"
        item["event"] = [{"listen": "test", "script": {"type": "text/javascript", "exec": [keeps, sets]}}]
    return item


def generated(spec: dict[str, Any]) -> dict[str, str]:
    """The files by their path below docs/api/."""
    every = calls(spec)
    places = sorted({name for call in every for name in re.findall(r"\{\{(\w+)\}\}", call.path)})
    variables = "".join(f"  {name}: 1\n" for name in places)
    files = {
        f"{BRUNO}/bruno.json": '{ "version": "1", "name": "GOTRS", "type": "collection" }\n',
        f"{BRUNO}/environments/local.bru": f"vars {{\n  desk: {DESK}\n{variables}}}\nvars:secret [\n  token\n]\n",
        POSTMAN: postman(every),
    }
    return files | {f"{BRUNO}/{call.folder}/{call.id}.bru": bruno(call) for call in every}


def main() -> None:
    wanted = generated(yaml.safe_load((ROOT / "openapi" / "gotrs-v1.yaml").read_text(encoding="utf-8")))
    for path in (HERE / BRUNO).rglob("*.bru"):
        if str(path.relative_to(HERE)) not in wanted:
            path.unlink()
    for name, text in wanted.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
