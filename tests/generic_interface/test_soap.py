"""HTTP::SOAP: documents in and out, faults, names, order, and XML that asks for more than plain data."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from gotrs_api.generic_interface.schemas import WebserviceCreate
from gotrs_api.generic_interface.service.administration import create_webservice
from tests.generic_interface.conftest import AGENT_PASSWORD, SCRIPT, SYSTEM, GiDesk

pytestmark = pytest.mark.backends("sqlite")
NS = "http://www.otrs.org/TicketConnector/"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
URL = f"{SCRIPT}/Soap"
OPERATIONS = {name: {"Type": f"Ticket::{name}"} for name in ("TicketCreate", "TicketGet", "TicketSearch")}


async def service(desk: GiDesk, **config: Any) -> None:
    operations = {"SessionCreate": {"Type": "Session::SessionCreate", "SortOutbound": ["SessionID"]}, **OPERATIONS}
    transport = {"Type": "HTTP::SOAP", "Config": {"NameSpace": NS, "MaxLength": "100000", **config}}
    whole = {"Provider": {"Operation": operations, "Transport": transport}}
    await create_webservice(desk.uow, SYSTEM, WebserviceCreate(name="Soap", config=whole))


def envelope(body: str) -> bytes:
    return f'<soap:Envelope xmlns:soap="{SOAP}"><soap:Body>{body}</soap:Body></soap:Envelope>'.encode()


async def post(desk: GiDesk, body: bytes, **headers: str) -> tuple[int, etree._Element]:
    """The status and what stands in the body of the answer."""
    answer = await desk.client.post(URL, content=body, headers={"Content-Type": "text/xml; charset=utf-8", **headers})
    assert answer.headers["content-type"] == "text/xml; charset=UTF-8", answer.text
    root = etree.fromstring(answer.content)
    return answer.status_code, root[0][0]


def said(fault: etree._Element) -> str:
    assert etree.QName(fault).localname == "Fault"
    return fault.findtext("faultstring") or ""


async def test_a_ticket_by_soap(desk: GiDesk) -> None:
    await service(desk)
    status, answer = await post(
        desk,
        envelope(
            f'<TicketCreate xmlns="{NS}"><UserLogin>agent01</UserLogin><Password>{AGENT_PASSWORD}</Password>'
            "<Ticket><Title>By SOAP &amp; more</Title><Queue>Support</Queue><State>new</State><Type>Incident</Type>"
            "<Priority>3 normal</Priority><CustomerUser>cust0001</CustomerUser></Ticket>"
            "<Article><Subject>ä</Subject><Body>b</Body><ContentType>text/plain; charset=utf8</ContentType></Article>"
            "<DynamicField><Name>PeerMulti</Name><Value>alpha</Value><Value>delta</Value></DynamicField>"
            "<DynamicField><Name>PeerText</Name><Value>x</Value></DynamicField>"
            "</TicketCreate>"
        ),
        SOAPAction=f'"{NS}#TicketCreate"',
    )
    assert (status, answer.tag) == (200, f"{{{NS}}}TicketCreateResponse")
    ticket_id = answer.findtext(f"{{{NS}}}TicketID")
    ticket = await desk.get(ticket_id, DynamicFields=1)
    assert ticket["Title"] == "By SOAP & more"
    fields = {each["Name"]: each["Value"] for each in ticket["DynamicField"]}
    assert (fields["PeerMulti"], fields["PeerText"]) == (["alpha", "delta"], "x")


async def test_an_operations_error_is_an_answer(desk: GiDesk) -> None:
    await service(desk)
    status, answer = await post(desk, envelope("<TicketSearch/>"))
    assert status == 200
    assert answer.findtext(f"{{{NS}}}Error/{{{NS}}}ErrorCode") == "TicketSearch.AuthFail"


async def test_names_by_scheme(desk: GiDesk) -> None:
    await service(desk, RequestNameScheme="Request", ResponseNameScheme="Replace", ResponseNameFreeText="Antwort")
    _status, answer = await post(desk, envelope("<TicketSearchRequest/>"))
    assert etree.QName(answer).localname == "Antwort"


async def test_faults(desk: GiDesk) -> None:
    await service(desk)
    for body, status, text in (
        (envelope("<Unknown/>"), 500, "There is no operation Unknown"),
        (envelope(""), 400, "The SOAP body is empty."),
        (b"<no", 400, "not well-formed"),
        (b"<other/>", 400, "no SOAP envelope"),
        (b"", 400, "Could not read input data."),
        (envelope(f"<TicketSearch><Title>{'x' * 100_000}</Title></TicketSearch>"), 413, "too long"),
    ):
        got, fault = await post(desk, body)
        assert (got, text in said(fault)) == (status, True), said(fault)
    got, fault = await post(desk, envelope("<TicketSearch/>"), SOAPAction="urn:other")
    assert (got, "SOAPAction" in said(fault)) == (500, True)
    got, fault = await post(desk, envelope("<TicketSearch/>"), **{"Content-Type": "application/json"})
    assert got == 415

    async def chunked() -> Any:
        yield envelope("<TicketSearch/>")

    answer = await desk.client.post(URL, content=chunked(), headers={"Content-Type": "text/xml"})
    assert answer.status_code == 411
    assert (await desk.client.get(URL)).status_code == 405


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % f SYSTEM "http://127.0.0.1:1/x"> %f;]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">" + "".join(
            f"<!ENTITY {chr(98 + n)} \"{f'&{chr(97 + n)};' * 10}\">" for n in range(9)) + "]>",
    ],
    ids=["file", "parameter", "external", "laughs"],
)  # fmt: skip
async def test_entities_and_document_types_are_refused(desk: GiDesk, document: str) -> None:
    await service(desk)
    entity = "&j;" if "ENTITY j" in document else "&f;" if "ENTITY f" in document else ""
    body = document.encode() + envelope(f"<TicketSearch><Title>{entity}</Title></TicketSearch>")
    status, fault = await post(desk, body)
    assert status == 400
    assert "DOCTYPE" in said(fault)


async def test_deep_and_endless_documents_are_refused(desk: GiDesk) -> None:
    await service(desk, MaxLength="10000000")
    status, fault = await post(desk, envelope("<a>" * 1000 + "</a>" * 1000))
    assert (status, "deeply" in said(fault)) == (400, True)
    status, fault = await post(desk, envelope("<TicketSearch>" + "<a/>" * 250_000 + "</TicketSearch>"))
    assert (status, "too many" in said(fault)) == (400, True)


async def test_it_describes_itself(desk: GiDesk) -> None:
    await service(desk)
    answer = await desk.client.get(f"{URL}?wsdl")
    root = etree.fromstring(answer.content)
    assert root.get("targetNamespace") == NS
    assert f"{NS}#TicketCreate" in answer.text
