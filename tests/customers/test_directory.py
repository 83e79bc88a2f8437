"""Customer users as accounts: who is found by which login, and for which companies they speak."""

from __future__ import annotations

import pytest

from gotrs_api.customers.directory import DatabaseCustomerDirectory
from gotrs_api.customers.models import CustomerPreference, CustomerUserCustomer
from gotrs_api.identity import principals
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

DIRECTORY = DatabaseCustomerDirectory()


async def test_an_account_is_found_by_its_login_and_by_another_writing_of_it(
    uow: UnitOfWork, factories: Factories
) -> None:
    cara = await factories.customer_user("Cara@Example")
    for login in ("Cara@Example", "cara@example"):
        found = await DIRECTORY.find(uow, login)
        assert found is not None
        assert (found.subject, found.login, found.valid, found.password_hash) == ("Cara@Example", cara.login, True, "")
    assert await DIRECTORY.find(uow, "cara") is None


async def test_an_invalid_account_is_found_and_said_to_be_invalid(uow: UnitOfWork, factories: Factories) -> None:
    await factories.customer_user("cara", valid=False)
    found = await DIRECTORY.find(uow, "cara")
    assert found is not None
    assert not found.valid
    assert await principals.by_customer(uow, "cara") is None


async def test_a_customer_speaks_for_the_own_company_and_those_granted(uow: UnitOfWork, factories: Factories) -> None:
    acme, other, third = [await factories.customer_company(name) for name in ("ACME", "Other", "Third")]
    await factories.customer_user("cara", company=acme)
    await factories.customer_user("stranger", company=third)
    for company in (acme, other):
        uow.session.add(CustomerUserCustomer(user_id="cara", customer_id=company.customer_id))
    for key, value in {"UserLanguage": "de", "UserTimeZone": "Europe/Berlin", "UserTheme": "x"}.items():
        uow.session.add(CustomerPreference(user_id="cara", preferences_key=key, preferences_value=value))
    await uow.session.flush()
    found = await principals.by_customer(uow, "cara")
    assert found is not None
    assert found.principal.customer_ids == {"ACME", "Other"}
    assert (found.principal.language, found.principal.time_zone) == ("de", "Europe/Berlin")
    assert found.principal.user_id == 1, "what customers write is written as user 1"
    assert found.principal.rights == {}


async def test_a_preference_is_one_row(uow: UnitOfWork, factories: Factories) -> None:
    await factories.customer_user("cara")
    account = await DIRECTORY.find(uow, "cara")
    assert account is not None
    for value in ("a", "b"):
        await DIRECTORY.set_preference(uow, account, "UserTheme", value)
    assert await DIRECTORY.preferences(uow, account) == {"UserTheme": "b"}
    await DIRECTORY.set_preference(uow, account, "UserTheme", None)
    assert await DIRECTORY.preferences(uow, account) == {}
    with pytest.raises(ValueError, match="250"):
        await DIRECTORY.set_preference(uow, account, "UserTheme", "x" * 251)


async def test_a_number_leads_to_the_login(uow: UnitOfWork, factories: Factories) -> None:
    cara = await factories.customer_user("cara")
    assert await DIRECTORY.login_of(uow, cara.id) == "cara"
    assert await DIRECTORY.login_of(uow, cara.id + 1000) is None
