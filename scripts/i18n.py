"""Keeps the message catalogues in step with the sources.

    .venv/bin/python scripts/i18n.py extract [--prune]   # merge all messages into each .po; unused ones stay as "#~" until pruned
    .venv/bin/python scripts/i18n.py check               # what is missing, unused, or has other placeholders; exit 1 if anything
    .venv/bin/python scripts/i18n.py missing de          # untranslated messages as JSON, to be filled in …
    .venv/bin/python scripts/i18n.py fill de < file      # … and read back: {"msgid": "translation" or ["singular", "plural"]}

Found in Python: ``_``, ``gettext``, ``ngettext`` and ``N_`` calls, the attribute ``message`` of a class (the texts of errors), the
detail of a ``FieldError`` or of an error's ``at``, and the description of a ``Setting``; in templates: ``_`` and
``ngettext``. The message is the English text.
"""

from __future__ import annotations

import ast
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from gotrs_api.i18n.placeholders import differs

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
LOCALES = SOURCES / "gotrs_api/i18n/locales"
# English is the message itself.
INCOMPLETE = ("en",)
CALLS = {"_", "gettext", "N_", "ngettext"}
_DESCRIPTION = 3  # place among the arguments of a `Setting`

MessageId: TypeAlias = str | tuple[str, str]


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract", *options]:
            for path in catalogues():
                merge(path, prune="--prune" in options)
            return 0
        case ["check"]:
            found = problems()
            print("\n".join(found) or "All catalogues are complete.")
            return 1 if found else 0
        case ["missing", language]:
            print(json.dumps(missing(language), indent=1, ensure_ascii=False))
            return 0
        case ["fill", language]:
            fill(language, json.load(sys.stdin))
            return 0
    print(__doc__)
    return 2


def catalogues() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))


def extracted() -> dict[MessageId, list[str]]:
    """Each message with the files it is in."""
    found: dict[MessageId, set[str]] = defaultdict(set)
    for path in sorted(SOURCES.rglob("*.py")):
        for message in python_messages(ast.parse(path.read_text(encoding="utf-8"))):
            found[message].add(path.relative_to(ROOT).as_posix())
    for path in sorted((SOURCES / "gotrs_web/templates").rglob("*.html")):
        with path.open("rb") as file:
            for _, _, message, _ in babel_extract(
                file, ("_", "gettext", "ngettext"), (), {"extensions": "jinja2.ext.do"}
            ):
                if message_id := _message_id(message):
                    found[message_id].add(path.relative_to(ROOT).as_posix())
    return {message: sorted(files) for message, files in found.items()}


def python_messages(tree: ast.AST) -> Iterator[MessageId]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _called(node)
        elif isinstance(node, ast.ClassDef):
            for statement in node.body:
                named = isinstance(statement, ast.Assign | ast.AnnAssign) and "message" in _targets(statement)
                if named and (text := _text(getattr(statement, "value", None))) is not None:
                    yield text


def _called(node: ast.Call) -> Iterator[MessageId]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    texts = [_text(argument) for argument in node.args]
    if name == "ngettext" and len(texts) > 1 and texts[0] is not None and texts[1] is not None:
        yield texts[0], texts[1]
    elif name in CALLS and texts and texts[0]:
        yield texts[0]
    elif name in ("FieldError", "field") and len(texts) == 3 and texts[2]:
        yield texts[2]
    elif name == "at" and len(texts) == 2 and texts[1]:
        yield texts[1]
    elif name == "Setting" and len(texts) > _DESCRIPTION and (description := texts[_DESCRIPTION]):
        yield description


def _targets(statement: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _message_id(message: object) -> MessageId | None:
    """None for a call whose message is no literal."""
    texts = [text for text in message if isinstance(text, str)] if isinstance(message, tuple | list) else [message]
    if not texts or not isinstance(texts[0], str):
        return None
    return (texts[0], str(texts[1])) if len(texts) > 1 else texts[0]


def load(path: Path) -> Catalog:
    language = path.parent.parent.name
    with path.open("rb") as file:
        return read_po(file, locale=language if language != "tlh" else None)


def merge(path: Path, *, prune: bool = False) -> None:
    catalog, template = load(path), Catalog()
    for message, files in extracted().items():
        template.add(message, locations=[(file, 0) for file in files])
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    if prune:
        catalog.obsolete.clear()
    save(path, catalog)


def save(path: Path, catalog: Catalog) -> None:
    catalog.project, catalog.version, catalog.last_translator = "gotrs", "1", "GOTRS"
    catalog.language_team, catalog.msgid_bugs_address = "GOTRS", ""
    # Nothing that changes by itself: two branches with new messages shall merge.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    with path.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, include_lineno=False, omit_header=False)


def problems() -> list[str]:
    wanted = extracted()
    found = []
    for path in catalogues():
        language, catalog = path.parent.parent.name, load(path)
        known = {message.id for message in catalog if message.id}
        found += [f"{language}: not merged (run extract): {message!r}" for message in wanted if message not in known]
        unused = [message for message in known if message not in wanted] + list(catalog.obsolete)
        found += [f"{language}: unused (run extract --prune): {message!r}" for message in unused]
        for message in catalog:
            if not message.id:
                continue
            if language not in INCOMPLETE and (message.fuzzy or not all(_translations(message))):
                found.append(f"{language}: not translated: {message.id!r}")
            found += [f"{language}: {trouble}" for trouble in _placeholder_troubles(message)]
    return found


def _translations(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def _placeholder_troubles(message: Message) -> Iterator[str]:
    ids = list(message.id) if isinstance(message.id, tuple | list) else [message.id]
    for text in filter(None, _translations(message)):
        if differs(ids, text):
            yield f"placeholders differ: {ids[0]!r} and {text!r}"


def missing(language: str) -> dict[str, str | list[str]]:
    catalog = load(LOCALES / language / "LC_MESSAGES/messages.po")
    return {
        (message.id[0] if isinstance(message.id, tuple | list) else message.id): (
            ["", message.id[1]] if isinstance(message.id, tuple | list) else ""
        )
        for message in catalog
        if message.id and not all(_translations(message))
    }


def fill(language: str, translations: dict[str, str | list[str]]) -> None:
    path = LOCALES / language / "LC_MESSAGES/messages.po"
    catalog = load(path)
    for msgid, translation in translations.items():
        message = catalog.get(msgid)
        if message is None:
            raise SystemExit(f"no such message: {msgid!r}")
        message.string = tuple(translation) if isinstance(translation, list) else translation
        message.flags.discard("fuzzy")
    save(path, catalog)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
