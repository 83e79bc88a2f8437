"""What comes out of the editor, and out of the plain field in its place."""

from __future__ import annotations

import pytest
from starlette.datastructures import FormData

from gotrs_web.rich_text import RichText


def sent(body: str, format_: str = "html") -> RichText:
    return RichText.of_form(FormData([("body", body), ("body_format", format_)]), "body")


def test_what_was_written_in_the_editor_is_html_and_text() -> None:
    written = sent("<div>Hello <b>Rosa</b></div><ul><li>one</li></ul>")
    assert written.content_type == "text/html"
    assert written.body == "<div>Hello <b>Rosa</b></div><ul><li>one</li></ul>"
    assert written.text == "Hello Rosa\n - one"


def test_without_the_editor_it_stays_plain() -> None:
    written = sent("1 < 2 & <b>so</b>", "")
    assert (written.content_type, written.body) == ("text/plain", "1 < 2 & <b>so</b>")
    assert written.start == "1 &lt; 2 &amp; &lt;b&gt;so&lt;/b&gt;"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p onclick='x()'>a</p><script>x()</script>", "<p>a</p>"),
        ("<p style='position:fixed'>a<img src='https://spy.example/1.gif'></p>", "<p>a</p>"),
        ("<a href='javascript:x()'>a</a>", "<a>a</a>"),
        ("<a href='https://desk.example'>a</a>", '<a href="https://desk.example">a</a>'),
        ('<blockquote type="cite">a</blockquote>', '<blockquote type="cite">a</blockquote>'),
    ],
)
def test_what_looks_or_loads_is_taken_out(html: str, kept: str) -> None:
    assert sent(html).body == kept
    assert sent(html).start == kept


@pytest.mark.parametrize("html", ["", "<br>", "<div>&nbsp;</div>", "<p> <br></p>"])
def test_an_empty_editor_says_nothing(html: str) -> None:
    assert sent(html).body == ""
