"""Public clients, unchanged, against a real server: PyOTRS over REST, zeep over SOAP."""

from __future__ import annotations

import base64
import copy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import zeep
from pyotrs import Article, Attachment, Client, DynamicField, Ticket
from pyotrs.lib import TICKET_CONNECTOR_CONFIG_DEFAULT

from tests.support.server import ADMIN_PASSWORD, GotrsServer

pytestmark = [pytest.mark.process, pytest.mark.timeout(240)]
LOGIN = "root@localhost"
TOWNS = {"b": "Bern", "r": "Rome"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GotrsServer]:
    with GotrsServer(tmp_path_factory.mktemp("desk") / "var") as running:
        with api(running) as client:
            for name, kind, config in (
                ("Town", "Dropdown", {"possible_values": TOWNS}),
                ("Tags", "Multiselect", {"possible_values": TOWNS}),
                ("Due", "Date", {}),
            ):
                body = {"name": name, "label": name, "type": kind, "object_type": "Ticket", "config": config}
                client.post("/dynamic-fields", json=body).raise_for_status()
        yield running


@contextmanager
def api(server: GotrsServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=30) as client:
        answer = client.post("/auth/login", json={"login": LOGIN, "password": ADMIN_PASSWORD})
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield client


@pytest.fixture
def otrs(server: GotrsServer, tmp_path: Path) -> Client:
    client = Client(
        server.url, LOGIN, ADMIN_PASSWORD, session_id_file=str(tmp_path / "session"), use_legacy_sessions=True
    )
    assert client.session_create()
    return client


def new_ticket(**members: Any) -> Ticket:
    given = {"Title": "Printer", "Queue": "Raw", "State": "new", "Priority": "3 normal",
             "CustomerUser": "ada@customer.example", "Type": "Unclassified", **members}  # fmt: skip
    return Ticket(given)


def new_article(**members: Any) -> Article:
    return Article({"Subject": "It smokes", "Body": "Zeile äöü €\nzwei", "Charset": "UTF8", "MimeType": "text/plain",
                    **members})  # fmt: skip


def test_pyotrs_creates_reads_searches_and_updates(otrs: Client, tmp_path: Path) -> None:
    file = tmp_path / "notiz-ü.txt"
    file.write_bytes("Inhalt: äöü\n".encode() * 1000)
    made = otrs.ticket_create(
        new_ticket(),
        new_article(TimeUnit=5),
        attachments=[Attachment.create_from_file(str(file))],
        dynamic_fields=[
            DynamicField("Town", "b"), DynamicField("Tags", ["b", "r"]), DynamicField("Due", "2027-03-04 00:00:00"),
        ],
    )  # fmt: skip
    ticket_id = int(made["TicketID"])

    ticket = otrs.ticket_get_by_id(ticket_id, articles=True, attachments=True, dynamic_fields=True)
    assert (ticket.field_get("Title"), ticket.field_get("Queue"), ticket.field_get("TimeUnit")) == ("Printer", "Raw", 5)
    assert ticket.dynamic_field_get("Town").value == "b"
    assert ticket.dynamic_field_get("Tags").value == ["b", "r"]
    assert ticket.dynamic_field_get("Due").value == "2027-03-04 00:00:00"
    (article,) = ticket.articles
    assert article.field_get("Body") == "Zeile äöü €\nzwei"
    attachment = article.attachment_get("notiz-ü.txt")
    assert base64.b64decode(attachment.Content) == file.read_bytes()

    assert otrs.ticket_search(Title="Printer") == [str(ticket_id)]
    assert otrs.ticket_search_full_text("smokes") == [str(ticket_id)]
    assert otrs.ticket_get_by_number(made["TicketNumber"]).tid == ticket_id

    otrs.ticket_update(ticket_id, Title="Printer on fire", StateType="closed", State="closed successful")
    otrs.ticket_update(ticket_id, new_article(Subject="A note"), dynamic_fields=[DynamicField("Town", "r")])
    after = otrs.ticket_get_by_id(ticket_id, articles=True, dynamic_fields=True)
    assert (after.field_get("Title"), after.field_get("StateType")) == ("Printer on fire", "closed")
    assert after.dynamic_field_get("Town").value == "r"
    assert [each.field_get("Subject") for each in after.articles] == ["It smokes", "A note"]
    history = otrs.ticket_history_get_by_id(ticket_id)
    assert history


def test_pyotrs_searches_by_dynamic_fields_where_its_configuration_says_post(
    server: GotrsServer, otrs: Client, tmp_path: Path
) -> None:
    config = copy.deepcopy(TICKET_CONNECTOR_CONFIG_DEFAULT)
    config["Config"]["TicketSearch"] |= {"RequestMethod": "POST", "Route": "/TicketSearch"}
    poster = Client(
        server.url, LOGIN, ADMIN_PASSWORD, session_id_file=str(tmp_path / "other"), use_legacy_sessions=True,
        webservice_config_ticket=config,
    )  # fmt: skip
    assert poster.session_create()
    made = otrs.ticket_create(new_ticket(Title="In Rome"), new_article(), dynamic_fields=[DynamicField("Town", "r")])
    wanted = [DynamicField("Town", search_patterns=["r"])]
    assert poster.ticket_search(dynamic_fields=wanted, Title="In *") == [made["TicketID"]]
    assert poster.ticket_search(dynamic_fields=[DynamicField("Town", search_patterns=["b"])], Title="In *") == []


def test_pyotrs_lists_and_pending_times(otrs: Client) -> None:
    ids = [int(otrs.ticket_create(new_ticket(Title=f"No. {n}"), new_article())["TicketID"]) for n in range(3)]
    assert [ticket.tid for ticket in otrs.ticket_get_by_list(ids)] == ids
    made = otrs.ticket_create(new_ticket(), new_article())
    assert otrs.ticket_update_set_pending(int(made["TicketID"]), pending_days=2)
    assert otrs.ticket_get_by_id(int(made["TicketID"])).field_get("UntilTime") > 86_400


def test_pyotrs_in_its_own_way_falls_back_to_a_session(server: GotrsServer, tmp_path: Path) -> None:
    client = Client(server.url, LOGIN, ADMIN_PASSWORD, session_id_file=str(tmp_path / "session"))
    assert client.session_create()
    assert client.ticket_search(Title="nothing like it") == []


def test_pyotrs_with_a_personal_access_token(server: GotrsServer, tmp_path: Path) -> None:
    with api(server) as client:
        body = {"name": "pyotrs", "scopes": ["tickets:read", "tickets:write", "articles:read"]}
        token = client.post("/tokens", json=body).json()["token"]
    otrs = Client(server.url, session_id_file=str(tmp_path / "token"))
    otrs.session_id_store.value = token
    assert otrs.ticket_create(new_ticket(Title="By token"), new_article())["TicketID"]
    assert len(otrs.ticket_search(Title="By token")) == 1


OPERATIONS = {
    **{f"Session{name}": {"Type": f"Session::Session{name}"} for name in ("Create", "Get", "Remove")},
    **{
        name: {"Type": f"Ticket::{name}"}
        for name in (
            "TicketCreate", "TicketGet", "TicketUpdate", "TicketSearch", "TicketHistoryGet", "TimeAccountingGet",
        )
    },
    "OutOfOffice": {"Type": "User::OutOfOffice"},
}  # fmt: skip


def test_zeep_builds_itself_from_the_wsdl(server: GotrsServer) -> None:
    transport = {"Type": "HTTP::SOAP", "Config": {"NameSpace": "http://www.otrs.org/TicketConnector/"}}
    config = {"Provider": {"Operation": OPERATIONS, "Transport": transport}}
    with api(server) as client:
        client.post("/web-services", json={"name": "SOAP", "config": config}).raise_for_status()
    url = f"{server.url}/otrs/nph-genericinterface.pl/Webservice/SOAP"
    soap = zeep.Client(f"{url}?wsdl")
    session = soap.service.SessionCreate(UserLogin=LOGIN, Password=ADMIN_PASSWORD).SessionID
    assert len(session) == 32
    made = soap.service.TicketCreate(
        SessionID=session,
        Ticket={"Title": "By zeep", "Queue": "Raw", "State": "new", "Priority": "3 normal", "Type": "Unclassified",
                "CustomerUser": "ada@customer.example"},
        Article=[{"Subject": "ä", "Body": "b", "ContentType": "text/plain; charset=utf-8"}],
        DynamicField=[{"Name": "Tags", "Value": ["b", "r"]}],
    )  # fmt: skip
    assert made.Error is None
    (ticket,) = soap.service.TicketGet(
        SessionID=session, TicketID=[made.TicketID], AllArticles="1", DynamicFields="1"
    ).Ticket
    assert (ticket.Title, ticket.Article[0].Subject, ticket.Queue) == ("By zeep", "ä", "Raw")
    assert next(each.Value for each in ticket.DynamicField if each.Name == "Tags") == ["b", "r"]
    soap.service.TicketUpdate(SessionID=session, TicketID=made.TicketID, Ticket={"State": "closed successful"})
    assert soap.service.TicketSearch(SessionID=session, Title=["By zeep"], StateType=["Closed"]).TicketID == [
        made.TicketID
    ]
    wrong = soap.service.TicketGet(SessionID=session, TicketID=["999999"])
    assert wrong.Error.ErrorCode == "TicketGet.AccessDenied"
    searched = soap.service.TicketSearch(
        SessionID=session,
        DynamicField=[{"Name": "Tags", "Equals": ["b"]}],
        TicketLastChangeTimeNewerMinutes="60",
        SortBy=["Age"],
        OrderBy=["Up"],
    )
    assert made.TicketID in searched.TicketID
    (history,) = soap.service.TicketHistoryGet(SessionID=session, TicketID=[made.TicketID]).TicketHistory
    assert history.History[0].HistoryType == "NewTicket"
    note = {"Subject": "n", "Body": "b", "ContentType": "text/plain; charset=utf-8", "TimeUnit": "5"}
    soap.service.TicketUpdate(SessionID=session, TicketID=made.TicketID, Article=[note])
    year = {"TimeAccountingStart": "2020-01-01 00:00:00", "TimeAccountingEnd": "2099-01-01 00:00:00"}
    booked = soap.service.TimeAccountingGet(SessionID=session, TimeAccountingUserLogin=LOGIN, **year)
    assert (booked.Item[-1].TicketNumber, float(booked.Item[-1].TimeUnit)) == (made.TicketNumber, 5)
    away = {"UserLogin": LOGIN, "StartDate": "2030-01-01", "EndDate": "2030-01-05", "OutOfOffice": "1"}
    assert soap.service.OutOfOffice(SessionID=session, OutOfOfficeEntries=[away]).Success == "1"
    assert "SessionData" in soap.service.SessionGet(SessionID=session)
    assert soap.service.SessionRemove(SessionID=session, UserLogin=LOGIN, Password=ADMIN_PASSWORD).Success == "1"
    assert soap.service.SessionGet(SessionID=session).Error.ErrorCode == "SessionGet.SessionInvalid"
