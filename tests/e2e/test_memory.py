"""A mail with a large file costs less than twice the file, whatever way it comes in, and gives that back."""

from __future__ import annotations

import secrets
import sqlite3
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from tests.support.server import ADMIN_PASSWORD, GotrsServer
from tests.support.waiting import eventually

FILE_BYTES = 24 * 1024 * 1024
CLEAR_PEAK = "5"

pytestmark = [
    pytest.mark.process,
    pytest.mark.backends("sqlite"),
    pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="measured by Linux's /proc"),
]


def letter(size_bytes: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "jane@customer.example", "help@desk.example"
    mail["Subject"] = mail["Message-ID"] = f"<{secrets.token_hex(8)}@customer.example>"
    mail.set_content("See the file.")
    mail.add_attachment(secrets.token_bytes(size_bytes), maintype="application", subtype="zip", filename="all.zip")
    return bytes(mail)


def memory_of(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) * 1024


async def take_in(api: httpx.AsyncClient, database: Path, raw: bytes) -> None:
    answer = await api.post("/mail/inbound", content=raw, headers={"Content-Type": "message/rfc822"})
    assert answer.status_code == 202, answer.text

    async def is_done() -> bool:
        with sqlite3.connect(database) as connection:
            found = connection.execute("SELECT status FROM gotrs_mail_spool WHERE id = ?", [answer.json()["id"]])
            return bool(found.fetchone()[0] == "done")

    await eventually(is_done, within_s=30)


async def test_a_large_file_in_a_mail(tmp_path: Path) -> None:
    with GotrsServer(tmp_path / "var") as server:
        database = server.var / "gotrs.sqlite3"
        async with httpx.AsyncClient(base_url=f"{server.url}/api/v1", timeout=30) as api:
            sign_in = {"login": "root@localhost", "password": ADMIN_PASSWORD}
            token = (await api.post("/auth/login", json=sign_in)).json()["access_token"]
            api.headers["Authorization"] = f"Bearer {token}"
            setting = await api.put("/sysconfig/PostMasterMaxEmailSize", json={"value": 65536})
            assert setting.is_success, setting.text
            await take_in(api, database, letter(1000))
            raw = letter(FILE_BYTES)
            before = memory_of(server.pid, "VmRSS")
            Path(f"/proc/{server.pid}/clear_refs").write_text(CLEAR_PEAK)

            await take_in(api, database, raw)

            cost = memory_of(server.pid, "VmHWM") - before
            kept = memory_of(server.pid, "VmRSS") - before
    assert cost < 2 * FILE_BYTES, f"{cost / FILE_BYTES:.2f} times"
    assert kept < FILE_BYTES / 2
