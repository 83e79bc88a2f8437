"""WSDL 1.1 (document/literal) for the operations that this desk knows, so that SOAP clients can build themselves.

Source of the shapes: Znuny's GenericTicketConnectorSOAP.wsdl and the operations' documentation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

_WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
_SOAP: Final = "http://schemas.xmlsoap.org/wsdl/soap/"
_XSD: Final = "http://www.w3.org/2001/XMLSchema"
_HTTP: Final = "http://schemas.xmlsoap.org/soap/http"

# A name is an element of text; `Name*` may be repeated; `Name:Type` has the type below. All may be left out.
_AUTH: Final = ("UserLogin", "CustomerUserLogin", "SessionID", "Password", "AccessToken")
_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "PendingTime": ("Year", "Month", "Day", "Hour", "Minute", "Diff"),
    "TicketInput": (
        "Title", "QueueID", "Queue", "LockID", "Lock", "TypeID", "Type", "ServiceID", "Service", "SLAID", "SLA",
        "StateID", "State", "PriorityID", "Priority", "OwnerID", "Owner", "ResponsibleID", "Responsible", "CustomerID",
        "CustomerUser", "PendingTime:PendingTime",
    ),
    "ArticleInput": (
        "CommunicationChannelID", "CommunicationChannel", "IsVisibleForCustomer", "SenderTypeID", "SenderType",
        "AutoResponseType", "ArticleSend", "From", "To", "Cc", "Bcc", "Subject", "Body", "ContentType", "MimeType",
        "Charset", "HistoryType", "HistoryComment", "TimeUnit", "NoAgentNotify", "ForceNotificationToUserID*",
        "ExcludeNotificationToUserID*", "ExcludeMuteNotificationToUserID*", "Attachment*:AttachmentInput",
    ),
    "DynamicField": ("Name", "Value*"),
    "AttachmentInput": ("Content", "ContentType", "Filename"),
    "AttachmentOutput": (
        "Content", "ContentAlternative", "ContentID", "ContentType", "Disposition", "FileID", "Filename", "FilesizeRaw",
    ),
    "Error": ("ErrorCode", "ErrorMessage"),
    "SessionDatum": ("Key", "Value", "Serialized"),
    "ArticleOutput": (
        "ArticleID", "ArticleNumber", "Attachment*:AttachmentOutput", "Bcc", "Body", "Cc", "ChangeBy", "ChangeTime",
        "Charset", "CommunicationChannelID", "ContentCharset", "ContentType", "CreateBy", "CreateTime",
        "DynamicField*:DynamicField", "From", "InReplyTo", "IncomingTime", "IsVisibleForCustomer", "MessageID",
        "MimeType", "References", "ReplyTo", "SenderType", "SenderTypeID", "Subject", "TicketID", "TimeUnit", "To",
    ),
    "TicketOutput": (
        "Age", "ArchiveFlag", "Article*:ArticleOutput", "ChangeBy", "Changed", "Closed", "CreateBy", "Created",
        "CustomerID", "CustomerUserID", "DynamicField*:DynamicField", "EscalationDestinationDate",
        "EscalationDestinationIn", "EscalationDestinationTime", "EscalationResponseTime", "EscalationSolutionTime",
        "EscalationTime", "EscalationTimeWorkingTime", "EscalationUpdateTime", "FirstLock", "FirstResponse",
        "FirstResponseDiffInMin", "FirstResponseInMin", "FirstResponseTime", "FirstResponseTimeDestinationDate",
        "FirstResponseTimeDestinationTime", "FirstResponseTimeEscalation", "FirstResponseTimeNotification",
        "FirstResponseTimeWorkingTime", "GroupID", "Lock", "LockID", "Owner", "OwnerID", "Priority", "PriorityID",
        "Queue", "QueueID", "RealTillTimeNotUsed", "Responsible", "ResponsibleID", "SLA", "SLAID", "Service",
        "ServiceID", "SolutionDiffInMin", "SolutionInMin", "SolutionTime", "SolutionTimeDestinationDate",
        "SolutionTimeDestinationTime", "SolutionTimeEscalation", "SolutionTimeNotification", "SolutionTimeWorkingTime",
        "State", "StateID", "StateType", "TicketID", "TicketNumber", "TimeUnit", "Title", "Type", "TypeID",
        "UnlockTimeout", "UntilTime", "UpdateTime", "UpdateTimeDestinationDate", "UpdateTimeDestinationTime",
        "UpdateTimeEscalation", "UpdateTimeNotification", "UpdateTimeWorkingTime",
    ),
    "HistoryEntry": (
        "ArticleID", "CreateBy", "CreateTime", "HistoryType", "HistoryTypeID", "Name", "OwnerID", "PriorityID",
        "QueueID", "StateID", "TicketID", "TypeID",
    ),
    "History": ("History*:HistoryEntry", "TicketID"),
    "FieldSearch": (
        "Name", "Empty", "Equals*", "Like*", "GreaterThan*", "GreaterThanEquals*", "SmallerThan*", "SmallerThanEquals*",
    ),
    "TimeAccounting": ("Created", "Queue", "TicketNumber", "TicketTitle", "TimeUnit"),
    "Absence": ("UserEmail", "UserLogin", "UserSearch", "StartDate", "EndDate", "OutOfOffice"),
}  # fmt: skip
_WRITE: Final = ("Ticket:TicketInput", "Article*:ArticleInput", "DynamicField*:DynamicField",
                 "Attachment*:AttachmentInput")  # fmt: skip
_WRITTEN: Final = ("ArticleID*", "Error:Error", "Ticket:TicketOutput", "TicketID", "TicketNumber")
_TEXTS: Final = ("From", "To", "Cc", "Bcc", "Subject", "Body")
_CREATED: Final = (
    "CreatedTypes*", "CreatedTypeIDs*", "CreatedPriorities*", "CreatedPriorityIDs*", "CreatedStates*",
    "CreatedStateIDs*", "CreatedQueues*", "CreatedQueueIDs*",
)  # fmt: skip
_TIMES: Final = tuple(
    f"{name}Time{side}{unit}"
    for name in (
        "ArticleCreate", "TicketCreate", "TicketChange", "TicketLastChange", "TicketClose", "TicketLastClose",
        "TicketPending", "TicketEscalation", "TicketEscalationUpdate", "TicketEscalationResponse",
        "TicketEscalationSolution",
    )
    for side in ("Newer", "Older")
    for unit in ("Date", "Minutes")
)  # fmt: skip
_OPERATIONS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "Session::SessionCreate": (("UserLogin", "CustomerUserLogin", "Password"), ("Error:Error", "SessionID")),
    "Session::SessionGet": (("SessionID",), ("Error:Error", "SessionData*:SessionDatum")),
    "Session::SessionRemove": (_AUTH, ("Error:Error", "Success")),
    "Ticket::TicketCreate": ((*_AUTH, *_WRITE), _WRITTEN),
    "Ticket::TicketUpdate": ((*_AUTH, "TicketID", "TicketNumber", *_WRITE), _WRITTEN),
    "Ticket::TicketGet": (
        (*_AUTH, "TicketID*", "DynamicFields", "Extended", "AllArticles", "ArticleSenderType*", "ArticleOrder",
         "ArticleLimit", "Attachments", "GetAttachmentContents", "HTMLBodyAsAttachment"),
        ("Error:Error", "Ticket*:TicketOutput"),
    ),
    "Ticket::TicketSearch": (
        (*_AUTH, "TicketID*", "TicketNumber*", "Title*", "Queues*", "QueueIDs*", "UseSubQueues", "Types*", "TypeIDs*", "States*",
         "StateIDs*", "StateType*", "StateTypeIDs*", "Priorities*", "PriorityIDs*", "Services*", "ServiceIDs*",
         "SLAs*", "SLAIDs*", "Locks*", "LockIDs*", "OwnerIDs*", "ResponsibleIDs*", "WatchUserIDs*", "CustomerID*",
         "CustomerIDRaw*", "CustomerUserLogin*", "CustomerUserLoginRaw*", "CreatedUserIDs*", *_CREATED, "Fulltext",
         *_TEXTS, *(f"MIMEBase_{name}" for name in _TEXTS), "ContentSearch", "AttachmentName",
         "DynamicField*:FieldSearch", *_TIMES, "SearchInArchive", "Limit", "SortBy*", "OrderBy*"),
        ("Error:Error", "TicketID*"),
    ),
    "Ticket::TicketHistoryGet": ((*_AUTH, "TicketID*"), ("Error:Error", "TicketHistory*:History")),
    "Ticket::TimeAccountingGet": (
        (*_AUTH, "TimeAccountingUserLogin", "TimeAccountingStart", "TimeAccountingEnd"),
        ("Error:Error", "Item*:TimeAccounting"),
    ),
    "User::OutOfOffice": (
        (*_AUTH, "UserEmail", "UserSearch", "StartDate", "EndDate", "OutOfOffice", "OutOfOfficeEntries*:Absence",
         "OutOfOfficeEntriesCSVString"),
        ("Error:Error", "Success"),
    ),
}  # fmt: skip

Described = tuple[str, str, str, str, str]


def wsdl(*, name: str, namespace: str, url: str, operations: Sequence[Described]) -> bytes:
    """`operations`: name, type, names of the request and the response element, SOAPAction."""
    root = etree.Element(
        f"{{{_WSDL}}}definitions",
        name=name,
        targetNamespace=namespace,
        nsmap={"wsdl": _WSDL, "soap": _SOAP, "xsd": _XSD, "tns": namespace or None},  # type: ignore[dict-item]
    )
    known = [each for each in operations if each[1] in _OPERATIONS]
    _schema(root, namespace, known)
    for operation, _type, request, response, _action in known:
        for part, element in (("Request", request), ("Response", response)):
            message = etree.SubElement(root, f"{{{_WSDL}}}message", name=f"{operation}{part}Message")
            etree.SubElement(message, f"{{{_WSDL}}}part", name="parameters", element=f"tns:{element}")
    port_type = etree.SubElement(root, f"{{{_WSDL}}}portType", name=f"{name}Interface")
    binding = etree.SubElement(root, f"{{{_WSDL}}}binding", name=f"{name}SOAP", type=f"tns:{name}Interface")
    etree.SubElement(binding, f"{{{_SOAP}}}binding", style="document", transport=_HTTP)
    for operation, _type, _request, _response, action in known:
        described = etree.SubElement(port_type, f"{{{_WSDL}}}operation", name=operation)
        bound = etree.SubElement(binding, f"{{{_WSDL}}}operation", name=operation)
        etree.SubElement(bound, f"{{{_SOAP}}}operation", soapAction=action)
        for part, kind in (("input", "Request"), ("output", "Response")):
            etree.SubElement(described, f"{{{_WSDL}}}{part}", message=f"tns:{operation}{kind}Message")
            etree.SubElement(etree.SubElement(bound, f"{{{_WSDL}}}{part}"), f"{{{_SOAP}}}body", use="literal")
    service = etree.SubElement(root, f"{{{_WSDL}}}service", name=name)
    port = etree.SubElement(service, f"{{{_WSDL}}}port", name=f"{name}Port", binding=f"tns:{name}SOAP")
    etree.SubElement(port, f"{{{_SOAP}}}address", location=url)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _schema(root: etree._Element, namespace: str, operations: Sequence[Described]) -> None:
    types = etree.SubElement(root, f"{{{_WSDL}}}types")
    schema = etree.SubElement(types, f"{{{_XSD}}}schema", targetNamespace=namespace, elementFormDefault="qualified")
    for name, members in _TYPES.items():
        _members(etree.SubElement(schema, f"{{{_XSD}}}complexType", name=f"{name}Type"), members)
    done: set[str] = set()
    for _name, type_, request, response, _action in operations:
        for element, members in zip((request, response), _OPERATIONS[type_], strict=True):
            if element not in done:
                done.add(element)
                declared = etree.SubElement(schema, f"{{{_XSD}}}element", name=element)
                _members(etree.SubElement(declared, f"{{{_XSD}}}complexType"), members)


def _members(parent: etree._Element, members: Sequence[str]) -> None:
    sequence = etree.SubElement(parent, f"{{{_XSD}}}sequence")
    for member in members:
        name, _, type_ = member.partition(":")
        etree.SubElement(
            sequence,
            f"{{{_XSD}}}element",
            name=name.rstrip("*"),
            type=f"tns:{type_}Type" if type_ else "xsd:string",
            minOccurs="0",
            maxOccurs="unbounded" if name.endswith("*") else "1",
            nillable="true",
        )
