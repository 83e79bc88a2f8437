"""New phone and e-mail tickets in the browser."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import func, insert, select

from gotrs_api.acl.models import AclTicketAttributeRelation
from gotrs_api.articles import service as articles
from gotrs_api.catalog.models import SystemAddress
from gotrs_api.customers import service as customers
from gotrs_api.customers.models import CustomerUser
from gotrs_api.customers.schemas import CompanyUpdate
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.models import MailQueue
from gotrs_api.mail.security import keys
from gotrs_api.mail.security.schemas import MailKeyAdd
from gotrs_api.queues.models import Queue
from gotrs_api.responses import service as responses
from gotrs_api.responses.schemas import StandardAttachmentCreate, TemplateCreate, TemplateType
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.schemas import TicketRead
from tests.mail.security.test_security import certificate
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")
PHONE, EMAIL = "/agent/tickets/new/phone", "/agent/tickets/new/email"


@pytest.fixture
async def network(factories: Factories) -> Queue:
    return await factories.queue("Network")


@pytest.fixture
async def rosa(factories: Factories, network: Queue, web: WebBrowser) -> User:
    rosa = await factories.agent("rosa", password=PASSWORD, rights={network: "ro create owner"})
    await web.sign_in("rosa")
    return rosa


@pytest.fixture
async def jane(factories: Factories) -> CustomerUser:
    return await factories.customer_user("jane", email="jane@acme.example", company=await factories.customer_company())


async def made(web: WebBrowser, factories: Factories, who: User) -> TicketRead:
    assert web.page is not None
    assert web.page.location.startswith("/agent/tickets/"), web.page.text
    number = int(web.page.location.rpartition("/")[2])
    return await tickets.get_ticket(factories.uow, await factories.principal(who), TicketId(number))


async def test_a_call_becomes_a_ticket_of_the_customer(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    await web.get(PHONE)
    entered = {"customer": "jane", "subject": "VPN drops", "body": "Every 20 minutes.", "queue": str(network.id)}
    await web.send(PHONE, entered)
    ticket = await made(web, factories, rosa)
    assert (ticket.title, ticket.queue.name, ticket.state.name) == ("VPN drops", "Network", "open")
    assert ticket.customer_user is not None
    assert ticket.customer_user.login == "jane"
    (article,) = await articles.list_articles(factories.uow, await factories.principal(rosa), TicketId(ticket.id))
    assert (article.channel, article.sender_type, article.visible_for_customer) == ("phone", "customer", True)
    assert article.from_ == '"Jane Customer" <jane@acme.example>'


async def test_a_mail_goes_to_the_customer_and_to_whom_one_names(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    await web.get(EMAIL)
    entered = {"customer": "jane", "subject": "News", "body": "Hello.", "queue": str(network.id), "cc": "bob@b.example"}
    await web.send(EMAIL, entered)
    ticket = await made(web, factories, rosa)
    me = await factories.principal(rosa)
    (summary,) = await articles.list_articles(factories.uow, me, TicketId(ticket.id))
    article = await articles.read_article(factories.uow, me, TicketId(ticket.id), summary.id)
    assert (article.channel, article.sender_type) == ("email", "agent")
    assert (article.to, article.cc) == ('"Jane Customer" <jane@acme.example>', "bob@b.example")


async def test_what_is_missing_is_said_at_its_field_and_input_is_kept(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue
) -> None:
    await web.get(PHONE)
    page = await web.send(PHONE, {"subject": "VPN drops", "customer": "", "body": "", "queue": ""})
    assert page.status == 422
    assert page.one("#f-subject").get("value") == "VPN drops"
    for field in ("customer", "body", "queue"):
        assert page.one(f"#f-{field}").get("aria-describedby") == f"f-{field}-error"
        assert page.texts(f"#f-{field}-error") == ["This is required."]
    assert not page.all("#f-subject-error")
    assert page.has("Not saved: 3 things need a look.")
    assert await factories.uow.session.scalar(select(func.count()).select_from(Ticket)) == 1  # OTRS's welcome ticket


async def test_an_unknown_customer_is_said_at_the_field(web: WebBrowser, rosa: User, network: Queue) -> None:
    await web.get(PHONE)
    entered = {"customer": "nobody at all", "subject": "x", "body": "y", "queue": str(network.id)}
    page = await web.send(PHONE, entered)
    assert page.texts("#f-customer-error") == ["There is no such customer user, and it is no e-mail address."]


async def test_a_stranger_may_be_the_customer_by_address(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue
) -> None:
    await web.get(PHONE)
    await web.send(PHONE, {"customer": "new@who.example", "subject": "x", "body": "y", "queue": str(network.id)})
    ticket = await made(web, factories, rosa)
    assert ticket.customer_user is not None
    assert ticket.customer_user.email == "new@who.example"


async def test_files_come_along_and_survive_a_refused_form(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    await web.get(PHONE)
    entered = {"customer": "jane", "subject": "Log", "body": "", "queue": str(network.id)}
    page = await web.send(PHONE, entered, files=[("files", ("vpn.log", b"line 1\n", "text/plain"))])
    assert page.status == 422
    assert page.has("vpn.log")
    await web.send(PHONE, {"body": "Now with text."}, files=[("files", ("more.txt", b"x", "text/plain"))])
    ticket = await made(web, factories, rosa)
    files = await articles.list_attachments(factories.uow, await factories.principal(rosa), TicketId(ticket.id))
    assert [file.filename for own in files.values() for file in own] == ["vpn.log", "more.txt"]


async def test_a_pending_state_asks_for_its_time_in_the_agents_zone(
    web: WebBrowser, factories: Factories, network: Queue, jane: CustomerUser
) -> None:
    zone = {"UserTimeZone": "Europe/Berlin"}
    nils = await factories.agent("nils", password=PASSWORD, rights={network: "ro create"}, preferences=zone)
    web.client.cookies.clear()
    await web.sign_in("nils")
    page = await web.get(PHONE)
    assert not page.all("#f-pending_until")
    waiting = next(
        option.get("value") for option in page.all("#f-state option") if option.text_content() == "pending reminder"
    )
    entered = {"customer": "jane", "subject": "x", "body": "y", "queue": str(network.id), "state": waiting}
    page = await web.send(PHONE, entered)
    assert page.texts("#f-pending_until-error") == ["Pending states need a time."]
    await web.send(PHONE, {"pending_until": "2026-03-03T10:00"})
    ticket = await made(web, factories, nils)
    assert ticket.pending_until is not None
    assert ticket.pending_until.isoformat() == "2026-03-03T09:00:00+00:00"


async def test_only_queues_in_which_one_may_create_are_offered(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue
) -> None:
    await factories.queue("Payroll")
    page = await web.get(PHONE)
    assert page.texts("#f-queue option") == ["Choose…", "Network"]
    assert page.one("#f-queue option[selected]").text_content() == "Network"


async def test_a_forged_queue_is_refused_at_the_field(
    web: WebBrowser, factories: Factories, rosa: User, jane: CustomerUser
) -> None:
    payroll = await factories.queue("Payroll")
    await web.get(PHONE)
    page = await web.send(PHONE, {"customer": "jane", "subject": "x", "body": "y", "queue": str(payroll.id)})
    assert page.status == 422
    assert page.texts("#f-queue-error") == ["You may not use the queue Payroll: the right create is missing."]


async def test_after_one_ticket_comes_the_next_form(
    web: WebBrowser, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    await web.get(PHONE)
    entered = {"customer": "jane", "subject": "x", "body": "y", "queue": str(network.id), "then": "another"}
    page = await web.send(PHONE, entered)
    assert page.location == PHONE
    assert (await web.follow()).has("is created.")


async def test_owners_follow_the_queue_and_services_the_customer(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    page = await web.get(PHONE)
    token = page.form(PHONE).fields["csrf_token"]
    answer = await web.client.post(
        f"{PHONE}/properties",
        data={"csrf_token": token, "queue": str(network.id), "customer": "jane"},
        headers={"HX-Request": "true"},
    )
    assert "Rosa Agent" in answer.text
    assert "Jane Customer" in answer.text
    assert "<html" not in answer.text


async def test_customers_are_offered_while_one_types(web: WebBrowser, rosa: User, jane: CustomerUser) -> None:
    offers = await web.get("/agent/customers/options?customer=acme.ex", htmx=True)
    assert offers.all("[role=option]") == []
    offers = await web.get("/agent/customers/options?customer=jane@", htmx=True)
    assert [option.get("data-value") for option in offers.all("[role=option]")] == ["jane"]


async def test_open_tickets_of_the_customer_stand_beside(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    await factories.ticket("Printer jam", queue=network, customer=jane)
    page = await web.get(f"{PHONE}?customer=jane")
    assert page.texts("#properties .list a") == ["Printer jam"]
    assert page.one("#f-customer").get("value") == "jane"


async def test_other_kinds_do_not_exist(web: WebBrowser, rosa: User) -> None:
    assert (await web.get("/agent/tickets/new/fax")).status == 404


async def test_choices_follow_the_attribute_relations(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue
) -> None:
    text = "Queue;Priority\nNetwork;4 high\n"
    factories.uow.session.add(
        AclTicketAttributeRelation(
            filename="urgent.csv", attribute_1="Queue", attribute_2="Priority", acl_data=text, priority=1
        )
    )
    await factories.uow.session.flush()
    page = await web.get(PHONE)
    values = page.values(PHONE) | {"queue": str(network.id)}
    page = WebPage(await web.client.post(f"{PHONE}/properties", data=values, headers={"HX-Request": "true"}))
    assert page.texts("#f-priority option") == ["4 high"]
    assert page.one("#f-queue").get("hx-trigger") == "change"


async def test_relations_find_owners_behind_the_first_hundred(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue
) -> None:
    await factories.setting(settings.TICKET_CHANGE_OWNER_TO_EVERYONE, True)
    many = [
        {"login": f"a{n:03}", "pw": "!", "first_name": "Ann", "last_name": f"A{n:03}", "valid_id": 1, "create_by": 1, "change_by": 1,
         "create_time": factories.uow.clock.now(), "change_time": factories.uow.clock.now()}
        for n in range(120)
    ]  # fmt: skip
    await factories.uow.session.execute(insert(User), many)
    late = await factories.agent("zoe")
    text = "Queue;Owner\nNetwork;zoe\n"
    factories.uow.session.add(
        AclTicketAttributeRelation(
            filename="who.csv", attribute_1="Queue", attribute_2="Owner", acl_data=text, priority=1
        )
    )
    await factories.uow.session.flush()
    page = await web.get(PHONE)
    values = page.values(PHONE) | {"queue": str(network.id)}
    page = WebPage(await web.client.post(f"{PHONE}/properties", data=values, headers={"HX-Request": "true"}))
    assert [one.get("value") for one in page.all("#f-owner option")][-1] == str(late.id)
    assert not any(one.get("value") for one in page.all("#f-owner option")[:-1])

    ticket = await factories.ticket("VPN drops", queue=network)
    page = await web.get(f"/agent/tickets/{ticket.id}/owner")
    assert str(late.id) in [one.get("value") for one in page.all("[name=owner_id] option")], page.text
    found = await web.get(f"/agent/agents?field=owner_id&queue={network.id}&ticket={ticket.id}&words=a")
    assert {one.get("value") for one in found.all("option")} <= {"", "1", str(late.id)}, (
        "found by words: not more either"
    )


async def test_a_new_mail_carries_the_queues_signature(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    await web.get(f"{EMAIL}?queue={network.id}")
    assert web.page is not None
    signature = web.page.texts(".create__signature")
    entered = {
        "customer": "jane", "subject": "Soon", "body": "<div>It <b>works</b></div>", "body_format": "html",
        "queue": str(network.id),
    }  # fmt: skip
    await web.send(EMAIL, entered)
    ticket = await made(web, factories, rosa)
    me = await factories.principal(rosa)
    (article,) = await articles.list_articles(factories.uow, me, TicketId(ticket.id))
    html = await articles.html_body(factories.uow, me, TicketId(ticket.id), ArticleId(article.id))
    assert html is not None
    assert html.startswith("<div>It <b>works</b></div><br><br>")
    assert signature
    assert " ".join(article.body.split()).endswith(signature[0])


async def test_a_mail_is_signed_and_encrypted_as_chosen(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser, tmp_path: Path
) -> None:
    address = await factories.uow.session.get_one(SystemAddress, network.system_address_id)
    certificate(tmp_path, "desk", address.value0)
    await factories.setting(settings.SMIME, True)
    text = (tmp_path / "desk.pem").read_text() + (tmp_path / "desk.key").read_text()
    key = await keys.add_key(factories.uow, Principal.system("test"), MailKeyAdd(text=SecretStr(text)))
    entered = {"customer": "jane", "subject": "News", "body": "Hello.", "queue": str(network.id)}

    assert not (await web.get(PHONE)).all("[name=sign_key]")
    page = await web.get(f"{EMAIL}?queue={network.id}")
    assert [option.get("value") for option in page.all("[name=sign_key] option")] == ["", key.sign_key, "-"]

    refused = await web.send(EMAIL, {**entered, "sign_key": key.sign_key, "encrypt": "yes"})  # Jane has no key
    assert refused.status == 422
    assert refused.one("[name=sign_key] option[selected]").get("value") == key.sign_key

    await web.send(EMAIL, {**entered, "sign_key": key.sign_key, "encrypt": "no"})
    await made(web, factories, rosa)
    raws = await factories.uow.session.scalars(
        select(MailQueue.raw_message).where(MailQueue.recipient.contains("jane"))
    )
    assert ["multipart/signed" in bytes(raw).decode() for raw in raws] == [True]


async def template(factories: Factories, name: str, text: str, kind: TemplateType, *queues: int) -> int:
    files = []
    if kind is TemplateType.CREATE:
        file = StandardAttachmentCreate(
            name=name, filename="plan.txt", content_type="text/plain", content=b64encode(b"1 2 3")
        )
        files.append((await responses.create_standard_attachment(factories.uow, Principal.system("test"), file)).id)
    command = TemplateCreate(
        name=name, text=text, template_type=kind, queue_ids=tuple(queues), attachment_ids=tuple(files)
    )
    return (await responses.create_template(factories.uow, Principal.system("test"), command)).id


async def test_colleagues_and_texts_of_the_chosen_queue_are_offered_while_one_writes(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    await factories.agent("mira", rights={network: "ro"})
    elsewhere = await factories.queue("Elsewhere")
    await factories.agent("misha", rights={elsewhere: "ro"})
    offers = f"{PHONE.rpartition('/')[0]}/offers"
    page = await web.get(f"{offers}/agents?queue={network.id}&q=mi")
    assert [option.get("data-text") for option in page.all("[role=option]")] == ["@mira "]
    assert (await web.get(f"{offers}/agents?queue=&q=mi")).has("Nothing fits.")
    assert (await web.get(f"{offers}/agents?queue={elsewhere.id}&q=mi")).has("Nothing fits.")
    await template(factories, "Outage", "<OTRS_CUSTOMER_DATA_UserLogin> & co", TemplateType.CREATE, network.id)
    await template(factories, "Out there", "no", TemplateType.CREATE, elsewhere.id)
    await template(factories, "Out of answers", "no", TemplateType.ANSWER, network.id)
    await template(factories, "Outlook", "Everywhere", TemplateType.SNIPPET)
    page = await web.get(f"{offers}/texts?queue={network.id}&customer=jane&q=out")
    outage, outlook = page.all("[role=option]")
    assert (await web.client.get(outage.get("data-address", ""))).text == "jane & co"
    assert (await web.client.get(outage.get("data-address", "") + "&html=true")).text == "jane &amp; co"
    assert (await web.client.get(outlook.get("data-address", ""))).text == "Everywhere"
    assert (await web.client.get(f"{offers}/texts/99999?queue={network.id}")).status_code == 404


async def test_a_template_begins_the_text_and_brings_its_files(
    web: WebBrowser, factories: Factories, rosa: User, network: Queue, jane: CustomerUser
) -> None:
    id_ = await template(factories, "Outage", "Which offices?", TemplateType.CREATE, network.id)
    chosen = {"queue": str(network.id), "customer": "jane", "subject": "Down", "body": "All of it."}
    await web.get(f"{PHONE}?queue={network.id}")
    page = WebPage(
        await web.client.post(f"{PHONE}/properties", data={**web.page.values(PHONE), **chosen, "template": str(id_)})  # type: ignore[union-attr]
    )
    assert page.one("#f-body").text_content().strip() == "All of it.\n\nWhich offices?"
    assert page.one("#f-subject").get("value") == "Down"
    assert page.one("#f-template").cssselect("option[selected]") == []
    web.page = page
    await web.send(PHONE, {"customer": "jane"})
    ticket = await made(web, factories, rosa)
    who = await factories.principal(rosa)
    (article,) = await tickets.list_articles(factories.uow, who, TicketId(ticket.id))
    assert [file.filename for file in article.attachments] == ["plan.txt"]
    begun = await web.get(f"{PHONE}?queue={network.id}&template={id_}")
    assert begun.one("#f-body").text_content().strip() == "Which offices?"
    assert (await web.get(f"{PHONE}?queue={network.id}&template=99999")).status == 404


async def test_the_queue_of_the_customers_company_is_chosen_unless_the_agent_chose(
    web: WebBrowser, factories: Factories, network: Queue, jane: CustomerUser
) -> None:
    printers, secret = await factories.queue("Printers"), await factories.queue("Secret")
    await factories.agent("mira", password=PASSWORD, rights={network: "ro create", printers: "ro create"})
    other = await factories.customer_company()
    paul = await factories.customer_user("paul", company=other)
    admin = Principal.system("test")
    for customer_id, queue in ((jane.customer_id, printers), (paul.customer_id, secret)):
        await customers.update_company(factories.uow, admin, customer_id, CompanyUpdate(queue_id=queue.id))
    await web.sign_in("mira")

    page = await web.get(f"{PHONE}?customer=jane")
    assert page.one("#f-queue option[selected]").text_content() == "Printers"
    values = page.values(PHONE)
    now = WebPage(await web.client.post(f"{PHONE}/properties", data={**values, "queue": str(network.id)}))
    assert now.one("#f-queue option[selected]").text_content() == "Network", "the agent's own choice stays"
    now = WebPage(await web.client.post(f"{PHONE}/properties", data={**values, "customer": "paul"}))
    assert not now.all("#f-queue option[selected][value!='']"), "one may not create tickets there"
    await customers.update_company(factories.uow, admin, paul.customer_id, CompanyUpdate(queue_id=network.id))
    now = WebPage(await web.client.post(f"{PHONE}/properties", data={**values, "customer": "paul"}))
    assert now.one("#f-queue option[selected]").text_content() == "Network", "what the form chose, it may change"


@pytest.mark.backends("sqlite", "postgresql")  # which refuse numbers that are too long
async def test_what_no_row_can_have_is_not_found(web: WebBrowser, factories: Factories) -> None:
    queue = await factories.queue("Phones")
    await factories.agent("vera", rights={queue: "rw"}, password=PASSWORD)
    await web.sign_in("vera")
    form = "/agent/tickets/new/phone"
    entered = {**(await web.get(form)).values(form), "queue": str(queue.id), "subject": "Kept", "body": "Words"}
    for wrong in ({"owner": "3000000000"}, {"customer": "per", "draft": "3000000000"}):
        page = WebPage(await web.client.post(form, data={**entered, **wrong}))
        assert page.status == 422
        assert page.one("#f-subject").get("value") == "Kept"
    ticket = await factories.ticket("VPN drops", queue=queue)
    assert (await web.get("/agent/search?owner_id=3000000000")).status == 422
    await web.get(f"/agent/bulk?ids={ticket.id}")
    assert (await web.send("/agent/bulk", {"owner_id": "3000000000"})).status == 422
