"""The OpenAPI 3.1 document: made from the routes, served at `/openapi.json`, kept in `openapi/gotrs-v1.yaml`."""

import asyncio
import hashlib
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
import structlog
import yaml
from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from gotrs_api.edge import examples
from gotrs_api.identity import scopes
from gotrs_api.identity.routing import ApiRouter
from gotrs_api.identity.rules import public
from gotrs_api.kernel.etags import etag, matches
from gotrs_api.kernel.problem import SCHEMA, TITLES, Problem, problem_responses
from gotrs_api.version import VERSION

log = structlog.get_logger(__name__)
PACKAGE = Path(__file__).parents[1]

DESCRIPTION = """\
The API of the GOTRS service desk. Everything that the browser can do, this API can do with the same rights.

Send `Authorization: Bearer <token>`: an access token from `POST /api/v1/auth/login`, or a personal access token
(`gf_...`). Errors are problem documents (RFC 9457). Lists page by cursor; `ETag` with `If-Match` protects from lost
updates; `Idempotency-Key` makes POST and PATCH safe to repeat. With `X-On-Behalf-Of: <agent's login>` or
`customer:<login>` an administrator's program (scope `impersonate`) acts as that person; the audit log says so.
"""


def install(app: FastAPI, *, apart: bool = False) -> None:
    """`apart`: the document is made in a process of its own, so that nobody waits but who asks for it."""
    router = ApiRouter(base="")
    kept = KeptDocument(app, apart=apart)

    @router.get("/openapi.json", include_in_schema=False)
    @public
    async def openapi_document(request: Request) -> Response:
        body, tag = await kept.get(request.state.site.settings.var / "cache")
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if matches(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/json", headers=headers)

    app.router.routes.extend(router.routes)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]


class KeptDocument:
    """The document's bytes. Making them takes seconds, so they also lie in a file, until the code is another."""

    def __init__(self, app: FastAPI, *, apart: bool = False) -> None:
        self._app = app
        self._apart = apart
        self._made: tuple[bytes, str] | None = None
        self._lock = asyncio.Lock()

    async def get(self, folder: Path) -> tuple[bytes, str]:
        async with self._lock:
            if self._made is None:
                self._made = await self._read_or_made(folder)
            return self._made

    async def _read_or_made(self, folder: Path) -> tuple[bytes, str]:
        fingerprint = await asyncio.to_thread(code_fingerprint)
        path = folder / f"openapi-{fingerprint}.json"
        body = await asyncio.to_thread(_read, path)
        if body is None:
            apart = await _made_apart() if self._apart else None
            body = await asyncio.to_thread(self._made_here) if apart is None else apart
            await asyncio.to_thread(_put, path, body)
        return body, etag(fingerprint)

    def _made_here(self) -> bytes:
        return orjson.dumps(document(self._app))


async def _made_apart() -> bytes | None:
    """By the command; a thread would stop the event loop every few milliseconds, for seconds."""
    command = [sys.executable, "-m", "gotrs_api.cli", "openapi", "export", "--json"]
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdin=nothing, stdout=pipe, stderr=nothing)
    try:
        body, _ = await process.communicate()
    except asyncio.CancelledError:  # we end, or who asked went away
        process.kill()
        raise
    if process.returncode:
        log.warning("openapi.not_made_apart", status=process.returncode)
        return None
    return body


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def code_fingerprint() -> str:
    """Another one as soon as a file of ours, or a library that makes the document, is another."""
    found = hashlib.sha256(f"{VERSION} {version('fastapi')} {version('pydantic')}".encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        about = path.stat()
        found.update(f"\n{path.relative_to(PACKAGE)} {about.st_mtime_ns} {about.st_size}".encode())
    return found.hexdigest()[:20]


def _put(path: Path, body: bytes) -> None:
    """Whole or not at all; older ones go. A folder that cannot be written to costs the seconds again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(body)
        os.replace(file.name, path)
        for other in path.parent.glob("openapi-*.json"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError as error:
        log.warning("openapi.not_kept", error=str(error))


def document(app: FastAPI) -> dict[str, Any]:
    """The document as plain values; built once for an app."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description=DESCRIPTION,
            routes=app.routes,
            servers=[{"url": "/"}],
        )
        components = schema.setdefault("components", {})
        components.setdefault("securitySchemes", {})["bearer"] = {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token or a personal access token. The scope listed at an operation is what a "
            "personal access token needs for it.\n\n" + scopes.described(),
        }
        schemas = components.setdefault("schemas", {})
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(problem.pop("$defs", {}))
        schemas[SCHEMA] = problem
        # FastAPI's own shape of validation errors is never sent.
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        _say_conditions(schema)
        components["responses"] = _share_problem_responses(schema)
        examples.add_to(schema)
        app.openapi_schema = schema
    return app.openapi_schema


def _say_conditions(schema: dict[str, Any]) -> None:
    """What can be read by itself can be changed on condition: `identity.routing` sees to it where no function does."""
    for item in schema["paths"].values():
        read = item.get("get", {}).get("responses", {}).get("200", {}).get("content", {}).get("application/json", {})
        if "schema" not in read or "ListAnswer" in read["schema"].get("$ref", ""):
            continue
        for method in ("put", "patch", "delete"):
            operation = item.get(method)
            if operation is None or any(one["name"].lower() == "if-match" for one in operation.get("parameters", ())):
                continue
            said = {"type": "string", "description": "The ETag that was read."}
            parameter = {"name": "If-Match", "in": "header", "required": False, "schema": said}
            operation["parameters"] = [*operation.get("parameters", ()), parameter]
            operation["responses"] |= {str(status): found for status, found in problem_responses(412).items()}


def _share_problem_responses(schema: dict[str, Any]) -> dict[str, Any]:
    """Let operations refer to one description of each status; half of the document would be copies of them."""
    shared = {f"Problem{status}": answer for status, answer in problem_responses(*TITLES).items()}
    for item in schema["paths"].values():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                name = f"Problem{status}"
                if shared.get(name) == answer:
                    operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    return shared


def as_yaml(app: FastAPI) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # ten times as fast, and in every wheel
    text: str = yaml.dump(document(app), Dumper=dumper, sort_keys=False, allow_unicode=True, width=120)
    return text
