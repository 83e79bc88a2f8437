"""Mailboxes of all six kinds open and close; what goes wrong is told in words that help."""

from __future__ import annotations

import base64
import socket
from collections.abc import Sequence

import pytest

from gotrs_api.kernel.outbound import Outbound
from gotrs_api.mail.inbound.fetch import wire
from gotrs_api.mail.inbound.fetch.failures import FetchFailed, MailUnreadable, Problem
from gotrs_api.mail.inbound.fetch.imap import ImapMailbox, open_imap
from gotrs_api.mail.inbound.fetch.port import Access, Encryption
from gotrs_api.mail.inbound.fetch.protocols import ACCOUNT_TYPES, GRAPH, open_mailbox
from tests.mail.fetch.mailboxes import port_for
from tests.mail.fetch.scripted_server import Step, scripted_server
from tests.support.dovecot import PASSWORD, MailUser
from tests.support.servers import free_port

OUTBOUND = Outbound()
KINDS = [kind for kind in ACCOUNT_TYPES if kind != GRAPH]  # that one has its own tests
CAPABILITY = (b"CAPABILITY", b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=XOAUTH2\r\n{tag} OK done\r\n")
IMAP_HELLO, POP3_HELLO = b"* OK hello\r\n", b"+OK hello\r\n"


def access(kind: str = "IMAP", port: int = 0, **values: object) -> Access:
    protocol, encryption, _ = ACCOUNT_TYPES[kind]
    defaults = {"host": "127.0.0.1", "port": port, "login": "jane", "password": PASSWORD, "verify_tls": False}
    return Access(protocol=protocol, encryption=encryption, **{**defaults, **values})  # type: ignore[arg-type]


def access_to(user: MailUser, kind: str = "IMAP", **values: object) -> Access:
    return access(kind, port_for(user, kind), **{"login": user.name, **values})


async def failure_of(way: Access) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        mailbox = await open_mailbox(way, OUTBOUND)
        await mailbox.close()
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_hands_out_mail_byte_by_byte_and_deletes(mail_user: MailUser, kind: str) -> None:
    raw = b"Subject: dots\r\n\r\n.\r\n..two\r\n" + b"long" * 5000 + b"\r\n\xff\xfe\r\n"
    mail_user.deliver(raw, b"Subject: empty\r\n\r\n")

    mailbox = await open_mailbox(access_to(mail_user, kind), OUTBOUND)
    first, second = await mailbox.list_mails()
    assert (await mailbox.fetch(first), await mailbox.fetch(second)) == (raw, b"Subject: empty\r\n\r\n")
    await mailbox.finish([first])

    assert mail_user.left() == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_an_empty_mailbox_is_empty(mail_user: MailUser, kind: str) -> None:
    mailbox = await open_mailbox(access_to(mail_user, kind), OUTBOUND)
    assert list(await mailbox.list_mails()) == []
    await mailbox.finish([])


@pytest.mark.parametrize("kind", ["IMAPS", "IMAPTLS", "POP3S", "POP3TLS"])
async def test_certificates_are_checked(mail_user: MailUser, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    failure = await failure_of(access_to(mail_user, kind, verify_tls=True))
    assert failure.problem is Problem.TLS
    assert "not trusted" in failure.words

    monkeypatch.setenv("SSL_CERT_FILE", str(mail_user.dovecot.certificate))
    mailbox = await open_mailbox(access_to(mail_user, kind, verify_tls=True), OUTBOUND)
    await mailbox.finish([])


@pytest.mark.parametrize("kind", ["IMAP", "POP3"])
async def test_a_wrong_password(mail_user: MailUser, kind: str) -> None:
    failure = await failure_of(access_to(mail_user, kind, password="wrong"))
    assert failure.problem is Problem.LOGIN
    assert "wrong" not in failure.words


@pytest.mark.parametrize("password", ['qu"ote\\', "pass wörd", "line\r\nbreak"])
async def test_passwords_of_all_letters_are_sent_as_they_are(mail_user: MailUser, password: str) -> None:
    """Dovecot refuses them all; a broken command would be another problem."""
    assert (await failure_of(access_to(mail_user, password=password))).problem is Problem.LOGIN
    assert (await failure_of(access_to(mail_user, "POP3", password=password))).problem is Problem.LOGIN


async def test_a_wrong_folder(mail_user: MailUser) -> None:
    failure = await failure_of(access_to(mail_user, folder="Nowhere"))
    assert failure.problem is Problem.FOLDER
    assert failure.words.startswith("The folder Nowhere cannot be opened: ")


async def test_tls_where_none_is_spoken(mail_user: MailUser) -> None:
    plain = port_for(mail_user, "IMAP")
    assert (await failure_of(access("IMAPS", plain))).problem is Problem.TLS


async def test_nobody_listens() -> None:
    port = free_port()
    failure = await failure_of(access(port=port))
    assert failure.problem is Problem.REFUSED
    assert f"127.0.0.1:{port}" in failure.words


async def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_kwargs: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    failure = await failure_of(access(host="mail.nowhere.example", port=143))
    assert failure.problem is Problem.DNS
    assert "mail.nowhere.example" in failure.words


async def test_a_silent_server(monkeypatch: pytest.MonkeyPatch) -> None:
    real = wire.Wire.connect

    async def impatient(host: str, port: int, **values: object) -> wire.Wire:
        return await real(host, port, silence_timeout_s=0.05, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(wire.Wire, "connect", impatient)
    async with scripted_server(b"", []) as server:
        assert (await failure_of(access(port=server.port))).problem is Problem.TIMEOUT


SCRIPTS: dict[str, tuple[str, bytes, Sequence[Step], Problem]] = {
    "no IMAP": ("IMAP", b"220 smtp.example ESMTP\r\n", [], Problem.PROTOCOL),
    "no POP3": ("POP3", b"-ERR go away\r\n", [], Problem.PROTOCOL),
    "busy": ("IMAP", b"* BYE too many connections\r\n", [], Problem.PROTOCOL),
    "no STARTTLS": (
        "IMAPTLS",
        IMAP_HELLO,
        [(b"CAPABILITY", b"* CAPABILITY IMAP4rev1\r\n{tag} OK\r\n")],
        Problem.TLS,
    ),
    "no STLS": ("POP3TLS", POP3_HELLO, [(b"CAPA", b"-ERR\r\n"), (b"STLS", b"-ERR what?\r\n")], Problem.TLS),
    "words before TLS (IMAP)": (
        "IMAPTLS",
        IMAP_HELLO,
        [CAPABILITY, (b"STARTTLS", b"{tag} OK begin\r\n* CAPABILITY IMAP4rev1 INJECTED\r\n")],
        Problem.TLS,
    ),
    "words before TLS (POP3)": (
        "POP3TLS",
        POP3_HELLO,
        [(b"CAPA", b"-ERR\r\n"), (b"STLS", b"+OK begin\r\n+OK injected\r\n")],
        Problem.TLS,
    ),
    "no passwords in the clear": (
        "IMAP",
        IMAP_HELLO,
        [(b"CAPABILITY", b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n{tag} OK\r\n")],
        Problem.LOGIN,
    ),
    "read-only": (
        "IMAP",
        IMAP_HELLO,
        [
            CAPABILITY,
            (b"LOGIN", b"{tag} OK\r\n"),
            CAPABILITY,
            (b"SELECT", b"* OK [UIDVALIDITY 7] yes\r\n{tag} OK [READ-ONLY] done\r\n"),
        ],
        Problem.FOLDER,
    ),
}


@pytest.mark.parametrize("script", SCRIPTS)
async def test_servers_that_cannot_or_will_not(script: str) -> None:
    kind, greeting, steps, problem = SCRIPTS[script]
    async with scripted_server(greeting, steps) as server:
        failure = await failure_of(access(kind, server.port))
    assert failure.problem is problem, failure.words


OPENED: tuple[Step, ...] = (
    CAPABILITY,
    (b"LOGIN", b"{tag} OK\r\n"),
    CAPABILITY,
    (b"SELECT", b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] yes\r\n{tag} OK [READ-WRITE] done\r\n"),
)


async def test_odd_answers_are_understood() -> None:
    """Untagged news in between, sizes that lie, a short body as a quoted string, NIL for what is gone, one refusal."""
    steps = (
        *OPENED,
        (b"UID SEARCH", b"* SEARCH 9 5\r\n* 4 EXISTS\r\n* SEARCH 7\r\n{tag} OK\r\n"),
        (
            b"UID FETCH",
            b"* 1 FETCH (UID 5 FLAGS () RFC822.SIZE 1)\r\n* 2 EXPUNGE\r\n* 3 FETCH (FLAGS (\\Deleted) UID 9)\r\n{tag} OK\r\n",
        ),
        (b"UID FETCH 5", b'* 2 FETCH (FLAGS ())\r\n* 1 FETCH (BODY[] "a \\"b\\"" UID 5)\r\n{tag} OK\r\n'),
        (b"UID FETCH 9", b"* 3 FETCH (UID 9 BODY[] NIL)\r\n{tag} OK\r\n"),
        (b"UID FETCH 9", b"{tag} NO [UNAVAILABLE] corrupt\r\n"),
    )
    async with scripted_server(IMAP_HELLO, steps) as server:
        mailbox = await open_imap(access(port=server.port))
        first, second = await mailbox.list_mails()
        assert (first.uid, first.is_deleted, second.uid, second.is_deleted) == ("5", False, "9", True)
        assert await mailbox.fetch(first) == b'a "b"'
        assert await mailbox.fetch(second) is None
        with pytest.raises(MailUnreadable, match="corrupt"):
            await mailbox.fetch(second)
        await mailbox.close()


async def test_without_uidplus_everything_flagged_is_expunged() -> None:
    steps = (
        *OPENED,
        (b"UID SEARCH", b"* SEARCH 1 2 4\r\n{tag} OK\r\n"),
        (b"UID FETCH", b"* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 2)\r\n* 3 FETCH (UID 4)\r\n{tag} OK\r\n"),
        (b"UID STORE 1:2,4 +FLAGS.SILENT (\\DELETED)", b"{tag} OK\r\n"),
        (b"EXPUNGE", b"* 1 EXPUNGE\r\n{tag} OK\r\n"),
        (b"LOGOUT", b"* BYE\r\n{tag} OK\r\n"),
    )
    async with scripted_server(IMAP_HELLO, steps) as server:
        mailbox = await open_imap(access(port=server.port))
        await mailbox.finish(await mailbox.list_mails())
        assert len(server.heard) == len(steps)


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        (b"SASL-IR AUTH=XOAUTH2", b"user=jane\x01auth=Bearer t0k\x01\x01"),
        (b"SASL-IR AUTH=OAUTHBEARER", b"n,a=jane,\x01host=127.0.0.1\x01port=%d\x01auth=Bearer t0k\x01\x01"),
    ],
)
async def test_tokens_over_imap(offered: bytes, expected: bytes) -> None:
    can = (b"CAPABILITY", b"* CAPABILITY IMAP4rev1 %s\r\n{tag} OK\r\n" % offered)
    steps = (can, (b"AUTHENTICATE", b"{tag} OK\r\n"), can, OPENED[-1])
    async with scripted_server(IMAP_HELLO, steps) as server:
        mailbox = await open_imap(access(port=server.port, token="t0k"))
        assert isinstance(mailbox, ImapMailbox)
        await mailbox.close()
        sent = base64.b64decode(server.heard[1].split()[-1])
        assert sent == (expected % server.port if b"%d" in expected else expected)


async def test_a_token_that_is_refused_over_imap_and_pop3() -> None:
    challenge = base64.b64encode(b'{"status":"401"}')
    imap = (
        CAPABILITY,
        (b"AUTHENTICATE XOAUTH2", b"+ \r\n"),
        (b"", b"+ %s\r\n" % challenge),
        (b"", b"g2 NO bad token\r\n"),
    )
    async with scripted_server(IMAP_HELLO, imap) as server:
        failure = await failure_of(access(port=server.port, token="t0k"))
    assert (failure.problem, "bad token" in failure.words) == (Problem.LOGIN, True)

    pop3 = (
        (b"CAPA", b"+OK\r\nSASL XOAUTH2\r\n.\r\n"),
        (b"AUTH XOAUTH2", b"+ %s\r\n" % challenge),
        (b"", b"-ERR bad token\r\n"),
    )
    async with scripted_server(POP3_HELLO, pop3, tagged=False) as server:
        failure = await failure_of(access("POP3", server.port, token="t0k"))
    assert (failure.problem, "bad token" in failure.words) == (Problem.LOGIN, True)


async def test_waiting_for_mail(mail_user: MailUser) -> None:
    mailbox = await open_imap(access_to(mail_user))
    assert not await mailbox.idle(0.05)
    mail_user.deliver(b"Subject: ring\r\n\r\n")
    assert await mailbox.idle(10)
    assert len(await mailbox.list_mails()) == 1
    await mailbox.close()


def test_secrets_do_not_show() -> None:
    way = Access("imap", Encryption.TLS, "h", 1, "jane", password="pw-1", token="tok-2")
    assert "pw-1" not in repr(way)
    assert "tok-2" not in repr(way)
