"""Talking to mail servers of every temper: encrypted, with a password, silent, or gone in mid-sentence."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gotrs_api.mail.outbound import smtp
from gotrs_api.mail.outbound.compose import OutgoingMail, compose
from gotrs_api.mail.outbound.smtp import (
    Handover,
    HandoverUncertain,
    MailConnections,
    MailServer,
    MailServerBusy,
    MailServerUnavailable,
    TokenRefused,
)
from tests.support.servers import free_port
from tests.support.smtp_sink import SmtpSink
from tests.support.waiting import eventually

RAW = b"From: a@desk.example\r\nSubject: Hi\r\n\r\nHello.\r\n"


async def hand(url: str, *recipients: str, raw: bytes = RAW, over: MailConnections | None = None) -> Handover:
    connections = over or MailConnections()
    try:
        return await connections.hand_over(
            MailServer.parse(url),
            hello="desk.example",
            sender="a@desk.example",
            recipients=recipients or ("b@customer.example",),
            raw=raw,
        )
    finally:
        if over is None:
            await connections.close()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25)),
        ("smtp://mail.example:2525", MailServer("mail.example", 2525)),
        ("smtps://mail.example", MailServer("mail.example", 465, tls=True, verify=True)),
        ("smtp://me%40x:p%2Fw@mail.example", MailServer("mail.example", 587, False, "me@x", "p/w", True)),
        ("smtp://mail.example?verify=1&starttls=always", MailServer("mail.example", 25, verify=True, starttls=True)),
        ("smtps://mail.example?verify=0", MailServer("mail.example", 465, tls=True)),
        (
            "smtp://me@mail.example?oauth2=Post",
            MailServer("mail.example", 587, False, "me", verify=True, oauth2="Post"),
        ),
    ],
)
def test_addresses_of_mail_servers(url: str, expected: MailServer) -> None:
    assert MailServer.parse(url) == expected


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", ""])
def test_what_is_no_address_of_a_mail_server(url: str) -> None:
    with pytest.raises(ValueError, match="GOTRS_SMTP_URL"):
        MailServer.parse(url)


def test_the_password_is_not_shown() -> None:
    assert "geheim" not in repr(MailServer.parse("smtp://me:geheim@mail.example"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """Self-signed, so nobody's."""
    folder: Path = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


class NotingSink(SmtpSink):
    """Also notes whether the connection was encrypted and who signed in."""

    encrypted = False
    login = b""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.encrypted = session.ssl is not None
        return await super().handle_DATA(server, session, envelope)

    def check(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.login = data.login
        return AuthResult(success=data.password == b"p/w", handled=False)


@pytest.fixture
def starttls_sink(certificate: ssl.SSLContext) -> Iterator[NotingSink]:
    sink = NotingSink(free_port())
    controller = Controller(
        sink, "127.0.0.1", sink.port, tls_context=certificate, authenticator=sink.check, auth_require_tls=True
    )
    controller.start()
    yield sink
    controller.stop()


async def test_starttls_is_used_where_it_is_offered(starttls_sink: NotingSink) -> None:
    handover = await hand(starttls_sink.url)
    assert handover.accepted == ("b@customer.example",)
    assert starttls_sink.encrypted


async def test_a_password_goes_to_the_right_server_only(starttls_sink: NotingSink) -> None:
    at = f"127.0.0.1:{starttls_sink.port}"
    with pytest.raises(MailServerUnavailable, match="certificate"):
        await hand(f"smtp://me:p%2Fw@{at}")
    assert starttls_sink.login == b""
    await hand(f"smtp://me:p%2Fw@{at}?verify=0")
    assert (starttls_sink.login, starttls_sink.encrypted) == (b"me", True)


async def test_a_wrong_password_is_no_mails_fault(starttls_sink: NotingSink) -> None:
    with pytest.raises(MailServerUnavailable, match="535"):
        await hand(f"smtp://me:wrong@127.0.0.1:{starttls_sink.port}?verify=0")


async def test_a_server_without_starttls_can_be_refused(smtp_sink: SmtpSink) -> None:
    with pytest.raises(MailServerUnavailable):
        await hand(f"{smtp_sink.url}?starttls=always")
    assert smtp_sink.messages == []


async def test_tls_from_the_beginning(certificate: ssl.SSLContext) -> None:
    sink = NotingSink(free_port())

    class Encrypted(Controller):
        def factory(self) -> SMTP:
            return SMTP(self.handler)

    controller = Encrypted(sink, "127.0.0.1", sink.port, ssl_context=certificate)
    controller.start()
    try:
        await hand(f"smtps://127.0.0.1:{sink.port}?verify=0")
    finally:
        controller.stop()
    assert len(sink.messages) == 1


class ScriptedServer:
    """Answers each command from a script, word for word; None hangs up, an empty text stays silent."""

    def __init__(self, **answers: str | None) -> None:
        self.answers = {"ehlo": "250 hello", "mail": "250 ok", "rcpt": "250 ok", "data": "354 go", "end": "250 taken",
                        "rset": "250 ok", "quit": "221 bye"} | answers  # fmt: skip
        self.heard: list[str] = []
        self.mails = 0
        self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.write(b"220 scripted\r\n")
        in_data = False
        while line := await reader.readline():
            text = line.decode("utf-8", "replace").strip()
            if in_data and text != ".":
                continue
            word = "end" if in_data else text.split(" ")[0].lower()
            in_data = word == "data"
            self.heard.append(text if word in ("mail", "rcpt") else word)
            self.mails += word == "end"
            answer = self.answers.get(word, "500 what?")
            if answer is None:
                break
            if answer:
                writer.write(answer.encode() + b"\r\n")
            if word == "quit" or answer.endswith("bye"):
                break
        writer.close()


@pytest.fixture
async def scripted() -> AsyncIterator[Any]:
    servers: list[asyncio.Server] = []

    async def start(**answers: str | None) -> tuple[ScriptedServer, str]:
        script = ScriptedServer(**answers)
        server = await asyncio.start_server(script.serve, "127.0.0.1", 0)
        servers.append(server)
        return script, f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}?starttls=never"

    yield start
    for server in servers:
        server.close()


async def test_a_server_that_hangs_up_before_the_mail_has_nothing(scripted: Any) -> None:
    for word in ("ehlo", "mail", "rcpt", "data"):
        _, url = await scripted(**{word: None})
        with pytest.raises((MailServerUnavailable, HandoverUncertain)):
            await hand(url)


async def test_a_server_that_hangs_up_after_the_mail_may_have_it(scripted: Any) -> None:
    script, url = await scripted(end=None)
    with pytest.raises(HandoverUncertain):
        await hand(url)
    assert script.mails == 1


async def test_a_server_that_says_nothing_is_left(scripted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "COMMAND_TIMEOUT_S", 0.2)
    monkeypatch.setattr(smtp, "DATA_TIMEOUT_S", 0.2)
    for word in ("ehlo", "mail", "end"):
        _, url = await scripted(**{word: ""})
        with pytest.raises((MailServerUnavailable, HandoverUncertain)):
            await hand(url)


class ChokingSink(SmtpSink):
    """Says nothing after mails to choke.example: as a server does whose scanner never comes to an end with them."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.choked = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if any(to.endswith("@choke.example") for to in envelope.rcpt_tos):
            self.choked += 1
            await asyncio.Event().wait()
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def choking() -> Iterator[ChokingSink]:
    sink = ChokingSink(free_port())
    controller = Controller(sink, "127.0.0.1", sink.port)
    controller.start()
    yield sink
    controller.stop()


async def test_mails_that_a_server_never_answers_do_not_hold_up_others(
    choking: ChokingSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "PATIENCE_S", 0.3)
    monkeypatch.setattr(smtp, "HANGING", 2)
    connections, server = MailConnections(), MailServer.parse(choking.url)
    aside: list[str] = []

    def hand_one(to: str, *, again: bool = False) -> asyncio.Task[Handover]:
        return asyncio.create_task(
            connections.hand_over(
                server,
                hello="d.example",
                sender="a@d.example",
                recipients=[to],
                raw=RAW,
                again=again,
                hangs=partial(aside.append, to),
            )
        )

    async def two_are_aside() -> bool:
        return choking.choked == len(aside) == 2

    async def two_more_hang() -> bool:
        return choking.choked == 4

    stuck = [hand_one("1@choke.example"), hand_one("2@choke.example")]
    await eventually(two_are_aside)
    assert (await hand_one("b@customer.example")).accepted == ("b@customer.example",)
    with pytest.raises(MailServerBusy):  # half of what may hang is for mails that the server never saw
        await hand_one("c@choke.example", again=True)

    stuck += [hand_one("3@choke.example"), hand_one("4@choke.example")]
    await eventually(two_more_hang)
    for _ in range(2):  # the first waits its turn, the second sees that nothing moves: they wait in their rows
        with pytest.raises(MailServerBusy):
            await hand_one("d@customer.example")
    assert len(aside) == 2

    for task in stuck:
        task.cancel()
    await asyncio.gather(*stuck, return_exceptions=True)
    assert (await hand_one("d@customer.example", again=True)).accepted == ("d@customer.example",)


async def test_what_a_server_took_is_known_before_it_says_good_bye(scripted: Any) -> None:
    _, url = await scripted(quit="")
    async with asyncio.timeout(smtp.PATIENCE_S):
        assert (await hand(url)).accepted


async def test_a_server_that_closes_shop_has_refused_no_mail(scripted: Any) -> None:
    _, url = await scripted(mail="421 4.3.2 closing")
    with pytest.raises(MailServerUnavailable, match="421"):
        await hand(url)


async def test_a_sender_who_is_refused_is_refused_for_everybody(scripted: Any) -> None:
    _, url = await scripted(mail="550 5.7.1 not you")
    handover = await hand(url, "b@customer.example", "c@customer.example")
    assert {str(reply) for reply in handover.refused.values()} == {"550 5.7.1 not you"}
    assert len(handover.refused) == 2


async def test_a_mail_that_is_refused_after_all_is_refused_for_everybody(scripted: Any) -> None:
    _, url = await scripted(end="452 4.3.1 disk full")
    assert set((await hand(url, "b@customer.example", "c@customer.example")).deferred) == {
        "b@customer.example",
        "c@customer.example",
    }


async def test_international_addresses_need_a_server_that_knows_them(scripted: Any) -> None:
    script, url = await scripted()
    handover = await hand(url, "jürgen@customer.example")
    assert next(iter(handover.refused.values())).code == 553
    assert not any(word.startswith("MAIL") for word in script.heard)
    script, url = await scripted(ehlo="250-hello\r\n250 SMTPUTF8")
    assert (await hand(url, "jürgen@customer.example")).accepted
    assert "RCPT TO:<jürgen@customer.example>" in script.heard
    assert any(word.startswith("MAIL") and "SMTPUTF8" in word.upper() for word in script.heard)


async def test_others_get_a_mail_that_names_an_address_the_server_cannot_take() -> None:
    sink = SmtpSink(free_port())
    controller = Controller(sink, "127.0.0.1", sink.port, enable_SMTPUTF8=False)
    controller.start()
    raw = compose(
        OutgoingMail(
            from_="Desk <a@desk.example>",
            to="Jürgen <jürgen@customer.example>, Ann É <ann@bücher.example>",
            cc="b@customer.example",
            subject="Grüße",
            message_id="<1@desk.example>",
            date=datetime.datetime.now(datetime.UTC),
            text="Grüße",
        )
    )
    try:
        handover = await hand(sink.url, "jürgen@customer.example", "ann@bücher.example", "b@customer.example", raw=raw)
    finally:
        controller.stop()

    (delivered,) = sink.messages
    assert handover.accepted == ("ann@bücher.example", "b@customer.example")
    assert delivered.recipients == ("ann@xn--bcher-kva.example", "b@customer.example")
    assert list(handover.refused) == ["jürgen@customer.example"]
    assert delivered.raw.isascii()
    assert str(delivered.message["To"]) == '"jürgen@customer.example":;, Ann É <ann@xn--bcher-kva.example>'
    assert (delivered.message["Subject"], delivered.message.get_content().strip()) == ("Grüße", "Grüße")


async def test_a_domain_beyond_ascii_is_translated(scripted: Any) -> None:
    script, url = await scripted()
    await hand(url, "info@bücher.example")
    assert "RCPT TO:<info@xn--bcher-kva.example>" in script.heard


async def test_an_address_that_would_smuggle_a_command_is_refused(scripted: Any) -> None:
    script, url = await scripted()
    handover = await hand(url, "b@customer.example>\r\nRCPT TO:<victim@x.example", "c@customer.example")
    assert handover.accepted == ("c@customer.example",)
    assert not any("victim" in word for word in script.heard)


async def test_mails_that_follow_each_other_go_over_one_connection(scripted: Any) -> None:
    script, url = await scripted()
    connections = MailConnections()
    for _ in range(5):
        assert (await hand(url, over=connections)).accepted
    await connections.close()
    assert (script.mails, script.connections) == (5, 1)
    assert script.heard[-1] == "quit"


async def test_nobody_keeps_a_connection_for_nothing(scripted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "IDLE_S", 0.05)
    script, url = await scripted()
    await hand(url, over=MailConnections())

    async def said_good_bye() -> bool:
        return "quit" in script.heard

    await eventually(said_good_bye)


@pytest.mark.parametrize("end", ["250 taken\r\n421 4.4.2 good bye", "250 taken and bye"])
async def test_a_connection_that_the_server_closed_is_replaced_without_a_word(scripted: Any, end: str) -> None:
    script, url = await scripted(end=end)
    connections = MailConnections()
    for _ in range(3):
        assert (await hand(url, over=connections)).accepted
    await connections.close()
    assert (script.mails, script.connections) == (3, 3)


@pytest.mark.parametrize(
    ("mechanism", "expected"),
    [
        ("XOAUTH2", b"user=me@desk.example\x01auth=Bearer secret-token\x01\x01"),
        ("OAUTHBEARER", b"n,a=me@desk.example,\x01host=127.0.0.1\x01port=%d\x01auth=Bearer secret-token\x01\x01"),
    ],
)
async def test_an_access_token_takes_the_password_s_place(mechanism: str, expected: bytes) -> None:
    """By what the server offers, after STARTTLS where it has it."""
    said: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        refused = b64encode(b"{}").decode()
        while line := (await reader.readline()).decode().strip(" \r\n") or (said[-1:] == ["refused"] and "AGAIN"):
            good = "AUTH" not in line or b"secret" in b64decode(line.split()[2])
            said.append(line if good else "refused")
            answers = {"EHLO": f"250-here\r\n250 AUTH {mechanism}", "AUTH": "235 in" if good else f"334 {refused}",
                       "DATA": "354 go on", "QUIT": "221 bye"}  # fmt: skip
            known = line[:4] in answers or line[:4] in ("MAIL", "RCPT")
            writer.write((answers.get(line[:4], "250 ok") if known else "535 5.7.3 no").encode() + b"\r\n")
            if line == "DATA":
                await reader.readuntil(b"\r\n.\r\n")
                writer.write(b"250 taken\r\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    there = MailServer.parse(f"smtp://me%40desk.example@127.0.0.1:{port}?oauth2=Post&starttls=never&verify=0")
    connections = MailConnections()

    async def hand_with(token: str) -> Handover:
        return await connections.hand_over(
            replace(there, token=token), hello="desk", sender="a@desk.example", recipients=["b@c.example"], raw=RAW
        )

    try:
        with pytest.raises(TokenRefused, match=r"535 5\.7\.3"):
            await hand_with("revoked")
        handover = await hand_with("secret-token")
    finally:
        await connections.close()
        server.close()
    assert handover.accepted == ("b@c.example",)
    sign_in = next(line for line in said if line.startswith(f"AUTH {mechanism} "))
    assert b64decode(sign_in.split()[2]) == (expected % port if b"%d" in expected else expected)
