"""HTML as plain text in OTRS's manner, and back."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gotrs_api.kernel.html_text import html_to_text, text_to_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("nothing special", "nothing special"),
        ("<p>First</p><p>Second</p>", "\nFirst\n\nSecond\n\n"),
        ("a<br>b<BR />c", "a\nb\nc"),
        ("<ol><li>one</li><li>two</li></ol>end", "\n - one\n - two\n\nend"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "\n1 2 \n\n3 \n\n"),
        ('<a href="https://x.example/?a&amp;b">here</a> now', "[1]here now\n\n[1] https://x.example/?a&amp;b\n"),
        ("<a href='#'>x</a><a name=y>z</a>", "[1]xz\n\n[1] #\n"),
        ("<blockquote>old<br>older</blockquote>new", "> old\n> older\nnew"),
        ('<div type="cite">old</div>new', "> old\nnew"),
        ("<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n> > b\n> c\n"),
        ("<pre>  two  blanks\n kept</pre>", "\n  two  blanks\n kept\n\n"),
        ("&lt;b&gt; &amp;amp; &uuml; &#x263A;", "<b> &amp; ü ☺"),
        ("<style>b{}</style><!-- no --><title>no</title>yes", "yes"),
        ('<script type="application/ld+json">{}</script>yes', "yes"),
        ("<div>Gmail</div><div><br></div><div>next</div>", "Gmail\n\nnext\n"),
        ("<h2>Title</h2>text", "Title\n\ntext"),
        ("a <  b and <3", "a < b and <3"),
        ("one\n\n  two", "one two"),
    ],
)
def test_html_reads_as_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_lines_wrap_at_blanks() -> None:
    lines = html_to_text("longword " * 30).split("\n")
    assert len(lines) > 1
    assert all(len(line) <= 78 for line in lines)
    assert html_to_text("x" * 200) == "x" * 200
    assert "\n" not in html_to_text("longword " * 30, width=0)


@pytest.mark.parametrize(
    ("text", "html"),
    [("a\nb", "a<br/>\nb"), ('<"&>', "&lt;&quot;&amp;&gt;"), ("  it's", "  it's"), ("a\n\nb", "a<br/>\n<br/>\nb")],
)
def test_text_becomes_html(text: str, html: str) -> None:
    assert text_to_html(text) == html


@settings(max_examples=100, deadline=None)
@given(st.text("<>ab/!-'\"=& \nptdrlhi", max_size=300))
def test_any_markup_is_read(html: str) -> None:
    assert len(html_to_text(html)) <= 20 * len(html) + 10


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<style>", "<blockquote>x", "<pre>\n", "&#x41;", "<script type=x>"]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    started = time.process_time()
    html_to_text(piece * 40_000)
    assert time.process_time() - started < 2
