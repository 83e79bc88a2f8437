"""Serves ``static/``: one folder version in every address, everything cacheable for ever, text compressed once.

The address of a file is ``/static/<version>/<path>``, where the version is a hash over all files. So relative imports between
ES modules and ``url()`` in stylesheets keep working, and an upgrade changes every address at once. ``css/gotrs.css`` is served
with its ``@import``s put in place, so that a page needs one request for its looks.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
import re
from email.utils import formatdate
from functools import cached_property
from pathlib import Path, PurePosixPath

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

STATIC_ROOT = Path(__file__).parent / "static"
STYLESHEET = "css/gotrs.css"
FOR_EVER = "public, max-age=31536000, immutable"
COMPRESSIBLE = {".css", ".js", ".svg", ".json", ".txt", ".map"}
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFERENCE = re.compile(r'@import url\("([^"]+)"\)(?: layer\((\w+)\))?;|url\("([^":#]+)"\)')


class StaticFiles:
    """An ASGI application over the files of one folder, read once; a file that was not there at start is not served."""

    def __init__(self, root: Path = STATIC_ROOT, mount: str = "/static") -> None:
        self.root = root
        self.mount = mount
        self._files = {
            path.relative_to(root).as_posix(): path
            for path in sorted(root.rglob("*"))
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
        }
        self._bodies: dict[tuple[str, bool], bytes] = {}

    @cached_property
    def version(self) -> str:
        digest = hashlib.blake2b(digest_size=6)
        for name, path in self._files.items():
            digest.update(name.encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._files)

    def url(self, path: str) -> str:
        """The address of a file below ``static/``. Raises ``LookupError`` for one that does not exist."""
        if path not in self._files:
            raise LookupError(f"no static file {path!r}")
        return f"{self.mount}/{self.version}/{path}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.respond(scope)(scope, receive, send)

    def respond(self, scope: Scope) -> Response:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Method not allowed", 405, {"Allow": "GET, HEAD"})
        inner = str(scope["path"]).removeprefix(str(scope.get("root_path", ""))).lstrip("/")
        version, _, name = inner.partition("/")
        if name not in self._files:
            return PlainTextResponse("Not found", 404)
        headers = Headers(scope=scope)
        suffix = PurePosixPath(name).suffix
        etag = f'"{self.version}"'
        answer = {
            # An address of another version is answered (a page of the old release may still be open), but not kept.
            "Cache-Control": FOR_EVER if version == self.version else "no-cache",
            "ETag": etag,
            "Last-Modified": formatdate(self._files[name].stat().st_mtime, usegmt=True),
            "X-Content-Type-Options": "nosniff",
            "Vary": "Accept-Encoding",
        }
        if headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=answer)
        compress = suffix in COMPRESSIBLE and "gzip" in headers.get("accept-encoding", "")
        if compress:
            answer["Content-Encoding"] = "gzip"
        media_type = MEDIA_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(self.body(name, compressed=compress), headers=answer, media_type=media_type)

    def body(self, name: str, *, compressed: bool = False) -> bytes:
        """The bytes to serve for ``name``; kept once made (the folder is small)."""
        key = (name, compressed)
        if key not in self._bodies:
            plain = self._bodies.get((name, False)) or self._read(name)
            self._bodies[key] = gzip.compress(plain, 9, mtime=0) if compressed else plain
        return self._bodies[key]

    def _read(self, name: str) -> bytes:
        if name == STYLESHEET:
            return bundle_css(self.root, STYLESHEET).encode()
        return self._files[name].read_bytes()


def bundle_css(root: Path, entry: str) -> str:
    """``entry`` with each ``@import`` replaced by the file's text, inside its ``@layer`` when the import names one.

    A file imported twice is taken once; relative ``url()``s are rewritten to be relative to ``entry``.
    """
    start = (root / entry).resolve()
    text = _with_imports(start, start.parent, set())
    return re.sub(r"\n\s*\n+", "\n", text).strip() + "\n"


def _with_imports(path: Path, base: Path, seen: set[Path]) -> str:
    seen.add(path)

    def replace(match: re.Match[str]) -> str:
        imported, layer, asset = match.groups()
        if asset is not None:
            return f'url("{os.path.relpath(path.parent / asset, base)}")'
        target = (path.parent / imported).resolve()
        if target in seen:
            return ""
        body = _with_imports(target, base, seen)
        return f"@layer {layer} {{\n{body}\n}}" if layer else body

    return _REFERENCE.sub(replace, _COMMENT.sub("", path.read_text(encoding="utf-8")))
