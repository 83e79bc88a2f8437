"""Mail on its way in and out, and background jobs."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from gotrs_api.jobs import store
from gotrs_api.jobs.models import Job
from gotrs_api.mail.inbound import spool
from gotrs_api.mail.outbound import service as outbound
from gotrs_api.mail.outbound.compose import OutgoingMail
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
RAW = b"From: <script>@evil.example\r\nTo: desk@helpdesk.example\r\nMessage-ID: <1@x.example>\r\n\r\n<b>Hi</b>\r\n"


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


@pytest.fixture
async def quarantined(site: Site) -> int:
    spool_id = (await spool.accept(site, RAW, "maildir", mailbox="new")).spool_id
    async with site.uow(acting_id=1) as uow:
        reason = {"status": spool.QUARANTINED, "reason": "RuntimeError: a filter broke"}
        await uow.session.execute(update(spool.SPOOL).where(spool.SPOOL.c.id == spool_id).values(reason))
    return spool_id


@pytest.fixture
async def waiting(site: Site) -> int:
    mail = OutgoingMail(
        from_="desk@desk.example",
        to="jane@customer.example",
        subject="About your ticket",
        text="Hello",
        message_id="<a@desk.example>",
        date=site.clock.now(),
    )
    async with site.uow(acting_id=1) as uow:
        return await outbound.queue_mail(
            uow, mail, article_id=None, sender="desk@desk.example", recipients=["jane@customer.example"]
        )


async def test_a_quarantined_mail_is_seen_read_and_processed_again(web: WebBrowser, quarantined: int) -> None:
    assert (await web.get("/admin/")).has("1 mail waits for a decision.")
    page = await web.get("/admin/mail/spool?status=quarantined")
    assert page.has("RuntimeError: a filter broke")
    raw = (await web.get(f"/admin/mail/spool/{quarantined}/raw")).response
    assert raw.content == RAW
    assert raw.headers["content-type"] == "message/rfc822"
    assert raw.headers["content-disposition"].startswith("attachment")
    page = await web.get(f"/admin/mail/spool/{quarantined}")
    assert page.has("Make a ticket by force")
    fields = {"csrf_token": page.all("input[name=csrf_token]")[0].get("value")}
    answer = await web.client.post(f"/admin/mail/spool/{quarantined}/retry", data=fields)
    assert (await web.get(answer.headers["location"])).has("not yet processed")


async def test_mail_that_waits_is_tried_again_or_given_up(web: WebBrowser, waiting: int) -> None:
    page = await web.get("/admin/mail/queue")
    assert page.has("no server for it")
    page = await web.get(page.links()["About your ticket"])
    assert page.has("jane@customer.example")
    await web.send(f"/admin/mail/queue/{waiting}/retry")
    await web.get(f"/admin/mail/queue/{waiting}")
    await web.send(f"/admin/mail/queue/{waiting}/removal")
    assert (await web.follow()).has("Nothing is here")


async def test_a_job_that_was_given_up_runs_again(web: WebBrowser, site: Site) -> None:
    async with site.uow() as uow:
        job = Job(
            name="test.lost", queue="test", payload='{"number": 7}', status=store.DEAD, due_at=site.clock.now(),
            attempts=3, max_attempts=3, last_error="it broke", created_at=site.clock.now(), acting_id=1,
        )  # fmt: skip
        uow.session.add(job)
        await uow.session.flush()
        job_id = job.id
    assert (await web.get("/admin/")).has("1 job was given up")
    page = await web.get("/admin/jobs?status=dead")
    assert page.has("it broke")
    page = await web.get(page.links()[f"test.lost #{job_id}"])
    assert page.has('"number": 7')
    await web.send(f"/admin/jobs/{job_id}/retry")
    page = await web.follow()
    assert page.has("waiting")
    assert not [form for form in page.tree.forms if (form.action or "").endswith("/removal")]
