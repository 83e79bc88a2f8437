"""System settings about people who sign in, and about what they are told: each is changed, and its effect is seen."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gotrs_api.articles.contents import article_root
from gotrs_api.automation.account_mails.handlers import site_url
from gotrs_api.customers import service as customers
from gotrs_api.customers.errors import EmailInvalid
from gotrs_api.customers.schemas import CustomerUserCreate
from gotrs_api.identity import captcha
from gotrs_api.identity.captcha import Purpose
from gotrs_api.identity.directory import Account
from gotrs_api.identity.errors import SessionsExhausted
from gotrs_api.identity.models import SignInSession
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import own_password, second_factor_duty, sessions
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.mail.drafts.viewer import viewer_of
from gotrs_api.sysconfig import maintenance, settings
from gotrs_api.sysconfig.models import SystemMaintenance
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.uow.snapshot import touched
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")
CARA = SignedIn(kind=Kind.CUSTOMER, subject="cara", login="cara")
ADDRESS = "192.0.2.1"


@pytest.mark.parametrize("setting", [settings.CUSTOMER_SESSION_LIMIT, settings.CUSTOMER_SESSION_PER_USER_LIMIT])
async def test_how_many_sessions_customers_may_have(uow: UnitOfWork, factories: Factories, setting: object) -> None:
    await factories.customer_user("cara", company=await factories.customer_company("acme"))
    await factories.setting(setting, 1)  # type: ignore[arg-type]
    await sessions.create(uow, CARA, ADDRESS, "")
    if setting is settings.CUSTOMER_SESSION_LIMIT:
        with pytest.raises(SessionsExhausted):
            await sessions.create(uow, CARA, ADDRESS, "")
    else:
        await sessions.create(uow, CARA, ADDRESS, "")
        assert len((await uow.session.execute(SignInSession.__table__.select())).all()) == 1


@pytest.mark.parametrize("bound", [True, False])
async def test_whether_a_session_stays_at_its_address(
    site: Site, uow: UnitOfWork, factories: Factories, bound: bool
) -> None:
    await factories.customer_user("cara", company=await factories.customer_company("acme"))
    await factories.setting(settings.SESSION_CHECK_REMOTE_IP, bound)
    token = await sessions.create(uow, CARA, ADDRESS, "", for_web_service=True)
    found = await sessions.find_web_service(site, token, address="198.51.100.7")
    assert (found is None) is bound


async def test_how_customers_passwords_are_kept(uow: UnitOfWork, factories: Factories) -> None:
    await factories.setting(settings.CUSTOMER_CRYPT_TYPE, "bcrypt")
    await factories.setting(settings.CUSTOMER_BCRYPT_COST, 9)
    assert (await own_password.hash_new(uow, Kind.CUSTOMER, "a-long-password")).startswith("BCRYPT:9:")


async def test_whether_customers_must_have_a_second_step(uow: UnitOfWork, factories: Factories) -> None:
    cara = Account(kind=Kind.CUSTOMER, subject="cara", login="cara", password_hash="", valid=True)
    assert not await second_factor_duty.must_have_second_factor(uow, cara)
    await factories.setting(settings.SECOND_FACTOR_FOR_CUSTOMERS, True)
    assert await second_factor_duty.must_have_second_factor(uow, cara)


async def test_what_proof_forms_ask_for_and_when(uow: UnitOfWork, factories: Factories) -> None:
    await factories.setting(settings.CAPTCHA_REQUIRED_FOR, ["sign_up", "sign_in"])
    asked = await captcha.challenge(uow, Purpose.SIGN_UP)
    assert asked is not None
    assert await captcha.challenge_at_sign_in(uow, Kind.AGENT, "ann", ADDRESS) is None
    await factories.setting(settings.CAPTCHA_SIGN_IN_AFTER, 0)
    assert await captcha.challenge_at_sign_in(uow, Kind.AGENT, "ann", ADDRESS) is not None
    await factories.setting(settings.CAPTCHA_PROVIDER, "none")
    assert await captcha.challenge(uow, Purpose.SIGN_UP) is None


async def test_addresses_that_cannot_be_right(uow: UnitOfWork, factories: Factories) -> None:
    await factories.customer_company("acme")
    wanted = {
        "login": "cara",
        "email": "cara@nowhere",
        "first_name": "Cara",
        "last_name": "Lind",
        "customer_id": "acme",
    }
    command = CustomerUserCreate.model_validate(wanted)
    with pytest.raises(EmailInvalid):
        await customers.create_customer_user(uow, Principal.system("test"), command)
    await factories.setting(settings.CHECK_EMAIL_ADDRESSES, False)
    await customers.create_customer_user(uow, Principal.system("test"), command)


async def test_language_and_zone_of_people_who_chose_none(uow: UnitOfWork, factories: Factories) -> None:
    await factories.setting(settings.DEFAULT_LANGUAGE, "de")
    await factories.setting(settings.USER_DEFAULT_TIME_ZONE, "Asia/Tokyo")
    viewer = await viewer_of(uow)
    assert (viewer.language.code, viewer.zone) == ("de", ZoneInfo("Asia/Tokyo"))


async def test_addresses_of_links_and_the_folder_of_articles(
    uow: UnitOfWork, factories: Factories, tmp_path: Path
) -> None:
    await factories.setting(settings.HTTP_TYPE, "https")
    await factories.setting(settings.FQDN, "desk.example")
    assert await site_url(uow) == "https://desk.example"
    await factories.setting(settings.ARTICLE_DIR, str(tmp_path))
    assert await article_root(uow) == tmp_path


async def _maintenance(uow: UnitOfWork, start: datetime) -> None:
    row = SystemMaintenance(
        start_date=int(start.timestamp()), stop_date=int((start + timedelta(hours=1)).timestamp()), comments="x",
        login_message="", notify_message="", show_login_message=1, valid_id=1,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    touched(uow, SystemMaintenance)


async def test_what_people_are_told_while_it_is_maintained(uow: UnitOfWork, factories: Factories) -> None:
    await factories.setting(settings.MAINTENANCE_LOGIN_MESSAGE, "Back at noon.")
    await factories.setting(settings.MAINTENANCE_LOGIN_ERROR, "Not now.")
    await factories.setting(settings.MAINTENANCE_NOTIFICATION, "Please save your work.")
    await _maintenance(uow, uow.clock.now())
    told = await maintenance.notices(uow)
    assert (told.login, told.notification) == ("Back at noon.", "Please save your work.")
    assert await maintenance.refusal(uow) == "Not now."


async def test_how_long_before_a_maintenance_is_announced(uow: UnitOfWork, factories: Factories) -> None:
    await _maintenance(uow, uow.clock.now() + timedelta(hours=2))
    assert await maintenance.coming(uow) is None
    await factories.setting(settings.MAINTENANCE_NOTICE_MINUTES, 180)
    assert await maintenance.coming(uow) is not None
