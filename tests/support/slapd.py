"""A real OpenLDAP of this run's own: people, nested groups, StartTLS and LDAPS on free ports, no root needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection

import pytest

from tests.support.dovecot import write_certificate
from tests.support.servers import free_port

BASE = "dc=example,dc=org"
ADMIN, ADMIN_PASSWORD = f"cn=service,{BASE}", "service-secret"
PASSWORD = "right-password"
_SEARCH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/usr/libexec"

_CONFIG = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile {base}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb.so
TLSCertificateFile {base}/cert.pem
TLSCertificateKeyFile {base}/key.pem
database mdb
suffix "{suffix}"
rootdn "{admin}"
rootpw {password}
directory {base}/data
"""

_PEOPLE = """
dn: {base}
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=people,{base}
objectClass: organizationalUnit
ou: people

dn: ou=groups,{base}
objectClass: organizationalUnit
ou: groups

dn: uid=lena,ou=people,{base}
objectClass: inetOrgPerson
uid: lena
cn: Lena Lind
givenName: Lena
sn: Lind
mail: lena@example.org
telephoneNumber: 123
userPassword: {password}

dn: uid=otto,ou=people,{base}
objectClass: inetOrgPerson
uid: otto
cn: Otto Öst
givenName: Otto
sn:: w5ZzdA==
mail: otto@example.org
userPassword: {password}

dn: cn=support,ou=groups,{base}
objectClass: groupOfNames
cn: support
member: uid=lena,ou=people,{base}

dn: cn=everybody,ou=groups,{base}
objectClass: groupOfNames
cn: everybody
member: cn=support,ou=groups,{base}
member: cn=circle,ou=groups,{base}

dn: cn=circle,ou=groups,{base}
objectClass: groupOfNames
cn: circle
member: cn=everybody,ou=groups,{base}
"""


@dataclass(frozen=True)
class Slapd:
    base: Path
    port: int
    tls_port: int

    @property
    def certificate(self) -> str:
        return (self.base / "cert.pem").read_text()

    def change(self, ldif: str) -> None:
        """Apply changes as the directory's own administrator."""
        command = ["ldapmodify", "-x", "-H", f"ldap://127.0.0.1:{self.port}", "-D", ADMIN, "-w", ADMIN_PASSWORD]
        subprocess.run(command, input=ldif.encode(), check=True, capture_output=True, timeout=20)

    def config(self, **more: object) -> dict[str, object]:
        """How GOTRS is told about it."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "starttls",
            "ca_certificate": self.certificate,
            "bind_dn": ADMIN,
            "bind_password": ADMIN_PASSWORD,
            "base_dn": f"ou=people,{BASE}",
            "group_base_dn": f"ou=groups,{BASE}",
            "timeout_s": 5,
            **more,
        }


@contextmanager
def running_slapd() -> Iterator[Slapd]:
    """Raises RuntimeError with its output when it does not start."""
    base = Path(tempfile.mkdtemp(prefix="gotrs-test-slapd-"))
    (base / "data").mkdir()
    write_certificate(base)
    slapd = Slapd(base, free_port(), free_port())
    config = base / "slapd.conf"
    config.write_text(_CONFIG.format(base=base, suffix=BASE, admin=ADMIN, password=ADMIN_PASSWORD))
    people = base / "people.ldif"
    people.write_text(_PEOPLE.format(base=BASE, password=PASSWORD).lstrip(), encoding="utf-8")
    program, add = shutil.which("slapd", path=_SEARCH), shutil.which("slapadd", path=_SEARCH)
    assert program is not None
    assert add is not None
    subprocess.run([add, "-f", str(config), "-l", str(people)], check=True, capture_output=True, timeout=30)
    addresses = f"ldap://127.0.0.1:{slapd.port} ldaps://127.0.0.1:{slapd.tls_port}"
    with (base / "output").open("wb") as output:
        command = [program, "-d", "0", "-h", addresses, "-f", str(config)]
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        _wait(process, slapd)
        yield slapd
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(base, ignore_errors=True)


def why_no_slapd() -> str:
    """Empty when one can be started."""
    if shutil.which("slapd", path=_SEARCH) is None or shutil.which("ldapmodify") is None:
        return "no OpenLDAP on this machine (apt-get install slapd ldap-utils)"
    return ""


@pytest.fixture(scope="session")
def slapd() -> Iterator[Slapd]:
    """A directory; tests that need it are skipped where OpenLDAP is not installed, but not with CI=true."""
    if reason := why_no_slapd():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with running_slapd() as server:
        yield server


def _wait(process: subprocess.Popen[bytes], slapd: Slapd) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(f"slapd ended: {(slapd.base / 'output').read_text()}")
        try:
            with create_connection(("127.0.0.1", slapd.tls_port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("slapd does not answer")
