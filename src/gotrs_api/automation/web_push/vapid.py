"""Who sends: this installation's key pair, and the token by which a push service knows it (VAPID, RFC 8292).

The pair is made when somebody first asks for it, and kept: a subscription works with the key that it was made for alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from gotrs_api.automation.models import PushKey, PushSubscription
from gotrs_api.automation.web_push.encryption import CURVE, point, to_base64url
from gotrs_api.identity import encryption as secrets
from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.mail.drafts.notification_sender import notification_sender
from gotrs_api.uow import ReadUow, UnitOfWork

PURPOSE: Final = "web_push"
_THE_ONE: Final = 1
_TOKEN_LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class KeyPair:
    """`public` in base64url, as browsers and push services want it; `private` as PEM."""

    public: str
    private: str


async def public_key(uow: UnitOfWork) -> str:
    """Made by the first call. Where the site's secret key was lost, the pair is lost with it, and so is what it was for."""
    try:
        pair = await stored_pair(uow)
    except secrets.UndecipherableSecret:
        await uow.session.execute(delete(PushSubscription))
        await uow.session.execute(delete(PushKey))
        pair = None
    return (pair or await _made(uow)).public


async def stored_pair(uow: ReadUow) -> KeyPair | None:
    """Raises UndecipherableSecret."""
    row = await uow.session.get(PushKey, _THE_ONE, populate_existing=True)
    if row is None:
        return None
    return KeyPair(row.public_key, secrets.decrypt(uow.site.settings, PURPOSE, row.private_key))


async def _made(uow: UnitOfWork) -> KeyPair:
    key = ec.generate_private_key(CURVE)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    pair = KeyPair(to_base64url(point(key.public_key())), pem)
    row = PushKey(
        id=_THE_ONE,
        public_key=pair.public,
        private_key=secrets.encrypt(uow.site.settings, PURPOSE, pem),
        created_at=uow.clock.now(),
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError:  # another process was first
        found = await stored_pair(uow)
        assert found is not None
        return found
    return pair


async def authorization(uow: ReadUow, pair: KeyPair, endpoint: str) -> str:
    """The header for one push service, which learns whom to write to if we misbehave."""
    service = httpx.URL(endpoint)
    claims = {
        "aud": f"{service.scheme}://{service.netloc.decode()}",
        "exp": int((uow.clock.now() + _TOKEN_LIFETIME).timestamp()),
        "sub": await _contact(uow),
    }
    token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, ECKey.import_key(pair.private), algorithms=["ES256"])
    return f"vapid t={token}, k={pair.public}"


async def _contact(uow: ReadUow) -> str:
    """This desk's address where it is one of the open web, else that of its notifications (RFC 8292, section 2.1)."""
    url = uow.site.settings.public_url
    if url.startswith("https://"):
        return url
    return f"mailto:{split_addresses(await notification_sender(uow))[0].address}"
