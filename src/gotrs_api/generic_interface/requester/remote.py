"""One HTTP exchange with a remote system, through the guard that watches over all that leaves this desk."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from typing import Any, Final

import httpx

from gotrs_api.generic_interface.requester.credentials import CredentialsMissing, authorization
from gotrs_api.generic_interface.webservice import Config, flag, number, section, text
from gotrs_api.kernel.outbound import OutboundRefused
from gotrs_api.uow import Site

ANSWER_LIMIT_BYTES: Final = 16 * 1024 * 1024
_DEFAULT_TIMEOUT_S: Final = 120
_LONGEST_TIMEOUT_S: Final = 300


class RemoteFailed(Exception):
    """No usable answer. `stage` is OTRS's name of where it failed, `said` what the remote system answered with it."""

    def __init__(self, message: str, stage: str = "RequesterRequestPerform", said: Any = None) -> None:
        super().__init__(message)
        self.stage = stage
        self.said = said


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes


async def exchange(
    site: Site, config: Config, method: str, url: str, headers: dict[str, str], body: bytes | None
) -> Answer:
    """By the transport's configuration: authentication, certificates, proxy, time limit. Raises RemoteFailed."""
    timeout_s = min(number(config, "Timeout", _DEFAULT_TIMEOUT_S) or _DEFAULT_TIMEOUT_S, _LONGEST_TIMEOUT_S)
    headers = {**_additional(config), **headers}
    try:
        async with asyncio.timeout(timeout_s):
            headers |= await authorization(site, section(config, "Authentication"))
            async with await _client(site, config, url, timeout_s) as client:
                return await _answered(client, method, url, headers, body)
    except OutboundRefused as refused:
        raise RemoteFailed(str(refused)) from None
    except CredentialsMissing as missing:
        raise RemoteFailed(str(missing)) from None
    except TimeoutError:
        raise RemoteFailed(f"No answer within {timeout_s} seconds.") from None
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError, ValueError) as error:
        raise RemoteFailed(f"The request failed: {str(error) or type(error).__name__}") from None


async def _answered(
    client: httpx.AsyncClient, method: str, url: str, headers: dict[str, str], body: bytes | None
) -> Answer:
    received = bytearray()
    async with client.stream(method, url, headers=headers, content=body) as response:
        async for piece in response.aiter_bytes(64 * 1024):
            received += piece
            if len(received) > ANSWER_LIMIT_BYTES:
                raise RemoteFailed(f"The answer is larger than {ANSWER_LIMIT_BYTES} bytes.", "RequesterResponseReceive")
        return Answer(response.status_code, response.headers.get("content-type", ""), bytes(received))


def _additional(config: Config) -> dict[str, str]:
    given = section(config, "AdditionalHeaders")
    return {str(name): text(given, name) for name in given if not isinstance(given[name], dict | list)}


async def _client(site: Site, config: Config, url: str, timeout_s: float) -> httpx.AsyncClient:
    tls = await asyncio.to_thread(_tls, config)
    more: dict[str, Any] = {} if tls is None else {"verify": tls}
    proxy = section(config, "Proxy")
    wants_proxy = text(proxy, "UseProxy") == "Yes" and text(proxy, "ProxyExclude") != "Yes"
    if not wants_proxy or not text(proxy, "ProxyHost"):
        return site.outbound.client(timeout_s=timeout_s, **more)
    # The proxy looks the target up itself; what the guard can say beforehand it says, and the proxy is a target as well.
    site.outbound.check_url(url)
    address = site.outbound.check_url(text(proxy, "ProxyHost"))
    port = address.port or (443 if address.scheme == "https" else 80)
    pinned = address.copy_with(host=await site.outbound.resolve(address.host, port))
    user = text(proxy, "ProxyUser")
    through = httpx.Proxy(pinned, auth=(user, text(proxy, "ProxyPassword")) if user else None)
    verify = tls if tls is not None else httpx.create_ssl_context(trust_env=False)
    return httpx.AsyncClient(proxy=through, verify=verify, timeout=timeout_s, follow_redirects=False, trust_env=False)


def _tls(transport: Config) -> ssl.SSLContext | None:
    """Own certificates and authorities; None for the usual ones. Raises OSError, ValueError for files that are none."""
    config = section(transport, "SSL")
    used, trusts_all = text(config, "UseSSL") == "Yes", flag(transport, "SSLNoHostnameVerification")
    if not used and not trusts_all:
        return None
    files = config if used else {}
    context = ssl.create_default_context(
        cafile=text(files, "SSLCAFile") or None, capath=text(files, "SSLCADir") or None
    )
    if trusts_all or text(files, "SSLVerifyHostname", "Yes") == "No" or flag(files, "SSLNoHostnameVerification"):
        context.check_hostname = False
    if trusts_all:  # for peers that signed their certificate themselves, as in Znuny
        context.verify_mode = ssl.CERT_NONE
    if certificate := text(files, "SSLCertificate"):
        context.load_cert_chain(certificate, text(files, "SSLKey") or None, text(files, "SSLPassword") or None)
    return context
