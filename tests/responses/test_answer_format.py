"""How salutation, template, signature and quotation become one text."""

from __future__ import annotations

from gotrs_api.responses.answer_format import converted, put_together, quoted_text
from gotrs_api.responses.tags import Format
from gotrs_api.sysconfig import settings

BLOCKS = {"Salutation": "Hello,", "StdResponse": "Restart it.", "Signature": "Bye", "Body": "> It is broken."}
NAMES = {"Created": "02/03/2026, 09:30", "OrigFromName": "Jane <3"}


def test_the_usual_layout_as_text() -> None:
    text, at = put_together(
        settings.RESPONSE_FORMAT.default, BLOCKS, NAMES, Format.TEXT, {"wrote": "schrieb"}.__getitem__
    )
    assert text == ("Hello,\nRestart it.\nBye\n\n02/03/2026, 09:30 - Jane <3 schrieb:\n> It is broken.\n")
    assert text[:at].endswith("Restart it.")


def test_an_empty_block_leaves_no_line_behind() -> None:
    text, at = put_together(settings.RESPONSE_FORMAT.default, {**BLOCKS, "StdResponse": ""}, NAMES, Format.TEXT, str)
    assert text.startswith("Hello,\nBye\n\n")
    assert text[:at] == "Hello,"


def test_the_layout_as_html_escapes_values_and_keeps_blocks() -> None:
    layout = (
        '[% Data.Salutation | html %]\n[% Data.OrigFromName | html %] [% Translate("wrote") | html %]:\n[% Data.Body %]'
    )
    blocks = {"Salutation": "<b>Hello</b>", "Body": "<blockquote>x</blockquote>"}
    assert put_together(layout, blocks, NAMES, Format.HTML, str)[0] == (
        "<b>Hello</b><br/>\nJane &lt;3 wrote:<br/>\n<blockquote>x</blockquote>"
    )


def test_places_that_nobody_understands_become_nothing() -> None:
    assert put_together("a [% PERL system(1) %] b", {}, {}, Format.TEXT, str) == ("a  b\n", 0)


def test_long_lines_are_wrapped_and_quotations_are_not() -> None:
    text = "one two three four five\n\n> a quotation that is already rather long\n\n\n"
    assert quoted_text(text, ">", 15) == (
        "> one two three\n> four five\n>\n> > a quotation that is already rather long"
    )
    assert quoted_text("as it is", "", 15) == "as it is"


def test_templates_change_their_format_with_their_tags() -> None:
    assert converted("Hello <OTRS_QUEUE>\n", False, Format.HTML) == "Hello &lt;OTRS_QUEUE&gt;"
    assert converted("<p>Hello &lt;OTRS_QUEUE&gt;</p>", True, Format.TEXT) == "Hello <OTRS_QUEUE>"
