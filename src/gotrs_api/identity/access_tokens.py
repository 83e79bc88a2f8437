"""JSON Web Tokens for the API: short-lived access tokens, signed with keys derived from the site's secret."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from gotrs_api.identity.errors import InvalidToken
from gotrs_api.identity.principal import Kind
from gotrs_api.kernel.settings import Settings

ACCESS_TOKEN_S = 900
ISSUER, AUDIENCE, ALGORITHM = "gotrs", "gotrs-api", "HS256"


@dataclass(frozen=True)
class AccessClaims:
    """Whom the token names, and the refresh family whose end ends it too."""

    kind: Kind
    subject: str
    family: str
    expires_at: int  # epoch seconds


def issue(settings: Settings, *, kind: Kind, subject: str, family: str, now: datetime) -> str:
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": subject,
        "kind": str(kind),
        "fam": family,
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(seconds=ACCESS_TOKEN_S)).timestamp()),
    }
    key = _key(settings)
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, key)


def read(settings: Settings, token: str, now: datetime) -> AccessClaims:
    """Raises InvalidToken for anything that we did not sign, that was meant for others, or that is over."""
    try:
        claims = jwt.decode(token, _key(settings), algorithms=[ALGORITHM]).claims
        read = AccessClaims(Kind(claims["kind"]), str(claims["sub"]), str(claims["fam"]), int(claims["exp"]))
    except (JoseError, KeyError, ValueError, TypeError) as error:
        raise InvalidToken from error
    if claims.get("iss") != ISSUER or claims.get("aud") != AUDIENCE or read.expires_at <= now.timestamp():
        raise InvalidToken
    return read


def expiry_of(token: str) -> int:
    """Epoch seconds at which a token ends that was read before; costs no signature check."""
    payload = token.split(".")[1]
    return int(orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["exp"])


def _key(settings: Settings) -> OctKey:
    material = hmac.digest(settings.effective_secret_key, b"gotrs access token", "sha256")
    return OctKey.import_key(material, {"kid": hashlib.sha256(material).hexdigest()[:16]})
