"""Calling remote systems: events and conditions, requests, signatures, answers that change tickets, retries."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import import_key
from joserfc.jws import JWSRegistry
from lxml import etree
from sqlalchemy import select

from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CompanyUpdate, CustomerUserCreate, CustomerUserUpdate
from gotrs_api.generic_interface.models import DebuggerEntryContent
from gotrs_api.generic_interface.requester import handlers
from gotrs_api.generic_interface.requester.calling import Outcome, call
from gotrs_api.generic_interface.requester.retrying import Failure, next_try
from gotrs_api.generic_interface.schemas import WebserviceCreate, WebserviceUpdate
from gotrs_api.generic_interface.service.administration import create_webservice, update_webservice
from gotrs_api.generic_interface.service.known import valid_webservices
from gotrs_api.generic_interface.webservice import Webservice
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site, UnitOfWork
from tests.generic_interface.conftest import SYSTEM, GiDesk
from tests.generic_interface.remote import Remote, running_remote
from tests.support.dovecot import write_certificate
from tests.support.jobs import drain

pytestmark = pytest.mark.backends("sqlite")
CREATED = [{"Event": "TicketCreate", "Asynchronous": "1"}]


@pytest.fixture
def remote() -> Iterator[Remote]:
    with running_remote() as running:
        yield running


async def service(
    uow: UnitOfWork,
    remote: Remote,
    *,
    events: Any = CREATED,
    kind: str = "Ticket::Generic",
    transport: Any = None,
    mapping: Any = None,
    **requester: Any,
) -> Any:
    config = {
        "Host": f"{remote.url}/base",
        "DefaultCommand": "POST",
        "InvokerControllerMapping": {"Tell": {"Controller": "/tickets", "Command": "POST"}},
        **(transport or {}),
    }
    invoker = {"Type": kind, "Events": events, **(mapping or {})}
    whole = {
        "Debugger": {"DebugThreshold": "debug"},
        "Requester": {"Invoker": {"Tell": invoker}, "Transport": {"Type": "HTTP::REST", "Config": config}, **requester},
    }
    return await create_webservice(uow, SYSTEM, WebserviceCreate(name="Out", config=whole))


async def called(site: Site, data: Any) -> Outcome:
    async with site.read() as read:
        webservice = (await valid_webservices(read)).by_name["Out"]
    return await call(site, webservice, "Tell", data)


async def test_a_new_ticket_is_told_whole(desk: GiDesk, site: Site, remote: Remote) -> None:
    await service(desk.uow, remote)
    made = await desk.create(Article={"Body": "Hello"}, DynamicField={"Name": "PeerText", "Value": "x"})
    assert remote.got == []
    await drain(site)
    (got,) = remote.got
    assert (got.method, got.path) == ("POST", "/base/tickets")
    assert got.headers["content-type"] == "application/json; charset=UTF-8"
    sent = got.json
    assert sent["Event"] == {"Event": "TicketCreate", "TicketID": int(made["TicketID"])}
    assert sent["Ticket"]["TicketNumber"] == made["TicketNumber"]
    assert sent["Ticket"]["Article"][0]["Body"] == "Hello"
    assert {"Name": "PeerText", "Value": "x"} in sent["Ticket"]["DynamicField"]


async def test_without_asynchronous_it_is_told_before_the_answer(desk: GiDesk, site: Site, remote: Remote) -> None:
    await service(desk.uow, remote, events=[{"Event": "TicketCreate", "Asynchronous": "0"}])
    await desk.create()
    assert len(remote.got) == 1
    await drain(site)
    assert len(remote.got) == 1


async def test_no_runner_takes_a_call_that_somebody_waits_for(
    desk: GiDesk, site: Site, remote: Remote, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_arguments: Any) -> None: ...

    monkeypatch.setattr(handlers, "_run", dies)
    await service(desk.uow, remote, events=[{"Event": "TicketCreate", "Asynchronous": "0"}])
    await desk.create()
    await drain(site)
    assert remote.got == [], "a runner was faster"
    clock.advance(seconds=61)
    await drain(site)
    assert len(remote.got) == 1, "the call of a process that died is made later"


@pytest.mark.parametrize(
    ("linking", "fields", "told"),
    [
        ("and", {"Queue": {"Match": "Support", "Type": "String"}}, True),
        ("and", {"Queue": {"Match": "Sales", "Type": "String"}}, False),
        ("and", {"Title": {"Match": "^a t", "Type": "Regexp"}, "Queue": {"Match": "Sales", "Type": "String"}}, False),
        ("or", {"Title": {"Match": "^a t", "Type": "Regexp"}, "Queue": {"Match": "Sales", "Type": "String"}}, True),
        ("xor", {"Title": {"Match": "^a", "Type": "Regexp"}, "Queue": {"Match": "Support", "Type": "String"}}, False),
        ("and", {"DynamicField_PeerMulti": {"Match": "delta", "Type": "String"}}, True),
        ("and", {"Queue": {"Match": "(", "Type": "Regexp"}}, False),
        ("and", {"Queue": {"Match": "Some::Module", "Type": "Module"}}, False),
    ],
)
async def test_conditions(desk: GiDesk, site: Site, remote: Remote, linking: str, fields: Any, told: bool) -> None:
    condition = {"ConditionLinking": "and", "Condition": {"1": {"Type": linking, "Fields": fields}}}
    await service(desk.uow, remote, events=[{"Event": "TicketCreate", "Asynchronous": "1", "Condition": condition}])
    await desk.create(DynamicField={"Name": "PeerMulti", "Value": ["alpha", "delta"]})
    await drain(site)
    assert bool(remote.got) is told


async def test_the_answer_changes_the_ticket_and_calls_nobody_again(desk: GiDesk, site: Site, remote: Remote) -> None:
    await service(desk.uow, remote, events=[*CREATED, {"Event": "TicketTitleUpdate", "Asynchronous": "1"}])
    remote.will(
        {
            "OTRS_TicketTitleUpdate": "Taken over", "OTRS_TicketQueueSet": "Sales", "OTRS_TicketStateSet": "open",
            "OTRS_TicketDynamicFieldSet_PeerText": "REF-7", "OTRS_TicketCustomerSet": "C0001;cust0001",
            "OTRS_TicketHistoryAdd": {"Name": "Told the monitor", "HistoryType": "Misc"},
            "OTRS_TicketArticleAdd": {"Subject": "From the monitor", "Body": "Taken"},
        }
    )  # fmt: skip
    made = await desk.create(Ticket={"Queue": "Support"})
    await drain(site)
    ticket = await desk.get(made["TicketID"], AllArticles=1, DynamicFields=1)
    assert (ticket["Title"], ticket["Queue"], ticket["State"]) == ("Taken over", "Sales", "open")
    assert {"Name": "PeerText", "Value": "REF-7"} in ticket["DynamicField"]
    assert ticket["Article"][-1]["Subject"] == "From the monitor"
    assert len(remote.got) == 1


async def test_customers_are_told_by_a_tunnel_as_they_are_called_now(desk: GiDesk, site: Site, remote: Remote) -> None:
    only_ours = {"ConditionLinking": "and", "Condition": {"1": {"Type": "and", "Fields": {
        "UserEmail": {"Match": "@c1\\.example", "Type": "Regexp"}}}}}  # fmt: skip
    events = [
        {"Event": "CustomerUserAdd", "Asynchronous": "1", "Condition": only_ours},
        *({"Event": name, "Asynchronous": "1"} for name in ("CustomerUserUpdate", "CustomerCompanyUpdate")),
    ]
    await service(desk.uow, remote, kind="Generic::Tunnel", events=events)
    given = {"login": "new01", "first_name": "New", "last_name": "One", "customer_id": "C0001"}
    async with site.uow(acting_id=1) as uow:
        for login, email in (("new01", "new@c1.example.com"), ("other", "other@elsewhere.example.com")):
            command = CustomerUserCreate.model_validate({**given, "login": login, "email": email})
            made = await customers.create_customer_user(uow, SYSTEM, command)
    await drain(site)
    (added,) = remote.got
    assert (added.json["Event"], added.json["UserLogin"]) == ("CustomerUserAdd", "new01")
    assert added.json["NewData"]["UserFirstname"] == "New"
    assert added.json["NewData"]["UserCustomerID"] == "C0001"

    remote.got.clear()
    async with site.uow(acting_id=1) as uow:
        await customers.update_customer_user(uow, SYSTEM, made.id, CustomerUserUpdate(login="renamed"))
        await customers.update_company(uow, SYSTEM, "C0001", CompanyUpdate(name="Company of today"))
    await drain(site)
    told = {got.json["Event"]: got.json for got in remote.got}
    assert told["CustomerUserUpdate"]["OldData"] == {"UserLogin": "other", "UserCustomerID": "C0001"}
    assert told["CustomerUserUpdate"]["NewData"]["UserLogin"] == "renamed"
    assert told["CustomerCompanyUpdate"]["NewData"]["CustomerCompanyName"] == "Company of today"


async def test_answers_that_make_no_sense_change_nothing(desk: GiDesk, site: Site, remote: Remote) -> None:
    await service(desk.uow, remote)
    made = await desk.create()
    remote.will({"OTRS_TicketTitleUpdate": "New", "OTRS_TicketQueueSet": "No such queue"})
    outcome = await called(site, {"TicketID": int(made["TicketID"])})
    assert outcome.error is not None
    assert outcome.stage == "RequesterResponseProcess"
    assert (await desk.get(made["TicketID"]))["Title"] == "A title"


async def test_placeholders_queries_and_mappings(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    keep = {"MapType": "Keep"}
    simple = {"KeyMapExact": {"q": "search"}, "KeyMapDefault": keep, "ValueMapDefault": keep}
    await service(
        uow,
        remote,
        kind="Generic::Tunnel",
        events=[],
        mapping={"MappingOutbound": {"Type": "Simple", "Config": simple}},
        transport={
            "InvokerControllerMapping": {"Tell": {"Controller": "/find/:kind?fixed=1", "Command": "GET"}},
            "AdditionalHeaders": {"X-Desk": "one"},
        },
    )
    remote.will({"found": ["a"]})
    outcome = await called(site, {"kind": "a/b", "q": "x y", "tags": ["1", "2"]})
    assert outcome.data == {"found": ["a"]}
    (got,) = remote.got
    path, _, query = got.path.partition("?")
    assert path == "/base/find/a%2Fb"
    assert parse_qs(query) == {"fixed": ["1"], "search": ["x y"], "tags": ["1", "2"]}
    assert got.headers["x-desk"] == "one"


async def test_placeholders_lead_into_the_ticket(desk: GiDesk, site: Site, remote: Remote) -> None:
    controller = "/desk/:Ticket.TicketNumber/:Ticket.Article.0.Subject.json?user=:None&id=:Event.TicketID"
    mapping = {"InvokerControllerMapping": {"Tell": {"Controller": controller, "Command": "PUT"}}}
    await service(desk.uow, remote, transport=mapping)
    made = await desk.create(Article={"Subject": "a b"})
    await drain(site)
    (got,) = remote.got
    assert got.path == f"/base/desk/{made['TicketNumber']}/a%20b.json?user=:None&id={made['TicketID']}"
    assert got.json["Ticket"]["TicketNumber"] == made["TicketNumber"]


@pytest.mark.parametrize(
    ("kind", "media_type", "body"),
    [
        ("JSON", "application/json; charset=UTF-8", b'{"Data":{"a":"\xc3\xa4","b":["1","2"]}}'),
        ("XML", "application/xml; charset=UTF-8", "<Data><a>ä</a><b>1</b><b>2</b></Data>".encode()),
        ("application/vnd.peer+json", "application/vnd.peer+json", b'{"Data":{"a":"\xc3\xa4","b":["1","2"]}}'),
    ],
)
async def test_content_types_of_znuny(
    uow: UnitOfWork, site: Site, remote: Remote, kind: str, media_type: str, body: bytes
) -> None:
    await service(uow, remote, kind="Generic::Tunnel", events=[], transport={"ContentType": kind})
    assert (await called(site, {"Data": {"a": "ä", "b": ["1", "2"]}})).error is None
    assert remote.got[0].headers["content-type"] == media_type
    assert remote.got[0].body.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>\n") == body


async def test_forms(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    await service(uow, remote, kind="Generic::Tunnel", events=[], transport={"ContentType": "FORM"})
    assert (await called(site, {"a": "ä&", "b": ["1", "2"]})).error is None
    assert remote.got[0].headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(remote.got[0].body.decode()) == {"a": ["ä&"], "b": ["1", "2"]}


async def test_a_byte_order_mark_is_no_part_of_the_answer(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    await service(uow, remote, kind="Generic::Tunnel", events=[])
    remote.will(b'\xef\xbb\xbf{"found": 1}')
    assert (await called(site, {"a": "b"})).data == {"found": 1}


async def logged(uow: UnitOfWork) -> str:
    """All that the log of the service `Out` says."""
    rows = await uow.session.execute(select(DebuggerEntryContent.subject, DebuggerEntryContent.content))
    return "\n".join(f"{subject}: {content}" for subject, content in rows)


async def test_the_log_has_what_a_refusing_system_said_and_no_secrets(
    uow: UnitOfWork, site: Site, remote: Remote
) -> None:
    signed = {"AuthType": "APIKey", "APIKeyHeader": "X-Api-Key", "APIKeyValue": "hush-1"}
    await service(uow, remote, kind="Generic::Tunnel", events=[], transport={"Authentication": signed})
    remote.will(
        {"reason": "The queue is full.", "api_key": "hush-2", "deep": [{"Refresh_Token": "hush-3"}]}, status=422
    )
    assert (await called(site, {"a": "b", "Password": "hush-4"})).error is not None
    text = await logged(uow)
    assert "HTTP status 422" in text
    assert "The queue is full." in text
    assert "hush" not in text


async def test_a_secret_under_another_name_is_one_all_the_same(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    keep = {"MapType": "Keep"}
    simple = {"KeyMapExact": {"Password": "pw"}, "KeyMapDefault": keep, "ValueMapDefault": keep}
    mapping = {"MappingOutbound": {"Type": "Simple", "Config": simple}}
    await service(uow, remote, kind="Generic::Tunnel", events=[], mapping=mapping)
    assert (await called(site, {"Password": "hush", "Name": "mira"})).error is None
    assert remote.got[0].json == {"pw": "hush", "Name": "mira"}
    text = await logged(uow)
    assert "mira" in text
    assert "hush" not in text


async def sent_with(uow: UnitOfWork, site: Site, remote: Remote, **authentication: str) -> dict[str, str]:
    await service(uow, remote, kind="Generic::Tunnel", events=[], transport={"Authentication": authentication})
    outcome = await called(site, {"a": "b"})
    assert outcome.error is None, outcome.error
    return remote.got[-1].headers


async def test_basic(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    headers = await sent_with(uow, site, remote, AuthType="BasicAuth", BasicAuthUser="u", BasicAuthPassword="p:ü")
    assert base64.b64decode(headers["authorization"].removeprefix("Basic ")).decode() == "u:p:ü"


async def test_api_keys_and_bearers(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    headers = await sent_with(uow, site, remote, AuthType="APIKey", APIKeyHeader="X-Key", APIKeyValue="k")
    assert headers["x-key"] == "k"


async def test_oauth2_client_credentials_are_fetched_once(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    remote.will({"access_token": "tok", "expires_in": 600}, {})
    await sent_with(
        uow, site, remote, AuthType="OAuth2ClientCredentials", OAuth2TokenURL=f"{remote.url}/token",
        OAuth2ClientID="desk", OAuth2ClientSecret="s", OAuth2Scope="all",
    )  # fmt: skip
    assert parse_qs(remote.got[0].body.decode())["grant_type"] == ["client_credentials"]
    assert remote.got[1].headers["authorization"] == "Bearer tok"
    assert (await called(site, {"a": "b"})).error is None
    assert [got.path for got in remote.got] == ["/token", "/base/tickets", "/base/tickets"]


async def test_signed_tokens(uow: UnitOfWork, site: Site, remote: Remote, tmp_path: Path, clock: FakeClock) -> None:
    key = generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = tmp_path / "key.pem"
    file.write_bytes(pem)
    headers = await sent_with(
        uow, site, remote, AuthType="JWT", JWTAuthKeyFilePath=str(file), JWTAuthAlgorithm="RS256",
        JWTAuthPayload="iss=desk;aud=them", JWTAuthTTL="60", JWTAuthAdditionalHeaderData="kid=1",
    )  # fmt: skip
    token = jwt.decode(headers["authorization"].removeprefix("Bearer "), import_key(pem.decode(), "RSA"))
    assert token.header["kid"] == "1"
    assert token.claims == {"iss": "desk", "aud": "them", "iat": int(clock.now().timestamp()),
                            "exp": int(clock.now().timestamp()) + 60}  # fmt: skip


async def test_signed_tokens_say_when_they_end_and_whose_certificate_it_is(
    uow: UnitOfWork, site: Site, remote: Remote, tmp_path: Path, clock: FakeClock
) -> None:
    write_certificate(tmp_path)
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    headers = await sent_with(
        uow, site, remote, AuthType="JWT", JWTAuthAlgorithm="ES256", JWTAuthKeyFilePath=str(key),
        JWTAuthCertificateFilePath=str(certificate),
        JWTAuthPayload="sub=<OTRS_JWT_CertSubject>;till=<OTRS_JWT_ExpirationDateTimestamp>;x=<OTRS_JWT_Other>",
        JWTAuthTTL="60", JWTAuthAdditionalHeaderData="end=<OTRS_JWT_ExpirationDateString>",
    )  # fmt: skip
    lenient = JWSRegistry(algorithms=["ES256"], strict_check_header=False)
    signed = headers["authorization"].removeprefix("Bearer ")
    token = jwt.decode(signed, import_key(key.read_text(), "EC"), registry=lenient)
    ends = clock.now() + timedelta(seconds=60)
    assert token.claims["till"] == str(int(ends.timestamp()))
    assert token.claims["sub"].startswith("CN=")
    assert token.claims["x"] == "<OTRS_JWT_Other>"
    assert token.header["end"] == f"{ends:%Y-%m-%dT%H:%M:%S} UTC"


async def test_soap_sends_elements_in_the_order_that_is_wanted(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    config = {"Endpoint": remote.url, "NameSpace": "urn:them", "Sort": [{"z": [{"y": None}, {"x": None}]}, {"b": None}]}
    requester = {
        "Invoker": {"Tell": {"Type": "Generic::Tunnel"}},
        "Transport": {"Type": "HTTP::SOAP", "Config": config},
    }
    await create_webservice(uow, SYSTEM, WebserviceCreate(name="Out", config={"Requester": requester}))
    await called(site, {"a": "1", "b": "2", "z": {"x": "3", "y": "4"}})
    asked = etree.fromstring(remote.got[0].body)[0][0]
    assert [etree.QName(element).localname for element in asked.iter()][1:] == ["z", "y", "x", "b", "a"]


async def test_soap_out_and_back(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    config = {
        "Endpoint": f"{remote.url}/soap",
        "NameSpace": "urn:them",
        "SOAPAction": "Yes",
        "SOAPActionSeparator": "#",
    }
    requester = {
        "Invoker": {"Tell": {"Type": "Generic::Tunnel"}},
        "Transport": {"Type": "HTTP::SOAP", "Config": config},
    }
    await create_webservice(uow, SYSTEM, WebserviceCreate(name="Out", config={"Requester": requester}))
    envelope = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><TellResponse xmlns="urn:them">'
        "<Ok>1</Ok></TellResponse></s:Body></s:Envelope>"
    )
    remote.will(envelope.encode())
    assert (await called(site, {"Name": "ä", "Tag": ["x", "y"]})).data == {"Ok": "1"}
    (got,) = remote.got
    assert got.headers["soapaction"] == '"urn:them#Tell"'
    asked = etree.fromstring(got.body)[0][0]
    assert asked.tag == "{urn:them}Tell"
    assert [child.text for child in asked] == ["ä", "x", "y"]
    remote.will(b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>')
    assert "DOCTYPE" in str((await called(site, {})).error)


async def test_what_fails_is_tried_again_as_the_error_handling_says(
    desk: GiDesk, site: Site, remote: Remote, clock: FakeClock
) -> None:
    retry = {
        "Type": "RequestRetry", "ScheduleRetry": "1", "RetryIntervalStart": "60", "RetryIntervalFactor": "2",
        "RetryCountMax": "2", "ErrorMessageContentFilter": "50[0-9]",
    }  # fmt: skip
    await service(desk.uow, remote, ErrorHandling={"Again": retry}, ErrorHandlingPriority=["Again"])
    remote.will({}, status=503)
    await desk.create()
    for seconds, calls in ((0, 1), (59, 1), (2, 2), (60, 2), (61, 3), (3600, 3)):
        clock.advance(seconds=seconds)
        await drain(site)
        assert len(remote.got) == calls, seconds


async def test_without_error_handling_nothing_is_tried_again(desk: GiDesk, site: Site, remote: Remote) -> None:
    await service(desk.uow, remote)
    remote.will(b"no json")
    await desk.create()
    await drain(site)
    assert len(remote.got) == 1


def test_without_an_interval_nobody_is_called_as_fast_as_it_goes() -> None:
    module = {"Type": "RequestRetry", "ScheduleRetry": "1", "RetryIntervalFactor": "1.5"}
    webservice = Webservice(1, "Out", {"Requester": {"ErrorHandling": {"Again": module}}}, is_valid=True)
    now = datetime(2026, 2, 1, tzinfo=UTC)
    first = next_try(webservice, Failure("Tell", "RequesterRequestPerform", "no", now), now)
    assert first is not None
    assert first.delay_s == 0
    second = next_try(webservice, Failure("Tell", "RequesterRequestPerform", "no", now, 1, first.delay_s), now)
    assert second is not None
    assert second.delay_s >= 1


class TestInsideTheNetwork:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"outbound_allow": ()})

    async def test_is_reached_only_where_the_operator_allows_it(
        self, uow: UnitOfWork, site: Site, remote: Remote
    ) -> None:
        await service(uow, remote, kind="Generic::Tunnel", events=[])
        outcome = await called(site, {"a": "b"})
        assert "GOTRS_OUTBOUND_ALLOW" in str(outcome.error)
        assert remote.got == []

    async def test_also_through_a_proxy(self, uow: UnitOfWork, site: Site, remote: Remote) -> None:
        proxy = {"UseProxy": "Yes", "ProxyHost": remote.url}
        host = {"Host": "https://public.example", "Proxy": proxy}
        await service(uow, remote, kind="Generic::Tunnel", events=[], transport=host)
        assert "GOTRS_OUTBOUND_ALLOW" in str((await called(site, {"a": "b"})).error)


async def test_a_proxy_carries_the_request(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    proxy = {"UseProxy": "Yes", "ProxyHost": remote.url, "ProxyUser": "p", "ProxyPassword": "w"}
    host = {"Host": "http://public.example", "Proxy": proxy}
    await service(uow, remote, kind="Generic::Tunnel", events=[], transport=host)
    assert (await called(site, {"a": "b"})).error is None
    assert remote.got[0].path == "http://public.example/tickets"
    assert remote.got[0].headers["proxy-authorization"].startswith("Basic ")


async def test_a_proxy_can_be_left_out(uow: UnitOfWork, site: Site, remote: Remote) -> None:
    proxy = {"UseProxy": "Yes", "ProxyExclude": "Yes", "ProxyHost": "http://127.0.0.1:1"}
    await service(uow, remote, kind="Generic::Tunnel", events=[], transport={"Proxy": proxy})
    assert (await called(site, {"a": "b"})).error is None
    assert remote.got[0].path == "/base/tickets"


async def test_a_certificate_that_nobody_vouches_for(uow: UnitOfWork, site: Site, tmp_path: Path) -> None:
    write_certificate(tmp_path)
    own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    own.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with running_remote(own) as remote:
        webservice = await service(uow, remote, kind="Generic::Tunnel", events=[])
        assert "certificate" in str((await called(site, {"a": "b"})).error).lower()
        changed = {**webservice.config}
        changed["Requester"]["Transport"]["Config"]["SSLNoHostnameVerification"] = "1"
        await update_webservice(uow, SYSTEM, webservice.id, WebserviceUpdate(config=changed))
        assert (await called(site, {"a": "b"})).error is None


async def test_the_desk_shows_its_own_certificate(uow: UnitOfWork, site: Site, tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    for folder in (theirs, ours):
        folder.mkdir()
        write_certificate(folder)
    wants_ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(ours / "cert.pem"))
    wants_ours.verify_mode = ssl.CERT_REQUIRED
    wants_ours.load_cert_chain(theirs / "cert.pem", theirs / "key.pem")
    trusting = {"UseSSL": "Yes", "SSLCAFile": str(theirs / "cert.pem")}
    showing = {"SSLCertificate": str(ours / "cert.pem"), "SSLKey": str(ours / "key.pem")}
    with running_remote(wants_ours) as remote:
        webservice = await service(uow, remote, kind="Generic::Tunnel", events=[], transport={"SSL": trusting})
        assert (await called(site, {"a": "b"})).error is not None
        changed = {**webservice.config}
        changed["Requester"]["Transport"]["Config"]["SSL"] = {**trusting, **showing}
        await update_webservice(uow, SYSTEM, webservice.id, WebserviceUpdate(config=changed))
        outcome = await called(site, {"a": "b"})
    assert outcome.error is None, outcome.error
    assert [got.json for got in remote.got] == [{"a": "b"}]
