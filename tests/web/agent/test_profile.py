"""An agent's own page."""

from __future__ import annotations

import pytest

from gotrs_api.identity.models import User
from gotrs_api.uow import Site, UnitOfWork
from tests.automation.conftest import Notifications
from tests.support.factories import PASSWORD, Factories
from tests.support.smtp_sink import SmtpSink
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PAGE = "/agent/profile"
NEW = "Another horse, another staple 8"


@pytest.fixture
async def rosa(factories: Factories, web: WebBrowser) -> User:
    network = await factories.queue("Network")
    rosa = await factories.agent("rosa", password=PASSWORD, rights={network: "ro"})
    await web.sign_in("rosa")
    return rosa


@pytest.fixture
def notifications(site: Site, uow: UnitOfWork, mailbox: SmtpSink) -> Notifications:
    return Notifications(site, uow, mailbox)


async def test_language_and_zone_take_effect_at_once(web: WebBrowser, rosa: User) -> None:
    await web.get(PAGE)
    await web.send(f"{PAGE}/preferences", {"language": "de", "time_zone": "Asia/Tokyo"})
    page = await web.follow()
    assert page.one("html").get("lang") == "de"
    assert page.one("#f-time_zone").get("value") == "Asia/Tokyo"
    assert (await web.get("/agent/")).one("html").get("lang") == "de"


async def test_a_zone_that_is_none_is_said_at_its_field(web: WebBrowser, rosa: User) -> None:
    await web.get(PAGE)
    page = await web.send(f"{PAGE}/preferences", {"time_zone": "Middle/Earth"})
    assert page.status == 422
    assert page.one("#f-time_zone").get("value") == "Middle/Earth"
    assert page.one("#f-time_zone").get("aria-invalid") == "true"


async def test_an_absence_is_kept_and_cleared(web: WebBrowser, rosa: User) -> None:
    await web.get(PAGE)
    page = await web.send(f"{PAGE}/preferences", {"away_from": "2026-04-01", "away_until": "2026-03-01"})
    assert page.status == 422
    await web.send(f"{PAGE}/preferences", {"away_until": "2026-04-09"})
    assert (await web.follow()).one("#f-away_until").get("value") == "2026-04-09"
    await web.send(f"{PAGE}/preferences", {"away_from": "", "away_until": ""})
    assert (await web.follow()).one("#f-away_until").get("value") in ("", None)


async def test_a_new_password_counts_and_this_session_goes_on(web: WebBrowser, rosa: User) -> None:
    await web.get(PAGE)
    await web.send(f"{PAGE}/password", {"current": PASSWORD, "new": NEW, "repeated": NEW})
    assert (await web.follow()).has("The password is changed.")
    web.client.cookies.clear()
    await web.sign_in("rosa", NEW)


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"current": "wrong", "new": NEW, "repeated": NEW}, "current"),
        ({"current": PASSWORD, "new": NEW, "repeated": "else"}, "repeated"),
        ({"current": PASSWORD, "new": PASSWORD, "repeated": PASSWORD}, "new"),
    ],
)
async def test_a_password_that_cannot_be_is_said_at_its_field(
    web: WebBrowser, rosa: User, entered: dict[str, str], field: str
) -> None:
    await web.get(PAGE)
    page = await web.send(f"{PAGE}/password", entered)
    assert page.status == 422
    assert page.one(f"#f-{field}-error") is not None
    assert NEW not in page.response.text


async def test_queues_one_follows_are_what_the_queue_view_shows(
    web: WebBrowser, factories: Factories, rosa: User
) -> None:
    assert (await web.get("/agent/queues")).has("All queues")
    network = await factories.existing_queue("Network")
    await web.get(PAGE)
    await web.send(f"{PAGE}/queues", {"queue": [str(network.id)]})
    assert (await web.follow()).one("#my-queues input[checked]").get("value") == str(network.id)
    assert (await web.get("/agent/queues")).has("My queues")


async def test_other_sessions_can_be_ended(web: WebBrowser, rosa: User) -> None:
    other = web.client.cookies["gotrs_agent"]
    web.client.cookies.clear()
    await web.sign_in("rosa")
    page = await web.get(PAGE)
    (action,) = [form.action for form in page.tree.forms if "/sessions/" in (form.action or "")]
    await web.send(action)
    web.client.cookies.clear()
    web.client.cookies.set("gotrs_agent", other)
    assert (await web.get("/agent/")).location == "/auth/login"


async def test_one_chooses_what_to_be_told_by_mail(web: WebBrowser, rosa: User) -> None:
    page = await web.get(PAGE)
    before = [box.get("value") for box in page.all("[name=notification_email][checked]")]
    assert len(before) > 2
    await web.send(f"{PAGE}/notifications", {"notification_email": [str(before[0])]})
    page = await web.follow()
    assert [box.get("value") for box in page.all("[name=notification_email][checked]")] == before[:1]


async def test_one_chooses_what_to_be_told_in_the_browser(
    web: WebBrowser, rosa: User, notifications: Notifications
) -> None:
    both = {"Transports": ["Email", "InApp"], "AgentEnabledByDefault": ["Email"]}
    free = await notifications.only(**both, Recipients=["AgentOwner"], VisibleForAgent=["1"])
    page = await web.get(PAGE)
    assert [box.get("value") for box in page.all("[name=notification_in_app][checked]")] == [str(free.id)]
    await web.send(f"{PAGE}/notifications", {"notification_in_app": []})
    page = await web.follow()
    assert not page.all("[name=notification_in_app][checked]")
    assert page.all("[name=notification_email][checked]")


async def test_devices_are_told_what_comes_by_mail_until_one_says_otherwise(
    web: WebBrowser, rosa: User, notifications: Notifications
) -> None:
    """Also where no administrator has thought of devices."""
    free = await notifications.only(Recipients=["AgentOwner"], VisibleForAgent=["1"], AgentEnabledByDefault=["Email"])
    page = await web.get(PAGE)
    assert [box.get("value") for box in page.all("[name=notification_web_push][checked]")] == [str(free.id)]
    await web.send(f"{PAGE}/notifications", {"notification_web_push": []})
    page = await web.follow()
    assert not page.all("[name=notification_web_push][checked]")
    assert page.all("[name=notification_email][checked]")


async def test_of_what_must_be_told_one_way_stays(web: WebBrowser, rosa: User, notifications: Notifications) -> None:
    both = {"Transports": ["Email", "InApp"], "AgentEnabledByDefault": ["Email"]}
    must = await notifications.only(**both, Recipients=["AgentOwner"], VisibleForAgent=["2"])
    await web.get(PAGE)
    page = await web.send(f"{PAGE}/notifications", {"notification_email": [], "notification_in_app": []})
    assert page.status == 422
    assert page.has("This notification cannot be switched off.")
    await web.send(f"{PAGE}/notifications", {"notification_email": [], "notification_in_app": [str(must.id)]})
    assert not (await web.follow()).all("[name=notification_email][checked]")
