"""Mailboxes of Microsoft 365 over Microsoft Graph v1.0, with immutable ids. Deleting is Graph's own: to the recoverable items."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

import httpx
import orjson

from gotrs_api.kernel.outbound import Answer, AnswerTooLarge, Outbound, OutboundRefused
from gotrs_api.mail.inbound.fetch.failures import FetchFailed, MailUnreadable, Problem
from gotrs_api.mail.inbound.fetch.port import HARD_LIMIT_BYTES, Access, RemoteMail
from gotrs_api.mail.inbound.fetch.wire import tls_context, told

_TIMEOUT_S: Final = 45.0
_MAIL_TIMEOUT_S: Final = 120.0
_PAGE_LIMIT_BYTES: Final = 8 * 1024 * 1024
_MOST_PAGES: Final = 1000
_LONGEST_UID: Final = 200  # as the ledger has room for
_ORDER: Final = "$select=id&$orderby=receivedDateTime%20asc&$top=500"
_FOLDERS: Final = "$select=id,displayName&$top=250"
_NO_MAILBOX: Final = frozenset(
    {"ErrorInvalidUser", "MailboxNotEnabledForRESTAPI", "Request_ResourceNotFound", "ResourceNotFound"}
)
_BUSY: Final = (429, 503, 504)


class GraphMailbox:
    """A mailbox's folder. Made by `open_graph`."""

    validity = ""  # an immutable id is good for the life of the mailbox

    def __init__(self, access: Access, outbound: Outbound) -> None:
        self._access = access
        self._outbound = outbound
        self._where = f"{access.host}:{access.port}"
        host = f"[{access.host}]" if ":" in access.host else access.host
        self._origin = httpx.URL(f"https://{host}:{access.port}")
        self._user = f"{self._origin}/v1.0/users/{quote(access.login, safe='@')}"
        self._client = outbound.client(timeout_s=None, verify=tls_context(verify=access.verify_tls))
        self._folder = "inbox"
        self._ids: dict[str, str] = {}

    async def enter(self) -> None:
        """Find the folder: `inbox` whatever the mailbox's language, others by their shown names, `Desk/Support`.

        Raises FetchFailed.
        """
        folder = self._access.folder
        if folder.upper() == "INBOX":
            await self._json(f"{self._user}/mailFolders/inbox?$select=id")
            return
        place, found = f"{self._user}/mailFolders", ""
        for name in folder.split("/"):
            known = {each["displayName"].lower(): each["id"] async for each in self._all(f"{place}?{_FOLDERS}")}
            if name.lower() not in known:
                there = ", ".join(sorted(known)) or "none"
                raise FetchFailed(
                    Problem.FOLDER, f"The folder {folder} does not exist: no {name}. There are: {there[:300]}."
                )
            found = known[name.lower()]
            place = f"{self._user}/mailFolders/{quote(found, safe='')}/childFolders"
        self._folder = quote(found, safe="")

    async def list_mails(self) -> Sequence[RemoteMail]:
        """Graph tells no sizes; what is too large is found when it is fetched."""
        place = f"{self._user}/mailFolders/{self._folder}/messages?{_ORDER}"
        self._ids = {_uid(each["id"]): each["id"] async for each in self._all(place)}
        return [RemoteMail(uid, 0) for uid in self._ids]

    def expect(self, mails: Sequence[RemoteMail]) -> None:
        """One after the other is all that there is."""

    async def fetch(self, mail: RemoteMail) -> bytes | None:
        try:
            answer = await self._ask("GET", f"{self._message(mail)}/$value", HARD_LIMIT_BYTES, _MAIL_TIMEOUT_S)
        except AnswerTooLarge as error:
            raise MailUnreadable(f"the mail {mail.uid} has more than {HARD_LIMIT_BYTES} bytes") from error
        if answer.status == httpx.codes.NOT_FOUND:
            return None
        if answer.status == httpx.codes.OK:
            return answer.body
        self._require_served(answer)
        raise MailUnreadable(f"the mail {mail.uid}: {_said(answer)}")

    async def finish(self, delete: Sequence[RemoteMail]) -> None:
        for mail in delete:
            answer = await self._ask("DELETE", self._message(mail))
            if answer.status not in (httpx.codes.NO_CONTENT, httpx.codes.OK, httpx.codes.NOT_FOUND):
                self._require_served(answer)
                raise FetchFailed(Problem.DELETE, f"{self._where} does not delete: {_said(answer)}.")
        await self.close()

    async def close(self) -> None:
        await self._client.aclose()

    def _message(self, mail: RemoteMail) -> str:
        return f"{self._user}/messages/{quote(self._ids[mail.uid], safe='')}"

    async def _all(self, url: str) -> AsyncIterator[Mapping[str, Any]]:
        """The entries of a collection, page after page."""
        seen: set[str] = set()
        while url:
            if url in seen or len(seen) >= _MOST_PAGES:
                raise FetchFailed(Problem.PROTOCOL, f"{self._where} does not come to an end of its list.")
            seen.add(url)
            page = await self._json(url)
            entries = page.get("value")
            if not isinstance(entries, list):
                raise FetchFailed(Problem.PROTOCOL, f"{self._where} answered without a list.")
            for entry in entries:
                yield entry
            url = str(page.get("@odata.nextLink") or "")
            if url and not self._is_here(url):  # the token goes nowhere else
                raise FetchFailed(Problem.PROTOCOL, f"{self._where} sends to another server for the rest of its list.")

    def _is_here(self, url: str) -> bool:
        try:
            there = httpx.URL(url)
        except httpx.InvalidURL:
            return False
        return (there.scheme, there.host, there.port) == (self._origin.scheme, self._origin.host, self._origin.port)

    async def _json(self, url: str) -> Mapping[str, Any]:
        answer = await self._ask("GET", url)
        if answer.status != httpx.codes.OK:
            self._require_served(answer)
            if answer.status == httpx.codes.FORBIDDEN:
                words = f"The access may not read the mailbox {self._access.login} (Mail.ReadWrite): {_said(answer)}."
                raise FetchFailed(Problem.LOGIN, words)
            if answer.status == httpx.codes.NOT_FOUND and _error(answer).get("code") not in _NO_MAILBOX:
                folder = self._access.folder
                raise FetchFailed(Problem.FOLDER, f"The folder {folder} cannot be opened: {_said(answer)}.")
            if answer.status == httpx.codes.NOT_FOUND:
                raise FetchFailed(Problem.LOGIN, f"There is no mailbox {self._access.login}: {_said(answer)}.")
            raise FetchFailed(Problem.PROTOCOL, f"{self._where} answers otherwise than expected: {_said(answer)}.")
        try:
            found = orjson.loads(answer.body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise FetchFailed(Problem.PROTOCOL, f"{self._where} does not answer as Microsoft Graph does.")
        return found

    async def _ask(
        self, method: str, url: str, limit_bytes: int = _PAGE_LIMIT_BYTES, timeout_s: float = _TIMEOUT_S
    ) -> Answer:
        headers = {"authorization": f"Bearer {self._access.token}", "prefer": 'IdType="ImmutableId"'}
        try:
            return await self._outbound.request(
                method, url, headers=headers, timeout_s=timeout_s, limit_bytes=limit_bytes, over=self._client
            )
        except AnswerTooLarge:
            if method == "GET" and limit_bytes == HARD_LIMIT_BYTES:
                raise
            raise FetchFailed(Problem.PROTOCOL, f"{self._where} says more than expected.") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _failure(error, self._where) from error

    def _require_served(self, answer: Answer) -> None:
        """Raises FetchFailed for what has nothing to do with the one thing that was asked for."""
        if answer.status in _BUSY:
            asked = answer.headers.get("retry-after", "")
            wait_s = int(asked[:9]) if asked.isascii() and asked.isdigit() else 0  # Graph gives no dates
            after = f"in {wait_s} seconds" if wait_s else "later"
            words = f"{self._where} wants to be asked again {after}: {_said(answer)}."
            raise FetchFailed(Problem.THROTTLED, words, wait_s=wait_s)
        if answer.status == httpx.codes.UNAUTHORIZED:
            raise FetchFailed(Problem.LOGIN, f"{self._where} refuses the token: {_said(answer)}.")


async def open_graph(access: Access, outbound: Outbound) -> GraphMailbox:
    """Raises FetchFailed."""
    if not access.token:
        raise FetchFailed(Problem.TOKEN, "Microsoft Graph needs an OAuth 2 access; passwords are of no use there.")
    mailbox = GraphMailbox(access, outbound)
    try:
        await mailbox.enter()
    except BaseException:
        await mailbox.close()
        raise
    return mailbox


def _uid(remote_id: str) -> str:
    return remote_id if len(remote_id) <= _LONGEST_UID else hashlib.sha256(remote_id.encode()).hexdigest()


def _error(answer: Answer) -> Mapping[str, Any]:
    try:
        found = orjson.loads(answer.body)["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _said(answer: Answer) -> str:
    error = _error(answer)
    words = f"{error.get('code') or ''} {error.get('message') or ''}".strip().rstrip(".")
    return f"HTTP {answer.status} {words[:300]}".strip()


def _failure(error: Exception, where: str) -> FetchFailed:
    if isinstance(error, OutboundRefused):
        return FetchFailed(Problem.REFUSED, str(error))
    if isinstance(error, httpx.TimeoutException):
        return FetchFailed(Problem.TIMEOUT, f"{where} did not answer in time.")
    cause: BaseException | None = error
    reason: OSError | None = None
    while cause is not None:  # the innermost knows best
        reason = cause if isinstance(cause, OSError) else reason
        cause = cause.__cause__ or cause.__context__
    if reason is not None:
        return told(reason, where)
    return FetchFailed(Problem.CLOSED, f"{where} broke the exchange off: {str(error)[:200] or type(error).__name__}.")
