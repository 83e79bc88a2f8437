"""IMAP4rev1 (RFC 3501), as much of it as fetching needs; UIDPLUS (RFC 4315) and SASL-IR (RFC 4959) where offered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from gotrs_api.mail import sasl
from gotrs_api.mail.inbound.fetch.failures import FetchFailed, MailUnreadable, Problem
from gotrs_api.mail.inbound.fetch.imap_syntax import folder_name, quoted, uid_set
from gotrs_api.mail.inbound.fetch.port import HARD_LIMIT_BYTES, Access, Encryption, RemoteMail
from gotrs_api.mail.inbound.fetch.wire import Wire, tls_context

_LITERAL = re.compile(rb"\{(\d+)\}$")
_VALIDITY = re.compile(rb"\[UIDVALIDITY (\d+)\]", re.IGNORECASE)
_FETCHED = re.compile(rb"\d+ FETCH \(", re.IGNORECASE)
_UID = re.compile(rb"\bUID (\d+)", re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)", re.IGNORECASE)
_EXISTS = re.compile(rb"(\d+) EXISTS$", re.IGNORECASE)
_LISTED_AT_ONCE = 500
_CHUNK_BYTES = 4 * 1024 * 1024
_TOGETHER, _TOGETHER_BYTES = 20, 256 * 1024  # mails that one answer may hold


@dataclass(frozen=True)
class Untagged:
    """`* …` without its star. Where the server sent counted bytes, `text` has `{size}` and `literals` the bytes."""

    text: bytes
    literals: tuple[bytes, ...] = ()


class ImapMailbox:
    """An opened folder. Made by `open_imap`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._tags = 0
        self.capabilities: frozenset[str] = frozenset()
        self.validity = ""
        self.exists = 0
        self._expected: list[RemoteMail] = []
        self._got: dict[str, bytes | None] = {}

    async def list_mails(self) -> Sequence[RemoteMail]:
        answers = await self._expect(b"UID SEARCH ALL", Problem.PROTOCOL)
        found = [word for answer in answers if answer.text[:6].upper() == b"SEARCH" for word in answer.text.split()[1:]]
        uids = sorted({int(word) for word in found if word.isdigit()})
        mails: list[RemoteMail] = []
        for start in range(0, len(uids), _LISTED_AT_ONCE):
            chunk = uid_set(uids[start : start + _LISTED_AT_ONCE])
            answers = await self._expect(b"UID FETCH %s (UID FLAGS RFC822.SIZE)" % chunk, Problem.PROTOCOL)
            mails += filter(None, map(_listed, answers))
        return sorted(mails, key=lambda mail: int(mail.uid))

    def expect(self, mails: Sequence[RemoteMail]) -> None:
        self._expected = list(mails)

    async def fetch(self, mail: RemoteMail) -> bytes | None:
        if mail.uid not in self._got:
            await self._get_several(mail)
        if mail.uid in self._got:
            return self._got.pop(mail.uid)
        if mail.size_bytes <= _CHUNK_BYTES:
            return await self._body(mail.uid, b"BODY.PEEK[]")
        # In parts, so that no single answer is huge. Servers may be wrong about sizes: a short part is the last.
        whole = BytesIO()  # grows without a second copy
        while True:
            part = await self._body(mail.uid, b"BODY.PEEK[]<%d.%d>" % (whole.tell(), _CHUNK_BYTES))
            if part is None:
                return None
            whole.write(part)
            if len(part) < _CHUNK_BYTES:
                return whole.getvalue()
            if whole.tell() > HARD_LIMIT_BYTES:
                raise MailUnreadable(f"the mail {mail.uid} is larger than {HARD_LIMIT_BYTES} bytes")

    async def _get_several(self, first: RemoteMail) -> None:
        """This one and those that are expected behind it; nothing where the server stumbles: each then goes alone."""
        uids = [mail.uid for mail in self._expected]
        behind = self._expected[uids.index(first.uid) :] if first.uid in uids else []
        several: list[RemoteMail] = []
        size_bytes = 0
        for mail in behind[:_TOGETHER]:
            size_bytes += mail.size_bytes
            if size_bytes > _TOGETHER_BYTES:
                break
            several.append(mail)
        self._got = {}
        if len(several) > 1:
            chunk = uid_set(int(mail.uid) for mail in several)
            status, answers = await self.command(b"UID FETCH %s (UID BODY.PEEK[])" % chunk)
            if status.upper().startswith(b"OK"):
                bodies = dict(filter(None, map(_body_of, answers)))
                self._got = {mail.uid: bodies.get(mail.uid) for mail in several}
            else:
                self._expected = []

    async def _body(self, uid: str, part: bytes) -> bytes | None:
        status, answers = await self.command(b"UID FETCH %s (UID %s)" % (uid.encode(), part))
        if not status.upper().startswith(b"OK"):
            raise MailUnreadable(f"the mail {uid}: {_words(status)}")
        return dict(filter(None, map(_body_of, answers))).get(uid)

    async def finish(self, delete: Sequence[RemoteMail]) -> None:
        if delete:
            uids = uid_set(int(mail.uid) for mail in delete)
            await self._expect(b"UID STORE %s +FLAGS.SILENT (\\Deleted)" % uids, Problem.DELETE)
            # Without UIDPLUS this also removes what others have flagged, as OTRS does.
            expunge = b"UID EXPUNGE " + uids if "UIDPLUS" in self.capabilities else b"EXPUNGE"
            await self._expect(expunge, Problem.DELETE)
        await self.command(b"LOGOUT")
        await self.close()

    async def close(self) -> None:
        self._wire.close()

    async def idle(self, patience_s: float) -> bool:
        """Wait until the server says that there is new mail (RFC 2177); False when nothing came in that time."""
        tag = self._tag()
        await self._wire.send(tag + b" IDLE\r\n")
        news = False
        while not (line := await self._wire.line()).startswith(b"+"):
            if not line.startswith(b"*"):
                raise FetchFailed(Problem.PROTOCOL, f"The server does not go into IDLE: {_words(line)}")
            news = news or _EXISTS.search(line) is not None
        try:
            while not news:
                line = await self._wire.line(patience_s=patience_s)
                news = _EXISTS.search(line) is not None
        except FetchFailed as failure:
            if failure.problem is not Problem.TIMEOUT:
                raise
        await self._wire.send(b"DONE\r\n")
        _, answers = await self._answers(tag)
        return news or any(_EXISTS.match(answer.text) for answer in answers)

    async def greet(self) -> None:
        """Read the greeting and what the server can."""
        greeting = await self._wire.line()
        if not greeting.upper().startswith((b"* OK", b"* PREAUTH")):
            raise FetchFailed(Problem.PROTOCOL, f"The server does not greet as IMAP does: {_words(greeting)}")
        await self.learn_capabilities()

    async def learn_capabilities(self) -> None:
        answers = await self._expect(b"CAPABILITY", Problem.PROTOCOL)
        words = [
            word for answer in answers if answer.text.upper().startswith(b"CAPABILITY") for word in answer.text.split()
        ]
        self.capabilities = frozenset(word.decode("ascii", "replace").upper() for word in words)

    async def start_tls(self, access: Access) -> None:
        if "STARTTLS" not in self.capabilities:
            raise FetchFailed(Problem.TLS, "The server offers no STARTTLS.")
        await self._expect(b"STARTTLS", Problem.TLS)
        await self._wire.start_tls(tls_context(verify=access.verify_tls), access.host)
        await self.learn_capabilities()

    async def log_in(self, access: Access) -> None:
        """Raises FetchFailed(LOGIN)."""
        offered = frozenset(name.removeprefix("AUTH=") for name in self.capabilities if name.startswith("AUTH="))
        mechanism = sasl.choose(access.credentials, offered)
        if mechanism is not None:
            await self._authenticate(mechanism, access)
        elif "LOGINDISABLED" in self.capabilities:
            raise FetchFailed(Problem.LOGIN, "The server takes passwords over TLS only.")
        else:
            status, _ = await self.command(b"LOGIN", access.login, access.password)
            _require_ok(status, Problem.LOGIN, f"The server refuses the login of {access.login}: ")
        await self.learn_capabilities()

    async def _authenticate(self, mechanism: str, access: Access) -> None:
        tag = self._tag()
        response = sasl.initial_response(mechanism, access.credentials)
        opening = tag + b" AUTHENTICATE " + mechanism.encode()
        if "SASL-IR" in self.capabilities:
            await self._wire.send(opening + b" " + response + b"\r\n")
        else:
            await self._wire.send(opening + b"\r\n")
            if (line := await self._wire.line()).startswith(b"+"):
                await self._wire.send(response + b"\r\n")
            else:
                _require_ok(line.partition(b" ")[2], Problem.LOGIN, "The server refuses to authenticate: ")
        status, _ = await self._answers(tag, refusal=sasl.REFUSAL_SEEN.get(mechanism))
        _require_ok(status, Problem.LOGIN, f"The server refuses the login of {access.login}: ")

    async def select(self, folder: str) -> None:
        """Raises FetchFailed(FOLDER)."""
        try:
            name = folder_name(folder)
        except ValueError as error:
            raise FetchFailed(Problem.FOLDER, f"{folder!r} is no folder: {error}.") from error
        status, answers = await self.command(b"SELECT " + name)
        _require_ok(status, Problem.FOLDER, f"The folder {folder} cannot be opened: ")
        if b"[READ-ONLY]" in status.upper():
            raise FetchFailed(Problem.FOLDER, f"The folder {folder} is read-only: fetched mail could not be deleted.")
        for answer in answers:
            if found := _VALIDITY.search(answer.text):
                self.validity = found[1].decode()
            if counted := _EXISTS.match(answer.text):
                self.exists = int(counted[1])
        if not self.validity:
            raise FetchFailed(Problem.PROTOCOL, "The server numbers its mails without UIDVALIDITY.")

    async def command(self, opening: bytes, *strings: str) -> tuple[bytes, list[Untagged]]:
        """Send a command; answers what stood behind its tag (`OK …`, `NO …`) and the untagged answers before that."""
        tag = self._tag()
        line = tag + b" " + opening
        for string in strings:
            try:
                line += b" " + quoted(string)
            except ValueError:
                octets = string.encode()
                await self._wire.send(line + b" {%d}\r\n" % len(octets))
                if not (answer := await self._wire.line()).startswith(b"+"):
                    return answer.partition(b" ")[2], []
                line = octets
        await self._wire.send(line + b"\r\n")
        return await self._answers(tag)

    async def _answers(self, tag: bytes, *, refusal: bytes | None = None) -> tuple[bytes, list[Untagged]]:
        answers: list[Untagged] = []
        while True:
            line = await self._wire.line()
            if line.startswith(b"* "):
                answers.append(await self._whole(line[2:]))
            elif line.startswith(tag + b" "):
                return line[len(tag) + 1 :], answers
            elif line.startswith(b"+") and refusal is not None:
                await self._wire.send(refusal + b"\r\n")

    async def _whole(self, text: bytes) -> Untagged:
        literals = []
        while counted := _LITERAL.search(text):
            size = int(counted[1])
            if size > HARD_LIMIT_BYTES:
                raise FetchFailed(Problem.PROTOCOL, f"The server announced {size} bytes at once.")
            literals.append(await self._wire.exactly(size))
            text = text[: counted.start()] + b"{}" + await self._wire.line()
        return Untagged(text, tuple(literals))

    async def _expect(self, command: bytes, problem: Problem) -> list[Untagged]:
        status, answers = await self.command(command)
        _require_ok(status, problem, f"The server refuses {command.split()[0].decode()}: ")
        return answers

    def _tag(self) -> bytes:
        self._tags += 1
        return b"g%d" % self._tags


async def open_imap(access: Access) -> ImapMailbox:
    """Connect, log in and open the folder. Raises FetchFailed."""
    tls = tls_context(verify=access.verify_tls) if access.encryption is Encryption.TLS else None
    mailbox = ImapMailbox(await Wire.connect(access.host, access.port, tls=tls))
    try:
        await mailbox.greet()
        if access.encryption is Encryption.STARTTLS:
            await mailbox.start_tls(access)
        await mailbox.log_in(access)
        await mailbox.select(access.folder)
    except BaseException:
        await mailbox.close()
        raise
    return mailbox


def _listed(answer: Untagged) -> RemoteMail | None:
    if not _FETCHED.match(answer.text):
        return None
    uid, size = _UID.search(answer.text), _SIZE.search(answer.text)
    if uid is None:
        return None
    deleted = b"\\DELETED" in answer.text.upper()
    return RemoteMail(uid[1].decode(), int(size[1]) if size else 0, is_deleted=deleted)


def _body_of(answer: Untagged) -> tuple[str, bytes | None] | None:
    """UID and bytes, where it is an answer to FETCH."""
    found = _UID.search(answer.text)
    if found is None or not _FETCHED.match(answer.text):
        return None
    return found[1].decode(), answer.literals[0] if answer.literals else _quoted_body(answer.text)


def _quoted_body(text: bytes) -> bytes | None:
    """Servers send short bodies as quoted strings, and NIL for what is gone."""
    found = re.search(rb'BODY\[\](?:<\d+>)? "((?:[^"\\]|\\.)*)"', text, re.IGNORECASE | re.DOTALL)
    return re.sub(rb"\\(.)", rb"\1", found[1], flags=re.DOTALL) if found else None


def _require_ok(status: bytes, problem: Problem, words: str) -> None:
    if not status.upper().startswith(b"OK"):
        raise FetchFailed(problem, words + _words(status))


def _words(line: bytes) -> str:
    return line.decode("utf-8", "replace")[:300].strip() or "(nothing)"
