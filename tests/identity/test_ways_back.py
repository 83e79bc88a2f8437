"""The commands that lead back in when a setting, a directory or a lost device locked people out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import URL, select
from typer.testing import CliRunner

from gotrs_api.cli import app
from gotrs_api.coexistence import service as coexistence
from gotrs_api.coexistence.errors import OnlyShown
from gotrs_api.identity import factors
from gotrs_api.identity.directory import directory
from gotrs_api.identity.models import SignInProvider, TotpSecret, User
from gotrs_api.identity.principal import Kind
from gotrs_api.kernel.settings import Settings
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.uow.snapshot import forget_pictures
from gotrs_api.wiring import build_site
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")


async def command(*words: str) -> str:
    result = await asyncio.to_thread(CliRunner().invoke, app, list(words))
    assert result.exit_code == 0, result.output
    return result.output


async def test_whoever_is_locked_out_comes_in_again(
    committed_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTRS_DATABASE_URL", committed_url.render_as_string(hide_password=False))
    monkeypatch.setenv("GOTRS_VAR", str(tmp_path))
    monkeypatch.setenv("GOTRS_SECRET_KEY", "k" * 40)
    site = build_site(Settings())
    async with site.uow() as uow:
        await changing.put(uow, settings.CAPTCHA_PROVIDER, "hcaptcha")
        await changing.put(uow, settings.SECOND_FACTOR_GROUPS, ["users"])
        uow.session.add(
            SignInProvider(
                name="database", label="Password", type="database", position=1, for_agents=1, for_customers=1,
                is_enabled=0, config="{}", changed_at=uow.clock.now(), changed_by=1,
            )
        )  # fmt: skip
        login = await uow.session.scalar(select(User.login).where(User.id == 1)) or ""
        account = await directory(site, Kind.AGENT).find(uow, login)
        assert account is not None
        await factors.prepare(uow, account, pyotp.random_base32())

    await command("config", "reset", "GOTRS::SecondFactor::RequiredForGroups")
    await command("config", "set", "GOTRS::Captcha::Provider", "none")
    await command("config", "own-passwords")
    await command("user", "second-step-off", login)

    forget_pictures(site)
    async with site.read() as read:
        assert await sysconfig.get(read, settings.CAPTCHA_PROVIDER) == "none"
        assert await sysconfig.get(read, settings.SECOND_FACTOR_GROUPS) == []
        assert await read.session.scalar(select(SignInProvider.is_enabled)) == 1
        assert await read.session.scalar(select(TotpSecret.id)) is None
    await site.close()


async def test_a_command_that_is_refused_says_so_in_a_sentence(
    committed_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTRS_DATABASE_URL", committed_url.render_as_string(hide_password=False))
    monkeypatch.setenv("GOTRS_VAR", str(tmp_path))
    site = build_site(Settings())
    async with site.uow() as uow:
        await Factories(uow).customer_user("jane")
    async with site.uow() as uow:
        await coexistence.begin(uow, "Znuny 6.5")  # only looks, at first
    words = ["customer", "anonymise", "jane", "--reason", "asked", "--yes"]
    result = await asyncio.to_thread(CliRunner().invoke, app, words)
    assert (result.exit_code, " ".join(result.output.split())) == (1, OnlyShown.message)
    await site.close()
