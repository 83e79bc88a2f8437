"""A mail that nobody asked for becomes a ticket."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

from gotrs_api.articles import service as articles
from gotrs_api.catalog.models import SystemAddress
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import Site, UnitOfWork
from tests.mail.inbound.letters import Postmaster, letter
from tests.support.factories import Factories

SYSTEM = Principal.system("test")


async def ticket_of(site: Site, row: object) -> TicketRead:
    async with site.read() as uow:
        return await tickets.get_ticket(uow, SYSTEM, TicketId(row.ticket_id))  # type: ignore[attr-defined]


async def test_a_mail_becomes_a_ticket_in_the_default_queue_with_its_raw_form(site: Site) -> None:
    post = Postmaster(site)
    raw = letter("Printer on fire", "It burns.\nPlease help.")

    row = await post.deliver(raw)

    ticket = await ticket_of(site, row)
    assert (row.status, row.reason, row.raw) == ("done", "new_ticket", None)
    assert (ticket.title, ticket.queue.name, ticket.state.name) == ("Printer on fire", "Raw", "new")
    assert ticket.customer_user is not None
    assert ticket.customer_user.login == ticket.customer_id == "jane@customer.example"
    async with site.read() as uow:
        article = await articles.read_article(uow, SYSTEM, TicketId(ticket.id), ArticleId(row.article_id))
        plain = await articles.read_plain(uow, SYSTEM, TicketId(ticket.id), ArticleId(row.article_id))
    assert (article.from_, article.to) == ("Jane Doe <jane@customer.example>", "help@desk.example")
    assert article.body == "It burns.\nPlease help.\n"
    assert article.visible_for_customer
    assert plain == raw
    assert ("EmailCustomer", "%%") in await post.history(ticket.id)


async def test_a_known_sender_is_the_customer_whatever_the_case(site: Site, factories: Factories) -> None:
    company = await factories.customer_company("acme")
    await factories.customer_user("jdoe", company=company, email="Jane@Customer.example")

    row = await Postmaster(site).deliver(letter())

    ticket = await ticket_of(site, row)
    assert ticket.customer_user is not None
    assert (ticket.customer_user.login, ticket.customer_id) == ("jdoe", "acme")


async def test_what_a_mail_calls_its_sender_is_not_believed(site: Site, factories: Factories) -> None:
    """Some mailers write X-Sender; OTRS's postmaster sets it itself."""
    await factories.customer_user("boss", email="boss@customer.example")

    ticket = await ticket_of(
        site, await Postmaster(site).deliver(letter(headers={"X-Sender": "boss@customer.example"}))
    )

    assert ticket.customer_user is not None
    assert ticket.customer_user.login == "jane@customer.example"


async def test_the_first_recipient_that_is_ours_decides_the_queue(
    site: Site, factories: Factories, uow: UnitOfWork
) -> None:
    queue = await factories.queue("Billing")
    uow.session.add(
        SystemAddress(value0="Billing@desk.example", value1="Billing", queue_id=queue.id, valid_id=1, comments="")
    )
    await uow.session.flush()
    post = Postmaster(site)

    row = await post.deliver(letter(to="nobody@desk.example, Bills <billing@DESK.example>"))
    tagged = await post.deliver(letter(to="billing+shop@desk.example"))

    assert (await ticket_of(site, row)).queue.name == "Billing"
    assert (await ticket_of(site, tagged)).queue.name == "Billing"
    assert (await post.decisions(row.article_id))["queue"] == ("recipient Billing@desk.example", "Billing")


async def test_headers_of_a_trusted_source_decide_about_the_ticket(site: Site, factories: Factories) -> None:
    await factories.queue("Hardware")
    agent = await factories.agent("olga")
    headers = {
        "X-OTRS-Queue": "Hardware",
        "X-OTRS-Priority": "5 very high",
        "X-OTRS-State": "pending reminder",
        "X-OTRS-State-PendingTime": "2026-03-05 08:00:00",
        "X-OTRS-Lock": "lock",
        "X-OTRS-Owner": "olga",
        "X-OTRS-Title": "Better title",
        "X-OTRS-CustomerUser": "someone",
        "X-OTRS-CustomerNo": "4711",
        "X-OTRS-SenderType": "agent",
        "X-OTRS-IsVisibleForCustomer": "0",
    }

    row = await Postmaster(site).deliver(letter(headers=headers))

    ticket = await ticket_of(site, row)
    assert (ticket.queue.name, ticket.priority.name, ticket.state.name) == (
        "Hardware",
        "5 very high",
        "pending reminder",
    )
    assert ticket.pending_until == datetime(2026, 3, 5, 8, tzinfo=UTC)
    assert (ticket.lock.name, ticket.owner.id, ticket.title) == ("lock", agent.id, "Better title")
    assert ticket.customer_id == "4711"
    async with site.read() as uow:
        article = await articles.read_article(uow, SYSTEM, TicketId(ticket.id), ArticleId(row.article_id))
    assert (article.sender_type, article.visible_for_customer) == ("agent", False)


async def test_headers_of_an_untrusted_source_are_not_obeyed(site: Site) -> None:
    headers = {"X-OTRS-Queue": "Junk", "X-OTRS-Priority": "5 very high", "X-OTRS-Ignore": "yes"}

    row = await Postmaster(site).deliver(letter(headers=headers), trusted=False)

    ticket = await ticket_of(site, row)
    assert (ticket.queue.name, ticket.priority.name) == ("Raw", "3 normal")


async def test_values_that_do_not_exist_give_way_to_the_defaults(site: Site) -> None:
    headers = {
        "X-OTRS-Queue": "Nowhere",
        "X-OTRS-Priority": "enormous",
        "X-OTRS-State": "on fire",
        "X-OTRS-OwnerID": "999999",
        "X-OTRS-Service": "None such",
        "X-OTRS-State-PendingTime": "soon",
    }

    row = await Postmaster(site).deliver(letter(headers=headers))

    ticket = await ticket_of(site, row)
    assert (ticket.queue.name, ticket.priority.name, ticket.state.name, ticket.owner.id) == (
        "Raw",
        "3 normal",
        "new",
        1,
    )


async def test_the_source_may_name_the_queue(site: Site) -> None:
    row = await Postmaster(site).deliver(letter(), queue="Misc")

    assert (await ticket_of(site, row)).queue.name == "Misc"


async def test_an_ignored_mail_makes_nothing_and_is_counted(site: Site) -> None:
    row = await Postmaster(site).deliver(letter(headers={"X-OTRS-Ignore": "yes"}))

    assert (row.status, row.ticket_id) == ("ignored", None)
    assert row.raw is not None


async def test_parts_of_a_mail_are_kept_as_files(site: Site) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "jane@customer.example", "help@desk.example", "Rechnung für März"
    mail["Message-ID"] = "<with-parts@customer.example>"
    mail.set_content("Siehe Anhang.\n")
    mail.add_alternative("<p>Siehe <b>Anhang</b>.</p>", subtype="html")
    mail.add_attachment(b"%PDF-1.7 ...", maintype="application", subtype="pdf", filename="../../etc/passwd März.pdf")

    row = await Postmaster(site).deliver(mail.as_bytes())

    async with site.read() as uow:
        article = await articles.read_article(uow, SYSTEM, TicketId(row.ticket_id), ArticleId(row.article_id))
        html = await articles.html_body(uow, SYSTEM, TicketId(row.ticket_id), ArticleId(row.article_id))
    assert (article.subject, article.body.strip(), article.has_html) == ("Rechnung für März", "Siehe Anhang.", True)
    assert html is not None
    assert "<b>Anhang</b>" in html
    (pdf,) = [file for file in article.attachments if file.content_type.startswith("application/pdf")]
    assert "/" not in pdf.filename
