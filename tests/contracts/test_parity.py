"""What a person can do, a program can do: every use case that changes something has an operation of the API."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from gotrs_api.app import create_app
from gotrs_api.edge.spec import document
from gotrs_api.kernel.settings import Settings
from tests.contracts.route_rules import api_routes
from tests.contracts.source import CORE, modules, parsed

# Parts of use cases, which check rights for those, and what the API has in another form.
WITHOUT_OPERATION = {
    "add_attachment": "part of creating articles",
    "add_note_of": "part of actions",
    "add_note_with_right": "part of actions",
    "add_possible_values": "part of importing attribute relations",
    "announce_again": "part of the requester: what the answer to an invoker asks for",
    "attach_inline_images": "a form of the browser; files of an article are read and uploaded through the API",
    "copy_attachments": "part of splitting and forwarding",
    "create_with_article": "part of creating tickets",
    "delete_article": "part of delete_note",
    "delete_attachment": "part of delete_note",
    "end_by_token": "sessions of the generic interface",
    "enter_screen": "a screen of the browser takes the lock; POST …/lock does",
    "import_row": "part of the job that POST /customer-imports starts",
    "leave_screen": "a screen of the browser gives the lock back; POST …/unlock does",
    "let_own_passwords_in": "the way back of `gotrs config own-passwords`, for when nobody gets in to call an operation",
    "link_own": "needs a browser at the provider; DELETE /users/me/identities/{id} undoes it",
    "open_ticket": "the frame around actions",
    "order_fields": "PATCH /dynamic-fields/{id} places each",
    "renew": "sessions of the browser; POST /auth/refresh does",
    "require_related": "part of actions",
    "require_right": "part of actions",
    "resolve_attachments": "part of creating articles",
    "save": "part of changing master data; of web services PATCH /web-services/{id} with their configuration does",
    "send_reset_for": "part of POST /admin/users/{id}/reset-password and of the customers' one",
    "sign_in_as": "a session of the browser; programs have tokens of their own",
    "set_absence": "OTRS's operation of the generic interface; PATCH /users/me/preferences does",
    "set_fields": "part of changing tickets",
    "switch": "the performance log's; PUT /sysconfig/{name} does",
    "update_article": "part of update_note",
}


def _is_service(path: Path) -> bool:
    return path.stem == "service" or "service" in path.relative_to(CORE).parts[:-1]


def use_cases() -> Iterator[str]:
    """Public functions of services that take a writing unit of work and a principal."""
    for path in modules(CORE):
        if not _is_service(path):
            continue
        for node in parsed(path).body:
            if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_"):
                kinds = [ast.unparse(one.annotation) for one in node.args.args[:2] if one.annotation is not None]
                if kinds == ["UnitOfWork", "Principal"]:
                    yield node.name


def test_every_change_has_an_operation() -> None:
    routes = "\n".join(
        path.read_text(encoding="utf-8") for path in modules(CORE) if path.stem == "routes" or "routes" in path.parts
    )
    missing = {name for name in use_cases() if not re.search(rf"\b{name}\b", routes)}
    assert missing - set(WITHOUT_OPERATION) == set()


def test_every_route_is_described(tmp_path: Path) -> None:
    spec = document(create_app(Settings(var=tmp_path), run_jobs=False))["paths"]
    hidden = {
        f"{method} {route.path}"
        for route in api_routes()
        for method in (route.methods or set()) - {"HEAD"}
        if method.lower() not in spec.get(route.path.replace(":path}", "}"), {})
    }
    # The explanations of problems are for people, OTRS's own addresses are described by OTRS.
    assert {
        address for address in hidden if "/problems/" not in address and "nph-genericinterface.pl" not in address
    } == set()
