"""Writing into a ticket from its page."""

from __future__ import annotations

import json
from base64 import b64encode
from email import message_from_bytes

import pytest
from sqlalchemy import select

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.catalog import service as catalog
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.models import ArticleTrace, MailKey, MailQueue
from gotrs_api.responses import service as responses
from gotrs_api.responses.schemas import StandardAttachmentCreate, TemplateCreate, TemplateType
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketSetPriority
from tests.support.factories import CLOSED_SUCCESSFUL, OPEN, PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
DECISION = {"step": "follow_up", "by": "References", "what": "ticket 7"}


def form(desk: Desk, kind: str) -> str:
    return f"{desk.address}/{kind}#composer"


async def mira_changes_the_priority(desk: Desk) -> None:
    mira = await desk.colleague("mira")
    principal = await desk.factories.principal(mira)
    command = TicketSetPriority(priority="4 high")
    # As if Lena had not locked the ticket by entering the screen.
    ticket = await tickets.get_ticket(desk.uow, principal, TicketId(desk.ticket.id))
    assert "priority" in ticket.allowed
    await tickets.set_priority(desk.uow, principal, TicketId(desk.ticket.id), command)


async def test_a_reply_goes_to_who_wrote_with_their_words_quoted(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/reply")
    sent = page.form(form(desk, "reply")).fields
    assert sent["to"] == "Rosa Lind <rosa@customer.example>"
    assert sent["subject"] == f"Re: [Ticket#{desk.ticket.tn}] VPN drops"
    assert "Rosa Lind wrote:\n> Every 20 minutes." in str(sent["body"])
    answer = await at_desk.send(form(desk, "reply"), {"body": "Try Gothenburg.", "cc": "per@customer.example"})
    written = (await desk.articles())[-1]
    assert answer.location == f"{desk.address}#composer"
    assert (written.channel, written.body, written.cc) == (
        ArticleChannel.EMAIL,
        "Try Gothenburg.",
        "per@customer.example",
    )
    assert written.visible_for_customer
    assert (await at_desk.follow()).has("Reply sent.")


async def test_reply_to_all_leaves_our_own_addresses_out(at_desk: WebBrowser, desk: Desk) -> None:
    own = next(iter(await catalog.list_system_addresses(desk.uow))).email
    article = await desk.factories.article(
        desk.ticket, a_from="per@customer.example", a_to=f"{own}, rosa@customer.example"
    )
    page = await at_desk.get(f"{desk.address}/reply?article={article.id}&to_all=1")
    sent = page.form(form(desk, "reply")).fields
    assert (sent["to"], sent["cc"]) == ("per@customer.example", "rosa@customer.example")


@pytest.mark.parametrize("needed", [False, True])
async def test_time_is_asked_for_whoever_answers(
    at_desk: WebBrowser, desk: Desk, factories: Factories, needed: bool
) -> None:
    """Also where the right to write notes is missing, which booking time on the ticket asks for."""
    await factories.setting(settings.NEED_ACCOUNTED_TIME, needed)
    page = await at_desk.get(f"{desk.address}/reply")
    assert (page.one("[name=time_units]").get("required") is not None) is needed

    await factories.setting(settings.ACCOUNT_TIME, False)
    assert not (await at_desk.get(f"{desk.address}/reply")).has("Time units")


async def test_a_note_stays_inside_and_may_close_the_ticket(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/note")
    await at_desk.send(form(desk, "note"), {"body": "Done.", "state_id": str(CLOSED_SUCCESSFUL), "time_units": "1,5"})
    written = (await desk.articles())[-1]
    assert (written.channel, written.visible_for_customer) == (ArticleChannel.INTERNAL, False)
    assert (await desk.now()).state.type == "closed"
    assert (await at_desk.get(f"{desk.address}/time")).has("1.5")


@pytest.mark.parametrize(("kind", "sender"), [("phone-out", "agent"), ("phone-in", "customer")])
async def test_phone_calls_are_written_down(at_desk: WebBrowser, desk: Desk, kind: str, sender: str) -> None:
    await at_desk.get(f"{desk.address}/{kind}")
    await at_desk.send(form(desk, kind), {"body": "We talked."})
    written = (await desk.articles())[-1]
    assert (written.channel, written.sender_type, written.visible_for_customer) == (ArticleChannel.PHONE, sender, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to": "", "body": "Hello"}, "Somebody must get this mail."),
        ({"to": "Rosa, Per", "body": "Hello"}, "One of these is no e-mail address."),
        ({"body": " "}, "This is required."),
        ({"body": "Hello", "time_units": "soon"}, "This is no amount of time."),
        ({"body": "Hello", "state_id": "6", "pending_until": ""}, "Pending states need a time."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    at_desk: WebBrowser, desk: Desk, fields: dict[str, str], words: str
) -> None:
    await at_desk.get(f"{desk.address}/reply")
    log = ("files", ("log.txt", b"abc", "text/plain"))
    page = await at_desk.send(form(desk, "reply"), {"cc": "per@customer.example", **fields}, files=[log])
    assert page.status == 422
    assert page.has(words)
    kept = page.form(form(desk, "reply")).fields
    assert (kept["cc"], str(kept["body"])[1:]) == ("per@customer.example", fields["body"])
    assert page.has("log.txt")
    assert len(await desk.articles()) == 1
    repaired = {"to": "rosa@customer.example", "body": "Hello", "time_units": "", "state_id": str(OPEN)}
    assert (await at_desk.send(form(desk, "reply"), repaired)).status == 303
    assert [file.filename for file in (await desk.articles())[-1].attachments] == ["log.txt"]


async def test_entering_takes_the_lock_and_undo_gives_it_back(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/reply")
    assert page.has("The ticket is now locked for you.")
    locked = await desk.now()
    assert (locked.lock.name, locked.owner.login) == ("lock", "lena")
    (undo,) = page.all("button[formaction*='lock/undo']")
    token = page.form(form(desk, "reply")).fields["csrf_token"]
    await at_desk.client.post(undo.get("formaction", ""), data={"csrf_token": token})
    freed = await desk.now()
    assert (freed.lock.name, freed.owner.id) == ("unlock", 1)


async def test_undo_cannot_be_bent_to_another_owner(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/reply")
    (undo,) = page.all("button[formaction*='lock/undo']")
    token = page.form(form(desk, "reply")).fields["csrf_token"]
    bent = undo.get("formaction", "").replace("owner=1", f"owner={desk.lena.id}")
    assert (await at_desk.client.post(bent, data={"csrf_token": token})).status_code == 403


async def test_a_link_from_elsewhere_takes_no_lock(at_desk: WebBrowser, desk: Desk) -> None:
    at_desk.client.headers["Sec-Fetch-Site"] = "cross-site"
    assert (await at_desk.get(f"{desk.address}/reply")).status == 200
    assert (await desk.now()).lock.name == "unlock"


async def test_a_ticket_that_another_works_on_cannot_be_answered(web: WebBrowser, desk: Desk) -> None:
    desk.ticket.ticket_lock_id, desk.ticket.user_id = 2, desk.lena.id
    await desk.uow.session.flush()
    await desk.colleague("mira")
    await web.sign_in("mira")
    assert not (await web.get(desk.address)).all('[data-key="r"]')
    page = await web.get(f"{desk.address}/reply")
    assert page.status == 409
    assert page.has("The ticket is locked by lena.")


async def test_without_the_right_nothing_is_written(web: WebBrowser, desk: Desk) -> None:
    await desk.colleague("vera", rights="ro")
    await web.sign_in("vera")
    assert (await web.get(f"{desk.address}/note")).status == 403
    token = (await web.get(desk.address)).all("input[name=csrf_token]")[0].get("value", "")
    fields = {"csrf_token": token, "etag": (await desk.now()).etag, "subject": "x", "body": "y"}
    answer = await web.client.post(f"{desk.address}/note", data=fields)
    assert answer.status_code == 403
    assert len(await desk.articles()) == 1


async def test_who_was_overtaken_sees_what_changed_and_keeps_the_text(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/note")
    await mira_changes_the_priority(desk)
    page = await at_desk.send(form(desk, "note"), {"body": "My long thoughts."})
    assert page.status == 422
    assert page.has("The ticket was changed while you were writing.")
    assert page.has("Mira Agent: Priority changed from 3 normal to 4 high")
    assert str(page.form(form(desk, "note")).fields["body"]).strip() == "My long thoughts."
    assert (await at_desk.send(form(desk, "note"))).status == 303
    assert (await desk.articles())[-1].body.strip() == "My long thoughts."


async def test_ones_own_changes_meanwhile_do_not_stand_in_the_way(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/note")
    watch = {"csrf_token": page.form(form(desk, "note")).fields["csrf_token"]}
    assert (await at_desk.client.post(f"{desk.address}/watch", data=watch)).status_code == 303
    assert (await at_desk.send(form(desk, "note"), {"body": "Still mine."})).status == 303


async def test_with_scripts_only_parts_travel(at_desk: WebBrowser, desk: Desk) -> None:
    part = await at_desk.get(f"{desk.address}/reply", htmx=True)
    assert part.all("main") == []
    assert "ticket-changed" in json.loads(part.response.headers["hx-trigger"])  # the lock was taken
    at_desk.client.headers["HX-Request"] = "true"
    answer = await at_desk.send(form(desk, "reply"), {"body": "Hello"})
    assert (answer.status, answer.all("main")) == (200, [])
    events = json.loads(answer.response.headers["hx-trigger"])
    assert {"article-added", "ticket-changed", "toast"} <= set(events)


async def test_an_answer_begins_with_the_queues_words_and_a_template(at_desk: WebBrowser, desk: Desk) -> None:
    command = TemplateCreate(name="Other gateway", text="Use Gothenburg.", queue_ids=(desk.queue.id,))
    template = await responses.create_template(desk.uow, Principal.system("test"), command)
    page = await at_desk.get(f"{desk.address}/reply")
    assert page.has("Other gateway")
    page = await at_desk.get(f"{desk.address}/reply?template={template.id}")
    body = str(page.form(form(desk, "reply")).fields["body"])
    assert "Use Gothenburg." in body
    assert "<OTRS_" not in body


async def test_a_message_is_forwarded_with_its_words(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/forward")
    await at_desk.send(form(desk, "forward"), {"to": "second-level@partner.example"})
    written = (await desk.articles())[-1]
    assert (written.channel, written.to) == (ArticleChannel.EMAIL, "second-level@partner.example")
    assert "Every 20 minutes." in written.body
    assert not written.visible_for_customer


async def test_a_forwarded_message_is_called_back_into_its_form_and_keeps_its_files(
    at_desk: WebBrowser, desk: Desk
) -> None:
    await desk.factories.setting(settings.MAIL_UNDO_SEND_S, 30)
    page = await at_desk.get(f"{desk.address}/forward")
    token = str(page.form(form(desk, "forward")).fields["csrf_token"])
    sent = {**page.form(form(desk, "forward")).fields, "to": "second-level@partner.example"}
    files = {"files": ("plan.png", PNG, "image/png")}
    answer = await at_desk.client.post(
        f"{desk.address}/forward", data=sent, files=files, headers={"HX-Request": "true"}
    )
    (toast,) = json.loads(answer.headers["hx-trigger"])["toast"]["toasts"]
    assert toast["action_label"] == "Undo"
    undone = await at_desk.client.post(toast["action_url"], data={"csrf_token": token})
    assert undone.headers["location"].startswith(f"{desk.address}/forward?draft=")
    page = await at_desk.get(undone.headers["location"])
    again = page.form(form(desk, "forward")).fields
    assert again["to"] == "second-level@partner.example"
    await at_desk.send(form(desk, "forward"), {"to": "third-level@partner.example"})
    written = (await desk.articles())[-1]
    assert written.to == "third-level@partner.example"
    assert [one.filename for one in written.attachments] == ["plan.png"]
    assert written.body.count("Every 20 minutes.") == 1


async def test_a_mail_that_still_waits_is_called_back_and_sent_again(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/reply")
    await at_desk.send(form(desk, "reply"), {"body": "Wrong person."})
    page = await at_desk.follow()
    assert page.has("Waiting to be sent")
    address = f"{desk.address}/articles/{(await desk.articles())[-1].id}"
    await at_desk.send(f"{address}/recall")
    page = await at_desk.follow()
    assert page.has("Could not be delivered")
    await at_desk.send(f"{address}/resending")
    assert (await at_desk.follow()).has("Waiting to be sent")


async def test_how_a_mail_came_is_told(at_desk: WebBrowser, desk: Desk) -> None:
    first = (await desk.articles())[0]
    assert (await at_desk.get(f"{desk.address}/articles/{first.id}/decisions")).has("Nothing was noted")
    desk.uow.session.add(ArticleTrace(article_id=first.id, decided=json.dumps([DECISION])))
    await desk.uow.session.flush()
    page = await at_desk.get(f"{desk.address}/articles/{first.id}/decisions", htmx=True)
    assert page.texts("td") == ["follow_up", "References", "ticket 7"]


async def test_what_was_sent_or_cancelled_leaves_the_composers_address(at_desk: WebBrowser, desk: Desk) -> None:
    opened = f"{desk.address}/reply?article={(await desk.articles())[-1].id}"
    fields = (await at_desk.get(opened)).values(form(desk, "reply")) | {"body": "Try Gothenburg."}
    headers = {"HX-Request": "true", "Referer": f"http://desk.example{opened}&in=%2Fagent%2Ftickets"}

    cancelled = await at_desk.get(f"{desk.address}/composer", htmx=True)
    sent = await at_desk.client.post(f"{desk.address}/reply", data=fields, headers=headers)

    assert cancelled.response.headers["HX-Replace-Url"] == desk.address
    assert (sent.status_code, sent.headers["HX-Replace-Url"]) == (200, f"{desk.address}?in=%2Fagent%2Ftickets")
    assert (await desk.articles())[-1].body == "Try Gothenburg."


async def test_a_reply_from_the_editor_is_kept_as_clean_html(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/reply")
    html = '<div onclick="x()">Try <b>Gothenburg</b></div>'
    await at_desk.send(form(desk, "reply"), {"body": html, "body_format": "html"})
    written = (await desk.articles())[-1]
    assert written.body.strip() == "Try Gothenburg"
    lena = await desk.factories.principal(desk.lena)
    kept = await articles.html_body(desk.uow, lena, TicketId(desk.ticket.id), ArticleId(written.id))
    assert kept == "<div>Try <b>Gothenburg</b></div>"


async def test_the_editor_begins_with_the_quotation_and_gets_back_what_was_refused(
    at_desk: WebBrowser, desk: Desk
) -> None:
    page = await at_desk.get(f"{desk.address}/reply", htmx=True)
    assert [one.text for one in page.all("template[data-rich-start] blockquote")] == ["Every 20 minutes."]
    await at_desk.get(f"{desk.address}/reply")
    refused = await at_desk.send(form(desk, "reply"), {"to": "", "body": "<b>Hi</b>", "body_format": "html"})
    assert refused.status == 422
    assert [one.text for one in refused.all("template[data-rich-start] b")] == ["Hi"]
    assert refused.one("#f-body").text.strip() == "Hi"


async def test_files_are_kept_while_one_writes_and_go_with_the_reply(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/note")
    token = str(page.form(form(desk, "note")).fields["csrf_token"])
    entry = WebPage(
        await at_desk.client.post(
            "/agent/uploads", data={"csrf_token": token}, files=[("files", ("plan.txt", b"1 2 3", "text/plain"))]
        )
    )
    assert entry.has("plan.txt")
    kept = entry.one("input[name=kept]").get("value")
    await at_desk.send(form(desk, "note"), {"body": "See the plan.", "kept": kept})
    assert [file.filename for file in (await desk.articles())[-1].attachments] == ["plan.txt"]


async def test_a_mail_that_must_be_encrypted_is_not_sent_in_the_clear(at_desk: WebBrowser, desk: Desk) -> None:
    page = await at_desk.get(f"{desk.address}/reply")
    assert "encrypt" not in page.form(form(desk, "reply")).fields
    await desk.factories.setting(settings.SMIME, True)
    desk.uow.session.add(
        MailKey(
            kind="smime",
            fingerprint="ab" * 32,
            emails="per@customer.example",
            subject="Per",
            public_part="-",
            created_at=desk.uow.clock.now(),
            created_by=1,
        )
    )
    await desk.uow.session.flush()
    page = await at_desk.get(f"{desk.address}/reply")
    assert page.form(form(desk, "reply")).fields["encrypt"] == ""
    before = len(await desk.articles())
    answer = await at_desk.send(form(desk, "reply"), {"body": "The code is 4711.", "encrypt": "yes"})
    assert answer.status == 422
    assert answer.has("There is no key to encrypt for rosa@customer.example.")
    assert answer.form(form(desk, "reply")).fields["encrypt"] == "yes"
    assert len(await desk.articles()) == before
    await at_desk.send(form(desk, "reply"), {"body": "Nothing secret.", "encrypt": "no"})
    assert len(await desk.articles()) == before + 1


async def test_who_may_see_the_ticket_is_offered_while_one_writes(at_desk: WebBrowser, desk: Desk) -> None:
    mira = await desk.colleague("mira", "ro")
    mira.first_name, mira.last_name = "Mira", "Sand"
    await desk.factories.agent("misha", password=PASSWORD)  # without any right
    await desk.uow.session.flush()
    page = await at_desk.get(f"{desk.address}/offers/agents?q=mira")
    assert [option.get("data-text") for option in page.all("[role=option]")] == ["@mira "]
    assert page.has("1 offer.")
    assert (await at_desk.get(f"{desk.address}/offers/agents?q=sand")).has("@mira")
    assert (await at_desk.get(f"{desk.address}/offers/agents?q=zz")).has("Nothing fits.")
    other = await desk.factories.ticket("Secret", queue=await desk.factories.queue("Secrets"))
    assert (await at_desk.get(f"/agent/tickets/{other.id}/offers/agents?q=mi")).status == 404


async def test_texts_of_the_queue_are_offered_and_filled(at_desk: WebBrowser, desk: Desk) -> None:
    system = Principal.system("test")
    elsewhere = (await desk.factories.queue("Elsewhere")).id
    made = [
        await responses.create_template(desk.uow, system, TemplateCreate(name=name, text=text, queue_ids=(queue_id,)))
        for name, text, queue_id in (
            ("VPN::Gateway", "Dear <OTRS_CUSTOMER_UserLogin>, take & use it.", desk.queue.id),
            ("VPN::Foreign", "Not here", elsewhere),
        )
    ]
    page = await at_desk.get(f"{desk.address}/offers/texts/reply?q=gate")
    (option,) = page.all("[role=option]")
    address = option.get("data-address", "")
    assert (await at_desk.client.get(address)).text == "Dear rosa, take & use it."
    assert (await at_desk.client.get(f"{address}?html=true")).text == "Dear rosa, take &amp; use it."
    foreign = await at_desk.client.get(f"{desk.address}/offers/texts/reply/{made[1].id}")
    assert foreign.status_code == 404
    canned = TemplateCreate(name="Everywhere", text="Hello", template_type=TemplateType.SNIPPET)
    await responses.create_template(desk.uow, system, canned)
    assert (await at_desk.get(f"{desk.address}/offers/texts/note?q=every")).has("1 offer.")


async def test_a_template_brings_its_files(at_desk: WebBrowser, desk: Desk) -> None:
    system = Principal.system("test")
    file = StandardAttachmentCreate(
        name="Plan", filename="plan.txt", content_type="text/plain", content=b64encode(b"1 2 3")
    )
    attached = await responses.create_standard_attachment(desk.uow, system, file)
    command = TemplateCreate(name="With plan", text="See.", queue_ids=(desk.queue.id,), attachment_ids=(attached.id,))
    made = await responses.create_template(desk.uow, system, command)
    page = await at_desk.get(f"{desk.address}/reply?template={made.id}")
    assert page.has("plan.txt")
    answer = await at_desk.send(form(desk, "reply"), {"to": "rosa@customer.example", "body": "See the plan."})
    assert answer.status == 303, answer.text
    assert [one.filename for one in (await desk.articles())[-1].attachments] == ["plan.txt"]


async def send_image(web: WebBrowser, desk: Desk, name: str = "plan.png") -> str:
    """As the editor does with an image that is pasted into the text; answers its address there."""
    page = await web.get(f"{desk.address}/reply")
    token = str(page.values(form(desk, "reply"))["csrf_token"])
    data, files = {"inline": "1", "csrf_token": token}, {"files": (name, PNG, "image/png")}
    answer = await web.client.post("/agent/uploads", data=data, files=files)
    return WebPage(answer).one("[data-inline]").get("data-inline", "")


async def test_an_image_in_the_text_is_stored_named_shown_and_mailed_with_it(at_desk: WebBrowser, desk: Desk) -> None:
    shown, left = await send_image(at_desk, desk), await send_image(at_desk, desk, "other.png")
    assert (await at_desk.client.get(shown)).headers["content-type"] == "image/png"
    html = f'<p>Like this: <img src="{shown}" alt="plan"><img src="https://x.example/a.png"><img src="/agent/"></p>'
    kept = [one.rpartition("/")[2] for one in (shown, left)]
    await at_desk.get(f"{desk.address}/reply")
    await at_desk.send(
        form(desk, "reply"),
        {"to": "rosa@customer.example", "body": html, "body_format": "html", "kept": kept},
    )
    written = (await desk.articles())[-1]
    (image,) = written.attachments
    assert (image.filename, image.disposition) == ("plan.png", "inline")
    page = await at_desk.get(f"{desk.address}/articles/{written.id}/html")
    assert [one.get("src") for one in page.all("img")] == [
        f"{desk.address}/articles/{written.id}/attachments/{image.id}"
    ]
    (mail,) = list((await desk.uow.session.scalars(select(MailQueue.raw_message))).all())
    parsed = message_from_bytes(mail if isinstance(mail, bytes) else mail.encode())
    related = next(part for part in parsed.walk() if part.get_content_type() == "multipart/related")
    assert f"<{image.content_id}>" in [part["Content-ID"] for part in related.walk()]
    assert f"cid:{image.content_id}" in str(related.get_payload()[0].get_payload(decode=True))


async def test_an_image_of_somebody_else_is_shown_to_nobody(at_desk: WebBrowser, desk: Desk) -> None:
    shown = await send_image(at_desk, desk)
    await desk.colleague("mira")
    await at_desk.send("/auth/logout")
    await at_desk.sign_in("mira")
    assert (await at_desk.client.get(shown)).status_code == 404


async def article_with_images(desk: Desk) -> ArticleId:
    """A mail whose HTML shows one of its images, beside another file."""
    files = [
        NewAttachment(filename="plan.png", content=PNG, content_type="image/png", content_id="<i@x>", disposition="inline"),
        NewAttachment(filename="list.txt", content=b"1 2 3", content_type="text/plain", disposition="attachment"),
    ]  # fmt: skip
    return await articles.store_article(
        desk.uow,
        NewArticle(
            ticket_id=TicketId(desk.ticket.id),
            channel=ArticleChannel.EMAIL,
            sender_type=SenderType.CUSTOMER,
            visible_for_customer=True,
            subject="VPN drops",
            from_="Rosa Lind <rosa@customer.example>",
            body='<p>Look: <img src="cid:i@x"> <img src="https://x.example/spy.png"></p>',
            content_type="text/html",
            attachments=files,
        ),
    )


@pytest.mark.parametrize(("kind", "going_along"), [("reply", []), ("forward", ["list.txt"])])
async def test_images_of_the_quoted_mail_stay_in_the_quotation(
    at_desk: WebBrowser, desk: Desk, kind: str, going_along: list[str]
) -> None:
    article_id = await article_with_images(desk)
    page = await at_desk.get(f"{desk.address}/{kind}?article={article_id}")
    start = page.one("[data-rich-start]")
    (shown,) = [one.get("src", "") for one in start.cssselect("img")]
    assert (await at_desk.client.get(shown)).content == PNG
    sent = {"to": "per@customer.example", "body": f"<p>See:</p><img src='{shown}'>", "body_format": "html"}
    await at_desk.send(form(desk, kind), sent)
    written = (await desk.articles())[-1]
    image, *others = sorted(written.attachments, key=lambda file: file.disposition != "inline")
    assert (image.filename, [file.filename for file in others]) == ("plan.png", going_along)
    html = await articles.html_body(desk.uow, Principal.system("test"), TicketId(desk.ticket.id), ArticleId(written.id))
    assert f"cid:{image.content_id}" in str(html)


async def test_an_image_that_is_taken_out_of_the_quotation_stays_behind(at_desk: WebBrowser, desk: Desk) -> None:
    article_id = await article_with_images(desk)
    await at_desk.get(f"{desk.address}/forward?article={article_id}")
    sent = {"to": "per@customer.example", "body": "<p>See.</p>", "body_format": "html"}
    await at_desk.send(form(desk, "forward"), sent)
    assert [file.filename for file in (await desk.articles())[-1].attachments] == ["list.txt"]


async def test_forwarded_as_plain_text_a_mail_keeps_its_images_as_files(at_desk: WebBrowser, desk: Desk) -> None:
    article_id = await article_with_images(desk)
    await at_desk.get(f"{desk.address}/forward?article={article_id}")
    await at_desk.send(form(desk, "forward"), {"to": "per@customer.example", "body": "See."})
    assert sorted(file.filename for file in (await desk.articles())[-1].attachments) == ["list.txt", "plan.png"]
