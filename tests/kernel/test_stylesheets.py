"""Stylesheets of administrators: whatever they may say about looks, they load nothing from elsewhere."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.stylesheets import (
    StylesheetLoads,
    StylesheetNotClosed,
    StylesheetTooLong,
    checked_stylesheet,
)


@pytest.mark.parametrize(
    "css",
    [
        ":root { --color-accent: #b00020; }",
        "@media (min-width: 40rem) { .bar { background: url(/branding/a.png) } }",
        ".a { background: url( 'data:image/png;base64,AAAA' ) }\r\n.b::before { content: '\\201C {' }",
        ".source { mask: url(#shape); behavior-x: none }",
        "/* as the house has it: { */ .a { color: red }",
    ],
)
def test_looks_are_free(css: str) -> None:
    assert checked_stylesheet(css) == css.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "css",
    [
        "@import 'x.css';",
        "@IMPORT url(/x.css);",
        "@\\69mport '//evil.example';",
        ".a { background: url(https://evil.example/?a) }",
        ".a { background: url(//evil.example) }",
        '.a { background: url( "/\\5c evil.example" ) }',
        ".a { background: u\\72l(https://evil.example) }",
        ".a { background: URL('http://evil.example') }",
        ".a { background: image-set('https://evil.example/a.png' 1x) }",
        ".a { background: -webkit-image-set('https://evil.example/a.png' 1x) }",
        ".a { background: url(data:text/html,x) }",
        ".a { background: url(javascript:alert(1)) }",
        '.a { background: url("/\\\n/evil.example") }',
        ".a { background: url('/\\9 /evil.example') }",
        ".a { background: url(/*) } .b { background: url(//evil.example) } /**/",
        '"/*\n.b { background: url(//evil.example) } /* */',
        ".a { width: expression(alert(1)) }",
        "/* a */@import/* b */'//evil.example';",
        '.a[x="/*"] { background: url(//evil.example) } .b[x="*/"] {}',
    ],
)
def test_nothing_is_loaded_from_elsewhere(css: str) -> None:
    with pytest.raises(StylesheetLoads):
        checked_stylesheet(css)


def test_what_would_swallow_the_rest_or_fill_the_table_is_refused() -> None:
    for css in (".a { color: red", "} .a {}", "/* "):
        with pytest.raises(StylesheetNotClosed):
            checked_stylesheet(css)
    with pytest.raises(StylesheetTooLong):
        checked_stylesheet(" " * 100_001)
