"""Keys change while people work: access tokens, and what is encrypted at rest."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pyotp
import pytest
from joserfc import jwt
from pydantic import SecretStr
from sqlalchemy import URL, delete, func, select, update
from typer.testing import CliRunner

from gotrs_api.cli import app
from gotrs_api.identity import access_tokens, audit, factors, signing_keys
from gotrs_api.identity.directory import directory
from gotrs_api.identity.encryption import decrypt, encrypt, is_current
from gotrs_api.identity.errors import InvalidToken
from gotrs_api.identity.models import AuditEntry, AuditHead, TotpSecret
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service.reencrypting import reencrypt
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.wiring import build_site
from tests.identity.signing_in import signed_in
from tests.support.factories import PASSWORD, Factories

ME = "/api/v1/users/me"
pytestmark = pytest.mark.backends("sqlite")


async def test_a_rotation_ends_nobodys_work_and_the_old_key_dies_after_a_while(
    client: httpx.AsyncClient, factories: Factories, site: Site, uow: UnitOfWork, clock: FakeClock
) -> None:
    await factories.agent("ann", password=PASSWORD)
    old = await signed_in(client, "ann")
    kid = await signing_keys.rotate(uow)
    site.part(signing_keys._Snapshot, signing_keys._Snapshot).ring = None

    new = await signed_in(client, "ann")

    assert access_tokens.kid_of(new["Authorization"].removeprefix("Bearer ")) == kid
    assert [(await client.get(ME, headers=headers)).status_code for headers in (old, new)] == [200, 200]
    ring = await signing_keys.ring(uow)
    former = access_tokens.kid_of(old["Authorization"].removeprefix("Bearer "))
    clock.advance(minutes=17)
    assert ring.key_for(former, clock.now()) is None
    assert ring.key_for(kid, clock.now()) is not None


async def test_a_process_learns_of_a_key_when_it_meets_a_token_of_it(site: Site, uow: UnitOfWork) -> None:
    before = await signing_keys.ring(uow)
    kid = await signing_keys.rotate(uow)
    assert kid not in before.known
    site.part(signing_keys._Snapshot, signing_keys._Snapshot).read_at -= 2
    assert kid in (await signing_keys.ring(uow, wanted=kid)).known


async def test_a_token_for_somebody_else_is_none_of_ours(uow: UnitOfWork, clock: FakeClock) -> None:
    ring = await signing_keys.ring(uow)
    right = {"iss": "gotrs", "aud": "gotrs-api", "sub": "1", "kind": "agent", "fam": "f"}
    right |= {"exp": int(clock.now().timestamp()) + 60}
    made = {name: {**right, **change} for name, change in (("aud", {"aud": "x"}), ("iss", {"iss": "x"}), ("ok", {}))}
    tokens = {n: jwt.encode({"alg": "HS256", "kid": ring.signs.kid}, claims, ring.signs) for n, claims in made.items()}
    assert access_tokens.read(ring, tokens["ok"], clock.now()).subject == "1"
    for name in ("aud", "iss"):
        with pytest.raises(InvalidToken):
            access_tokens.read(ring, tokens[name], clock.now())


def settings(secret: str, *former: str) -> Settings:
    return Settings(
        var=Path("/nonexistent"),
        secret_key=SecretStr(secret),
        secret_key_previous=tuple(SecretStr(key) for key in former),
    )


def test_a_former_key_deciphers_and_only_the_present_one_encrypts() -> None:
    stored = encrypt(settings("one"), "totp", "secret")
    both = settings("two", "one")
    assert decrypt(both, "totp", stored) == "secret"
    assert not is_current(both, "totp", stored)
    assert is_current(settings("two"), "totp", encrypt(both, "totp", "secret"))


async def test_reencrypting_frees_the_site_of_its_former_key(committed_url: URL, tmp_path: Path) -> None:
    def site(secret: str, *former: str) -> Site:
        chosen = settings(secret, *former).model_copy(
            update={"var": tmp_path, "database_url": committed_url.render_as_string(hide_password=False)}
        )
        return build_site(chosen)

    first = site("one")
    async with first.uow() as uow:
        account = await directory(first, Kind.AGENT).find(uow, "root@localhost")
        assert account is not None
        secret = pyotp.random_base32()
        await factors.prepare(uow, account, secret)
        await signing_keys.rotate(uow)
        await audit.record(uow, Principal.system("a test"), "test.done")
    await first.close()
    both = site("two", "one")
    done = await reencrypt(both)
    assert (done.written >= 2, done.lost) == (True, ())
    assert (await reencrypt(both)).written == 0
    await both.close()
    second = site("two")
    async with second.read() as read:
        stored = await read.session.scalar(select(TotpSecret.secret_encrypted))
        assert decrypt(second.settings, factors.TOTP, stored or "") == secret
        assert (await signing_keys.ring(read)).signs.kid
        assert (await audit.verify(read)).intact
    await second.close()


async def test_the_command_finds_a_changed_entry(
    committed_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTRS_DATABASE_URL", committed_url.render_as_string(hide_password=False))
    monkeypatch.setenv("GOTRS_VAR", str(tmp_path))
    site = build_site(Settings())
    for number in range(3):
        async with site.uow() as uow:
            await audit.record(uow, Principal.system("a test"), "test.done", "thing", number)

    async def verify() -> tuple[int, str]:
        result = await asyncio.to_thread(CliRunner().invoke, app, ["audit", "verify"])
        return result.exit_code, result.output

    assert (await verify())[0] == 0
    async with site.uow() as uow:
        second = await uow.session.scalar(select(AuditEntry.id).order_by(AuditEntry.id).offset(1).limit(1))
        await uow.session.execute(update(AuditEntry).where(AuditEntry.id == second).values(action="test.undone"))
    await site.close()
    code, _said = await verify()
    assert code == 1


@pytest.mark.parametrize("harm", ["emptied", "begun anew", "put back"])
async def test_the_command_finds_a_log_that_was_begun_anew(
    committed_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    """Without the secret key nobody forges the seal; but anybody with the database can take log and seal away."""
    monkeypatch.setenv("GOTRS_DATABASE_URL", committed_url.render_as_string(hide_password=False))
    monkeypatch.setenv("GOTRS_VAR", str(tmp_path))
    site = build_site(Settings())

    async def write(number: int) -> None:
        async with site.uow() as uow:
            await audit.record(uow, Principal.system("a test"), "test.done", "thing", number)

    async def verify() -> tuple[int, str]:
        result = await asyncio.to_thread(CliRunner().invoke, app, ["audit", "verify"])
        return result.exit_code, result.output

    await write(0)
    async with site.read() as read:
        older = (await read.session.execute(select(AuditHead.entries, AuditHead.hash, AuditHead.seal))).one()
        last = await read.session.scalar(select(func.max(AuditEntry.id)))
    await write(1)
    assert (await verify())[0] == 0
    async with site.uow() as uow:
        if harm == "put back":
            await uow.session.execute(delete(AuditEntry).where(AuditEntry.id > last))
            await uow.session.execute(update(AuditHead).values(**older._mapping))
        else:
            await uow.session.execute(delete(AuditEntry))
            await uow.session.execute(delete(AuditHead))
    if harm == "begun anew":
        for number in range(10, 13):
            await write(number)
    async with site.read() as read:
        assert (await audit.verify(read)).intact, "the chain alone does not tell"
    await site.close()
    code, said = await verify()
    assert code == 1
    assert "earlier check" in said


@pytest.mark.principal("admin")
async def test_the_log_is_a_file_that_says_who_took_it(client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    await audit.record(uow, Principal.system("a test"), "test.done", "thing", "=1+1")
    await uow.settle()
    lines = (await client.get("/api/v1/admin/audit/export?form=jsonl&action=test.*")).text.splitlines()
    assert len(lines) == 1
    table = (await client.get("/api/v1/admin/audit/export?form=csv")).text
    assert "'=1+1" in table
    assert "audit.exported" in table


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_only_administrators_take_the_log(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/admin/audit/export")).status_code == 403
