"""What leaves is what was meant: read back by our own parser and by the standard library's."""

import email
import email.policy
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gotrs_api.mail.inbound.parse import parse
from gotrs_api.mail.outbound.compose import (
    OutgoingAttachment,
    OutgoingMail,
    compose,
    needs_utf8_transport,
    new_message_id,
    resent,
    thread_references,
)

NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)
_PLAIN = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=200)


def outgoing(**changes: object) -> OutgoingMail:
    values: dict[str, object] = {"from_": "Help Desk <help@desk.example>", "to": "ann@example.org", "subject": "s"}
    values |= {"message_id": "<1.2@desk.example>", "date": NOW, "text": "hello"}
    return OutgoingMail(**(values | changes))  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(_PLAIN, _PLAIN, _PLAIN, st.binary(max_size=300), _PLAIN)
def test_what_is_composed_can_be_read_back(subject: str, text: str, html: str, data: bytes, name: str) -> None:
    file = OutgoingAttachment(f"f{name}.bin", "application/octet-stream", data)
    raw = compose(outgoing(subject=subject, text=text + ".", html=f"<p>{html}</p>", attachments=[file]))
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    mail = parse(raw)
    assert mail.defects == ()
    assert mail.subject.split() == subject.split()
    assert mail.body == text + "."
    assert mail.html == f"<p>{html}</p>"
    assert mail.attachments[2].content == data


def test_the_standard_library_agrees() -> None:
    image = OutgoingAttachment("ö.png", "image/png", b"png", content_id="i@x", inline=True)
    file = OutgoingAttachment("Ä" * 40 + ".txt", "text/plain; charset=utf-8", b"file")
    mail = outgoing(
        subject="Grüße an alle " * 10, html='<img src="cid:i@x">', attachments=[image, file], cc="Bö <b@x.example>"
    )
    message = email.message_from_bytes(compose(mail), policy=email.policy.default)
    assert message["subject"] == ("Grüße an alle " * 10).strip()
    assert message["cc"].addresses[0].display_name == "Bö"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "text/plain"
    ]  # fmt: skip
    assert [part.get_filename() for part in message.iter_attachments()] == ["Ä" * 40 + ".txt"]
    assert not message.defects


def test_plain_mail_is_a_single_part() -> None:
    assert b"multipart" not in compose(outgoing())


@pytest.mark.parametrize("html", ["<p>no image</p>", None])
def test_an_image_that_nothing_shows_is_a_file(html: str | None) -> None:
    image = OutgoingAttachment("p.png", "image/png", b"png", content_id="p1@x", inline=True)
    raw = compose(outgoing(html=html, attachments=[image]))
    message = email.message_from_bytes(raw, policy=email.policy.default)

    assert "multipart/related" not in [part.get_content_type() for part in message.walk()]
    (file,) = [part for part in message.walk() if part.get_filename()]
    assert file.get_content_disposition() == "attachment"


def test_threading_headers() -> None:
    raw = compose(outgoing(in_reply_to="<b@x>", references=["<a@x> <b@x>"]))
    mail = parse(raw)
    assert mail.in_reply_to_ids == ("<b@x>",)
    assert mail.references == ("<a@x>", "<b@x>")
    assert mail.message_id == "<1.2@desk.example>"


def test_long_threads_keep_their_first_and_newest_ids() -> None:
    ids = thread_references([f"<{number}@x>" for number in range(500)], "<last@x>")
    assert ids[0] == "<0@x>"
    assert ids[-1] == "<last@x>"
    assert len(ids) <= 40


def test_automatic_mail_says_so() -> None:
    mail = parse(compose(outgoing(automatic=True)))
    assert mail.auto_submitted == "auto-generated"
    assert mail.headers["Precedence"] == "bulk"
    assert mail.is_loop


@pytest.mark.parametrize("field", ["from_", "to", "cc", "reply_to", "subject", "message_id", "in_reply_to"])
def test_no_field_can_smuggle_a_header(field: str) -> None:
    value = "a@x.example\r\nBcc: evil@x.example\r\n\r\nbody"
    mail = parse(compose(outgoing(**{field: value})))
    assert "bcc" not in mail.headers
    assert mail.body == "hello\n"


def test_further_headers_cannot_smuggle_or_replace() -> None:
    raw = compose(outgoing(headers={"X-A": "b\nBcc: c@x.example", "Bcc": "d@x.example", "From": "e@x.example"}))
    mail = parse(raw)
    assert "bcc" not in mail.headers
    assert mail.sender == "help@desk.example"
    with pytest.raises(ValueError, match="not a header name"):
        compose(outgoing(headers={"X-A: b\r\nBcc": "c"}))


def test_international_domains_travel_as_ascii_and_local_parts_need_smtputf8() -> None:
    assert not needs_utf8_transport(outgoing(to="ann@müller.example"))
    assert b"ann@xn--mller-kva.example" in compose(outgoing(to="ann@müller.example"))
    assert needs_utf8_transport(outgoing(to="änn@müller.example"))
    assert "änn@müller.example".encode() in compose(outgoing(to="änn@müller.example"))


def test_dots_and_from_lines_survive_transport() -> None:
    raw = compose(outgoing(text="From me\n.\n.x\n"))
    assert b"\r\n.\r\n" not in raw
    assert b"\r\nFrom me" not in raw
    assert parse(raw).body.rstrip("\n") == "From me\n.\n.x"


def test_a_bounced_mail_is_sent_on_unchanged_below_its_new_headers() -> None:
    raw = b"From x\nFrom: a@b.example\nBcc: c@d.example,\n e@f.example\nSubject: s\n\nbody\n"
    sent = resent(raw, sender="help@desk.example", to="z@x.example", message_id="<1.2.0@desk.example>", date=NOW)
    assert sent.startswith(b"Resent-From: help@desk.example\r\nResent-To: z@x.example\r\nResent-Date: ")
    assert sent.endswith(b"Resent-Message-ID: <1.2.0@desk.example>\r\nFrom: a@b.example\r\nSubject: s\r\n\r\nbody\r\n")


def test_message_ids_are_new_each_time() -> None:
    ids = {new_message_id("desk.example", NOW) for _ in range(100)}
    assert len(ids) == 100
    assert all(identifier.startswith(f"<{int(NOW.timestamp())}.") for identifier in ids)
    assert new_message_id("desk.example", NOW, bounce=True).endswith(".0@desk.example>")
