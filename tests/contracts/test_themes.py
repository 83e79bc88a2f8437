"""Rules about stylesheets: themes are complete and readable, and nothing else knows a colour."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from gotrs_api.admin.branding.contrast import DARK_GROUND, LIGHT_GROUND
from gotrs_web.appearance import themes
from gotrs_web.branding import KEEPS_ITS_COLOURS
from gotrs_web.static_files import STATIC_ROOT
from tests.support.colour import contrast, custom_properties, resolve

CSS = STATIC_ROOT / "css"
THEMES = tuple(themes())
OWN_SHEETS = sorted(CSS.rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

GROUNDS = ("base", "surface", "raised", "sunken", "control")
TEXT = (
    [("ink", ground) for ground in (*GROUNDS, "selection", "note", "customer", "reply", "accent-soft", "danger-soft")]
    + [("ink-muted", ground) for ground in ("base", "surface", "raised", "sunken", "customer", "reply")]
    + [("link", ground) for ground in ("base", "surface", "raised", "customer", "reply")]
    + [(state, ground) for state in ("danger", "warn", "ok", "info") for ground in ("surface", f"{state}-soft")]
    + [("danger", "base"), ("danger", "raised"), ("danger", "control"), ("warn", "base"), ("link", "accent-soft")]
    + [("note-ink", "note"), ("accent-ink", "accent"), ("bar-ink", "bar"), ("bar-muted", "bar"), ("bar-urgent", "bar")]
    + [("bar-ink", "bar-well"), ("bar-muted", "bar-well"), ("unread", "base"), ("unread", "surface")]
    + [("avatar-ink", f"avatar-{tone}") for tone in range(1, 6)]
    + [("surface", "ink")]
)
NON_TEXT = [
    *[("line-strong", ground) for ground in ("surface", "raised", "sunken")],
    *[("focus", ground) for ground in ("base", "surface", "raised")],
    *[("accent", ground) for ground in ("base", "surface")],
    ("note-line", "note"),
    ("chart-1", "surface"),
    ("chart-2", "surface"),
]


def bare(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def theme_sheet(theme: str) -> Path:
    return STATIC_ROOT / "themes" / theme / "theme.css"


def tokens(theme: str) -> dict[str, str]:
    shared = custom_properties((CSS / "tokens.css").read_text(encoding="utf-8"))
    return shared | custom_properties(theme_sheet(theme).read_text(encoding="utf-8"))


def semantic_tokens() -> set[str]:
    """The colours and type families that the sheets use and the tokens do not derive."""
    used = {name for sheet in OWN_SHEETS for name in re.findall(r"var\((--(?:color|font)-[\w-]+)\)", bare(sheet))}
    return used - set(custom_properties((CSS / "tokens.css").read_text(encoding="utf-8")))


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_sets_every_semantic_token(theme: str) -> None:
    own = set(custom_properties(theme_sheet(theme).read_text(encoding="utf-8")))
    assert semantic_tokens() - own == set()


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_sets_custom_properties_on_its_own_selector_and_nothing_else(theme: str) -> None:
    css = bare(theme_sheet(theme))
    selectors = [part.strip() for rule in re.findall(r"([^{}]+)\{", css) for part in rule.split(",")]
    own = re.compile(
        rf'(:root:not\(\[data-theme\]\)|\[data-theme="{theme}"\](\[data-mode="\w+"\]|:not\(\[data-mode="\w+"\]\))?)'
    )
    assert [name for name in selectors if not name.startswith("@media") and not own.fullmatch(name)] == []
    properties = re.findall(r"(?:^|[;{])\s*([\w-]+)\s*:", re.sub(r"\([^()]*\)", "", css))
    assert [name for name in properties if not name.startswith("--")] == []


@pytest.mark.parametrize(("theme", "mode"), tuple(product(THEMES, ("light", "dark"))))
def test_text_and_controls_can_be_read(theme: str, mode: str) -> None:
    properties = tokens(theme)

    def ratio(ink: str, ground: str) -> float:
        below = resolve(f"var(--color-{ground})", properties, mode)
        return contrast(resolve(f"var(--color-{ink})", properties, mode).over(below), below)

    dim = [f"{ink} on {ground}: {ratio(ink, ground):.2f}" for ink, ground in TEXT if ratio(ink, ground) < 4.5]
    faint = [f"{ink} on {ground}: {ratio(ink, ground):.2f}" for ink, ground in NON_TEXT if ratio(ink, ground) < 3]
    assert dim + faint == []


def test_branding_measures_accents_against_the_hardest_grounds() -> None:
    """Light: the darkest ground below an accent; dark: the lightest one."""
    others = [theme for theme in THEMES if theme != KEEPS_ITS_COLOURS]
    for mode, hardest, ink in (("light", LIGHT_GROUND, "#000000"), ("dark", DARK_GROUND, "#ffffff")):
        grounds = [
            resolve(f"var(--color-{ground})", tokens(theme), mode) for theme in others for ground in ("base", "surface")
        ]
        lowest = min(contrast(resolve(ink, {}, mode), ground) for ground in grounds)
        assert contrast(resolve(ink, {}, mode), resolve(hardest, {}, mode)) == pytest.approx(lowest)


def test_no_sheet_outside_the_themes_names_a_colour() -> None:
    literal = re.compile(
        r"#[0-9a-fA-F]{3,8}\b(?!\))|\b(?:rgb|hsl|oklch|lab)a?\(|:\s*(?:white|black|red|blue|grey|gray)\b"
    )
    assert [f"{sheet.name}: {match}" for sheet in OWN_SHEETS for match in literal.findall(bare(sheet))] == []


def test_every_custom_property_in_use_is_defined_or_has_a_fallback() -> None:
    defined = set().union(
        *(custom_properties(sheet.read_text(encoding="utf-8")) for sheet in OWN_SHEETS), *map(tokens, THEMES)
    )
    used = {(sheet.name, name) for sheet in OWN_SHEETS for name in re.findall(r"var\((--[\w-]+)\)", bare(sheet))}
    assert sorted(use for use in used if use[1] not in defined) == []


def test_sheets_are_free_of_important_and_of_left_and_right() -> None:
    physical = re.compile(
        r"!important|[\s;{](?:margin|padding|border)-(?:left|right)|[\s;{](?:left|right)\s*:|text-align:\s*(?:left|right)"
    )
    assert [f"{sheet.name}: {match.strip()}" for sheet in OWN_SHEETS for match in physical.findall(bare(sheet))] == []


def test_the_entry_sheet_imports_every_sheet_and_every_theme() -> None:
    entry = (CSS / "gotrs.css").read_text(encoding="utf-8")
    imported = {(CSS / name).resolve() for name in re.findall(r'url\("([^"]+)"\)', entry)}
    wanted = {sheet.resolve() for sheet in OWN_SHEETS if sheet.name != "gotrs.css"} | {
        theme_sheet(theme) for theme in THEMES
    }
    assert wanted - imported == set()
