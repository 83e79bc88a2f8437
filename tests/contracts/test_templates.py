"""Rules about templates and scripts of the web tier."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gotrs_web.static_files import STATIC_ROOT
from gotrs_web.template_environment import TEMPLATE_ROOT, environment, script_modules

TEMPLATES = sorted(TEMPLATE_ROOT.rglob("*.html"))
SCRIPTS = sorted((STATIC_ROOT / "js").rglob("*.js"))
ICONS = set(re.findall(r'id="i-([\w-]+)"', (STATIC_ROOT / "icons.svg").read_text(encoding="utf-8")))


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATE_ROOT).as_posix()


def offences(pattern: str) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{name_of(path)}: {match[0]}"
        for path in TEMPLATES
        for match in found.finditer(path.read_text(encoding="utf-8"))
    ]


def test_each_template_says_first_what_it_needs() -> None:
    assert [name_of(path) for path in TEMPLATES if not re.match(r"\{#-? .+", path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_compiles(path: Path) -> None:
    environment().get_template(name_of(path))


def test_templates_hold_no_inline_script_or_style() -> None:
    assert offences(r"<style|\sstyle=|\son[a-z]+=\"|\shx-on|javascript:|\bjs:|<script(?![^>]*\ssrc=)") == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert offences(r"(?:src|href|action)=\"(?:https?:)?//") == []


def test_escaping_is_never_switched_off() -> None:
    assert offences(r"\|\s*safe\b|autoescape") == []


def test_visible_words_go_through_translation() -> None:
    words = re.compile(r">\s*[A-Z][a-z]+(?: [a-z]+)*[.!?]?\s*<")
    attributes = re.compile(r'(?:aria-label|title|placeholder|alt)="[A-Za-z][^"{]*"')
    found = [
        f"{name_of(path)}: {match[0]}"
        for path in TEMPLATES
        for pattern in (words, attributes)
        for match in pattern.finditer(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    ]
    assert found == []


def test_each_icon_a_template_names_is_in_the_sprite() -> None:
    literal = re.compile(r'(?:\bicon\(|\b_icon\(|icon=|"icon": |after=)"([a-z0-9-]+)"')
    used = {(name_of(path), icon) for path in TEMPLATES for icon in literal.findall(path.read_text(encoding="utf-8"))}
    assert sorted(use for use in used if use[1] not in ICONS) == []


LEADS_AWAY = "auth/onward.html"  # its form goes to a provider, whom our token is none of the business


def test_forms_that_post_carry_the_token() -> None:
    for path in TEMPLATES:
        if name_of(path) == LEADS_AWAY:
            continue
        text = path.read_text(encoding="utf-8")
        for form in re.findall(r'<form[^>]*method="post".*?</form>', text, re.DOTALL):
            assert "csrf" in form, name_of(path)


def test_scripts_evaluate_nothing_and_write_no_html() -> None:
    banned = re.compile(
        r"\beval\(|new Function|innerHTML\s*\+?=[^=]|outerHTML\s*=[^=]|insertAdjacentHTML|document\.write"
    )
    assert [
        f"{path.name}: {match}" for path in SCRIPTS for match in banned.findall(path.read_text(encoding="utf-8"))
    ] == []


def test_the_entry_script_imports_every_behaviour() -> None:
    imported = {name.partition("/")[2] for name in script_modules("js/app.js")}
    behaviours = {path.name for path in (STATIC_ROOT / "js").glob("*.js")} - {"portal.js"}
    assert behaviours == imported
    assert {name.partition("/")[2] for name in script_modules("js/portal.js")} - {"portal.js"} < imported


def test_vendored_packages_are_recorded_with_their_licence() -> None:
    vendor = STATIC_ROOT / "vendor"
    records = json.loads((vendor / "VENDORED.json").read_text(encoding="utf-8"))
    names = {record["name"] for record in records}
    folders = {path.parent.relative_to(vendor).as_posix() for path in vendor.rglob("LICENSE")}
    assert folders == names
    assert [
        record["name"] for record in records if not (record["version"] and record["license"] and record["integrity"])
    ] == []


def test_the_static_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in STATIC_ROOT.rglob("*") if path.is_file()) < 12_000_000
