"""A customer's personal data: taken along, made anonymous, kept no longer than wanted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gotrs_api.admin.privacy import retention
from gotrs_api.admin.privacy.pseudonyms import Person
from gotrs_api.articles.models import Article, ArticleChat, ArticleMime, ArticlePlain
from gotrs_api.automation.models import AgentNotice
from gotrs_api.customers.models import CustomerPreference, CustomerUser
from gotrs_api.db.base import Base
from gotrs_api.dynamic_fields.models import DynamicField, DynamicFieldValue
from gotrs_api.generic_interface.models import DebuggerEntry, DebuggerEntryContent, WebserviceConfig
from gotrs_api.identity.models import IdempotencyRecord, IdentityLink, OtrsSession, Passkey, PersonalChange
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.models.communication_log import (
    CommunicationLog,
    CommunicationLogObject,
    CommunicationLogObjectEntry,
)
from gotrs_api.mail.models.security import MailKey
from gotrs_api.mail.models.spool import ArticleTrace
from gotrs_api.search.models import ArticleSearchIndex, SearchDocument
from gotrs_api.storage import uploads
from gotrs_api.sysconfig import changing, settings
from gotrs_api.tickets.models import FormDraft, Ticket
from gotrs_api.uow import JobContext, Site, UnitOfWork
from gotrs_api.webhooks.models import Delivery, LoggedEvent
from tests.identity.signing_in import signed_in
from tests.support.factories import PASSWORD, Factories
from tests.support.jobs import drain

JANE = Person(
    customer_user_id=7,
    login="jdoe",
    email="jane@customer.example",
    customer_id="ACME",
    first_name="Jane",
    last_name="Doe",
    numbers=("+49 30 1234",),
)


def test_names_and_addresses_leave_a_text_and_nothing_else_does() -> None:
    text = "Hello Jane Doe <JANE@customer.example> (jdoe, +49 30 1234): DOE is not doer, Janet stays."
    assert JANE.without(text) == (
        "Hello [anonymous] <anonymous-7@anonymous.invalid> ([anonymous], [anonymous]): "
        "[anonymous] is not doer, Janet stays."
    )


async def ticket_of(factories: Factories, customer: CustomerUser, body: str) -> Ticket:
    ticket = await factories.ticket(title="Jane Doe cannot print", customer=customer)
    await factories.article(ticket, body=body, subject="From Jane Doe", a_from="Jane Doe <jane@customer.example>")
    return ticket


@pytest.mark.principal("admin")
async def test_an_anonymous_customer_is_in_no_table_any_more(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork, site: Site
) -> None:
    jane = await factories.customer_user("jdoe", email="jane@customer.example", password=PASSWORD)
    jane.first_name, jane.last_name = "Jane", "Doe"
    uow.session.add(CustomerPreference(user_id="jdoe", preferences_key="UserLanguage", preferences_value="de"))
    ticket = await ticket_of(factories, jane, "Regards, Jane Doe, jane@customer.example")
    await ticket_of(factories, await factories.customer_user("somebody"), "About Jane Doe")
    await uow.session.flush()
    jane_id = jane.id
    await client.patch(f"/api/v1/customer-users/{jane_id}", json={"city": "Lisbon"})
    assert await uow.session.scalar(select(PersonalChange.diff)) == '{"city":[null,"Lisbon"]}'
    path = f"/api/v1/customer-users/{jane_id}/anonymise"
    assert (await client.post(path, json={})).status_code == 422

    done = await client.post(path, json={"reason": "asked on paper"})

    assert done.json() == {"login": f"anonymous-{jane_id}", "tickets": 1}
    await drain(site)
    uow.session.expire_all()
    row = await uow.session.get_one(CustomerUser, jane_id)
    assert (row.login, row.pw, row.valid_id, row.last_name) == (f"anonymous-{jane_id}", None, 2, "Customer")
    await uow.session.refresh(ticket)
    assert (ticket.title, ticket.customer_user_id) == ("[anonymous] cannot print", f"anonymous-{jane_id}")
    bodies = {mime.a_body for mime in await uow.session.scalars(select(ArticleMime))}
    assert f"Regards, [anonymous], anonymous-{jane_id}@anonymous.invalid" in bodies
    assert "About Jane Doe" in bodies  # another's ticket: told in the documentation
    raw = select(ArticlePlain.id).join(Article, Article.id == ArticlePlain.article_id)
    assert not (await uow.session.scalars(raw.where(Article.ticket_id == ticket.id))).all()
    assert not (await uow.session.scalars(select(CustomerPreference))).all()
    assert not (await uow.session.scalars(select(PersonalChange))).all()
    documents = await uow.session.execute(
        select(SearchDocument.heading, SearchDocument.margin).where(SearchDocument.ticket_id == ticket.id)
    )
    indexed = " ".join(f"{heading} {margin}" for heading, margin in documents)
    assert "anonymous" in indexed
    assert " doe " not in indexed
    entry = (await client.get("/api/v1/admin/audit/logs?action=customer_user.anonymised")).json()["data"][0]
    assert entry["details"]["reason"] == "asked on paper"
    assert (await client.post(path, json={"reason": "again"})).json()["tickets"] == 0


async def leave_traces(uow: UnitOfWork, ticket: Ticket) -> None:
    """Jane's, wherever the desk writes something down beside ticket and account."""
    now, stamps = uow.clock.now(), {"create_by": 1, "change_by": 1}
    article_id = await uow.session.scalar(select(Article.id).where(Article.ticket_id == ticket.id))
    assert article_id is not None
    text = "Jane Doe, jane@customer.example, jdoe"
    field = DynamicField(name="Said", label="Said", field_order=1, field_type="Text", object_type="Ticket", valid_id=1)
    service = WebserviceConfig(name="Other", config="", valid_id=1)
    mails = CommunicationLog(transport="Email", direction="Incoming", status="Successful", start_time=now)
    uow.session.add_all([field, service, mails])
    await uow.session.flush()
    call = DebuggerEntry(communication_id="1", communication_type="Provider", webservice_id=service.id, create_time=now)
    part = CommunicationLogObject(communication_id=mails.id, object_type="Message", status="Successful", start_time=now)
    uow.session.add_all([call, part])
    await uow.session.flush()
    kept = {"attempts": 1, "due_at": now, "created_at": now}
    uow.session.add_all(
        [
            ArticleSearchIndex(
                ticket_id=ticket.id, article_id=article_id, article_key="MIMEBase_Body", article_value=text
            ),
            ArticleChat(
                article_id=article_id, chat_participant_id="jdoe", chat_participant_name="Jane Doe",
                chat_participant_type="Customer", message_text=text, system_generated=0, create_time=now,
            ),
            ArticleTrace(article_id=article_id, decided=text),
            DynamicFieldValue(field_id=field.id, object_id=ticket.id, value_text=text),
            FormDraft(object_type="Ticket", object_id=ticket.id, action="note", title=text, content=b"", **stamps),
            AgentNotice(user_id=1, ticket_id=ticket.id, notification_id=1, subject=text, created_at=now),
            LoggedEvent(type="ticket.created", subject=f"ticket:{ticket.id}", ticket_id=ticket.id, data=text, created_at=now),
            LoggedEvent(type="customer_user.updated", subject="customer_user:1", data=text, created_at=now),
            Delivery(
                webhook_id=1, event_id=1, message_id="m", event_type="ticket.created", subject=f"ticket:{ticket.id}",
                status="delivered", request_body=text, **kept,
            ),
            Delivery(
                webhook_id=1, event_id=1, message_id="w", event_type="ticket.created", subject=f"ticket:{ticket.id}",
                status="pending", request_body=text, **{**kept, "due_at": now + timedelta(hours=5)},
            ),
            Job(name="x", queue="default", payload=text, status="done", max_attempts=1, acting_id=1, **kept),
            IdempotencyRecord(
                principal_key="customer:jdoe", key="k", method_path="POST /", body_hash="", state="done", created_at=now
            ),
            OtrsSession(session_id="s", data_key="UserLogin", data_value="jdoe", serialized=0),
            OtrsSession(session_id="s", data_key="UserFullname", data_value="Jane Doe", serialized=0),
            MailKey(
                kind="smime", fingerprint="f", emails="jane@customer.example", subject=text, public_part="",
                created_at=now, created_by=1,
            ),
            DebuggerEntryContent(
                gi_debugger_entry_id=call.id, debug_level="debug", subject="", content=text, create_time=now
            ),
            CommunicationLogObjectEntry(
                communication_log_object_id=part.id, log_key="k", log_value=text, priority="Debug", create_time=now
            ),
        ]
    )  # fmt: skip
    mime = await uow.session.scalar(select(ArticleMime).where(ArticleMime.article_id == article_id))
    assert mime is not None
    mime.a_message_id, mime.a_references = "<jdoe.1@customer.example>", "<7.jdoe@customer.example>"
    await uow.session.flush()


async def tables_naming_jane(uow: UnitOfWork) -> set[str]:
    found = set()
    for table in Base.metadata.sorted_tables:
        for row in await uow.session.execute(select(table)):
            said = " ".join(value.decode(errors="replace") if isinstance(value, bytes) else str(value) for value in row)
            if JANE.is_named_in(said):
                found.add(table.name)
    return found


@pytest.mark.principal("admin")
@pytest.mark.parametrize("erase", [False, True])
async def test_nothing_of_the_person_is_left_in_any_table(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork, site: Site, erase: bool
) -> None:
    jane = await factories.customer_user("jdoe", email="jane@customer.example")
    jane.first_name, jane.last_name, jane.phone = "Jane", "Doe", "+49 30 1234"
    ticket = await ticket_of(factories, jane, "Regards, Jane Doe, jane@customer.example")
    await leave_traces(uow, ticket)
    upload = await uploads.receive(
        uow, "customer:jdoe", filename="Jane Doe.txt", content_type="text/plain", pieces=_pieces()
    )
    left = {"article_search_index", "dynamic_field_value", "form_draft", "gotrs_event", "gotrs_webhook_delivery"}
    assert left <= await tables_naming_jane(uow)

    body = {"reason": "asked on paper", "erase": erase}
    done = await client.post(f"/api/v1/customer-users/{jane.id}/anonymise", json=body)

    assert done.status_code == 200, done.text
    await drain(site)
    uow.session.expire_all()
    assert await tables_naming_jane(uow) <= {"gotrs_audit_log"}
    assert not upload.path.exists()


async def _pieces() -> AsyncIterator[bytes]:
    yield b"of Jane Doe"


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_erasing_leaves_no_text(client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork) -> None:
    jane = await factories.customer_user("jdoe", email="jane@customer.example")
    ticket = await ticket_of(factories, jane, "My cat is called Tom")
    body = {"reason": "asked", "erase": True}
    assert (await client.post(f"/api/v1/customer-users/{jane.id}/anonymise", json=body)).status_code == 200
    uow.session.expire_all()
    await uow.session.refresh(ticket)
    assert ticket.title == "[erased]"
    bodies = {mime.a_body for mime in await uow.session.scalars(select(ArticleMime))}
    assert "[erased]" in bodies
    assert not [body for body in bodies if "My cat" in (body or "")]


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_the_export_has_all_that_the_customer_may_see_and_no_secret(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork
) -> None:
    jane = await factories.customer_user("jdoe", email="jane@customer.example", password=PASSWORD)
    uow.session.add(
        CustomerPreference(user_id="jdoe", preferences_key="UserGoogleAuthenticatorSecretKey", preferences_value="ABCD")
    )
    ticket = await factories.ticket(title="Printer", customer=jane)
    await factories.article(ticket, body="seen by all", visible_for_customer=True)
    await factories.article(ticket, body="a note inside", visible_for_customer=False)
    now, account = uow.clock.now(), {"kind": "customer", "subject": "jdoe"}
    keys = {"user_handle": "UH", "credential_hash": "CH", "credential_id": "CI", "public_key": "PK"}
    uow.session.add_all(
        [
            IdentityLink(
                **account, provider_id=1, external_id="1", login="jane@there", created_at=now, last_used_at=now
            ),
            Passkey(
                **account,
                **keys,
                login="jdoe",
                name="Phone",
                sign_count=0,
                transports="",
                is_backed_up=0,
                created_at=now,
            ),
        ]
    )
    await uow.session.flush()

    answer = await client.get(f"/api/v1/customer-users/{jane.id}/export")

    assert answer.headers["content-type"] == "application/zip"
    data = orjson.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("data.json"))
    assert data["account"]["email"] == "jane@customer.example"
    assert [article["body"] for article in data["tickets"][0]["articles"]] == ["seen by all"]
    assert [one["login"] for one in data["accounts_elsewhere"]] == ["jane@there"]
    assert [one["name"] for one in data["passkeys"]] == ["Phone"]
    text = orjson.dumps(data).decode()
    assert [secret for secret in ("ABCD", *keys.values()) if f'"{secret}"' in text] == []
    assert (jane.pw or "nothing") not in text
    entry = (await client.get("/api/v1/admin/audit/logs?action=customer_user.exported")).json()["data"][0]
    assert entry["details"] == {"login": "jdoe"}


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_only_administrators_may(client: httpx.AsyncClient, factories: Factories) -> None:
    jane = await factories.customer_user("jdoe")
    assert (await client.get(f"/api/v1/customer-users/{jane.id}/export")).status_code == 403
    body = {"reason": "for fun"}
    assert (await client.post(f"/api/v1/customer-users/{jane.id}/anonymise", json=body)).status_code == 403


@pytest.mark.backends("sqlite")
async def test_whoever_became_anonymous_is_out(client: httpx.AsyncClient, factories: Factories) -> None:
    jane = await factories.customer_user("jdoe", password=PASSWORD)
    await factories.agent("boss", admin=True, password=PASSWORD)
    hers = await signed_in(client, "jdoe", "customer")
    boss = await signed_in(client, "boss")
    body = {"reason": "asked"}
    await client.post(f"/api/v1/customer-users/{jane.id}/anonymise", json=body, headers=boss)
    assert (await client.get("/api/v1/users/me", headers=hers)).status_code == 401


@pytest.mark.backends("sqlite")
async def test_retention_deletes_and_anonymises_what_is_due_and_by_default_nothing(
    factories: Factories, uow: UnitOfWork, site: Site, clock: FakeClock
) -> None:
    closed = await factories.ticket(state_id=2)
    still_open = await factories.ticket()
    gone = await factories.customer_user("gone")
    gone.valid_id = 2
    here = await factories.customer_user("here")
    await uow.session.flush()
    clock.advance(days=31)
    assert (await retention.delete_old_tickets(site), await retention.anonymise_gone_customers(site)) == (0, 0)
    await changing.put(uow, settings.RETENTION_CLOSED_TICKETS_DAYS, 30)
    await changing.put(uow, settings.RETENTION_INVALID_CUSTOMERS_DAYS, 30)

    assert (await retention.delete_old_tickets(site), await retention.anonymise_gone_customers(site)) == (1, 1)
    assert (await retention.delete_old_tickets(site), await retention.anonymise_gone_customers(site)) == (0, 0)

    kept = set(await uow.session.scalars(select(Ticket.id)))
    assert still_open.id in kept
    assert closed.id not in kept
    logins = set(await uow.session.scalars(select(CustomerUser.login)))
    assert here.login in logins
    assert "gone" not in logins


async def test_what_cannot_be_deleted_holds_up_nothing_else_and_is_named(
    factories: Factories, uow: UnitOfWork, site: Site, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An add-on's row, say, points to the first ticket; the same of a customer."""
    tickets = [(await factories.ticket(state_id=2)).id for _ in range(3)]
    stays, goes = await factories.customer_user("stays"), await factories.customer_user("goes")
    for person in (stays, goes):
        person.valid_id = 2
    await uow.session.flush()
    clock.advance(days=31)
    await changing.put(uow, settings.RETENTION_CLOSED_TICKETS_DAYS, 30)
    await changing.put(uow, settings.RETENTION_INVALID_CUSTOMERS_DAYS, 30)
    monkeypatch.setattr(retention, "_TICKETS_A_RUN", 2)
    delete_ticket, anonymise = retention.delete_ticket, retention.anonymise

    async def cannot_delete(work: UnitOfWork, who: Principal, ticket_id: TicketId) -> None:
        await delete_ticket(work, who, ticket_id)
        if ticket_id == tickets[0]:
            raise IntegrityError("DELETE FROM ticket", {}, Exception("addon_ticket_fk"))

    async def cannot_anonymise(where: Site, who: Principal, customer_user_id: int, **how: Any) -> Any:
        if customer_user_id == stays.id:
            raise PermissionError("a file")
        return await anonymise(where, who, customer_user_id, **how)

    monkeypatch.setattr(retention, "delete_ticket", cannot_delete)
    monkeypatch.setattr(retention, "anonymise", cannot_anonymise)
    with pytest.raises(retention.LeftOver) as left:
        await retention.apply_retention(JobContext(site, job_id=0, attempt=1, acting_id=1))

    assert f"{tickets[0]} (IntegrityError)" in str(left.value)
    assert f"{stays.id} (PermissionError)" in str(left.value)
    kept = list(await uow.session.scalars(select(Ticket.id).where(Ticket.id.in_(tickets))))
    assert kept == tickets[:1]
    logins = set(await uow.session.scalars(select(CustomerUser.login)))
    assert "stays" in logins
    assert "goes" not in logins
