"""How a call says who it is: basic, API key, bearer, OAuth 2 (client credentials, or a stored grant), signed tokens.

Source: Znuny 6.5, Kernel/GenericInterface/Transport/HTTP/{REST,SOAP}.pm; RFC 6749, section 4.4; RFC 7523.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import orjson
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate
from cryptography.x509.oid import NameOID
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import import_key
from joserfc.jws import JWSRegistry

from gotrs_api.generic_interface.webservice import Config, number, text
from gotrs_api.kernel.outbound import OutboundRefused
from gotrs_api.mail.oauth.tokens import TokenUnavailable, access_token
from gotrs_api.uow import Site

_TOKEN_LIMIT_BYTES = 64 * 1024
_RENEW_BEFORE_S = 30
_DEFAULT_LIFE_S = 300
_PLACE: Final = re.compile(r"<OTRS_JWT_(\w+)>")


class CredentialsMissing(Exception):
    """The call cannot be signed; the message says why."""


async def authorization(site: Site, config: Config) -> dict[str, str]:
    """Headers. Raises CredentialsMissing, OutboundRefused and httpx.HTTPError."""
    match text(config, "AuthType"):
        case "":
            return {}
        case "BasicAuth":
            pair = f"{text(config, 'BasicAuthUser')}:{text(config, 'BasicAuthPassword')}"
            return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        case "APIKey":
            return {text(config, "APIKeyHeader", "X-API-Key"): text(config, "APIKeyValue")}
        case "Bearer":
            return {"Authorization": f"Bearer {text(config, 'BearerToken')}"}
        case "OAuth2ClientCredentials":
            return {"Authorization": f"Bearer {await _client_credentials(site, config)}"}
        case "OAuth2Token":
            return {"Authorization": f"Bearer {await _granted(site, config)}"}
        case "JWT":
            return {"Authorization": f"Bearer {_signed(site, config)}"}
        case other:
            raise CredentialsMissing(f"The authentication {other} is not known here.")


async def _granted(site: Site, config: Config) -> str:
    try:
        return await access_token(site, number(config, "OAuth2TokenConfigID", 0))
    except TokenUnavailable as unavailable:
        raise CredentialsMissing(str(unavailable)) from None


async def _client_credentials(site: Site, config: Config) -> str:
    """Kept until shortly before it ends. Raises CredentialsMissing."""
    url, client = text(config, "OAuth2TokenURL"), text(config, "OAuth2ClientID")
    secret, scope = text(config, "OAuth2ClientSecret"), text(config, "OAuth2Scope")
    digest = hashlib.sha256("\0".join((url, client, secret, scope)).encode()).hexdigest()
    kept = await site.cache.get(f"gi-token:{digest}")
    if kept is not None:
        return kept.decode()
    form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
    form |= {"scope": scope} if scope else {}
    try:
        answer = await site.outbound.request(
            "POST", url, data=form, headers={"Accept": "application/json"}, limit_bytes=_TOKEN_LIMIT_BYTES
        )
    except (OutboundRefused, httpx.HTTPError) as error:
        raise CredentialsMissing(f"The OAuth 2 token could not be fetched: {error}") from None
    try:
        found: Any = orjson.loads(answer.body)
    except ValueError:
        found = None
    if answer.status != httpx.codes.OK or not isinstance(found, dict) or not found.get("access_token"):
        raise CredentialsMissing(f"The OAuth 2 token was refused: HTTP {answer.status}")
    token = str(found["access_token"])
    life_s = found.get("expires_in")
    kept_s = (life_s if isinstance(life_s, int) else _DEFAULT_LIFE_S) - _RENEW_BEFORE_S
    if kept_s > 0:
        await site.cache.set(f"gi-token:{digest}", token.encode(), kept_s)
    return token


def _signed(site: Site, config: Config) -> str:
    """A token signed with a private key: its text, or a file on this machine."""
    algorithm = text(config, "JWTAuthAlgorithm", "RS256")
    now = site.clock.now()
    ends = now + timedelta(seconds=number(config, "JWTAuthTTL", 300) or 300)
    try:
        places = _places(text(config, "JWTAuthCertificateFilePath"), ends)
        claims: dict[str, Any] = {
            **_pairs(text(config, "JWTAuthPayload"), places),
            "iat": int(now.timestamp()), "exp": int(ends.timestamp()),
        }  # fmt: skip
        header: dict[str, Any] = {"alg": algorithm, **_pairs(text(config, "JWTAuthAdditionalHeaderData"), places)}
        written = text(config, "JWTAuthKey") or Path(text(config, "JWTAuthKeyFilePath")).read_text()
        password = text(config, "JWTAuthKeyFilePassword")
        kind: Any = "EC" if algorithm.startswith("ES") else "OKP" if algorithm == "EdDSA" else "RSA"
        key = _opened(written, password, kind) if password else import_key(written, kind)
        # Any header that the other side wants, not only those of the standard.
        return jwt.encode(header, claims, key, registry=JWSRegistry(algorithms=[algorithm], strict_check_header=False))
    except (OSError, JoseError, ValueError, TypeError) as error:
        raise CredentialsMissing(f"The token could not be signed: {str(error) or type(error).__name__}") from None


def _opened(written: str, password: str, kind: Any) -> Any:
    opened = load_pem_private_key(written.encode(), password.encode())
    return import_key(opened.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(), kind)


def _places(certificate: str, ends: datetime) -> dict[str, str]:
    """What `<OTRS_JWT_…>` stands for; the certificate, where there is one, is a PEM file. Raises OSError, ValueError."""
    places = {
        "ExpirationDateTimestamp": str(int(ends.timestamp())),
        "ExpirationDateString": f"{ends.astimezone(UTC):%Y-%m-%dT%H:%M:%S} UTC",
    }
    if certificate:
        found = load_pem_x509_certificate(Path(certificate).read_bytes())
        emails = found.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)
        places |= {
            "CertSubject": found.subject.rfc4514_string(),
            "CertIssuer": found.issuer.rfc4514_string(),
            "CertSerial": f"{found.serial_number:X}",
            "CertNotBefore": f"{found.not_valid_before_utc:%Y-%m-%dT%H:%M:%S} UTC",
            "CertNotAfter": f"{found.not_valid_after_utc:%Y-%m-%dT%H:%M:%S} UTC",
            "CertEmail": str(emails[0].value) if emails else "",
            "CertVersion": f"{found.version.value + 1:02}",
        }
    return places


def _pairs(written: str, places: Mapping[str, str]) -> dict[str, str]:
    """`iss=desk;aud=them`."""
    found = (pair.partition("=") for pair in written.split(";") if "=" in pair)
    return {
        key.strip(): _PLACE.sub(lambda place: places.get(place[1], place[0]), value.strip())
        for key, _, value in found
        if key.strip()
    }
