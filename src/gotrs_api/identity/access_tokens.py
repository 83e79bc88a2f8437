"""JSON Web Tokens for the API: short-lived access tokens; their keys are of `signing_keys`."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from joserfc import jwt
from joserfc.errors import JoseError

from gotrs_api.identity.errors import InvalidToken
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.signing_keys import KeyRing

ACCESS_TOKEN_S = 900
ISSUER, AUDIENCE, ALGORITHM = "gotrs", "gotrs-api", "HS256"


@dataclass(frozen=True)
class AccessClaims:
    """Whom the token names, and the refresh family whose end ends it too."""

    kind: Kind
    subject: str
    family: str
    expires_at: int  # epoch seconds


def issue(keys: KeyRing, *, kind: Kind, subject: str, family: str, now: datetime) -> str:
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": subject,
        "kind": str(kind),
        "fam": family,
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(seconds=ACCESS_TOKEN_S)).timestamp()),
    }
    return jwt.encode({"alg": ALGORITHM, "kid": keys.signs.kid}, claims, keys.signs)


def read(keys: KeyRing, token: str, now: datetime) -> AccessClaims:
    """Raises InvalidToken for anything that we did not sign, that was meant for others, or that is over."""
    key = keys.key_for(kid_of(token), now)
    if key is None:
        raise InvalidToken
    try:
        claims = jwt.decode(token, key, algorithms=[ALGORITHM]).claims
        read = AccessClaims(Kind(claims["kind"]), str(claims["sub"]), str(claims["fam"]), int(claims["exp"]))
    except (JoseError, KeyError, ValueError, TypeError) as error:
        raise InvalidToken from error
    if claims.get("iss") != ISSUER or claims.get("aud") != AUDIENCE or read.expires_at <= now.timestamp():
        raise InvalidToken
    return read


def kid_of(token: str) -> str:
    """Which key a token says it is signed with; "" where it says nothing readable."""
    head = token.partition(".")[0]
    try:
        kid = orjson.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))["kid"]
    except (ValueError, KeyError, TypeError):
        return ""
    return kid if isinstance(kid, str) else ""


def expiry_of(token: str) -> int:
    """Epoch seconds at which a token ends that was read before; costs no signature check."""
    payload = token.split(".")[1]
    return int(orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["exp"])
