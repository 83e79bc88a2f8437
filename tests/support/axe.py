"""Accessibility by axe-core, whose file lies in `tests/vendor`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

SCRIPT = Path(__file__).parents[1] / "vendor/axe-core/axe.min.js"


async def complaints(page: Page, *, sizes: bool = False) -> list[str]:
    """What axe finds for WCAG 2.1 A and AA and by best practice, one line per rule and element.

    `sizes`: also what is too small for a finger (24 px), for windows in which no bar lies over what is measured.
    """
    await page.evaluate(_script())
    rules = "{'target-size': {enabled: true}}" if sizes else "{}"
    found = await page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],"
        f" rules: {rules}}})"
        ".then(r => r.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.failureSummary}`)))"
    )
    return list(found)


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
