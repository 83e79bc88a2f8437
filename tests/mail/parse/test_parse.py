"""Rules of the parser that one mail alone does not show: flags, own headers, identity, bounds, robustness."""

import time
import tracemalloc
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gotrs_api.mail.inbound.parse import ParseLimits, file_piece, fingerprint, message_ids, model, parse
from gotrs_api.mail.inbound.parse.file_piece import FilePiece
from gotrs_api.mail.inbound.parse.packed_rtf import unpacked_rtf
from gotrs_api.mail.inbound.parse.rich_text import enriched_to_text, rtf_to_text
from tests.mail.corpus.cases import CASES

_SCRAPS = (
    b"\n|\r\n|\r|\n\n|--b\n|--b--\n|Content-Type: multipart/mixed; boundary=b\n|From: |To: |Subject: |=?utf-8?Q?|=?utf-7?B?"
    b'|?=|=|<|>|"|(|\\|begin 644 x\n|end\n|Content-Transfer-Encoding: base64\n|Content-Type: text/html; charset=utf-7\n'
    b"|+2AA-|\x1b$B|<a href=|Content-Type: message/rfc822\n|Content-Disposition: attachment; filename*0*=|'|%FF|\x00|\xff"
    b"| |Content-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22\x01\x00|Date: Mon, 99 Foo|Content-Type: text/plain; charset="
)
_PIECES = st.sampled_from(_SCRAPS.split(b"|"))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=2000), st.lists(_PIECES, max_size=60).map(b"".join)))
def test_any_bytes_are_read_without_an_error_and_within_bounds(raw: bytes) -> None:
    mail = parse(raw)
    texts = [mail.body, mail.subject, mail.from_, mail.to, mail.html or "", mail.message_id]
    texts += [text for item in mail.attachments for text in (item.filename, item.content_type, item.content_id)]
    for text in texts:
        text.encode("utf-8")
        assert "\0" not in text
        assert len(text) <= 20 * len(raw) + 100
    assert all("\n" not in text for text in (mail.subject, mail.from_, mail.to))
    assert sum(len(item.content) for item in mail.attachments) <= 20 * len(raw) + 100
    assert fingerprint(raw) == fingerprint(raw)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_a_damaged_mail_of_the_corpus_is_still_read(case: object, data: st.DataObject) -> None:
    raw = bytearray(case.raw[:5000])  # type: ignore[attr-defined]
    for _ in range(data.draw(st.integers(0, 8))):
        if raw:
            position = data.draw(st.integers(0, len(raw) - 1))
            raw[position : position + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=4))
    parse(bytes(raw)).body.encode("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "Precedence: bulk",
        "X-Auto-Response-Suppress: All",
        "X-Auto-Response-Suppress: DR, AutoReply",
        "X-Loop: yes",
        "Mailing-List: a",
        "X-No-Loop: 1",
        "X-OTRS-Loop: yes",
        "Auto-Submitted: auto-replied",
    ],
)
def test_mail_of_robots_carries_the_loop_flag(line: str) -> None:
    assert parse(f"From: a@b.example\n{line}\n\nx".encode()).is_loop


def test_mail_of_people_carries_no_loop_flag() -> None:
    assert not parse(b"From: a@b.example\nAuto-Submitted: no\n\nx").is_loop
    assert not parse(b"From: a@b.example\nX-Auto-Response-Suppress: DR, OOF\n\nx").is_loop


def test_own_headers_are_found_in_any_case_and_under_otobos_name() -> None:
    mail = parse(b"X-OTRS-Queue: Raw\nx-otobo-Priority: 5 very high\n\nx")
    assert mail.x_otrs["x-otrs-queue"] == "Raw"
    assert mail.x_otrs["X-OTRS-Priority"] == "5 very high"


def test_reports_are_recognised() -> None:
    mail = parse(b"Content-Type: multipart/report; report-type=Delivery-Status; boundary=b\n\n--b\n\nx\n--b--")
    assert mail.report_type == "delivery-status"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"Sat, 28 Nov 2026 10:00:00 +0100", datetime(2026, 11, 28, 9, tzinfo=UTC)),
        (b"28 Nov 26 10:00 EST (comment)", datetime(2026, 11, 28, 15, tzinfo=UTC)),
        (b"yesterday", None),
        (b"Sat, 99 Nov 2026 10:00:00 +9999", None),
    ],
)
def test_dates(line: bytes, expected: datetime | None) -> None:
    assert parse(b"Date: " + line + b"\n\nx").date == expected


def test_addresses_are_written_as_otrs_writes_them() -> None:
    mail = parse(
        b"From: =?utf-8?Q?M=C3=BCller,_A=2E?= <a@x.example>\nTo: undisclosed-recipients:;\nCc: b@x.example (B)\n\nx"
    )
    assert mail.from_ == '"Müller, A." <a@x.example>'
    assert mail.to == "undisclosed-recipients:"
    assert mail.cc == "b@x.example (B)"


def test_the_fingerprint_does_not_depend_on_the_way_in() -> None:
    raw = b"Received: from a\n by b\nSubject: s\nMessage-ID: <a@b>\n\nbody\n"
    same = b"From x Sat\r\nReturn-Path: <q@q>\r\nDelivered-To: z\r\nSubject: s\r\nMessage-ID: <a@b>\r\n\r\nbody\r\n\r\n"
    assert fingerprint(raw) == fingerprint(same)


@pytest.mark.parametrize(
    "other", [b"Subject: s\n\nbody.", b"Subject: t\n\nbody", b"Subject: s\nX-A: b\n\nbody", b"Subject: s\n\n\nbody"]
)
def test_the_fingerprint_tells_different_mails_apart(other: bytes) -> None:
    assert fingerprint(b"Subject: s\n\nbody") != fingerprint(other)


def test_message_ids_are_found_once_each_in_order() -> None:
    assert message_ids("<a@b>\t<c\n d@e> junk <a@b>") == ["<a@b>", "<cd@e>"]
    assert message_ids("") == []


def test_a_large_attachment_costs_no_memory_until_asked_for() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: application/pdf\n"
    raw += b"Content-Transfer-Encoding: base64\n\n" + b"QUJD" * 2_000_000 + b"\n--b--\n"
    tracemalloc.start()
    mail = parse(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(mail.attachments[1].content) == 6_000_000
    assert peak < len(raw) / 10


@pytest.mark.parametrize(
    "raw",
    [
        b"X: y\n" * 500_000 + b"\nbody",
        b"Subject: a\n" + b" b\n" * 1_000_000 + b"\nbody",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 200_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        b"To: " + b'"\\' * 100_000 + b"\n\nx",
        b"Subject: x\n\n" + b"begin 644 a\n" * 100_000 + b"end\n",
        b"Content-Type: text/html\n\n" + b"<blockquote>" * 100_000,
        b"Content-Transfer-Encoding: base64\n\n" + b" " * 2_000_000,
        b"Content-Transfer-Encoding: base64\n\n" + b"a " * 1_000_000,
    ],
    ids=["header lines", "folds", "parts", "depth", "quotes", "uuencode", "quotations", "blanks", "short words"],
)
def test_bombs_go_off_quietly(raw: bytes) -> None:
    started = time.process_time()
    mail = parse(raw)
    assert time.process_time() - started < 3
    assert len(mail.attachments) <= ParseLimits().max_parts


def test_text_beyond_the_limit_is_cut_and_kept_whole_as_attachment() -> None:
    mail = parse(b"Subject: s\n\n" + b"0123456789" * 100, ParseLimits(max_text_bytes=100))
    assert len(mail.body) == 100
    assert [len(item.content) for item in mail.attachments] == [1000]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("spoilt", ["", "padded", "foreign"])
def test_a_mail_that_lies_in_a_file_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, spoilt: str
) -> None:
    """Large parts are decoded out of the file, small ones kept; what comes out is the same."""
    monkeypatch.setattr(model, "ASIDE_FROM_BYTES", 1000)
    monkeypatch.setattr(file_piece, "_WINDOW_BYTES", 97)
    mail = EmailMessage()
    mail["From"] = "jane@customer.example"
    mail.set_content("See the files.", subtype="html")
    mail.add_attachment(bytes(range(1, 128)) * 61, maintype="application", subtype="pdf", cte=encoding)
    mail.add_attachment(b"small", maintype="application", subtype="pdf")
    raw = bytes(mail)
    if spoilt:
        at = raw.rindex(b"\n--", 0, len(raw) - 200) - 300
        raw = raw[:at] + {"padded": b"==\n", "foreign": b"!*\xff"}[spoilt] + raw[at:]
    path = tmp_path / "mail.eml"
    path.write_bytes(raw)
    before = parse(raw)

    after = before.aside(raw, path)

    assert [one.content for one in after.attachments] == [one.content for one in before.attachments]
    assert [isinstance(one.encoded, FilePiece) for one in after.attachments] == [False, True, False]
    assert not any(isinstance(one.encoded, memoryview) for one in after.attachments)


def test_large_headers_and_lists_are_read_whole() -> None:
    """As from lists that a server takes apart: the subject stands behind five thousand recipients."""
    to = ",\n ".join(f"Person {number} <p{number}@example.net>" for number in range(5000))
    trail = "".join(f"Received: by relay{number}.example\n" for number in range(1500))
    mail = parse(
        f"{trail}From: a@x.example\nTo: {to},\n help@desk.example\nSubject: s\nMessage-ID: <1@x>\n\nhi\n".encode()
    )

    assert (mail.subject, mail.message_id, mail.to_addresses[-1].email) == ("s", "<1@x>", "help@desk.example")
    assert len(mail.to_addresses) == 5001


def test_lists_without_end_take_no_time() -> None:
    for line in ("a:" * 60_000 + ";", "a@x:" * 40_000 + ";", "g:a@x," * 40_000 + ";"):
        parse(f"From: a@x.example\nTo: {line}\n\nhi\n".encode())


_RTF_WORDS = st.sampled_from(
    ["{", "}", "\\", "\\*", "\\'", "\\'e4", "\\u", "\\u-3913 ", "\\u55357", "\\uc9", "\\bin3 ", "\\bin-9", "\\par", "\\f1",
     "\\fcharset204", "\\fonttbl", "\\ansicpg7", "\\pict", "text", "ä"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_RTF_WORDS, max_size=60))
def test_any_rtf_gives_text_no_longer_than_itself(words: list[str]) -> None:
    source = ("{\\rtf1 " + "".join(words)).encode("cp1252")
    text = rtf_to_text(source)
    assert len(text) <= len(source)
    text.encode()


@settings(max_examples=100, deadline=None)
@given(st.text("<>/\nabparamnofillcomment", max_size=300))
def test_any_enriched_text_gives_text_no_longer_than_itself(source: str) -> None:
    assert len(enriched_to_text(source)) <= len(source)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_packed_rtf_is_unpacked_within_bounds(data: bytes) -> None:
    assert len(unpacked_rtf(b"\0\0\0\0\xff\xff\0\0LZFu\0\0\0\0" + data)) <= 18 * 8 * len(data)
