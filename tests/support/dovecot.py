"""A Dovecot of this run's own: IMAP and POP3 on free ports, every login with the password `secret`, no root needed."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from socket import create_connection

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.servers import free_port

PASSWORD = "secret"
_numbers = count(1)

_CONFIG = """
protocols = imap pop3
base_dir = {run}
state_dir = {run}
log_path = {base}/log
info_log_path = {base}/log
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login_user}
first_valid_uid = 0
first_valid_gid = 0
mail_uid = {uid}
mail_gid = {gid}
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 0
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    address = 127.0.0.1
    port = {pop3}
  }}
  inet_listener pop3s {{
    address = 127.0.0.1
    port = {pop3s}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
shutdown_clients = yes
"""


@dataclass(frozen=True)
class Dovecot:
    """`user()` is a mailbox that nobody has used; mail is put there as a delivery agent does."""

    base: Path
    ports: dict[str, int]
    uid: int
    gid: int

    @property
    def certificate(self) -> Path:
        return self.base / "cert.pem"

    def user(self) -> MailUser:
        return MailUser(self, f"user{next(_numbers)}-{os.getpid()}")

    def log(self) -> str:
        path = self.base / "log"
        return path.read_text() if path.exists() else ""


@dataclass(frozen=True)
class MailUser:
    dovecot: Dovecot
    name: str

    def maildir(self, folder: str = "") -> Path:
        root = self.dovecot.base / "home" / self.name / "Maildir"
        return root / f".{folder}" if folder else root

    def deliver(self, *mails: bytes, folder: str = "") -> None:
        """In this order: names are counted up, as Dovecot numbers new files by their names."""
        maildir = self.maildir(folder)
        for part in ("tmp", "new", "cur"):
            self._make(maildir / part)
        for raw in mails:
            path = maildir / "new" / f"{1_700_000_000 + next(_numbers)}.M1P1.test"
            path.write_bytes(raw)
            self._own(path)

    def make_folder(self, folder: str) -> None:
        self.deliver(folder=folder)

    def left(self, folder: str = "") -> int:
        """How many mails lie on the server."""
        maildir = self.maildir(folder)
        return sum(len(list((maildir / part).iterdir())) for part in ("new", "cur") if (maildir / part).is_dir())

    def renumber(self, folder: str = "") -> None:
        """Make the server forget all numbers: UIDVALIDITY and UIDs are new at the next look."""
        maildir = self.maildir(folder)
        for path in maildir.iterdir():
            if path.name.startswith(("dovecot.index", "dovecot.list.index")):
                path.unlink()
        (maildir / "dovecot-uidlist").write_text(f"3 V{1_800_000_000 + next(_numbers)} N1000\n")
        self._own(maildir / "dovecot-uidlist")

    def _make(self, folder: Path) -> None:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        for path in reversed(missing):
            path.mkdir()
            self._own(path)

    def _own(self, path: Path) -> None:
        if os.getuid() == 0:
            os.chown(path, self.dovecot.uid, self.dovecot.gid)


@contextmanager
def running_dovecot() -> Iterator[Dovecot]:
    """Raises RuntimeError with its log when it does not start."""
    base = Path(tempfile.mkdtemp(prefix="gotrs-test-dovecot-"))
    base.chmod(0o755)
    names = ("imap", "imaps", "pop3", "pop3s")
    ports = {name: free_port() for name in names}
    is_root = os.getuid() == 0
    owner = pwd.getpwnam("nobody" if is_root else getpass.getuser())
    internal = "dovecot" if is_root else owner.pw_name
    group = pwd.getpwnam(internal).pw_gid
    write_certificate(base)
    (base / "home").mkdir()
    (base / "run").mkdir()
    if is_root:
        os.chown(base / "home", owner.pw_uid, owner.pw_gid)
    values = {
        "base": base,
        "run": base / "run",
        "internal": internal,
        "internal_group": _group_name(group),
        "login_user": "dovenull" if is_root else owner.pw_name,
        "uid": owner.pw_uid,
        "gid": owner.pw_gid,
        "password": PASSWORD,
        **ports,
    }
    config = base / "dovecot.conf"
    config.write_text(_CONFIG.format(**values))
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert program is not None
    dovecot = Dovecot(base, ports, owner.pw_uid, owner.pw_gid)
    with (base / "output").open("wb") as output:
        process = subprocess.Popen([program, "-F", "-c", str(config)], stdout=output, stderr=output)
    try:
        _wait(process, ports["imap"], dovecot)
        yield dovecot
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(base, ignore_errors=True)


def why_no_dovecot() -> str:
    """Empty when one can be started."""
    if shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") is None:
        return "no dovecot on this machine (apt-get install dovecot-imapd dovecot-pop3d)"
    return ""


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """An IMAP and POP3 server; tests that need it are skipped where Dovecot is not installed."""
    if reason := why_no_dovecot():
        pytest.skip(reason)
    with running_dovecot() as server:
        yield server


@pytest.fixture
def mail_user(dovecot: Dovecot) -> MailUser:
    """A new, empty mailbox on it."""
    return dovecot.user()


def _wait(process: subprocess.Popen[bytes], port: int, dovecot: Dovecot) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(f"dovecot ended: {(dovecot.base / 'output').read_text()}\n{dovecot.log()}")
        try:
            with create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.settimeout(5)
                if connection.recv(4):
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"dovecot does not answer: {dovecot.log()}")


def _group_name(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def write_certificate(base: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (base / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (base / "key.pem").touch(0o600)
    (base / "key.pem").write_bytes(private)
