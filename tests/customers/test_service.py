"""Finding customers as the post-master and the screens do, and what follows a change."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.catalog.schemas import ServiceCreate, ServiceUpdate
from gotrs_api.catalog.validity import Validity
from gotrs_api.customers import service
from gotrs_api.customers.events import CustomerCompanyUpdated, CustomerUserUpdated
from gotrs_api.customers.schemas import CompanyUpdate, CustomerUserUpdate
from gotrs_api.identity import passwords
from gotrs_api.identity.errors import PasswordNotAccepted
from gotrs_api.identity.events import Audited
from gotrs_api.identity.models import AuditEntry
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ServiceId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig import changing
from gotrs_api.sysconfig import settings as registry
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

SYSTEM = Principal.system("test")


async def test_an_address_finds_its_valid_owner_whatever_the_case(uow: UnitOfWork, factories: Factories) -> None:
    await factories.customer_user("anna", email="Shared@customer.example")
    await factories.customer_user("zoe", email="shared@customer.example")
    await factories.customer_user("zz-gone", email="shared@customer.example", valid=False)
    found = await service.find_by_email(uow, " SHARED@customer.example ")
    assert found is not None
    assert found.login == "zoe"  # the last in login order
    assert await service.find_by_email(uow, "shared@customer.exampl") is None
    assert await service.find_by_email(uow, "%") is None


async def test_a_login_finds_exactly_then_whatever_the_case(uow: UnitOfWork, factories: Factories) -> None:
    await factories.customer_user("Jane", valid=False)
    for login in ("Jane", "jane"):
        found = await service.find_customer_user(uow, login)
        assert found is not None
        assert (found.login, found.valid) == ("Jane", Validity.INVALID)
    assert await service.find_customer_user(uow, "janet") is None
    assert list(await service.customer_users_by_login(uow, ["Jane", "nobody", "Jane"])) == ["Jane"]


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        ("ja", ["jane", "jack"]),
        ("JANE", ["jane"]),
        ("*ane", ["jane"]),
        ("customer.example", []),
        ("*@customer.example jan", ["jane"]),
        ("acme", ["jack"]),
        ("100%", []),
        ("_ane", []),
        ("smith", ["jane", "jack"]),
        ("Jack Smith", ["jack"]),
    ],
)
async def test_searching_while_typing(uow: UnitOfWork, factories: Factories, text: str, logins: list[str]) -> None:
    for login, company in (("jane", None), ("jack", await factories.customer_company("ACME"))):
        user = await factories.customer_user(login, company=company)
        user.last_name = "van Smith"
    await factories.customer_user("jasmin", valid=False)
    await uow.session.flush()
    found = await service.search_customer_users(uow, SYSTEM, text)
    assert sorted(user.login for user in found) == sorted(logins)


async def test_lists_go_by_login_in_pages(uow: UnitOfWork, factories: Factories) -> None:
    for number in range(5):
        await factories.customer_user(f"page-{number}")
    first = await service.list_customer_users(uow, SYSTEM, PageRequest(limit=2, include_total=True), text="page")
    assert ([u.login for u in first.rows], first.total, first.has_more) == (["page-0", "page-1"], 5, True)
    second = await service.list_customer_users(uow, SYSTEM, PageRequest(limit=2, after=first.after), text="page")
    assert [u.login for u in second.rows] == ["page-2", "page-3"]
    back = await service.list_customer_users(uow, SYSTEM, PageRequest(limit=2, before=second.before), text="page")
    assert back.rows == first.rows


async def test_lists_go_by_another_column_in_pages_too(uow: UnitOfWork, factories: Factories) -> None:
    for number, name in enumerate(("Beer", "Abel", "Beer", "Coy", "Abel")):
        (await factories.customer_user(f"page-{number}")).last_name = name
    await uow.session.flush()
    seen: list[str] = []
    after = None
    for _ in range(3):
        page = await service.list_customer_users(
            uow, SYSTEM, PageRequest(limit=2, after=after), text="page", sort="-last_name"
        )
        seen += [user.login for user in page.rows]
        after = page.after
    assert seen == ["page-3", "page-2", "page-0", "page-4", "page-1"]
    with pytest.raises(InvalidInput):
        await service.list_customer_users(uow, SYSTEM, PageRequest(), sort="pw")


async def test_a_new_login_takes_along_what_hangs_on_the_old(
    uow: UnitOfWork, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitted: list[Any] = []

    async def emit(event: Any) -> None:
        if not isinstance(event, Audited):
            emitted.append(event)

    monkeypatch.setattr(uow, "emit", emit)
    user = await factories.customer_user("jane")
    mail = await catalog.create_service(uow, SYSTEM, ServiceCreate(name="Mail"))
    await service.set_preference(uow, "jane", "UserLanguage", "de")
    await service.set_customer_ids(uow, SYSTEM, user.id, ["ACME", "jane", "Other"])
    await service.set_customer_services(uow, SYSTEM, user.id, [ServiceId(mail.id)])
    await service.update_customer_user(uow, SYSTEM, user.id, CustomerUserUpdate(login="jane.doe", customer_id="DOE"))
    assert await service.preferences(uow, "jane.doe") == {"UserLanguage": "de"}
    assert await service.preferences(uow, "jane") == {}
    assert await service.customer_ids(uow, "jane.doe") == {"ACME", "DOE", "Other"}
    assert [s.name for s in await service.services_of(uow, "jane.doe")] == ["Mail"]
    assert emitted[-1] == CustomerUserUpdated(
        customer_user_id=user.id, login="jane.doe", old_login="jane", customer_id="DOE", old_customer_id="jane"
    )


async def test_a_new_customer_id_takes_its_users_along(
    uow: UnitOfWork, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    emitted: list[Any] = []

    async def emit(event: Any) -> None:
        if not isinstance(event, Audited):
            emitted.append(event)

    monkeypatch.setattr(uow, "emit", emit)
    company = await factories.customer_company("OLD")
    await factories.customer_user("jane", company=company)
    other = await factories.customer_user("bob")
    await service.set_customer_ids(uow, SYSTEM, other.id, ["OLD"])
    await service.update_company(uow, SYSTEM, "OLD", CompanyUpdate(customer_id="NEW"))
    assert await service.customer_ids(uow, "jane") == {"NEW"}
    assert await service.customer_ids(uow, "bob") == {"NEW", "bob"}
    assert emitted == [CustomerCompanyUpdated(customer_id="NEW", old_customer_id="OLD")]


async def test_a_company_has_a_queue_for_its_new_tickets_which_goes_along(
    uow: UnitOfWork, factories: Factories
) -> None:
    company, queue = await factories.customer_company("OLD"), await factories.queue("Printers")
    await factories.customer_company("OTHER")
    assert (await service.read_company(uow, SYSTEM, "OLD")).queue_id is None
    chosen = await service.update_company(uow, SYSTEM, company.customer_id, CompanyUpdate(queue_id=queue.id))
    assert chosen.queue_id == queue.id
    renamed = await service.update_company(uow, SYSTEM, "OLD", CompanyUpdate(customer_id="NEW", city="Bonn"))
    assert renamed.queue_id == queue.id
    assert (await service.read_company(uow, SYSTEM, "OTHER")).queue_id is None
    with pytest.raises(UnknownReference):
        await service.update_company(uow, SYSTEM, "NEW", CompanyUpdate(queue_id=99999))
    with pytest.raises(UnknownReference):
        await service.update_company(uow, SYSTEM, "NEW", CompanyUpdate(queue="Nowhere"))
    assert (await service.update_company(uow, SYSTEM, "NEW", CompanyUpdate(queue_id=0))).queue_id is None
    assert (await service.update_company(uow, SYSTEM, "NEW", CompanyUpdate(queue=queue.name))).queue_id == queue.id


async def test_the_audit_log_says_which_queue_a_company_had_and_has(uow: UnitOfWork, factories: Factories) -> None:
    company, queue = await factories.customer_company("OLD"), await factories.queue("Printers")
    wishes = (CompanyUpdate(queue_id=queue.id, city="Bonn"), CompanyUpdate(queue=queue.name), CompanyUpdate(queue_id=0))
    for wish in wishes:
        await service.update_company(uow, SYSTEM, company.customer_id, wish)
    await uow.settle()
    logged = select(AuditEntry.details).where(AuditEntry.object_id == "OLD").order_by(AuditEntry.id)
    told = [json.loads(details) for details in await uow.session.scalars(logged) if details]
    assert [one["changed"] for one in told] == [["city", "queue"], [], ["queue"]]
    assert [one.get("diff", {}).get("queue") for one in told] == [[None, queue.name], None, [queue.name, None]]


async def test_services_fall_back_to_the_default_ones(uow: UnitOfWork, factories: Factories) -> None:
    user = await factories.customer_user("jane")
    ids = {}
    for name in ("Mail", "Mail::Outlook", "Phone"):
        ids[name] = ServiceId((await catalog.create_service(uow, SYSTEM, ServiceCreate(name=name))).id)
    assert await service.services_of(uow, "jane") == []
    await service.set_default_services(uow, SYSTEM, list(ids.values()))
    assert [s.name for s in await service.services_of(uow, "jane")] == ["Mail", "Mail::Outlook", "Phone"]
    await service.set_customer_services(uow, SYSTEM, user.id, [ids["Mail::Outlook"]])
    assert [s.name for s in await service.services_of(uow, "jane")] == ["Mail::Outlook"]
    await catalog.update_service(uow, SYSTEM, ids["Mail"], ServiceUpdate(valid=Validity.INVALID))
    assert await service.services_of(uow, "jane") == []


async def test_passwords_follow_the_policy(uow: UnitOfWork, factories: Factories) -> None:
    policy = {"PasswordMinSize": "8", "PasswordNeedDigit": "1"}
    await changing.put(uow, registry.CUSTOMER_PASSWORD_POLICY, policy)
    user = await factories.customer_user("jane")
    with pytest.raises(PasswordNotAccepted) as refused:
        await service.set_customer_password(uow, SYSTEM, user.id, "short")
    assert [error.code for error in refused.value.errors] == ["too_short", "needs_digit"]
    await service.set_customer_password(uow, SYSTEM, user.id, "long enough 1")
    await uow.session.refresh(user)
    assert user.pw is not None
    assert await passwords.verify_in_thread("long enough 1", user.pw)
