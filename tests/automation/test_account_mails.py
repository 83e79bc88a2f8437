"""Mails about passwords and second factors."""

from __future__ import annotations

import pytest

from gotrs_api.identity.events import PasswordChanged, SecondFactorChanged
from gotrs_api.identity.principal import Kind
from gotrs_api.uow import UnitOfWork
from tests.automation.conftest import Notifications
from tests.support.factories import Factories


async def test_an_agent_hears_of_a_new_password_in_his_language(
    factories: Factories, notifications: Notifications, uow: UnitOfWork
) -> None:
    bob = await factories.agent("bob", preferences={"UserLanguage": "de", "UserTimeZone": "Europe/Berlin"})

    await uow.emit(PasswordChanged(kind=Kind.AGENT, subject=str(bob.id), by_owner=True))

    mail = (await notifications.told())["bob@desk.example"]
    assert mail["Subject"] == "Ihr Passwort wurde geändert"
    text = mail.get_content()
    assert "Hallo Bob Agent," in text
    assert "2026-03-02 10:30:00 (Europe/Berlin)" in text
    assert mail["Auto-Submitted"] == "auto-generated"


async def test_a_customer_hears_that_an_administrator_did_it(
    factories: Factories, notifications: Notifications, uow: UnitOfWork
) -> None:
    jane = await factories.customer_user("jane")

    await uow.emit(PasswordChanged(kind=Kind.CUSTOMER, subject=jane.login, by_owner=False))

    mail = (await notifications.told())["jane@customer.example"]
    assert mail["Subject"] == "Your password was set anew"
    assert "an administrator has set a new password for your account at GOTRS." in mail.get_content()


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("change", ["enabled", "disabled", "disabled_by_administrator", "recovery_codes_renewed"])
async def test_each_change_of_the_second_factor_is_told(
    factories: Factories, notifications: Notifications, uow: UnitOfWork, change: str
) -> None:
    bob = await factories.agent("bob")

    await uow.emit(SecondFactorChanged(kind=Kind.AGENT, subject=str(bob.id), login="bob", change=change))

    assert set(await notifications.told()) == {"bob@desk.example"}


@pytest.mark.backends("sqlite")
async def test_an_account_without_an_address_is_no_error(
    factories: Factories, notifications: Notifications, uow: UnitOfWork
) -> None:
    bob = await factories.agent("bob", preferences={"UserEmail": ""})

    await uow.emit(PasswordChanged(kind=Kind.AGENT, subject=str(bob.id), by_owner=True))

    assert await notifications.told() == {}
