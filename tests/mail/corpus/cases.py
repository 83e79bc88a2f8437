"""Nasty mails of our own making, each with what must come out. Built here so that a reader sees the trick at once."""

import base64
from dataclasses import dataclass, field

HEAD = "From: Ann Example <ann@example.org>\nTo: help@desk.example\nSubject: {subject}\nMessage-ID: <m1@example.org>\n"
NO_TEXT = "- no text message => see attachment -"


@dataclass(frozen=True)
class Case:
    name: str
    raw: bytes
    subject: str = "s"
    body: str | None = None
    sender: str = "ann@example.org"
    attachments: list[tuple[str, int]] = field(default_factory=list)
    message_id: str = "<m1@example.org>"
    references: list[str] = field(default_factory=list)
    in_reply_to: list[str] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


def text(name: str, charset: str, content: bytes, expected: str, *, encoding: str = "8bit", **more: object) -> Case:
    head = (
        HEAD.format(subject="s")
        + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    )
    return Case(name, head.encode() + content, body=expected, **more)  # type: ignore[arg-type]


def header(name: str, lines: bytes, **expected: object) -> Case:
    return Case(name, lines + b"\n\nhello\n", body="hello\n", **expected)  # type: ignore[arg-type]


def multi(name: str, kind: str, *parts: bytes, **expected: object) -> Case:
    head = HEAD.format(subject="s") + f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b1"\n\npreamble\n'
    body = b"".join(b"--b1\n" + part + b"\n" for part in parts) + b"--b1--\nepilogue\n"
    return Case(name, head.encode() + body, **expected)  # type: ignore[arg-type]


def nested(kind: str, boundary: str, *parts: bytes) -> bytes:
    mark = b"--" + boundary.encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
    return head + b"".join(mark + b"\n" + part + b"\n" for part in parts) + mark + b"--\n"


def b64(data: bytes) -> bytes:
    return base64.encodebytes(data)


PLAIN = b"Content-Type: text/plain\n\nhello"
HTML = b"Content-Type: text/html; charset=utf-8\n\n<p>hello</p>"
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\*\generator Word;}"
    b"\r\n"
    rb"\f0 Gr\'fc\'dfe, \b fett\b0 : \u8364? 5\par {\f1 \'cf\'f0\'e8} \u55357?\u56832?\line \{ende\}{\pict ffd8}}"
)
RTF_TEXT = "Grüße, fett: € 5\nПри 😀\n{ende}"
ENRICHED = (
    b"Content-Type: text/enriched\n\n<bold>Now</bold> is\nthe time\n\nfor <color><param>red</param>all</color> <<good>\n"
    b"<nofill>one\ntwo</nofill>"
)
ENRICHED_TEXT = "Now is the time\nfor all <good> one\ntwo"
PDF = (
    b'Content-Type: application/pdf; name="a.pdf"\nContent-Disposition: attachment; filename="a.pdf"\nContent-Transfer-Encoding: base64\n\n'
    + b64(b"%PDF-1")
)
PNG = (
    b'Content-Type: image/png; name="i.png"\nContent-ID: <i@x>\nContent-Disposition: inline; filename="i.png"\nContent-Transfer-Encoding: base64\n\n'
    + b64(b"\x89PNG")
)


def named(disposition: bytes, kind: bytes = b"application/octet-stream") -> bytes:
    return b"Content-Type: " + kind + b"\nContent-Disposition: " + disposition + b"\n\ndata"


def with_name(name: str, part: bytes, expected: str) -> Case:
    return multi(name, "mixed", PLAIN, part, body="hello", attachments=[("file-1", 5), (expected, 4)])


def subject(name: str, raw: bytes, expected: str) -> Case:
    return header(name, b"From: ann@example.org\nMessage-ID: <m1@example.org>\nSubject: " + raw, subject=expected)


def sender(name: str, raw: bytes, expected: str) -> Case:
    return header(name, b"Subject: s\nMessage-ID: <m1@example.org>\nFrom: " + raw, sender=expected)


def thread(name: str, raw: bytes, **expected: object) -> Case:
    return header(name, b"From: ann@example.org\nSubject: s\n" + raw, **expected)


def tnef(*objects: tuple[int, int, bytes]) -> bytes:
    result = b"\x78\x9f\x3e\x22\x01\x00"
    for level, attribute, value in objects:
        result += bytes((level,)) + attribute.to_bytes(4, "little") + len(value).to_bytes(4, "little") + value
        result += (sum(value) & 0xFFFF).to_bytes(2, "little")
    return result


WINMAIL = tnef(
    (1, 0x0002800C, b"tnef body\0"),
    (2, 0x00069002, b"\0" * 14),
    (2, 0x00018010, b"plan.txt\0"),
    (2, 0x0006800F, b"content"),
)


def mapi(kind: int, identifier: int, value: bytes) -> bytes:
    """One property alone, of a variable length."""
    numbers = (1, identifier << 16 | kind, 1, len(value))
    return b"".join(number.to_bytes(4, "little") for number in numbers) + value + b"\0" * (-len(value) % 4)


EMBEDDED = tnef(
    (2, 0x00069002, b"\0" * 14),
    (2, 0x00018010, b"Untitled\0"),
    (2, 0x00069005, mapi(0x000D, 0x3701, b"\0" * 16 + WINMAIL)),
)
# The first example of MS-OXRTFCP.
PACKED_RTF = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a0072637067313235423200f32068656c090020627705b06c647d0a800fa0"
)
JP, RU, HE, AR, ZH, KO = "日本語の本文", "Привет, мир", "שלום עולם", "مرحبا", "你好世界", "안녕하세요"
SIMPLE_HEAD = HEAD.format(subject="s").encode()

CASES = [
    # charsets, honest and not
    text("utf8", "utf-8", "Grüße €".encode(), "Grüße €"),
    text("latin1", "iso-8859-1", "Grüße".encode("latin-1"), "Grüße"),
    text("latin1-smart-quotes", "iso-8859-1", b"\x93hi\x94 \x80", "“hi” €"),
    text("latin9", "iso-8859-15", b"\xa4", "€"),
    text("claims-latin1-is-utf8", "iso-8859-1", "Grüße".encode(), "Grüße", defects=["charset"]),
    text("claims-ascii-is-utf8", "us-ascii", "Grüße".encode(), "Grüße", defects=["charset"]),
    text("claims-utf8-is-latin1", "utf-8", "Grüße".encode("latin-1"), "Grüße", defects=["charset"]),
    text("utf8mb4", '"utf8mb4"', "😀".encode(), "😀"),
    text("unknown-charset", "x-unknown", "Grüße".encode("latin-1"), "Grüße", defects=["charset"]),
    text("iso-2022-jp", "iso-2022-jp", JP.encode("iso2022_jp"), JP, encoding="7bit"),
    text("iso-2022-jp-row-13", "iso-2022-jp", b"\x1b$B-!\x1b(B", "①", encoding="7bit"),
    text("iso-2022-jp-half-width", "iso-2022-jp", b"\x1b(I1\x1b(B", "ｱ", encoding="7bit"),
    text("outlook-broken-jis-name", "_iso-2022-jp$ESC", JP.encode("iso2022_jp"), JP, encoding="7bit"),
    text("jis-without-saying-so", "us-ascii", JP.encode("iso2022_jp"), JP, encoding="7bit", defects=["charset"]),
    text("shift-jis", "Shift_JIS", "①表示".encode("cp932"), "①表示"),
    text("euc-jp", "x-euc-jp", JP.encode("euc_jp"), JP),
    text("koi8-r", "koi8-r", RU.encode("koi8-r"), RU),
    text("windows-1251", "win-1251", RU.encode("cp1251"), RU),
    text("cp-850", "cp-850", "äöü".encode("cp850"), "äöü"),
    text("hebrew-logical", "iso-8859-8-i", HE.encode("cp1255"), HE),
    text("arabic", "windows-1256", AR.encode("cp1256"), AR),
    text("gb2312-is-gbk", "gb2312", "镕你好".encode("gbk"), "镕你好"),
    text("big5", "big5", "繁體".encode("big5"), "繁體"),
    text("hz", "hz-gb-2312", ZH.encode("hz"), ZH, encoding="7bit"),
    text("korean", "ks_c_5601-1987", KO.encode("cp949"), KO),
    text("thai", "tis-620", "สวัสดี".encode("cp874"), "สวัสดี"),
    text("turkish", "iso-8859-9", "ğış".encode("iso8859-9"), "ğış"),
    text("utf-7", "utf-7", b"Gr+APwA3w-e", "Grüße", encoding="7bit"),
    text("utf-16-base64", "utf-16le", b64("hällo".encode("utf-16-le")), "hällo", encoding="base64"),
    text("utf-16-that-is-ascii", "utf-16", b"plain ascii text here", "plain ascii text here", defects=["charset"]),
    text("codec-that-is-no-charset", "rot13", b"uryyb", "uryyb", defects=["charset"]),
    text("nul-bytes", "utf-8", b"a\0b", "ab"),
    Case("no-charset-utf8", SIMPLE_HEAD + "\nGrüße".encode(), body="Grüße"),
    Case("no-charset-latin1", SIMPLE_HEAD + b"\nGr\xfc\xdfe", body="Grüße"),
    # transfer encodings
    text("qp-soft-breaks", "utf-8", b"long=\n line =C3=A4 =3D", "long line ä =", encoding="Quoted-Printable"),
    text("qp-broken", "utf-8", b"100% =ZZ =C3=A4=", "100% =ZZ ä", encoding="quoted-printable"),
    text("base64-no-padding", "utf-8", b"aGFsbG8", "hallo", encoding="base64"),
    text("base64-padded-blocks", "utf-8", b"YWI=\n" * 30, "ab" * 30, encoding="base64"),
    text("encoding-with-semicolon", "utf-8", b"=41", "A", encoding="quoted-printable;"),
    text("unknown-encoding", "utf-8", b"as is", "as is", encoding="x-nonsense"),
    text("flowed", "utf-8; format=flowed", b"one \ntwo\n> a \n> b\n-- \nme", "one two\n> a b\n-- \nme"),
    text(
        "uuencoded", "us-ascii", b"see\nbegin 644 a.bin\n#0V%T\n`\nend\nbye\n", "see\nbye\n", attachments=[("a.bin", 3)]
    ),
    text("begin-in-prose", "us-ascii", b"begin 2024 plans\nend\n", "begin 2024 plans\nend\n"),
    # line ends and wrapping
    Case("crlf", (SIMPLE_HEAD + b"\none\ntwo\n").replace(b"\n", b"\r\n"), body="one\ntwo\n"),
    Case(
        "bare-cr",
        (SIMPLE_HEAD + b"\none\ntwo").replace(b"\n", b"\r"),
        body="one\ntwo",
        defects=["bare_carriage_returns"],
    ),
    Case("mbox-line", b"From ann@example.org Sat Nov 28\n" + SIMPLE_HEAD + b"\nhi", body="hi"),
    Case("leading-empty-lines", b"\r\n\n" + SIMPLE_HEAD + b"\nhi", body="hi"),
    Case("bom", b"\xef\xbb\xbf" + SIMPLE_HEAD + b"\nhi", body="hi"),
    Case(
        "no-blank-line",
        SIMPLE_HEAD + b"hello there\nbye",
        body="hello there\nbye",
        defects=["no_blank_line_after_header"],
    ),
    Case(
        "unindented-fold",
        b"Subject: s\nbroken off\n" + b"From: ann@example.org\nMessage-ID: <m1@example.org>\n\nhi",
        subject="s broken off",
        body="hi",
        defects=["malformed_header_line"],
    ),
    Case("header-only", SIMPLE_HEAD, body=""),
    Case("empty", b"", subject="", sender="", message_id="", body="", defects=["empty"]),
    Case("binary-junk", bytes(range(256)), subject="", sender="", message_id="", defects=["no_header"]),
    Case(
        "blank-before-the-first-colon",
        b"From : ann@example.org\nSubject : s\nMessage-ID : <m1@example.org>\n\nhi",
        body="hi",
    ),
    Case(
        "fields-without-a-name",
        b": x\nFrom: ann@example.org\n: \nSubject: s\nMessage-ID: <m1@example.org>\n\nhi",
        body="hi",
        defects=["malformed_header_line"],
    ),
    # subjects
    subject("q-word", b"=?iso-8859-1?Q?Gr=FC=DFe_dir?=", "Grüße dir"),
    subject("character-cut-in-two", b"=?utf-8?B?4pQ=?= =?utf-8?B?gA==?=", "─"),
    subject("two-charsets", b"=?utf-8?Q?=C3=A4?=\n =?koi8-r?B?8A==?= end", "äП end"),
    subject("blank-in-q-word", b"=?utf-8?Q?two words =C3=A4?=", "two words ä"),
    subject("language-suffix", b"=?utf-8*de?Q?=C3=A4?=", "ä"),
    subject("raw-utf8", "Grüße".encode(), "Grüße"),
    subject("raw-latin1", b"Gr\xfc\xdfe", "Grüße"),
    subject("raw-jis", JP.encode("iso2022_jp"), JP),
    subject("jis-words", b"=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?= =?ISO-2022-JP?B?GyRCOGwbKEI=?=", "日本語"),
    subject("folded-with-tab", b"one\n\ttwo", "one two"),
    subject("line-break-smuggled", b"=?utf-8?Q?a=0D=0ABcc:_x@y?=", "a Bcc: x@y"),
    subject("control-characters", b"a\x01b =?utf-8?Q?c=1B=7Fd?= \x0ce", "ab cd e"),
    subject("one-word-of-many-kilobytes", b"=?utf-8?B?" + base64.b64encode("ä".encode() * 9000) + b"?=", "ä" * 9000),
    subject("unfinished-word", b"=?utf-8?Q?abc", "=?utf-8?Q?abc"),
    header(
        "repeated-subject",
        b"From: ann@example.org\nMessage-ID: <m1@example.org>\nSubject: a\nSubject: a\nSubject: b",
        subject="a b",
    ),
    # senders
    sender("comma-in-encoded-name", b"=?utf-8?Q?M=C3=BCller,_Ann?= <a@b.example>", "a@b.example"),
    sender("name-in-comment", b"a@b.example (Ann (dept) B)", "a@b.example"),
    sender("unquoted-comma", b"Miller, Ann <a@b.example>", "a@b.example"),
    sender("no-address", b"Mail Delivery Subsystem", ""),
    sender("open-quote", b'"Ann <a@b.example>', "a@b.example"),
    sender("quoted-local-part", b'"#FAX#*49"@fax.example', '"#FAX#*49"@fax.example'),
    sender("null-sender", b"<>", ""),
    # threading
    thread(
        "folded-references",
        b"Message-ID: <m1@example.org>\nReferences: <a@x>\n\t<b@x>\n <a@x>",
        references=["<a@x>", "<b@x>"],
    ),
    thread(
        "in-reply-to-with-prose",
        b'Message-ID: <m1@example.org>\nIn-Reply-To: Your mail of "Mon" <a@x>',
        in_reply_to=["<a@x>"],
    ),
    thread("bare-ids", b"Message-ID: <m1@example.org>\nReferences: a@x b@x", references=["<a@x>", "<b@x>"]),
    thread("lotus-id", b"Message-ID: 000000B9", message_id="000000B9"),
    # structure
    multi("alternative", "alternative", PLAIN, HTML, body="hello", attachments=[("file-1", 5), ("file-2", 12)]),
    multi(
        "outlook",
        "related",
        nested("alternative", "b2", PLAIN, HTML),
        PNG,
        body="hello",
        attachments=[("file-1", 5), ("file-2", 12), ("i.png", 4)],
    ),
    multi(
        "related-with-its-root-last",
        'related; start="<root@x>"; type="text/html"',
        PNG,
        b"Content-Type: text/html; charset=utf-8\nContent-ID: <root@x>\n\n<p>hello</p>",
        body="\nhello\n\n",
        attachments=[("file-1.html", 12), ("i.png", 4)],
    ),
    Case(
        "script-in-html",
        SIMPLE_HEAD + b"Content-Type: text/html; charset=utf-8\n\n<script>alert(1)</script>hi",
        body="hi",
        attachments=[("file-1", 27)],
    ),
    text(
        "longer-than-a-body",
        "utf-8",
        b"x" * 1_900_000,
        "x" * 1_900_000,
        attachments=[("text.txt", 1_900_000)],
        defects=["text_truncated"],
    ),
    multi("html-only", "mixed", HTML, body="\nhello\n\n", attachments=[("file-1.html", 12)]),
    Case(
        "html-not-mime",
        SIMPLE_HEAD + b"Content-Type: text/html; charset=iso-8859-1\n\n<b>\xe4</b>",
        body="ä",
        attachments=[("file-1", 9)],
    ),
    multi(
        "apple-text-around-file",
        "mixed",
        PLAIN,
        PDF,
        b"Content-Type: text/plain\n\nafter",
        body="hello\nafter",
        attachments=[("file-1", 11), ("a.pdf", 6)],
    ),
    multi("html-after-text", "mixed", PLAIN, HTML, body="hello\nhello\n\n", attachments=[("file-1", 13)]),
    multi(
        "apple-html-around-file",
        "alternative",
        PLAIN,
        nested("mixed", "b2", HTML, PDF, HTML),
        body="hello",
        attachments=[("file-1", 5), ("file-2", 24), ("a.pdf", 6)],
    ),
    multi(
        "list-footer",
        "mixed",
        nested("alternative", "b2", PLAIN, HTML),
        b"Content-Type: text/plain\n\nfooter",
        body="hello\nfooter",
        attachments=[("file-1", 12), ("file-2", 12)],
    ),
    multi("scanner", "mixed", PDF, body=NO_TEXT, attachments=[("a.pdf", 6)]),
    multi(
        "blank-text-beside-html",
        "alternative",
        b"Content-Type: text/plain\n\n ",
        HTML,
        body="\nhello\n\n",
        attachments=[("file-1", 1), ("file-2", 12)],
    ),
    multi(
        "bounce",
        "report; report-type=delivery-status",
        PLAIN,
        b"Content-Type: message/delivery-status\n\nAction: failed",
        b"Content-Type: message/rfc822\n\nSubject: [T#1] lost\n\nx",
        body="hello",
        attachments=[("file-1", 5), ("file-2", 14), ("_T#1__lost.eml", 22)],
    ),
    multi(
        "nested-without-subject",
        "mixed",
        PLAIN,
        b"Content-Type: message/rfc822\n\nFrom: a@b\n\nx",
        body="hello",
        attachments=[("file-1", 5), ("Untitled-2.eml", 12)],
    ),
    multi(
        "calendar",
        "alternative",
        PLAIN,
        HTML,
        b"Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR",
        body="hello",
        attachments=[("file-1", 5), ("file-2", 12), ("file-3", 15)],
    ),
    Case(
        "smime-blob",
        SIMPLE_HEAD
        + b'Content-Type: application/pkcs7-mime; name="smime.p7m"\nContent-Transfer-Encoding: base64\n\n'
        + b64(b"blob"),
        body=NO_TEXT,
        attachments=[("smime.p7m", 4)],
    ),
    Case(
        "fax-without-name",
        SIMPLE_HEAD + b"Content-Type: image/tiff\nContent-Transfer-Encoding: base64\n\n" + b64(b"II*"),
        body=NO_TEXT,
        attachments=[("unknown", 3)],
    ),
    multi(
        "winmail",
        "mixed",
        PLAIN,
        b'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n' + b64(WINMAIL),
        body="hello",
        attachments=[("file-1", 5), ("plan.txt", 7)],
    ),
    Case(
        "winmail-alone",
        SIMPLE_HEAD + b"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n" + b64(WINMAIL),
        body="tnef body",
        attachments=[("plan.txt", 7)],
    ),
    multi(
        "winmail-with-a-message-inside",
        "mixed",
        PLAIN,
        b"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n" + b64(EMBEDDED),
        body="hello",
        attachments=[("file-1", 5), ("Untitled.txt", 9), ("plan.txt", 7)],
    ),
    multi(
        "winmail-with-rtf-alone",
        "mixed",
        PLAIN,
        b"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
        + b64(tnef((1, 0x00069003, mapi(0x0102, 0x1009, PACKED_RTF)))),
        body="hello",
        attachments=[("file-1", 5), ("message.rtf", 43)],
    ),
    multi(
        "winmail-with-rtf-alone-is-the-body",
        "mixed",
        b"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
        + b64(tnef((1, 0x00069003, mapi(0x0102, 0x1009, PACKED_RTF)))),
        body="hello world",
        attachments=[("message.rtf", 43)],
    ),
    Case(
        "rtf-alone",
        HEAD.format(subject="s").encode() + b"Content-Type: text/rtf\n\n" + RTF,
        body=RTF_TEXT,
        attachments=[("message.rtf", len(RTF))],
    ),
    Case(
        "rtf-alone-as-application",
        HEAD.format(subject="s").encode()
        + b"Content-Type: application/rtf\nContent-Transfer-Encoding: base64\n\n"
        + b64(RTF),
        body=RTF_TEXT,
        attachments=[("message.rtf", len(RTF))],
    ),
    Case(
        "rtf-that-is-none",
        HEAD.format(subject="s").encode() + b"Content-Type: application/rtf\n\nPK\x03\x04",
        body=NO_TEXT,
        attachments=[("message.rtf", 4)],
    ),
    Case(
        "rtf-nested-without-end",
        HEAD.format(subject="s").encode() + b"Content-Type: text/rtf\n\n{\\rtf1 " + b"{" * 100_000 + b"deep",
        body="deep",
        attachments=[("message.rtf", 100_011)],
    ),
    multi(
        "rtf-before-a-file",
        "mixed",
        b"Content-Type: application/rtf\n\n" + RTF,
        PDF,
        body=RTF_TEXT,
        attachments=[("file-1", len(RTF)), ("a.pdf", 6)],
    ),
    multi(
        "rtf-file-is-no-body",
        "mixed",
        b'Content-Type: application/rtf; name="offer.rtf"\n\n' + RTF,
        body=NO_TEXT,
        attachments=[("offer.rtf", len(RTF))],
    ),
    Case(
        "enriched-alone",
        HEAD.format(subject="s").encode() + ENRICHED,
        body=ENRICHED_TEXT,
        attachments=[("text.txt", len(ENRICHED.partition(b"\n\n")[2]))],
    ),
    multi(
        "enriched-with-a-file",
        "mixed",
        ENRICHED,
        PDF,
        body=ENRICHED_TEXT,
        attachments=[("file-1", len(ENRICHED.partition(b"\n\n")[2])), ("a.pdf", 6)],
    ),
    Case(
        "richtext-of-1992",
        HEAD.format(subject="s").encode()
        + b"Content-Type: text/richtext\n\n<bold>a<lt>b</bold><nl>\n<comment>no</comment>c",
        body="a<b\n c",
        attachments=[("text.txt", 46)],
    ),
    multi(
        "winmail-broken",
        "mixed",
        PLAIN,
        b'Content-Type: application/ms-tnef; name="winmail.dat"\n\njunk',
        body="hello",
        attachments=[("file-1", 5), ("winmail.dat", 4)],
        defects=["tnef_unreadable"],
    ),
    Case(
        "unclosed",
        SIMPLE_HEAD + b"Content-Type: multipart/mixed; boundary=b1\n\n--b1\n" + PLAIN,
        body="hello",
        attachments=[("file-1", 5)],
        defects=["no_closing_boundary"],
    ),
    Case(
        "wrong-boundary",
        SIMPLE_HEAD + b"Content-Type: multipart/mixed; boundary=zz\n\n--b1\n" + PLAIN + b"\n--b1--",
        body="hello",
        attachments=[("file-1", 5)],
        defects=["boundary_guessed"],
    ),
    Case(
        "boundary-prefix-of-another",
        SIMPLE_HEAD
        + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        + nested("alternative", "bb", PLAIN, HTML)
        + b"\n--b--\n",
        body="hello",
        attachments=[("file-1", 5), ("file-2", 12)],
    ),
    Case(
        "thousands-of-parts",
        SIMPLE_HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000 + b"--b--",
        defects=["too_many_parts"],
        attachments=[("file-1", 1999)],
    ),
    # file names
    with_name("name-rfc2231", named(b"attachment; filename*=utf-8''%C3%A4%20b.txt"), "ä_b.txt"),
    with_name(
        "name-continued", named(b"attachment; filename*0*=utf-8''%C3; filename*1*=%A4; filename*2=\".txt\""), "ä.txt"
    ),
    with_name("name-encoded-word", named(b'attachment; filename="=?utf-8?Q?=C3=A4=2Etxt?="'), "ä.txt"),
    with_name("name-raw-8bit", named('attachment; filename="ä.txt"'.encode()), "ä.txt"),
    with_name("name-with-path", named(b'attachment; filename="../../etc/passwd"'), "_.._etc_passwd"),
    with_name("name-of-windows", named(rb'attachment; filename="C:\temp\a.txt"'), "C__temp_a.txt"),
    with_name("name-unquoted-blank", named(b"attachment; filename=my file.pdf"), "my_file.pdf"),
    with_name("name-reserved", named(b"attachment; filename=file-1"), "File-1"),
    with_name("name-only-dots", named(b'attachment; filename="..."'), "file-2"),
    with_name("name-in-content-type", named(b"attachment", b'application/pdf; name="x y.pdf"'), "x_y.pdf"),
    with_name("name-too-long", named(b'attachment; filename="' + b"n" * 300 + b'.txt"'), "n" * 216 + ".txt"),
    # --- of a second collection, taken in by HTTP, pipe and IMAP: each of these once came out worse.
    sender("group-as-sender", b"Staff: Ann <ann@example.org>;", "ann@example.org"),
    sender("colon-in-a-name", b"Shop: Support <ann@example.org>", "ann@example.org"),
    header(
        "a-third-of-a-megabyte-of-header",
        b"From: ann@example.org\n"
        + b"Received: by a; here and there and everywhere, for ever and ever and ever\n" * 1900
        + b"X-Report: "
        + b"v" * 200_000
        + b"\nSubject: s\nMessage-ID: <m1@example.org>",
    ),
    Case(
        "boundary-nowhere",
        SIMPLE_HEAD + b'Content-Type: multipart/mixed; boundary="nope"\n\njust a text\n',
        body="just a text\n",
        defects=["no_boundary"],
    ),
    Case(
        "boundary-nowhere-and-binary",
        SIMPLE_HEAD + b'Content-Type: multipart/mixed; boundary="nope"\n\n\0\1\2',
        body=NO_TEXT,
        attachments=[("unknown", 3)],
        defects=["no_boundary"],
    ),
    text(
        "base64-that-is-a-text",
        "utf-8",
        b"This is no base64 at all, sorry.\n",
        "This is no base64 at all, sorry.\n",
        encoding="base64",
    ),
    text("base64-with-blanks", "utf-8", b"SGVs bG8g V29y bGQ=\n", "Hello World", encoding="base64"),
    text("base64-with-rubbish", "utf-8", b"SGVsbG8g\n!!!!\nV29ybGQ*\n=\n", "Hello World", encoding="base64"),
    text("utf16-with-mark", "utf-16", base64.encodebytes("Grüße 😀".encode("utf-16")), "Grüße 😀", encoding="base64"),
    text("utf7", "utf-7", b"Gr+APwA3w-e", "Grüße"),
    text("nul-in-charset", '"utf\0-8"', "Grüße".encode(), "Grüße"),
    text("nuls-in-text", "utf-8", b"a\0b\0c\n", "abc\n"),
    text("gb2312-that-is-gb18030", "gb2312", "欢迎€朱镕基".encode("gb18030"), "欢迎€朱镕基"),
    subject("word-with-line-break", b"=?utf-8?Q?Hi=0D=0ABcc:_x@evil.example?=", "Hi Bcc: x@evil.example"),
    subject("word-with-nul", b"=?utf-8?Q?a=00b?=", "ab"),
    subject("word-in-a-word", b"=?utf-8?Q?=3D=3Futf-8=3FQ=3FX=3F=3D?=", "=?utf-8?Q?X?="),
    sender("word-hides-an-address", b"=?utf-8?Q?Doe=2C_=3Ceve@evil.example=3E?= <ann@example.org>", "ann@example.org"),
    with_name("name-turned-around", named(b"attachment; filename*=utf-8''%E2%80%AEgpj.exe"), "_gpj.exe"),
    multi(
        "invitation",
        "alternative",
        PLAIN,
        HTML,
        b"Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nEND:VCALENDAR",
        body="hello",
        attachments=[("file-1", 5), ("file-2", 12), ("file-3", 29)],
    ),
    multi(
        "apple-sandwich",
        "mixed",
        b"Content-Type: text/plain\n\nbefore\n",
        PDF.replace(b"attachment", b"inline"),
        b"Content-Type: text/html\n\n<html><body>after<br></body></html>",
        body="before\nafter\n",
        attachments=[("file-1", 13), ("a.pdf", 6)],
    ),
]
