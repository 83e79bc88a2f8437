"""People, mail and access of the administration in a browser, on a desk of its own: made, changed, seen to act, taken back.

Its settings decide who comes in and what mail leaves, so that no other test may share the desk.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyotp
import pytest

from tests.mail.security.test_security import Gnupg, certificate, needs_gpg
from tests.support import databases
from tests.support.administrator import Administrator
from tests.support.desk import CUSTOMER, Desk, running_desk
from tests.support.factories import PASSWORD, Factories
from tests.support.servers import Servers
from tests.support.slapd import BASE, running_slapd, why_no_slapd
from tests.support.slapd import PASSWORD as DIRECTORY_PASSWORD
from tests.support.smtp_sink import SmtpSink, running_smtp_sink
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

OURS = "gotrs@localhost"  # the address of the queue Raw


@pytest.fixture(scope="module")
def post_office() -> Iterator[SmtpSink]:
    with running_smtp_sink() as sink:
        yield sink


@pytest.fixture(scope="module")
async def own_desk(
    servers: Servers, slot: int, tmp_path_factory: pytest.TempPathFactory, post_office: SmtpSink
) -> AsyncIterator[Desk]:
    url = databases.prepare_desk(servers, slot, "administered")
    var = tmp_path_factory.mktemp("administered")
    async with running_desk(url, var, smtp_url=post_office.url, outbound_allow=("127.0.0.1",)) as running:
        yield running


@pytest.fixture(scope="module")
def kept_cookies() -> list[Any]:
    """Of the administrator, who signs in once."""
    return []


@pytest.fixture
async def boss(page: Page, own_desk: Desk, kept_cookies: list[Any]) -> Administrator:
    if not kept_cookies:
        await own_desk.sign_in(page)
        kept_cookies.extend(await page.context.cookies())
    else:
        await page.context.add_cookies(kept_cookies)
    return Administrator(page, own_desk)


@asynccontextmanager
async def somebody_else(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="en-GB")
    context.set_default_timeout(20_000)
    try:
        yield await context.new_page()
    finally:
        await context.close()


async def at_the_door(
    page: Page, desk: Desk, login: str, password: str = PASSWORD, *, door: str = "/auth/login"
) -> None:
    await page.context.clear_cookies()
    await page.goto(desk.url + door)
    await page.locator("[name=login]").fill(login)
    await page.locator("[name=password]").fill(password)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def new_agent(desk: Desk, login: str, **rights: Any) -> int:
    async with desk.site.uow() as uow:
        return (await Factories(uow).agent(login, password=PASSWORD, **rights)).id


async def test_customers_of_a_file_are_looked_at_imported_and_changed_by_the_next(
    boss: Administrator, tmp_path: Path
) -> None:
    page, people = boss.page, tmp_path / "people.csv"

    async def look_at(content: str) -> None:
        people.write_text(content)
        await boss.open("/admin/customer-imports")
        await page.locator("[name=file]").set_input_files(people)
        await boss.fill(update_existing="yes")
        await boss.save("Preview")

    await look_at("E-mail;First name;Last name;Town\nida@otter.example;Ida;Otter;Oslo\n;Nobody;Here;\n")
    await page.get_by_text("1 would be made.").wait_for()
    await page.get_by_text("1 thing is wrong; such a row is left out.").wait_for()
    await page.get_by_label("Town").select_option("city")
    await boss.save("Import")
    await page.get_by_text('"created": 1').wait_for()
    assert await boss.shows("/agent/customers?q=ida", "Ida Otter")

    await look_at("E-mail,First name,Last name\nida@otter.example,Ida,Badger\n")
    await page.get_by_text("1 would be changed.").wait_for()
    await boss.save("Import")
    await page.get_by_text('"updated": 1').wait_for()
    assert await boss.shows("/agent/customers?q=ida", "Ida Badger")


async def test_two_customers_become_one_who_has_the_tickets_of_both(boss: Administrator) -> None:
    async with boss.desk.site.uow() as uow:
        twin = await Factories(uow).customer_user("rosalind")
    article = {"subject": "Whose", "body": "is it?", "channel": "phone", "visible_for_customer": True}
    told = {"title": "Whose ticket", "queue": "Raw", "customer_user": "rosalind", "article": article}
    ticket = (await boss.desk.api.post("/tickets", json=told)).json()["id"]
    assert await boss.shows(f"/agent/tickets/{ticket}", "Rosalind Customer")

    await boss.open(f"/admin/customer-users/{twin.id}/merge")
    await boss.fill(into=CUSTOMER)
    await boss.confirm("Merge")
    assert not await boss.shows(f"/agent/tickets/{ticket}", "Rosalind Customer")
    assert await boss.shows("/admin/customer-users?valid=invalid", "rosalind")


async def test_who_signs_up_comes_in_when_an_administrator_accepts(
    boss: Administrator, browser: Browser, post_office: SmtpSink
) -> None:
    page = boss.page
    await boss.open("/admin/setting-groups/captcha")
    await boss.fill(**{"s-GOTRS-SignUp-Approval": "yes", "s-GOTRS-Captcha-Bits": "4"})
    await boss.save()
    async with somebody_else(browser) as theirs:
        await theirs.goto(f"{boss.desk.url}/auth/customer/register")
        for name, value in (("email", "una@otter.example"), ("first_name", "Una"), ("last_name", "Otter")):
            await theirs.locator(f"[name={name}]").fill(value)
        await theirs.get_by_role("button", name="Sign up").click()
        mail = await eventually(lambda: _to(post_office, "una@otter.example"), within_s=20)
        link = re.search(r"/auth/customer/register/confirm\?token=[\w.~-]+", mail.get_body(("plain",)).get_content())
        assert link
        await theirs.goto(boss.desk.url + link[0])
        for name in ("password", "again"):
            await theirs.locator(f"[name={name}]").fill(PASSWORD)
        await theirs.get_by_role("button", name="Set the password").click()
        await theirs.get_by_role("link", name="Back to sign-in").wait_for()

        customers = "/auth/customer/login"
        await at_the_door(theirs, boss.desk, "una@otter.example", door=customers)
        await theirs.locator("#f-password-error").wait_for()
        await boss.open("/admin/sign-ups")
        await page.get_by_role("link", name="una@otter.example").click()
        await boss.save("Accept")
        await at_the_door(theirs, boss.desk, "una@otter.example", door=customers)
        await theirs.wait_for_url("**/customer/")
    for name in ("SignUp::Approval", "Captcha::Bits"):
        await boss.open(f"/admin/settings/GOTRS::{name}")
        await boss.save("As delivered")


async def test_an_outgoing_account_is_made_tried_used_by_an_address_and_made_invalid(
    boss: Administrator, post_office: SmtpSink
) -> None:
    page = boss.page

    async def write(to: str) -> None:
        article = {"subject": "Hello", "body": "there", "channel": "email", "sender_type": "agent", "to": to}
        told = {"title": "Through the branch", "queue": "Raw", "article": article}
        assert (await boss.desk.api.post("/tickets", json=told)).status_code == 201

    async def send_through(account_id: str) -> None:
        await boss.open("/admin/system-addresses/1")
        await boss.fill(smtp_account_id=account_id)
        await boss.save()

    with running_smtp_sink() as branch:
        await boss.open("/admin/smtp-accounts/new")
        await boss.fill(name="Branch", host="127.0.0.1", port="1", security="none", authentication="none")
        await boss.save("Create")
        address = page.url.removesuffix("/sending")
        await boss.press("Test")
        await page.get_by_text("The server refuses connections at this port.").wait_for()
        await page.goto(address)
        await boss.fill(port=str(branch.port))
        await boss.save()
        await page.goto(f"{address}/sending")
        await boss.press("Test")
        await page.get_by_text("The server lets this desk in.").wait_for()

        await send_through(address.rpartition("/")[2])
        await write("branch@otter.example")
        mail = await eventually(lambda: _to(branch, "branch@otter.example"), within_s=20)
        assert OURS in str(mail["From"])
        await eventually(lambda: _sent_through(boss, "Branch"), within_s=20)  # written once the server has taken it
        await page.locator("a[data-row-link]").first.click()
        await page.get_by_text("branch@otter.example").wait_for()

        await page.goto(address)
        await boss.fill(valid="invalid")
        await boss.press("Save")
        await page.get_by_text(f"These addresses send through this account: {OURS}.").first.wait_for()
        await send_through("")
        await page.goto(address)
        await boss.fill(valid="invalid")
        await boss.save()
        await write("head@otter.example")
        assert await eventually(lambda: _to(post_office, "head@otter.example"), within_s=20)
        assert len(branch.messages) == 1


async def _sent_through(boss: Administrator, account: str) -> bool:
    """Whether the communication log, which is then open, tells of a mail through it."""
    await boss.open(f"/admin/mail/communication-log?direction=Outgoing&q={account}")
    return await boss.page.locator("a[data-row-link]").count() > 0


async def _to(post_office: SmtpSink, recipient: str) -> Any:
    return next((mail.message for mail in post_office.messages if recipient in mail.recipients), None)


@pytest.mark.parametrize("kind", ["SMIME", pytest.param("PGP", marks=needs_gpg)])
async def test_a_key_signs_what_leaves_until_it_is_removed(
    boss: Administrator, post_office: SmtpSink, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    page, folder = boss.page, tmp_path_factory.mktemp("k")
    if kind == "SMIME":
        text = certificate(folder, "desk", OURS) + (folder / "desk.key").read_text()
    else:
        text = Gnupg(folder, OURS).private(OURS)
    await boss.open(f"/admin/settings/{kind}")
    await boss.fill(value="yes")
    await boss.save()
    await boss.open("/admin/mail/keys/new")
    await boss.fill(text=text)
    await boss.save("Add")
    key = page.url.removeprefix(boss.desk.url)
    assert "PRIVATE KEY" not in await page.content()

    reply = f"/agent/tickets/{await boss.desk.ticket(f'Signed by {kind}')}/reply"
    await boss.open(reply)
    await page.get_by_label("Sign with").select_option(index=1)
    await page.get_by_role("button", name="Send", exact=False).last.click()
    mail = await eventually(lambda: _sent(post_office, f"Signed by {kind}"), within_s=20)
    assert mail.get_content_type() == "multipart/signed"

    await boss.open(key)
    await boss.confirm("Remove")
    await boss.open(reply)
    assert await page.get_by_label("Sign with").count() == 0


async def _sent(post_office: SmtpSink, subject: str) -> Any:
    mails = [one.message for one in post_office.messages]
    return next((mail for mail in mails if subject in mail["Subject"]), None)


async def test_mail_that_is_put_off_waits_is_tried_again_or_given_up_and_the_log_tells_it(
    boss: Administrator, post_office: SmtpSink
) -> None:
    page = boss.page

    async def write(to: str) -> None:
        await boss.open("/admin/setting-groups/outgoing-mail")
        await boss.fill(to=to)
        await boss.save("Send the test mail")
        await eventually(lambda: boss.shows("/admin/mail/queue", "Come back at noon"), within_s=20, every_s=0.2)
        await page.locator("tr[data-row]", has_text=to).locator("[data-row-link]").click()
        await page.get_by_role("button", name="Try again now").wait_for()

    post_office.answer = lambda _recipients: "451 Come back at noon"
    try:
        await write("ida@otter.example")
        post_office.answer = lambda _recipients: None
        await boss.save("Try again now")
        await eventually(lambda: _has_reached(post_office, "ida@otter.example"), within_s=20)
        await eventually(lambda: _is_empty(boss), within_s=20, every_s=0.2)

        post_office.answer = lambda _recipients: "451 Come back at noon"
        await write("ada@otter.example")
        await boss.confirm("Give it up")
        assert await _is_empty(boss)
    finally:
        post_office.answer = lambda _recipients: None
    assert not await _has_reached(post_office, "ada@otter.example")

    for status, words in (("Warning", "Come back at noon"), ("Successful", "accepted")):
        await boss.open(f"/admin/mail/communication-log?direction=Outgoing&status={status}&q=ida@otter.example")
        await page.locator("[data-row-link]").first.click()
        await page.get_by_role("row", name="ida@otter.example").get_by_text(words).wait_for()


async def _has_reached(post_office: SmtpSink, recipient: str) -> bool:
    return any(recipient in mail.recipients for mail in post_office.messages)


async def _is_empty(boss: Administrator) -> bool:
    return not await boss.shows("/admin/mail/queue", "otter.example")


async def test_name_colour_and_logo_are_at_the_door_until_they_are_taken_back(
    boss: Administrator, browser: Browser, tmp_path: Path
) -> None:
    page, logo = boss.page, tmp_path / "logo.png"
    async with somebody_else(browser) as stranger:
        await stranger.goto(f"{boss.desk.url}/auth/login")
        await stranger.locator(".brand").screenshot(path=logo)
        accent = "getComputedStyle(document.documentElement).getPropertyValue('--color-accent').trim()"
        before = await stranger.evaluate(accent)
        await boss.open("/admin/branding")
        await boss.fill(name="Otter Help", accent_light="#0a3d62", accent_dark="#7ed6df")
        await page.locator("[name=logo]").set_input_files(logo)
        await boss.save()
        await stranger.reload()
        assert "Otter Help" in await stranger.locator(".brand").inner_text()
        assert await stranger.locator(".brand img").evaluate("logo => logo.complete && logo.naturalWidth > 0")
        assert await stranger.evaluate(accent) in ("#0a3d62", "#7ed6df")

        await boss.confirm("Remove the logo")
        await boss.fill(name="GOTRS", accent_light="", accent_dark="")
        await boss.save()
        await stranger.reload()
        assert "GOTRS" in await stranger.locator(".brand").inner_text()
        assert await stranger.locator(".brand img").count() == 0
        assert await stranger.evaluate(accent) == before


async def test_a_backup_is_made_downloaded_and_removed(boss: Administrator, tmp_path: Path) -> None:
    page = boss.page
    await boss.open("/admin/backups")
    await boss.save("Back up the database alone")
    await page.get_by_text("Finished", exact=True).wait_for()

    async def made() -> bool:
        await boss.open("/admin/backups")
        return await page.locator("[data-row-link]").count() == 1

    assert await eventually(made, every_s=0.2)
    await page.locator("[data-row-link]").click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download").click()
    file = await (await download.value).path()
    assert file.read_bytes().startswith(b"\x1f\x8b"), "gzip"
    await boss.confirm("Remove")
    assert await page.locator("[data-row-link]").count() == 0


async def test_a_desk_goes_out_and_what_is_changed_in_its_file_comes_back(boss: Administrator, tmp_path: Path) -> None:
    page = boss.page
    await boss.open("/admin/transfer/desk")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Export as YAML").click()
    whole = (await (await download.value).path()).read_text()
    file = tmp_path / "desk.yaml"
    file.write_text(whole.replace("name: Junk\n", "name: Carried over\n"))
    await page.locator("[name=file]").set_input_files(file)
    await boss.save("Preview")
    assert await page.get_by_role("row", name="Carried over").count() == 1
    assert not await boss.shows("/admin/queues?q=Carried", "Carried over"), "a preview writes nothing"
    await boss.open("/admin/transfer/desk")
    await page.locator("[name=file]").set_input_files(file)
    await boss.save("Preview")
    await boss.save("Import")
    assert await boss.shows("/admin/queues?q=Carried", "Carried over")
    (made,) = [one for one in (await boss.desk.api.get("/queues")).json()["data"] if one["name"] == "Carried over"]
    (await boss.desk.api.patch(f"/queues/{made['id']}", json={"valid": "invalid"})).raise_for_status()
    assert await boss.shows("/admin/queues?q=Carried&valid=invalid", "Carried over")


async def test_accounts_follow_their_directory(boss: Administrator, browser: Browser) -> None:
    if reason := why_no_slapd():
        pytest.skip(reason)
    page = boss.page
    with running_slapd() as slapd:
        await boss.open("/admin/sign-in-providers/new?kind=ldap")
        await boss.fill(name="tree", label="Directory", **{name: str(value) for name, value in slapd.config().items()})
        await boss.save("Create")
        trial = page.url.removeprefix(boss.desk.url)
        await boss.fill(login="otto")
        await boss.save("Test")
        await page.get_by_text("That works.").wait_for()
        async with somebody_else(browser) as theirs:
            await at_the_door(theirs, boss.desk, "otto", DIRECTORY_PASSWORD)
            await theirs.wait_for_url("**/agent/")
        assert await boss.shows("/admin/agents?q=otto", "Otto Öst")

        otto = f"dn: uid=otto,ou=people,{BASE}\n"
        slapd.change(f"{otto}changetype: modify\nreplace: sn\nsn: West\n")
        await boss.open(trial)
        await boss.save("Synchronize now")
        await eventually(lambda: boss.shows("/admin/agents?q=otto", "Otto West"), within_s=20, every_s=0.2)
        slapd.change(f"{otto}changetype: delete\n")
        await boss.open(trial)
        await boss.save("Synchronize now")
        await eventually(
            lambda: boss.shows("/admin/agents?valid=invalid&q=otto", "Otto West"), within_s=20, every_s=0.2
        )
    await boss.open(trial.removesuffix("/trial"))
    await boss.confirm("Remove")


async def test_failed_sign_ins_cost_a_proof_while_the_captcha_asks_for_one(
    boss: Administrator, browser: Browser
) -> None:
    await new_agent(boss.desk, "clumsy")
    await boss.open("/admin/setting-groups/captcha")
    await boss.fill(
        **{
            "s-GOTRS-Captcha-RequiredFor": "sign_up\nsign_in",
            "s-GOTRS-Captcha-SignInAfter": "1",
            "s-GOTRS-Captcha-Bits": "4",
        }
    )
    await boss.save()
    async with somebody_else(browser) as theirs:
        assert "data-proof-of-work" not in await boss.at_the_door()
        assert "data-proof-of-work" in await boss.at_the_door("/auth/customer/register")
        await at_the_door(theirs, boss.desk, "clumsy", "not this")
        await theirs.locator("[data-proof-of-work]").wait_for()
        await theirs.locator("[name=password]").fill(PASSWORD)
        await theirs.get_by_text("Checked: you are not a machine in a hurry.").wait_for()
        await theirs.keyboard.press("Enter")
        await theirs.wait_for_url("**/agent/")

    await boss.fill(**{"s-GOTRS-Captcha-Provider": "none"})
    await boss.save()
    async with somebody_else(browser) as theirs:
        assert "data-proof-of-work" not in await boss.at_the_door("/auth/customer/register")
        await at_the_door(theirs, boss.desk, "clumsy", "not this")
        await theirs.locator("#f-password-error").wait_for()
        assert await theirs.locator("[data-proof-of-work]").count() == 0
    for name in ("Provider", "RequiredFor", "SignInAfter", "Bits"):
        await boss.open(f"/admin/settings/GOTRS::Captcha::{name}")
        await boss.save("As delivered")


async def test_new_passwords_keep_to_the_policy_while_there_is_one(boss: Administrator, browser: Browser) -> None:
    await new_agent(boss.desk, "brief")
    policy = "s-PreferencesGroups-Password"

    async def choose(page: Page, password: str, present: str = PASSWORD) -> None:
        await page.goto(f"{boss.desk.url}/agent/profile")
        form = page.locator("form[action$='/profile/password']")
        for name, value in (("current", present), ("new", password), ("repeated", password)):
            await form.locator(f"[name={name}]").fill(value)
        async with page.expect_navigation():
            await form.get_by_role("button").last.click()

    await boss.open("/admin/setting-groups/passwords")
    await boss.fill_row(policy, "PasswordMinSize", "14")
    await boss.save()
    async with somebody_else(browser) as theirs:
        await at_the_door(theirs, boss.desk, "brief")
        await choose(theirs, "Otters-12345")
        await theirs.locator("#f-new-error").wait_for()
        await boss.fill_row(policy, "PasswordMinSize", "")
        await boss.save()
        await choose(theirs, "Otters-12345")
        await theirs.get_by_text("The password is changed.").first.wait_for()


async def test_a_group_needs_a_second_step_while_the_setting_names_it(boss: Administrator, browser: Browser) -> None:
    async with boss.desk.site.uow() as uow:
        guarded = await Factories(uow).group("guarded")  # not one of the administrator's: it would count at once
        await Factories(uow).agent("careless", password=PASSWORD, rights={guarded: "ro"})
    for groups, page in (("guarded", "/auth/enrolment"), ("", "/agent/")):
        await boss.open("/admin/setting-groups/passwords")
        await boss.fill(**{"s-GOTRS-SecondFactor-RequiredForGroups": groups})
        await boss.save()
        async with somebody_else(browser) as theirs:
            await at_the_door(theirs, boss.desk, "careless")
            await theirs.wait_for_url(f"**{page}**")


async def test_a_lost_second_step_is_switched_off_for_a_reason(boss: Administrator, browser: Browser) -> None:
    page, number = boss.page, await new_agent(boss.desk, "lost")
    async with somebody_else(browser) as theirs:
        await at_the_door(theirs, boss.desk, "lost")
        await theirs.goto(f"{boss.desk.url}/agent/profile/security")
        box = theirs.locator("#second-step")
        await box.get_by_label("Present password").fill(PASSWORD)
        await box.get_by_role("button", name="Set it up").click()
        secret = await theirs.locator(".security__secret").inner_text()
        await box.get_by_label("Present password").fill(PASSWORD)
        await box.get_by_label("Six-digit code").fill(pyotp.TOTP(secret).now())
        await box.get_by_role("button", name="Switch it on").click()
        await box.get_by_text("Signing in asks for a code").wait_for()
        await at_the_door(theirs, boss.desk, "lost")
        await theirs.wait_for_url("**/auth/second-step**")

        await boss.open(f"/admin/agents/{number}/access")
        reason = page.locator("form[action$='/second-factor/removal'] [name=reason]")
        await reason.fill("Phone in the river")
        await boss.save("Switch it off")
        await at_the_door(theirs, boss.desk, "lost")
        await theirs.wait_for_url("**/agent/")
    await boss.open("/admin/audit-log?q=lost&action=second_factor.disabled_by_administrator")
    await page.locator("[data-row-link]").first.click()
    await page.get_by_text("Phone in the river").wait_for()


async def test_who_signs_in_as_another_is_told_so_and_is_in_the_audit_log(boss: Administrator) -> None:
    page, number = boss.page, await new_agent(boss.desk, "helped")
    await boss.open("/admin/setting-groups/passwords")
    await boss.fill(**{"s-SwitchToUser": "yes"})
    await boss.save()
    await boss.open(f"/admin/agents/{number}/access")
    await boss.fill(reason="Sees no queue")
    await boss.save("Sign in as this person")
    assert page.url.endswith("/agent/")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Back to", exact=False).click()
    assert page.url.endswith("/admin/")
    await boss.open("/admin/audit-log?q=helped")
    await page.locator("[data-row-link]").first.click()
    await page.get_by_text("Sees no queue").wait_for()
