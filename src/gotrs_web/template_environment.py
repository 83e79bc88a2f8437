"""The Jinja environment: strict about missing values, escaping everything, with the globals every template may use."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping, MutableMapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup, escape

from gotrs_api.i18n import LANGUAGES, available_languages
from gotrs_web import csrf
from gotrs_web.appearance import MODES, form_action, themes
from gotrs_web.formatting import TimeStyle, avatar_tone, initials
from gotrs_web.static_files import StaticFiles
from gotrs_web.user_agents import program_of
from gotrs_web.view import current_view

HTMX_CONFIG = json.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
        # Not "style", as by default: the content policy lets no attribute of that name be set.
        "attributesToSettle": ["class", "width", "height"],
        # No copies of pages in the browser's storage: "back" asks the server.
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "422", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
)
TEMPLATE_ROOT = Path(__file__).parent / "templates"
_IMPORT = re.compile(r'^import "\./([^"]+)"', re.MULTILINE)
_NOT_ID = re.compile(r"[^A-Za-z0-9_-]+")

Message: TypeAlias = str | Markup
_PATHS: WeakKeyDictionary[Any, dict[tuple[str, ...], str]] = WeakKeyDictionary()  # by application


@lru_cache(maxsize=1)
def static_files() -> StaticFiles:
    """The files the templates link to; the application mounts the same object at ``/static``."""
    return StaticFiles()


class _Context(Context):
    """Calls what a template calls and nothing else. Jinja looks each time whether it wants the context handed in, which none
    of ours does; on a list's page that was a sixth of the rendering."""

    def call(self, called: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class _Environment(Environment):
    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """No template has globals of its own. Jinja's chain of both was walked whole for each import and include."""
        assert not d
        return self.globals


@lru_cache(maxsize=1)
def environment() -> Environment:
    env = _Environment(
        loader=FileSystemLoader(TEMPLATE_ROOT),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_bytecode_cache(),
        extensions=["jinja2.ext.do"],
    )
    env.globals |= {
        "_": translate,
        "gettext": translate,
        "ngettext": translate_plural,
        "avatar_tone": avatar_tone,
        "csrf_field_name": csrf.FIELD,
        "csrf_header_name": csrf.HEADER,
        "csrf_token": lambda: current_view().csrf_token,
        "current_url": current_url,
        "dom_id": dom_id,
        "htmx_config": HTMX_CONFIG,
        "initials": initials,
        "languages": lambda: [LANGUAGES[code] for code in available_languages()],
        "modes": MODES,
        "now": lambda: current_view().now,
        "appearance_url": lambda: _root_path() + form_action(current_view().request.url.path),
        "query_url": query_url,
        "script_modules": script_modules,
        "static_url": lambda path: _root_path() + static_files().url(path),
        "themes": themes,
        "url_for": url_for,
        "view": current_view,
    }
    env.filters |= {
        "age": lambda seconds: current_view().format.age(seconds),
        "day": lambda value: current_view().format.day(value),
        "duration": lambda seconds: current_view().format.duration(seconds),
        "filesize": lambda size: current_view().format.size(size),
        "moment": moment,
        "number": lambda value: current_view().format.number(value),
        "program": program_of,
    }
    return env


def translate(message: str, **params: object) -> Message:
    """``_("Sent to {name}", name=…)``. A parameter that is markup stays markup; everything else is escaped."""
    return _fill(current_view().catalogue.template(message), params)


def translate_plural(singular: str, plural: str, n: int, **params: object) -> Message:
    """``ngettext("{n} ticket", "{n} tickets", count)``; ``{n}`` is written in the reader's numerals and grouping."""
    view = current_view()
    template = view.catalogue.plural_template(singular, plural, n)
    return _fill(template, {"n": view.format.number(n), **params})


def moment(value: datetime, style: TimeStyle = "smart") -> str:
    view = current_view()
    return view.format.moment(value, style, view.now)


def url_for(name: str, /, **params: object) -> str:
    """The path of a named route; ``query`` may be a mapping of query parameters."""
    query = params.pop("query", None)
    path = _path_of(name, params)
    return f"{path}?{urlencode(query)}" if isinstance(query, Mapping) and query else path


def _path_of(name: str, params: Mapping[str, object]) -> str:
    """Routing looks through all its routes for each address, which took most of a page's time. What it found is kept, with
    places for the values."""
    request = current_view().request
    known = _PATHS.setdefault(request.app, {})
    key = (_root_path(), name, *sorted(params))
    path = known.get(key)
    if path is None:
        try:
            path = known[key] = request.url_for(name, **{one: f"~{one}~" for one in params}).path
        except ValueError:  # a place for numbers only
            return request.url_for(name, **params).path
    for one, value in params.items():
        path = path.replace(f"~{one}~", str(value))
    return path


def query_url(**changes: object) -> str:
    """The address of this page with some query parameters changed; None takes one out, a list gives it several times."""
    request = current_view().request
    kept = [
        (name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=True) if name not in changes
    ]
    for name, value in changes.items():
        values = value if isinstance(value, list | tuple) else [value]
        kept += [(name, str(one)) for one in values if one is not None]
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def current_url() -> str:
    url = current_view().request.url
    return f"{url.path}?{url.query}" if url.query else url.path


def dom_id(*parts: object) -> str:
    """An element id from a kind, a number and a part: ``dom_id("ticket", 42, "header")`` is ``ticket-42-header``."""
    return "-".join(_NOT_ID.sub("-", str(part)) for part in parts)


@lru_cache(maxsize=8)
def script_modules(entry: str) -> list[str]:
    """The ES modules a page with this one preloads: itself and what it imports, which imports nothing else at once."""
    text = static_files().body(entry).decode()
    folder = entry.rpartition("/")[0]
    return [entry, *(f"{folder}/{name}" for name in _IMPORT.findall(text))]


def _fill(template: str, params: Mapping[str, object]) -> Message:
    if not params:
        return template
    if any(hasattr(value, "__html__") for value in params.values()):
        return Markup(escape(template)).format(**params)
    return template.format(**params)


def _root_path() -> str:
    return str(current_view().request.scope.get("root_path", ""))


def _bytecode_cache() -> BytecodeCache | None:
    """Compiled templates survive a restart in a folder only this user can write to; without one they are compiled again."""
    folder = Path(tempfile.gettempdir()) / f"gotrs-templates-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        mine = folder.stat()
    except OSError:
        return None
    if folder.is_symlink() or (hasattr(os, "getuid") and mine.st_uid != os.getuid()) or mine.st_mode & 0o022:
        return None
    return FileSystemBytecodeCache(str(folder))
