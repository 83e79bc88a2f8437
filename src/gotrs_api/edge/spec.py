"""The OpenAPI 3.1 document: made from the routes, served at `/openapi.json`, kept in `openapi/gotrs-v1.yaml`."""

import asyncio
from typing import Any

import orjson
import yaml
from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi

from gotrs_api.identity import scopes
from gotrs_api.identity.routing import ApiRouter
from gotrs_api.identity.rules import public
from gotrs_api.kernel.problem import SCHEMA, TITLES, Problem, problem_responses

DESCRIPTION = """\
The API of the GOTRS service desk. Everything that the browser can do, this API can do with the same rights.

Send `Authorization: Bearer <token>`: an access token from `POST /api/v1/auth/login`, or a personal access token
(`gf_...`). Errors are problem documents (RFC 9457). Lists page by cursor; `ETag` with `If-Match` protects from lost
updates; `Idempotency-Key` makes POST and PATCH safe to repeat.
"""


def install(app: FastAPI) -> None:
    router = ApiRouter(base="")

    @router.get("/openapi.json", include_in_schema=False)
    @public
    async def openapi_document() -> Response:
        """Making it takes seconds the first time: in a thread, or nobody else would be served."""
        return Response(await asyncio.to_thread(lambda: orjson.dumps(document(app))), media_type="application/json")

    app.router.routes.extend(router.routes)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]


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
        components["responses"] = _share_problem_responses(schema)
        app.openapi_schema = schema
    return app.openapi_schema


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
