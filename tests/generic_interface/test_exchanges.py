"""Answers have the shapes, codes and messages of a live Znuny 6.5 (GenericTicketConnectorREST, PyOTRS)."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.generic_interface.conftest import AGENT_PASSWORD, CUSTOMER_PASSWORD, REST, GiDesk

pytestmark = pytest.mark.backends("sqlite")

FILE = {"Content": "SW5oYWx0OiDDpMO2w7wK", "ContentType": "text/plain; charset=utf-8", "Filename": "notiz-ü.txt"}
FIELDS = [
    {"Name": "PeerText", "Value": "golden text"},
    {"Name": "PeerDropdown", "Value": "beta"},
    {"Name": "PeerMulti", "Value": ["alpha", "delta"]},
    {"Name": "PeerDate", "Value": "2026-03-04 00:00:00"},
    {"Name": "PeerDateTime", "Value": "2026-03-04 05:06:00"},
    {"Name": "PeerCheck", "Value": 1},
]
ARTICLE = {
    "Subject": "Golden article", "Body": "First line\nZeile zwei: äöü € – שלום\n", "ContentType": None,
    "Charset": "UTF8", "MimeType": "text/plain", "CommunicationChannel": "Email", "SenderType": "customer",
    "IsVisibleForCustomer": 1, "From": "Ada <cust0001@c1.example.com>", "TimeUnit": 12,
}  # fmt: skip
# Keys of Znuny's TicketGet for a ticket with service and SLA whose clocks run, and of its articles.
_TICKET_WORDS = (
    "Age ArchiveFlag ChangeBy Changed CreateBy Created CustomerID CustomerUserID DynamicField EscalationDestinationDate "
    "EscalationDestinationIn EscalationDestinationTime EscalationResponseTime EscalationSolutionTime EscalationTime "
    "EscalationTimeWorkingTime EscalationUpdateTime FirstResponseTime FirstResponseTimeDestinationDate "
    "FirstResponseTimeDestinationTime FirstResponseTimeWorkingTime GroupID Lock LockID Owner OwnerID Priority PriorityID "
    "Queue QueueID RealTillTimeNotUsed Responsible ResponsibleID SLA SLAID Service ServiceID SolutionTime "
    "SolutionTimeDestinationDate SolutionTimeDestinationTime SolutionTimeWorkingTime State StateID StateType TicketID "
    "TicketNumber TimeUnit Title Type TypeID UnlockTimeout UntilTime UpdateTime UpdateTimeDestinationDate "
    "UpdateTimeDestinationTime UpdateTimeWorkingTime"
)
TICKET_KEYS = set(_TICKET_WORDS.split())
_ARTICLE_WORDS = (
    "ArticleID ArticleNumber Bcc Body Cc ChangeBy ChangeTime Charset CommunicationChannelID ContentCharset ContentType "
    "CreateBy CreateTime DynamicField From InReplyTo IncomingTime IsVisibleForCustomer MessageID MimeType References "
    "ReplyTo SenderType SenderTypeID Subject TicketID TimeUnit To"
)
ARTICLE_KEYS = set(_ARTICLE_WORDS.split())


async def full_ticket(desk: GiDesk) -> Any:
    return await desk.create(
        Ticket={"Title": "Golden: printer läuft nicht", "Type": "Incident", "Service": "IT::Mail", "SLA": "Gold"},
        Article=ARTICLE,
        Attachment=[FILE],
        DynamicField=FIELDS,
    )


async def test_sessions_of_agents_and_customers(desk: GiDesk) -> None:
    session = await desk.session()
    assert len(session) == 32
    assert session.isalnum()
    shown = await desk.call("GET", f"/Session/{session}", query={"SessionID": session})
    data = {each["Key"]: each["Value"] for each in shown["SessionData"]}
    assert list(data) == sorted(data)
    assert (data["UserID"], data["UserLogin"], data["UserType"]) == (str(desk.agent.id), "agent01", "User")
    assert data["SessionSource"] == "GenericInterface"
    assert data["UserEmail"] == "agent01@desk.example"
    assert data["UserTitle"] is None
    assert not {"UserPw", "UserChallengeToken"} & set(data)
    assert len(await desk.session("cust0001")) == 32


async def test_a_wrong_password_fails(desk: GiDesk) -> None:
    assert await desk.call("POST", "/Session", {"UserLogin": "agent01", "Password": "wrong"}) == {
        "Error": {"ErrorCode": "SessionCreate.AuthFail", "ErrorMessage": "SessionCreate: Authorization failing!"}
    }


async def test_a_full_ticket_is_created_and_comes_back(desk: GiDesk) -> None:
    made = await full_ticket(desk)
    assert set(made) == {"ArticleID", "TicketID", "TicketNumber"}
    assert isinstance(made["ArticleID"], int)
    assert isinstance(made["TicketID"], str)
    ticket = await desk.get(made["TicketID"], AllArticles=1, Attachments=1, DynamicFields=1, HTMLBodyAsAttachment=0)
    assert set(ticket) == TICKET_KEYS | {"Article"}
    assert (ticket["Owner"], ticket["Responsible"], ticket["Lock"]) == ("agent01", "agent01", "unlock")
    assert (ticket["TimeUnit"], ticket["CustomerID"], ticket["SLA"]) == (12, "C0001", "Gold")
    assert ticket["TicketID"] == int(made["TicketID"])
    assert {each["Name"]: each["Value"] for each in ticket["DynamicField"]}.items() >= {
        "PeerCheck": 1, "PeerDate": "2026-03-04 00:00:00", "PeerDateTime": "2026-03-04 05:06:00",
        "PeerDropdown": "beta", "PeerText": "golden text", "ProcessManagementProcessID": None,
    }.items() - {("ProcessManagementProcessID", None)}  # fmt: skip
    article, reply = ticket["Article"]
    assert set(article) == ARTICLE_KEYS | {"Attachment"}
    assert article["Attachment"] == [
        {**FILE, "ContentAlternative": "", "ContentID": "", "Disposition": "attachment", "FileID": "1",
         "FilesizeRaw": "15"}
    ]  # fmt: skip
    assert (article["ContentType"], article["Charset"]) == ("text/plain; charset=utf8", "utf8")
    assert (article["SenderType"], article["SenderTypeID"], article["To"]) == ("customer", "3", "Support")
    assert not article["Body"].endswith("\n")
    assert article["DynamicField"] == [{"Name": "PeerArticleText", "Value": None}]
    assert set(reply) == ARTICLE_KEYS
    assert (reply["SenderType"], reply["To"]) == ("system", "Ada <cust0001@c1.example.com>")
    assert reply["Subject"] == f"[Ticket#{made['TicketNumber']}] RE: Golden article"


async def test_files_are_counted_in_the_order_of_their_names(desk: GiDesk) -> None:
    """As in old links (`AgentTicketAttachment;FileID=…`), whatever order they came in."""
    files = [{**FILE, "Filename": name} for name in ("c.txt", "a.txt", "b.txt")]
    made = await desk.create(Attachment=files)
    article = (await desk.get(made["TicketID"], AllArticles=1, Attachments=1))["Article"][0]
    assert [(one["FileID"], one["Filename"]) for one in article["Attachment"]] == [
        ("1", "a.txt"), ("2", "b.txt"), ("3", "c.txt"),
    ]  # fmt: skip


async def test_the_history_has_otrs_order(desk: GiDesk) -> None:
    made = await full_ticket(desk)
    query = {**await desk.signed(), "TicketID": made["TicketID"]}
    (entry,) = (await desk.call("GET", f"/TicketHistory/{made['TicketID']}", query=query))["TicketHistory"]
    assert entry["TicketID"] == made["TicketID"]
    assert [each["HistoryType"] for each in entry["History"]] == [
        "NewTicket", "ServiceUpdate", "SLAUpdate", "TypeUpdate", "CustomerUpdate", *["TicketDynamicFieldUpdate"] * 6,
        "NewTicket", "SendAutoReply", "TimeAccounting", "OwnerUpdate", "ResponsibleUpdate",
    ]  # fmt: skip
    assert entry["History"][11]["Name"] == "%%GenericInterface Create"
    assert entry["History"][12]["Name"] == "%%Ada <cust0001@c1.example.com>"
    assert set(entry["History"][0]) == {
        "ArticleID", "CreateBy", "CreateTime", "HistoryType", "HistoryTypeID", "Name", "OwnerID", "PriorityID",
        "QueueID", "StateID", "TicketID", "TypeID",
    }  # fmt: skip
    assert entry["History"][0]["ArticleID"] == 0


async def test_html_and_pending_tickets(desk: GiDesk) -> None:
    html = await desk.create(
        Ticket={"State": "open", "Queue": "Sales"},
        Article={"Body": "<p>Hello <b>world</b></p>", "ContentType": None, "MimeType": "text/html", "Charset": "utf-8"},
    )
    plain = await desk.get(html["TicketID"], AllArticles=1, Attachments=1)
    assert "Attachment" not in plain["Article"][0]
    assert plain["Article"][0]["Body"].strip() == "Hello world"
    whole = await desk.get(html["TicketID"], AllArticles=1, Attachments=1, HTMLBodyAsAttachment=1)
    (body,) = whole["Article"][0]["Attachment"]
    assert base64.b64decode(body["Content"]).decode() == "<p>Hello <b>world</b></p>"
    until = {"Year": 2027, "Month": 1, "Day": 2, "Hour": 3, "Minute": 4}
    pending = await desk.create(Ticket={"State": "pending reminder", "PendingTime": until})
    assert (await desk.get(pending["TicketID"]))["RealTillTimeNotUsed"] == 1798859040


async def test_several_tickets_at_once(desk: GiDesk) -> None:
    ids = [(await desk.create())["TicketID"] for _ in range(2)]
    found = await desk.call("GET", f"/Ticket/{','.join(ids)}", query=await desk.signed())
    assert [str(each["TicketID"]) for each in found["Ticket"]] == ids
    query = {**await desk.signed(), "TicketID": ids}
    assert len((await desk.call("GET", "/TicketList", query=query))["Ticket"]) == 2


async def test_two_articles(desk: GiDesk) -> None:
    article = {"Subject": "s", "Body": "b", "ContentType": "text/plain; charset=utf-8"}
    made = await desk.create(Article=[article, {**article, "Subject": "second"}])
    assert len(made["ArticleID"]) == 2
    assert made["ArticleID"][1] == made["ArticleID"][0] + 2  # the automatic reply lies between them


async def test_updates(desk: GiDesk) -> None:
    made = await desk.create()
    note = {"Subject": "Note", "Body": "internal note", "IsVisibleForCustomer": 0, "TimeUnit": 3,
            "Charset": "UTF8", "MimeType": "text/plain"}  # fmt: skip
    updated = await desk.update(made["TicketID"], TicketID=int(made["TicketID"]), Article=note, Attachment=[FILE])
    assert set(updated) == {"ArticleID", "TicketID", "TicketNumber"}
    assert isinstance(updated["ArticleID"], int)
    closed = await desk.update(made["TicketID"], Ticket={"StateType": "closed", "State": "closed successful"})
    assert closed == {"TicketID": made["TicketID"], "TicketNumber": made["TicketNumber"]}
    ticket = await desk.get(made["TicketID"], Extended=1)
    assert ticket["StateType"] == "closed"
    assert {"Closed", "TimeUnit"} <= set(ticket)
    assert ticket["EscalationTime"] == 0


@pytest.mark.backends("sqlite", "postgresql")
async def test_what_is_too_long_for_its_column_is_cut(desk: GiDesk) -> None:
    made = await desk.create()
    await desk.update(made["TicketID"], Ticket={"Title": "x" * 4000, "CustomerID": "y" * 4000})
    ticket = await desk.get(made["TicketID"])
    assert (ticket["Title"], ticket["CustomerID"]) == ("x" * 255, "y" * 150)


async def test_searches(desk: GiDesk) -> None:
    session = await desk.session()
    made = await desk.create(Ticket={"Queue": "Sales", "Title": "Alpha"}, DynamicField=[FIELDS[1]])
    other = await desk.create(Article={"Body": "the Laserdrucker smokes"})
    assert await desk.call("GET", "/Ticket", query={"SessionID": session, "Queues": "Sales", "Limit": 20}) == {
        "TicketID": [made["TicketID"]]
    }
    newer = {"SessionID": session, "TicketCreateTimeNewerDate": "2026-03-01 00:00:00"}
    assert set((await desk.call("GET", "/Ticket", query=newer))["TicketID"]) >= {made["TicketID"], other["TicketID"]}
    assert await desk.call("GET", "/Ticket", query={"SessionID": session, "Title": "no such title at all"}) == {}
    body = {"SessionID": session, "DynamicField_PeerDropdown": {"Equals": "beta"}}
    assert (await desk.call("POST", "/TicketSearch", body)) == {"TicketID": [made["TicketID"]]}
    body = {"SessionID": session, "Fulltext": "*drucker*"}
    assert (await desk.call("POST", "/TicketSearch", body)) == {"TicketID": [other["TicketID"]]}


async def test_searches_are_ordered_by_dynamic_fields(desk: GiDesk) -> None:
    values = {"PeerText": ("Zebra", "Ant"), "PeerDate": ("2026-03-04 00:00:00", "2026-03-05 00:00:00")}
    first, second = [
        (await desk.create(DynamicField=[{"Name": name, "Value": both[n]} for name, both in values.items()]))[
            "TicketID"
        ]
        for n in (0, 1)
    ]
    order = {"SortBy": "DynamicField_PeerText", "OrderBy": "Up"}
    asked = await desk.signed()
    assert await desk.call("POST", "/TicketSearch", {**asked, **order}) == {"TicketID": [second, first]}
    order = {"SortBy": ["Queue", "DynamicField_PeerDate"], "OrderBy": ["Up", "Down"]}
    assert await desk.call("POST", "/TicketSearch", {**asked, **order}) == {"TicketID": [second, first]}
    by_article = {**asked, "SortBy": "DynamicField_PeerArticleText"}
    assert (await desk.call("POST", "/TicketSearch", by_article)).keys() == {"TicketID"}
    for none in ("DynamicField_Nowhere", "Colour"):
        assert await desk.call("POST", "/TicketSearch", {**asked, "SortBy": none}) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("smokes && laser*", {"smoke"}), ("smokes + laser", {"smoke"}), ("smokes laser", {"smoke"}),
        ("smokes || burns", {"smoke", "fire"}), ("smokes OR laser AND burns", {"smoke"}), ("!smokes burns", {"fire"}),
        ('"printer burns"', {"fire"}), ('"burns printer"', set()), ("(((", set()),
    ],
)  # fmt: skip
async def test_full_text_knows_otrs_operators(desk: GiDesk, text: str, found: set[str]) -> None:
    made = {
        (await desk.create(Article={"Body": body}))["TicketID"]: name
        for name, body in (("smoke", "the laser smokes"), ("fire", "my printer burns"))
    }
    answer = await desk.call("POST", "/TicketSearch", {"SessionID": await desk.session(), "Fulltext": text})
    assert {made[ticket_id] for ticket_id in answer.get("TicketID", [])} == found


@pytest.mark.parametrize(
    ("members", "code", "message"),
    [
        ({"Ticket": {"Queue": "No such queue"}}, "InvalidParameter",
         "Ticket->QueueID or Ticket->Queue parameter is invalid!"),
        ({"Ticket": {"QueueID": "x"}}, "InvalidParameter",
         "Ticket->QueueID or Ticket->Queue parameter is invalid!"),  # an id alone counts
        ({"Ticket": {"StateID": 10**30}}, "InvalidParameter", "Ticket->StateID or Ticket->State parameter is invalid!"),
        ({"Article": [{"Subject": "s", "Body": "b", "ContentType": "text/plain; charset=utf-8"}, "x"]},
         "MissingParameter", "Article parameter is missing or not valid!"),
        ({"DynamicField": {"Name": "PeerMulti", "Value": [["alpha"]]}}, "InvalidParameter",
         "DynamicField->Value parameter is invalid!"),
        ({"Ticket": {"Title": None}}, "MissingParameter", "Ticket->Title parameter is missing!"),
        ({"Attachment": {"Filename": "a"}}, "MissingParameter", "Attachment->Content  parameter is missing!"),
        ({"Ticket": {"Type": None}}, "MissingParameter",
         "Ticket->TypeID or Ticket->Type parameter is required by sysconfig option!"),
        ({"Ticket": {"State": "nope"}}, "InvalidParameter", "Ticket->StateID or Ticket->State parameter is invalid!"),
        ({"Ticket": {"CustomerUser": "nobody"}}, "InvalidParameter", "Ticket->CustomerUser parameter is invalid!"),
        ({"Ticket": {"PendingTime": {"Year": "x"}}}, "InvalidParameter", "Ticket->PendingTime parameter is invalid!"),
        ({"Article": {"Body": ""}}, "MissingParameter", "Article->Body parameter is missing!"),
        ({"Article": {"ContentType": ""}}, "MissingParameter",
         "Article->ContentType or Ticket->MimeType and Article->Charset parameters are required!"),
        ({"Article": {"AutoResponseType": "x"}}, "InvalidParameter", "Article->AutoResponseType parameter is invalid!"),
        ({"Article": {"CommunicationChannel": "Chat"}}, "InvalidParameter",
         "Article->CommunicationChannel or Article->CommunicationChannelID parameter is invalid or not supported!"),
        ({"DynamicField": {"Name": "Nope", "Value": "x"}}, "InvalidParameter",
         "DynamicField->Name parameter is invalid!"),
        ({"DynamicField": {"Name": "PeerDropdown", "Value": "x"}}, "InvalidParameter",
         "DynamicField->Value parameter is invalid!"),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_said_in_otrs_words(
    desk: GiDesk, members: dict[str, Any], code: str, message: str
) -> None:
    assert await desk.create(**members) == {
        "Error": {"ErrorCode": f"TicketCreate.{code}", "ErrorMessage": f"TicketCreate: {message}"}
    }


async def test_tickets_that_one_may_not_see_do_not_exist(desk: GiDesk) -> None:
    made = await desk.create()
    denied = {
        "Error": {
            "ErrorCode": "TicketGet.AccessDenied",
            "ErrorMessage": "TicketGet: User does not have access to the ticket!",
        }
    }
    for ticket_id, who in (("999999", "agent01"), (made["TicketID"], "outsider")):
        query = {**await desk.signed(who), "TicketID": ticket_id}
        assert await desk.call("GET", f"/Ticket/{ticket_id}", query=query) == denied


async def test_updates_without_a_ticket(desk: GiDesk) -> None:
    body = {**await desk.signed(), "Ticket": {"Title": "x"}}
    assert (await desk.call("POST", "/TicketUpdate", body))["Error"] == {
        "ErrorCode": "TicketUpdate.MissingParameter",
        "ErrorMessage": "TicketUpdate: TicketID or TicketNumber is required!",
    }


async def test_requests_that_are_none(desk: GiDesk) -> None:
    answer = await desk.client.post(f"{REST}/Session", content=b'{"UserLogin": "agent01", ')
    assert (answer.status_code, answer.text) == (500, "Error while decoding request content.")
    assert answer.headers["content-type"] == "text/plain; charset=UTF-8"
    assert answer.headers["connection"] == "close"
    answer = await desk.client.get(f"{REST}/Nothing", params={"SessionID": "x"})
    assert answer.status_code == 500
    assert answer.text == "HTTP::REST Error while determine Operation for request URI '/Nothing'."
    answer = await desk.client.get("/otrs/nph-genericinterface.pl/Webservice/None/Ticket/1")
    assert (answer.status_code, answer.content) == (500, b"")


async def test_passwords_instead_of_sessions(desk: GiDesk) -> None:
    made = await desk.create()
    credentials = {"UserLogin": "agent01", "Password": AGENT_PASSWORD}
    assert (await desk.call("GET", f"/Ticket/{made['TicketID']}", query=credentials))["Ticket"]
    credentials = {"CustomerUserLogin": "cust0001", "Password": CUSTOMER_PASSWORD}
    assert (await desk.call("GET", f"/Ticket/{made['TicketID']}", query=credentials))["Ticket"]
