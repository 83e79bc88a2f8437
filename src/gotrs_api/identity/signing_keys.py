"""The keys that sign access tokens: the newest signs; the one before it verifies until what it signed is over.

Before the first rotation there is no row, and a key derived from the site's secret does the work. A process learns of a new
key within a minute, or when it sees a token that names one it does not know.
"""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from joserfc.jwk import OctKey
from sqlalchemy import delete, insert, select

from gotrs_api.identity.encryption import decrypt, encrypt
from gotrs_api.identity.models import SigningKey
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import ReadUow, UnitOfWork

PURPOSE = "signing key"
LEARNT_WITHIN_S = 60.0
_AGAIN_AFTER_S = 1.0
# Access tokens last a quarter of an hour, and a process may sign with the former key until it learns of the new one.
VERIFIES_FOR = timedelta(minutes=17)


@dataclass(frozen=True)
class KeyRing:
    """`signs` for new tokens; `known` maps a key's id to it and to the moment when it no longer counts (None: it does)."""

    signs: OctKey
    known: dict[str, tuple[OctKey, datetime | None]]

    def key_for(self, kid: str, now: datetime) -> OctKey | None:
        key, until = self.known.get(kid, (None, None))
        return key if until is None or now < until else None


class _Snapshot:
    def __init__(self) -> None:
        self.ring: KeyRing | None = None
        self.read_at = 0.0


async def ring(uow: ReadUow, *, wanted: str = "") -> KeyRing:
    """The keys of this site; read anew once a minute, and for a key `wanted` that is not known yet."""
    snapshot = uow.site.part(_Snapshot, _Snapshot)
    age = time.monotonic() - snapshot.read_at
    unknown = snapshot.ring is not None and bool(wanted) and wanted not in snapshot.ring.known
    if snapshot.ring is None or age > (_AGAIN_AFTER_S if unknown else LEARNT_WITHIN_S):
        snapshot.ring = await _load(uow)
        snapshot.read_at = time.monotonic()
    return snapshot.ring


async def rotate(uow: UnitOfWork) -> str:
    """A new key signs from now on; answers its id. What no longer verifies anything is deleted."""
    now = uow.clock.now()
    material = secrets.token_bytes(32)
    kid = _kid(material)
    ids = list(await uow.session.scalars(select(SigningKey.id).order_by(SigningKey.id.desc()).offset(4)))
    if ids:
        await uow.session.execute(delete(SigningKey).where(SigningKey.id.in_(ids)))
    await uow.session.execute(
        insert(SigningKey).values(
            kid=kid, secret_encrypted=encrypt(uow.site.settings, PURPOSE, material.hex()), created_at=now
        )
    )
    snapshot = uow.site.part(_Snapshot, _Snapshot)

    async def forget() -> None:
        snapshot.ring = None

    uow.after_commit(forget)
    return kid


async def _load(uow: ReadUow) -> KeyRing:
    rows = await uow.session.execute(
        select(SigningKey.kid, SigningKey.secret_encrypted, SigningKey.created_at).order_by(SigningKey.id)
    )
    derived = _derived(uow.site.settings)
    keys: list[tuple[OctKey, datetime | None]] = [(derived, None)]
    for kid, encrypted, created_at in rows:
        keys[-1] = (keys[-1][0], created_at + VERIFIES_FOR)
        material = bytes.fromhex(decrypt(uow.site.settings, PURPOSE, encrypted))
        keys.append((OctKey.import_key(material, {"kid": kid}), None))
    return KeyRing(signs=keys[-1][0], known={str(key.kid): (key, until) for key, until in keys})


def _derived(settings: Settings) -> OctKey:
    material = hmac.digest(settings.effective_secret_key, b"gotrs access token", "sha256")
    return OctKey.import_key(material, {"kid": _kid(material)})


def _kid(material: bytes) -> str:
    return hashlib.sha256(material).hexdigest()[:16]
