"""The `Article` and `Attachment` parts of TicketCreate and TicketUpdate, checked in OTRS's order and words.

Source: OTRS 6, Kernel/GenericInterface/Operation/Ticket/{Common,TicketCreate,TicketUpdate}.pm.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from gotrs_api.articles.new_article import NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.articles.time_units import parse_time_units
from gotrs_api.generic_interface.operations.call import Call
from gotrs_api.generic_interface.operations.values import as_id, as_list, as_text, is_given
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import is_valid_address, split_addresses
from gotrs_api.kernel.content_type import content_type_params
from gotrs_api.mail.auto_response.kinds import AutoResponseKind
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.uow import ReadUow

AUTO_REMOVE: Final = "auto remove"
_CHANNELS: Final = {"1": ArticleChannel.EMAIL, "2": ArticleChannel.PHONE, "3": ArticleChannel.INTERNAL}
_CHANNEL_NAMES: Final = {"Email": "1", "Phone": "2", "Internal": "3"}
_SENDERS: Final = {"1": SenderType.AGENT, "2": SenderType.SYSTEM, "3": SenderType.CUSTOMER}
_SENDER_IDS: Final = {sender.value: id_ for id_, sender in _SENDERS.items()}
_RESPONSES: Final = frozenset({*(kind.value for kind in AutoResponseKind), AUTO_REMOVE})
_HISTORY: Final = {each.value: each for each in HistoryType}
_MIME_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_NOTIFICATION_LISTS: Final = (
    "ForceNotificationToUserID", "ExcludeNotificationToUserID", "ExcludeMuteNotificationToUserID",
)  # fmt: skip


@dataclass(frozen=True)
class Defaults:
    """What an operation takes where an article says nothing."""

    auto_response: Setting[str]
    history_type: Setting[str]
    history_comment: Setting[str]
    is_visible: Setting[bool]


FOR_CREATE: Final = Defaults(
    settings.GI_CREATE_AUTO_RESPONSE,
    settings.GI_CREATE_HISTORY_TYPE,
    settings.GI_CREATE_HISTORY_COMMENT,
    settings.GI_CREATE_IS_VISIBLE,
)
FOR_UPDATE: Final = Defaults(
    settings.GI_UPDATE_AUTO_RESPONSE,
    settings.GI_UPDATE_HISTORY_TYPE,
    settings.GI_UPDATE_HISTORY_COMMENT,
    settings.GI_UPDATE_IS_VISIBLE,
)


@dataclass(frozen=True, kw_only=True)
class ArticleInput:
    """An article as asked for; `no_agent_notify` None: not said. `auto_response` None: no automatic reply."""

    subject: str
    body: str
    content_type: str
    channel: ArticleChannel
    sender_type: SenderType
    visible: bool
    from_: str
    to: str
    cc: str
    bcc: str
    history_type: HistoryType
    history_comment: str
    auto_response: AutoResponseKind | None
    time_units: Decimal | None
    no_agent_notify: bool | None
    send: bool
    attachments: tuple[NewAttachment, ...]


async def read_article(
    uow: ReadUow, call: Call, principal: Principal, given: Mapping[str, Any], defaults: Defaults,
    attachments: Sequence[NewAttachment],
) -> ArticleInput:  # fmt: skip
    """Raises OperationFailed for the first thing that is missing or wrong."""
    response = as_text(given.get("AutoResponseType")) or await sysconfig.get(uow, defaults.auto_response)
    for key, value in (("Subject", given.get("Subject")), ("Body", given.get("Body")), ("AutoResponseType", response)):
        if not is_given(value):
            raise call.missing(f"Article->{key} parameter is missing!")
    if response not in _RESPONSES:
        raise call.invalid("Article->AutoResponseType parameter is invalid!")
    channel = _channel(call, given)
    sender = _sender(call, principal, given)
    _addresses(call, given)
    content_type = _content_type(call, given)
    history_type = as_text(given.get("HistoryType")) or await sysconfig.get(uow, defaults.history_type)
    if history_type not in _HISTORY:
        raise call.invalid("Article->HistoryType parameter is invalid!")
    time_units = await _time_units(uow, call, given)
    no_agent_notify = _flags(call, given)
    send = is_given(given.get("ArticleSend")) and principal.is_agent
    if send and not as_text(given.get("To")):
        raise call.missing("Article->To parameter is missing!")
    visible = given.get("IsVisibleForCustomer")
    return ArticleInput(
        subject=as_text(given["Subject"]),
        body=as_text(given["Body"]),
        content_type=content_type,
        channel=ArticleChannel.EMAIL if send else channel,
        sender_type=sender,
        visible=principal.is_customer
        or (await sysconfig.get(uow, defaults.is_visible) if visible in (None, "") else is_given(visible)),
        from_="" if principal.is_customer else as_text(given.get("From")),
        to=as_text(given.get("To")),
        cc=as_text(given.get("Cc")),
        bcc=as_text(given.get("Bcc")),
        history_type=_HISTORY[history_type],
        history_comment=as_text(given.get("HistoryComment")) or await sysconfig.get(uow, defaults.history_comment),
        auto_response=None if response == AUTO_REMOVE else AutoResponseKind(response),
        time_units=time_units,
        no_agent_notify=no_agent_notify,
        send=send,
        attachments=(*attachments, *read_attachments(call, given.get("Attachment"))),
    )


def _channel(call: Call, given: Mapping[str, Any]) -> ArticleChannel:
    name, id_ = as_text(given.get("CommunicationChannel")), as_text(given.get("CommunicationChannelID"))
    if not name and not id_:
        return ArticleChannel.INTERNAL
    found = _CHANNELS.get(id_ or _CHANNEL_NAMES.get(name, ""))
    if found is None:
        raise call.invalid(
            "Article->CommunicationChannel or Article->CommunicationChannelID parameter is invalid or not supported!"
        )
    return found


def _sender(call: Call, principal: Principal, given: Mapping[str, Any]) -> SenderType:
    """Customers write as customers and as nobody else."""
    own = SenderType.CUSTOMER if principal.is_customer else SenderType.AGENT
    name, id_ = as_text(given.get("SenderType")), as_text(given.get("SenderTypeID"))
    if not name and not id_:
        return own
    found = _SENDERS.get(id_ or _SENDER_IDS.get(name, ""))
    if found is None or (principal.is_customer and found is not own):
        raise call.invalid("Article->SenderTypeID or Article->SenderType parameter is invalid!")
    return found


def _addresses(call: Call, given: Mapping[str, Any]) -> None:
    for key in ("From", "To", "Cc", "Bcc"):
        text = as_text(given.get(key))
        if not text or (key != "From" and not is_given(given.get("ArticleSend"))):
            continue
        if any(not is_valid_address(each.address) for each in split_addresses(text)):
            raise call.invalid(f"Article->{key} parameter is invalid!")


def _content_type(call: Call, given: Mapping[str, Any]) -> str:
    whole = as_text(given.get("ContentType")).lower()
    mime_type, charset = (as_text(given.get(key)).lower() for key in ("MimeType", "Charset"))
    if not whole and not mime_type and not charset:
        raise call.missing("Article->ContentType or Ticket->MimeType and Article->Charset parameters are required!")
    if mime_type and not charset:
        raise call.missing("Article->Charset is required!")
    if charset and not mime_type:
        raise call.missing("Article->MimeType is required!")
    if mime_type and not _is_mime_type(mime_type):
        raise call.invalid("Article->MimeType is invalid!")
    if charset and not _is_charset(charset):
        raise call.invalid("Article->Charset is invalid!")
    if whole and not _is_content_type(whole):
        raise call.invalid("Article->ContentType is invalid!")
    return whole.replace('"', "").replace("'", "") if whole else f"{mime_type}; charset={charset}"


def _is_content_type(value: str) -> bool:
    params = content_type_params(value)
    return params.mime_type is not None and _is_mime_type(params.mime_type) and _is_charset(params.charset or "utf-8")


def _is_mime_type(value: str) -> bool:
    return _MIME_TYPE.fullmatch(value) is not None and value.startswith(("text/", "application/", "multipart/"))


def _is_charset(value: str) -> bool:
    try:
        codecs.lookup(value)
    except (LookupError, ValueError):
        return False
    return True


async def _time_units(uow: ReadUow, call: Call, given: Mapping[str, Any]) -> Decimal | None:
    text = as_text(given.get("TimeUnit"))
    if not text:
        if await sysconfig.get(uow, settings.NEED_ACCOUNTED_TIME):
            raise call.missing("Article->TimeUnit is required by sysconfig option!")
        return None
    try:
        return parse_time_units(text)
    except ValueError:
        raise call.invalid("Article->TimeUnit parameter is invalid!") from None


def _flags(call: Call, given: Mapping[str, Any]) -> bool | None:
    no_agent = given.get("NoAgentNotify")
    if no_agent not in (None, "") and as_text(no_agent) not in ("0", "1"):
        raise call.invalid("Article->NoAgent parameter is invalid!")
    for key in _NOTIFICATION_LISTS:
        if given.get(key) is not None and any(as_id(each) is None for each in as_list(given[key])):
            raise call.invalid(f"Article->{key} parameter is invalid!")
    for key in ("Sign", "Crypt"):
        if is_given(given.get(key)):
            raise call.invalid(f"Article->{key} parameter is invalid!")
    return None if no_agent in (None, "") else is_given(no_agent)


def read_attachments(call: Call, given: Any) -> tuple[NewAttachment, ...]:
    """One file or a list of files. Raises OperationFailed."""
    if given is None:
        return ()
    entries = as_list(given)
    if any(not isinstance(entry, Mapping) for entry in entries):
        raise call.missing("Attachment parameter is missing or not valid!")
    return tuple(_attachment(call, entry) for entry in entries)


def _attachment(call: Call, given: Mapping[str, Any]) -> NewAttachment:
    for key in ("Content", "ContentType", "Filename"):
        if as_text(given.get(key)) == "":
            raise call.missing(f"Attachment->{key}  parameter is missing!")
    content_type = as_text(given["ContentType"])
    params = content_type_params(content_type.lower())
    if params.mime_type is None or _MIME_TYPE.fullmatch(params.mime_type) is None:
        raise call.invalid("Attachment->ContentType is invalid!")
    try:
        content = base64.b64decode(as_text(given["Content"]))
    except (binascii.Error, ValueError):
        raise call.invalid("Attachment->Content is invalid!") from None
    return NewAttachment(
        filename=as_text(given["Filename"]), content=content, content_type=content_type, disposition="attachment"
    )
