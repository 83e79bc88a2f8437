"""Mails of OpenSSL and GnuPG are opened and judged, and OpenSSL and GnuPG open ours."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from random import Random

import httpx
import pytest
import uvloop
from pydantic import SecretStr
from sqlalchemy import select, update

from gotrs_api.articles import service as articles
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, QueueId, TicketId
from gotrs_api.mail.inbound import service as inbound
from gotrs_api.mail.models import MailKey
from gotrs_api.mail.security import cms, keys, pgp, smime
from gotrs_api.mail.security.pgp import is_there
from gotrs_api.mail.security.schemas import MailKeyAdd
from gotrs_api.mail.security.sealing import CannotSeal, sealed
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueUpdate
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site, UnitOfWork
from tests.mail.inbound.letters import Postmaster
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")
SYSTEM = Principal.system("test")
ROSA, DESK = "rosa@northwind.example", "help@desk.example"
_numbers = count(1)
needs_gpg = pytest.mark.skipif(not is_there(), reason="GnuPG is not installed")


def run(folder: Path, *command: str, data: bytes = b"") -> bytes:
    return subprocess.run(command, cwd=folder, input=data, capture_output=True, check=True, timeout=30).stdout


def certificate(folder: Path, name: str, email: str) -> str:
    """Of its own authority; files `name.pem` and `name.key`."""
    run(
        folder, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "20000",
        "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}/emailAddress={email}",
    )  # fmt: skip
    return (folder / f"{name}.pem").read_text()


def headed(content: bytes, sender: str = ROSA) -> bytes:
    return f"From: Rosa <{sender}>\nTo: {DESK}\nSubject: Secret\nMessage-ID: <{next(_numbers)}@x>\n".encode() + content


def entity(text: str = "The code is 4711.") -> bytes:
    return f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()


async def add(uow: UnitOfWork, text: str) -> str:
    key = await keys.add_key(uow, SYSTEM, MailKeyAdd(text=SecretStr(text)))
    return key.sign_key


async def opened(site: Site, raw: bytes) -> tuple[str, list[str]]:
    """The article's text, and what is said about its security."""
    row = await Postmaster(site).deliver(raw)
    assert row.status == "done", row.reason
    async with site.read() as read:
        article = await articles.read_article(read, SYSTEM, TicketId(row.ticket_id), ArticleId(row.article_id))
        said = await inbound.article_decisions(read, SYSTEM, TicketId(row.ticket_id), ArticleId(row.article_id))
    return article.body, [f"{one.by}: {one.what}" for one in said if one.step == "security"]


@pytest.fixture
async def smime_on(factories: Factories, clock: object) -> None:
    await factories.setting(settings.SMIME, True)


@pytest.fixture
async def pgp_on(factories: Factories) -> None:
    await factories.setting(settings.PGP, True)


class Openssl:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rosa, self.desk = certificate(folder, "rosa", ROSA), certificate(folder, "desk", DESK)

    def key(self, name: str) -> str:
        return (self.folder / f"{name}.pem").read_text() + (self.folder / f"{name}.key").read_text()

    def sign(self, content: bytes, *options: str) -> bytes:
        return run(
            self.folder,
            "openssl",
            "smime",
            "-sign",
            "-signer",
            "rosa.pem",
            "-inkey",
            "rosa.key",
            *options,
            data=content,
        )

    def encrypt(self, content: bytes) -> bytes:
        return run(self.folder, "openssl", "smime", "-encrypt", "-aes256", "desk.pem", data=content)


@pytest.fixture(scope="module")
def openssl(tmp_path_factory: pytest.TempPathFactory) -> Openssl:
    return Openssl(tmp_path_factory.mktemp("smime"))


@pytest.fixture
def now_is_now(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """Certificates made by OpenSSL begin to be valid now, and the tests' clock stands before that."""
    monkeypatch.setattr(type(site.clock), "now", lambda _: datetime.now(UTC))


@pytest.mark.usefixtures("smime_on", "now_is_now")
class TestSmime:
    async def test_a_signature_counts_when_its_certificate_is_known(
        self, site: Site, uow: UnitOfWork, openssl: Openssl
    ) -> None:
        signed = openssl.sign(entity())
        body, said = await opened(site, headed(signed))
        assert "4711" in body
        assert said == [
            f"S/MIME signature: problem: {ROSA}: the signer's certificate is not known here, nor is who issued it"
        ]
        await add(uow, openssl.rosa)
        assert (await opened(site, headed(signed)))[1] == [f"S/MIME signature: good: {ROSA}"]
        assert (await opened(site, headed(signed, "eve@evil.example")))[1] == [
            f"S/MIME signature: problem: {ROSA}: the signer is not the sender"
        ]

    async def test_a_change_after_signing_is_noticed(self, site: Site, uow: UnitOfWork, openssl: Openssl) -> None:
        await add(uow, openssl.rosa)
        forged = openssl.sign(entity()).replace(b"4711", b"4712")
        assert (await opened(site, headed(forged)))[1] == [
            "S/MIME signature: problem: The content was changed after it was signed."
        ]

    async def test_what_is_encrypted_and_signed_inside_is_read(
        self, site: Site, uow: UnitOfWork, openssl: Openssl
    ) -> None:
        await add(uow, openssl.rosa)
        secret = openssl.encrypt(openssl.sign(entity()))
        body, said = await opened(site, headed(secret))
        assert "4711" not in body
        assert said == ["S/MIME encryption: problem: None of the keys here can decrypt it."]
        await add(uow, openssl.key("desk"))
        body, said = await opened(site, headed(secret))
        assert "4711" in body
        assert said == ["S/MIME encryption: good: decrypted", f"S/MIME signature: good: {ROSA}"]
        opaque = openssl.sign(entity(), "-nodetach")
        assert "4711" in (await opened(site, headed(opaque)))[0]

    @pytest.mark.parametrize(
        "options",
        ["-des3", "-aes128", "-aes192", "-aes-256-gcm", "-aes256 -recip desk.pem -keyopt rsa_padding_mode:oaep"],
    )
    async def test_every_usual_way_to_encrypt_is_read(
        self, site: Site, uow: UnitOfWork, openssl: Openssl, options: str
    ) -> None:
        await add(uow, openssl.key("desk"))
        last = () if "-recip" in options else ("desk.pem",)
        secret = run(openssl.folder, "openssl", "cms", "-encrypt", *options.split(), *last, data=entity())
        body, said = await opened(site, headed(secret))
        assert "4711" in body
        assert said == ["S/MIME encryption: good: decrypted"]
        damaged = secret.replace(secret[-200:-150], b"A" * 50)
        assert "4711" not in (await opened(site, headed(damaged)))[0]

    @pytest.mark.parametrize(
        ("curve", "options"),
        [
            ("P-256", "-aes256"),
            ("P-256", "-aes128 -keyid"),
            ("P-384", "-aes-256-gcm -recip {} -keyopt ecdh_kdf_md:sha384"),
            ("P-521", "-aes256 -wrap aes192-wrap -recip {} -keyopt ecdh_kdf_md:sha256 -keyopt ecdh_cofactor_mode:1"),
        ],
    )
    async def test_mails_for_elliptic_curves_are_read(
        self, site: Site, uow: UnitOfWork, openssl: Openssl, curve: str, options: str, tmp_path: Path
    ) -> None:
        make = f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:{curve} -nodes -days 9999"
        run(tmp_path, *make.split(), "-keyout", "ec.key", "-out", "ec.pem", "-subj", f"/CN=ec/emailAddress={DESK}")
        await add(uow, (tmp_path / "ec.pem").read_text() + (tmp_path / "ec.key").read_text())
        await add(uow, openssl.key("rosa"))
        last = () if "{}" in options else ("ec.pem",)
        chosen = options.format("ec.pem").split()
        to_both = run(
            tmp_path, "openssl", "cms", "-encrypt", *chosen, str(openssl.folder / "desk.pem"), *last, data=entity()
        )

        body, said = await opened(site, headed(to_both))

        assert "4711" in body
        assert said == ["S/MIME encryption: good: decrypted"]

    async def test_a_mail_that_was_encrypted_before_it_was_signed_is_read(
        self, site: Site, uow: UnitOfWork, openssl: Openssl
    ) -> None:
        await add(uow, openssl.rosa)
        await add(uow, openssl.key("desk"))
        secret = openssl.sign(openssl.encrypt(entity()))

        body, said = await opened(site, headed(secret))

        assert "4711" in body
        assert said == [f"S/MIME signature: good: {ROSA}", "S/MIME encryption: good: decrypted"]

    async def test_a_signed_mail_that_does_not_say_so_is_verified(
        self, site: Site, uow: UnitOfWork, openssl: Openssl
    ) -> None:
        await add(uow, openssl.rosa)
        opaque = openssl.sign(entity(), "-nodetach").replace(b"smime-type=signed-data; ", b"")
        body, said = await opened(site, headed(opaque))
        assert "4711" in body
        assert said == [f"S/MIME signature: good: {ROSA}"]

    async def test_whoever_is_known_vouches_for_nobody_else(
        self, site: Site, uow: UnitOfWork, openssl: Openssl, tmp_path: Path
    ) -> None:
        """OpenSSL's self-signed certificates call themselves authorities."""
        await add(uow, openssl.rosa)
        request = ("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "boss.key", "-subj")
        wanted = run(tmp_path, *request, "/CN=boss/emailAddress=boss@desk.example")
        signed_by = ("-CA", str(openssl.folder / "rosa.pem"), "-CAkey", str(openssl.folder / "rosa.key"))
        run(tmp_path, "openssl", "x509", "-req", "-days", "9999", *signed_by, "-out", "boss.pem", data=wanted)
        signer = ("-signer", "boss.pem", "-inkey", "boss.key", "-certfile", str(openssl.folder / "rosa.pem"))
        forged = run(tmp_path, "openssl", "smime", "-sign", *signer, data=entity())
        (said,) = (await opened(site, headed(forged, "boss@desk.example")))[1]
        assert said.startswith("S/MIME signature: problem: boss@desk.example: the signer's certificate is not known")

    async def test_keys_that_are_over_are_not_used(
        self, uow: UnitOfWork, openssl: Openssl, factories: Factories, tmp_path: Path
    ) -> None:
        over = update(MailKey).values(expires_at=datetime(2026, 1, 1, tzinfo=UTC))
        await add(uow, openssl.rosa)
        await uow.session.execute(over)
        sign_key = await add(uow, openssl.key("desk"))
        queue_id = QueueId((await factories.queue("Safe")).id)
        raw = b"From: help@desk.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nAll is well.\r\n"
        with pytest.raises(CannotSeal, match=ROSA):
            await sealed(uow, raw, queue_id=queue_id, recipients=[ROSA], encrypt=True)
        await add(uow, certificate(tmp_path, "newer", ROSA))
        secret = await sealed(uow, raw, queue_id=queue_id, recipients=[ROSA], encrypt=True)
        key = ("-recip", "newer.pem", "-inkey", "newer.key")
        assert b"All is well." in run(tmp_path, "openssl", "smime", "-decrypt", *key, data=secret)
        await uow.session.execute(over)
        with pytest.raises(CannotSeal, match="out of date"):
            await sealed(uow, raw, queue_id=queue_id, recipients=[ROSA], sign_key=sign_key)

    async def test_a_key_that_cannot_be_used_does_not_stop_a_mail(
        self, uow: UnitOfWork, factories: Factories, tmp_path: Path
    ) -> None:
        make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9999 -keyout e.key -out e.pem -subj"
        run(tmp_path, *make.split(), f"/CN=e/emailAddress={ROSA}")
        await add(uow, (tmp_path / "e.pem").read_text())
        await factories.setting(settings.MAIL_ENCRYPT_WHEN_POSSIBLE, True)
        raw = b"From: help@desk.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nAll is well.\r\n"
        queue_id = QueueId((await factories.queue("Safe")).id)
        assert b"All is well." in await sealed(uow, raw, queue_id=queue_id, recipients=[ROSA])

    async def test_openssl_verifies_and_decrypts_ours(
        self, site: Site, uow: UnitOfWork, openssl: Openssl, factories: Factories
    ) -> None:
        sign_key = await add(uow, openssl.key("desk"))
        queue = await factories.queue("Safe")
        await queues.update_queue(uow, SYSTEM, QueueId(queue.id), QueueUpdate(default_sign_key=sign_key))
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = DESK, ROSA, "Answer"
        mail.set_content("All is well.")
        mail.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="x.bin")

        signed = await sealed(uow, bytes(mail), queue_id=QueueId(queue.id), recipients=[ROSA])
        run(openssl.folder, "openssl", "smime", "-verify", "-CAfile", "desk.pem", data=signed)

        await factories.setting(settings.MAIL_ENCRYPT_WHEN_POSSIBLE, True)
        await add(uow, openssl.rosa)
        both = await sealed(uow, bytes(mail), queue_id=QueueId(queue.id), recipients=[ROSA])
        assert b"All is well" not in both
        inner = run(
            openssl.folder, "openssl", "smime", "-decrypt", "-recip", "rosa.pem", "-inkey", "rosa.key", data=both
        )
        clear = run(openssl.folder, "openssl", "smime", "-verify", "-CAfile", "desk.pem", data=inner)
        assert b"All is well." in clear
        somebody = await sealed(uow, bytes(mail), queue_id=QueueId(queue.id), recipients=[ROSA, "x@y.example"])
        assert b"All is well" in somebody

    async def test_what_its_writer_chose_goes_before_the_queue_s_key(
        self, uow: UnitOfWork, openssl: Openssl, factories: Factories
    ) -> None:
        key = await add(uow, openssl.key("desk"))
        queue_id = QueueId((await factories.queue("Safe")).id)
        raw = b"From: help@desk.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nAll is well.\r\n"
        signed = await sealed(uow, raw, queue_id=queue_id, recipients=[ROSA], sign_key=key)
        run(openssl.folder, "openssl", "smime", "-verify", "-CAfile", "desk.pem", data=signed)
        await queues.update_queue(uow, SYSTEM, queue_id, QueueUpdate(default_sign_key=key))
        assert await sealed(uow, raw, queue_id=queue_id, recipients=[ROSA], sign_key="") == raw
        with pytest.raises(CannotSeal, match=ROSA):
            await sealed(uow, raw, queue_id=queue_id, recipients=[ROSA], encrypt=True)
        await add(uow, openssl.rosa)
        assert b"All is well" not in await sealed(uow, raw, queue_id=queue_id, recipients=[ROSA], encrypt=True)

    async def test_a_mail_that_cannot_be_signed_does_not_leave(self, uow: UnitOfWork, factories: Factories) -> None:
        queue = await factories.queue("Safe")
        missing = QueueUpdate(default_sign_key="SMIME::Detached::12345678.0")
        await queues.update_queue(uow, SYSTEM, QueueId(queue.id), missing)
        with pytest.raises(CannotSeal):
            await sealed(uow, b"Subject: x\n\nx", queue_id=QueueId(queue.id), recipients=[ROSA])


def damaged(content: bytes, chance: Random) -> bytes:
    """A few bytes changed, cut out or put in."""
    result = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(result))
        result[at : at + chance.choice((0, 1, 1, 7))] = chance.randbytes(chance.choice((0, 1, 1, 3)))
    return bytes(result)


def test_what_is_damaged_is_told_and_nothing_else_happens(openssl: Openssl) -> None:
    """Whatever a stranger sends as signature or envelope, certificates in it included."""
    chance, ours = Random(5), smime.read_identity(openssl.key("desk"))
    encrypt = ("openssl", "cms", "-encrypt", "-outform", "DER")
    envelopes = [run(openssl.folder, *encrypt, kind, "desk.pem", data=entity()) for kind in ("-aes256", "-aes-256-gcm")]
    signed = openssl.sign(entity(), "-nodetach", "-outform", "DER")
    for _ in range(3000):
        with suppress(smime.SmimeFailed):
            smime.decrypt(damaged(chance.choice(envelopes), chance), [ours])
        with suppress(cms.BadSignature):
            verified = cms.verify(damaged(signed, chance))
            for one in verified.signers:
                smime.distrust(one, verified.others, [ours.certificate], datetime.now(UTC))


class Gnupg:
    def __init__(self, folder: Path, *owners: str) -> None:
        self.folder = folder
        folder.chmod(0o700)
        for email in owners:
            self.run("--passphrase", "", "--quick-gen-key", f"Somebody <{email}>", "default", "default", "never")

    def run(self, *arguments: str, data: bytes = b"") -> bytes:
        fixed = ("gpg", "--homedir", str(self.folder), "--batch", "--quiet", "--pinentry-mode", "loopback")
        return run(self.folder, *fixed, *arguments, data=data)

    def public(self, email: str) -> str:
        return self.run("--export", "--armor", email).decode()

    def private(self, email: str) -> str:
        return self.run("--export-secret-keys", "--armor", email).decode()


@pytest.fixture(scope="module")
def gnupg(tmp_path_factory: pytest.TempPathFactory) -> Gnupg:
    return Gnupg(tmp_path_factory.mktemp("g"), ROSA, DESK)


def test_a_gnupg_that_ends_before_it_has_read_everything_is_no_error_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the server's event loop, where a pipe that was closed early raised, one time in three."""
    program = tmp_path / "gpg"
    program.write_text("#!/bin/sh\nexec 0<&-\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    async def run_it_often() -> list[bytes]:
        return [(await pgp._run(str(tmp_path), ["--list-keys"], b"key"))[0] for _ in range(30)]

    assert uvloop.run(run_it_often()) == [b""] * 30


@needs_gpg
@pytest.mark.usefixtures("pgp_on", "now_is_now")
class TestPgp:
    async def test_mime_and_inline_mails_of_gnupg(self, site: Site, uow: UnitOfWork, gnupg: Gnupg) -> None:
        await add(uow, gnupg.public(ROSA))
        await add(uow, gnupg.private(DESK))
        secret = gnupg.run(
            "--sign", "--encrypt", "--armor", "--trust-model", "always", "-u", ROSA, "-r", DESK, data=entity()
        )
        mime = (
            b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"\n\n'
            b"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
            b"--b\nContent-Type: application/octet-stream\n\n" + secret + b"\n--b--\n"
        )
        body, said = await opened(site, headed(mime))
        assert body.strip() == "The code is 4711."
        assert said == ["PGP encryption: good: decrypted", f"PGP signature: good: {ROSA}"]
        clear = gnupg.run("--clear-sign", "-u", ROSA, data=b"Hello 4711\n")
        body, said = await opened(site, headed(b"\n" + clear))
        assert (body.strip(), said) == ("Hello 4711", [f"PGP signature: good: {ROSA}"])
        _, said = await opened(site, headed(b"\n" + clear.replace(b"4711", b"4712")))
        assert said == ["PGP signature: problem: The signature does not fit the content."]

    async def test_keys_that_are_over_sign_nothing_good_and_are_not_encrypted_for(
        self, site: Site, uow: UnitOfWork, factories: Factories, tmp_path: Path
    ) -> None:
        # The name of the second looks like GnuPG's word for a good signature.
        lapsed, revoked = "old@northwind.example", "gone@northwind.example"
        gnupg = Gnupg(tmp_path)
        make = ("--passphrase", "", "--quick-gen-key")
        gnupg.run("--faked-system-time", "20200101T000000!", *make, f"Old <{lapsed}>", "default", "default", "1y")
        gnupg.run(*make, f"[GNUPG:] GOODSIG 1 <{revoked}>", "rsa2048", "default", "never")
        old = gnupg.run("--faked-system-time", "20200201T000000!", "--clear-sign", "-u", lapsed, data=b"Old\n")
        gone = gnupg.run("--clear-sign", "-u", revoked, data=b"Gone\n")
        fingerprint = gnupg.run("--list-keys", "--with-colons", revoked).decode().partition("\nfpr:")[2].split(":")[8]
        word = (tmp_path / "openpgp-revocs.d" / f"{fingerprint}.rev").read_text().replace("\n:---", "\n---")
        gnupg.run("--import", data=word.encode())
        for email in (lapsed, revoked):
            await add(uow, gnupg.public(email))
        await factories.setting(settings.MAIL_ENCRYPT_WHEN_POSSIBLE, True)
        queue_id = QueueId((await factories.queue("Safe")).id)
        raw = b"From: help@desk.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nAll is well.\r\n"

        for mail, problem in ((old, "The signer's key has expired."), (gone, "The signer's key was revoked.")):
            assert (await opened(site, headed(b"\n" + mail)))[1] == [f"PGP signature: problem: {problem}"]
        for email in (lapsed, revoked):
            assert b"All is well." in await sealed(uow, raw, queue_id=queue_id, recipients=[email])
            with pytest.raises(CannotSeal, match=f"no key to encrypt for {email}"):
                await sealed(uow, raw, queue_id=queue_id, recipients=[email], encrypt=True)

    async def test_a_bomb_goes_off_quietly(
        self, site: Site, gnupg: Gnupg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        bomb = gnupg.run("--store", "--armor", "-z", "9", data=b"\0" * 16 * 1024 * 1024)
        assert len(bomb) < 64 * 1024
        monkeypatch.setattr(pgp, "_LIMIT_BYTES", 1024 * 1024)
        tmp_path.chmod(0o700)
        clear, _ = await pgp._run(str(tmp_path), ["--decrypt"], bomb, fails=True)
        assert len(clear) <= 1024 * 1024
        _, said = await opened(site, headed(b"\n" + bomb))
        assert [one.partition(": ")[2].partition(":")[0] for one in said] == ["problem"]

    async def test_gnupg_verifies_and_decrypts_ours(
        self, site: Site, uow: UnitOfWork, gnupg: Gnupg, factories: Factories, tmp_path: Path
    ) -> None:
        sign_key = await add(uow, gnupg.private(DESK))
        queue = await factories.queue("Safe")
        await queues.update_queue(uow, SYSTEM, QueueId(queue.id), QueueUpdate(default_sign_key=sign_key))
        raw = f"From: {DESK}\nTo: {ROSA}\nSubject: Answer\nContent-Type: text/plain\n\nAll is well.\n".encode()
        signed = await sealed(uow, raw, queue_id=QueueId(queue.id), recipients=[ROSA])
        # Opened by the same code as any mail that comes in; GnuPG makes the verdict.
        _, said = await opened(site, signed)
        assert said == [f"PGP signature: good: {DESK}"]
        await factories.setting(settings.MAIL_ENCRYPT_WHEN_POSSIBLE, True)
        await add(uow, gnupg.public(ROSA))
        both = await sealed(uow, raw, queue_id=QueueId(queue.id), recipients=[ROSA])
        armour = both[both.index(b"-----BEGIN PGP") : both.index(b"-----END PGP MESSAGE-----") + 25]
        assert b"All is well." in gnupg.run("--decrypt", data=armour)


@pytest.mark.principal("admin")
async def test_keys_are_kept_encrypted_and_never_shown(
    client: httpx.AsyncClient, uow: UnitOfWork, openssl: Openssl
) -> None:
    address = "/api/v1/admin/mail/keys"
    made = await client.post(address, json={"text": openssl.key("desk")})
    assert made.status_code == 201, made.text
    assert "PRIVATE" not in made.text
    assert made.json()["emails"] == [DESK]
    stored = await uow.session.scalar(select(MailKey.private_part))
    assert stored is not None
    assert stored.startswith("enc1:")
    assert (await client.post(address, json={"text": openssl.desk})).status_code == 409
    wrong = await client.post(address, json={"text": openssl.rosa + (openssl.folder / "desk.key").read_text()})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/text")
    assert (await client.post(address, json={"text": "hello"})).status_code == 422
    assert (await client.delete(f"{address}/{made.json()['id']}")).status_code == 204
    assert (await client.get(address)).json()["data"] == []


@pytest.mark.principal("agent")
async def test_keys_are_for_administrators(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/admin/mail/keys")).status_code == 403
