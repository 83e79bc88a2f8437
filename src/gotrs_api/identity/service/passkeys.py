"""Passkeys: registering, and proving that one is held; as second step, or instead of a password.

Without a password the authenticator must have verified its user (fingerprint, PIN): that is both factors at once.
Source: W3C Web Authentication Level 3, §7.1 and §7.2.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from gotrs_api.identity import audit, factors, principals, throttle
from gotrs_api.identity.directory import Account
from gotrs_api.identity.errors import (
    ChallengeOver,
    LastWayIn,
    PasskeyNotFound,
    PasskeyRefused,
    SecondFactorRequired,
    SignInFailed,
)
from gotrs_api.identity.events import SecondFactorChanged
from gotrs_api.identity.models import Passkey
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.relying_party import RelyingParty
from gotrs_api.identity.schemas.passkeys import PasskeyAdded, PasskeyCreate, PasskeyRead
from gotrs_api.identity.service import confirmed, exchanges, links, pending, refresh, sessions, sign_in, totp
from gotrs_api.identity.service.second_factor_duty import must_have_second_factor
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.uow import ReadUow, Site, UnitOfWork

NEW, PROOF = "passkey-new", "passkey"
_MAX_JSON_BYTES = 64 * 1024


async def list_own(uow: ReadUow, principal: Principal) -> list[PasskeyRead]:
    rows = await uow.session.scalars(
        select(Passkey)
        .where(Passkey.kind == principal.kind, Passkey.subject == sessions.subject_of(principal))
        .order_by(Passkey.id)
        .execution_options(populate_existing=True)
    )
    return [_read(row) for row in rows]


async def options_for_new(
    site: Site, principal: Principal, party: RelyingParty, *, password: str, address: str
) -> dict[str, Any]:
    """Raises WrongPassword, TooManyAttempts; Forbidden for access tokens."""
    account = await totp.proven(site, principal, password, address)
    async with site.uow(acting_id=principal.user_id) as uow:
        held = await _of(uow, account)
        handle = held[0].user_handle if held else bytes_to_base64url(secrets.token_bytes(32))
        options = generate_registration_options(
            rp_id=party.id,
            rp_name=party.id,
            user_id=base64url_to_bytes(handle),
            user_name=account.login,
            user_display_name=principal.name or account.login,
            exclude_credentials=[_descriptor(row) for row in held],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
            ),
        )
        data = {"subject": account.subject, "kind": str(account.kind), "handle": handle, **_party(party)}
        await exchanges.begin(uow, NEW, bytes_to_base64url(options.challenge), data)
    found: dict[str, Any] = orjson.loads(options_to_json(options))
    return found


async def add(uow: UnitOfWork, principal: Principal, command: PasskeyCreate) -> PasskeyAdded:
    """From now on signing in asks for a second step; other sessions of the account end.

    With the first second factor come recovery codes, or a lost phone would lock its owner out. Raises PasskeyRefused;
    Forbidden for access tokens.
    """
    totp.require_person(principal)
    account = await totp.account_of(uow, principal)
    challenge = _challenge_of(command.credential)
    asked = await exchanges.take(uow, NEW, challenge)
    if asked is None or (asked["kind"], asked["subject"]) != (str(account.kind), account.subject):
        raise PasskeyRefused
    try:
        verified = verify_registration_response(
            credential=dict(command.credential),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=asked["rp_id"],
            expected_origin=asked["origin"],
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyRefused from error
    response = command.credential.get("response")
    transports = response.get("transports") if isinstance(response, dict) else None
    row = Passkey(
        kind=account.kind,
        subject=account.subject,
        login=account.login,
        name=command.name,
        user_handle=asked["handle"],
        credential_hash=hashlib.sha256(verified.credential_id).hexdigest(),
        credential_id=bytes_to_base64url(verified.credential_id),
        public_key=bytes_to_base64url(verified.credential_public_key),
        sign_count=verified.sign_count,
        transports=",".join(str(one)[:20] for one in transports[:8]) if isinstance(transports, list) else "",
        is_backed_up=int(verified.credential_backed_up),
        created_at=uow.clock.now(),
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError:
        raise PasskeyRefused from None
    await _changed(uow, principal, account, "passkey_added", row)
    await _end_others(uow, principal, account)
    codes = []
    if not await factors.recovery_codes_left(uow, account):
        codes = await factors.renew_recovery_codes(uow, account)
    return PasskeyAdded(**_read(row).model_dump(), recovery_codes=codes)


async def rename(uow: UnitOfWork, principal: Principal, passkey_id: int, name: str) -> PasskeyRead:
    """Raises PasskeyNotFound; Forbidden for access tokens."""
    totp.require_person(principal)
    row = await _own(uow, principal, passkey_id)
    row.name = name
    await uow.session.flush()
    return _read(row)


async def remove(site: Site, principal: Principal, passkey_id: int, *, password: str, address: str) -> None:
    """Other sessions of the account end: it may be lost because somebody has it.

    To take away the last second factor is to switch it off, and asks for the password like that. Raises PasskeyNotFound,
    LastWayIn, WrongPassword, SecondFactorRequired (the account must have one), TooManyAttempts; Forbidden for access tokens.
    """
    totp.require_person(principal)
    async with site.read() as read:
        await _own(read, principal, passkey_id)
        account = await totp.account_of(read, principal)
        is_only = len(await _of(read, account)) == 1
        if is_only and not confirmed.has_password(account) and not await links.is_linked(read, account):
            raise LastWayIn
        is_last = is_only and await factors.authenticator(read, account) is None
        if is_last and await must_have_second_factor(read, account):
            raise SecondFactorRequired
    if is_last:
        await totp.proven(site, principal, password, address)
    async with site.uow(acting_id=principal.user_id) as uow:
        row = await _own(uow, principal, passkey_id)
        await uow.session.execute(delete(Passkey).where(Passkey.id == row.id))
        await factors.remove_spare_codes(uow, account)
        await _changed(uow, principal, account, "passkey_removed", row)
        await _end_others(uow, principal, account)


async def options_for_proof(
    site: Site, kind: Kind, party: RelyingParty, *, challenge: str, address: str
) -> dict[str, Any]:
    """With the challenge of a pending sign-in for the keys of its account, else for whatever key the person has.

    Raises ChallengeOver.
    """
    async with site.uow() as uow:
        data: dict[str, Any] = {"kind": str(kind), "pending": "", **_party(party)}
        allowed = []
        if challenge:
            waiting = await pending.find(uow, challenge, address)
            if waiting is None:
                raise ChallengeOver
            data |= {"kind": waiting.kind, "pending": str(waiting.id)}
            rows = await uow.session.scalars(
                select(Passkey).where(Passkey.kind == waiting.kind, Passkey.subject == waiting.subject)
            )
            allowed = [_descriptor(row) for row in rows]
        verification = UserVerificationRequirement.PREFERRED if challenge else UserVerificationRequirement.REQUIRED
        options = generate_authentication_options(
            rp_id=party.id, allow_credentials=allowed, user_verification=verification
        )
        await exchanges.begin(uow, PROOF, bytes_to_base64url(options.challenge), data)
    found: dict[str, Any] = orjson.loads(options_to_json(options))
    return found


async def sign_in_with(site: Site, assertion: Mapping[str, Any], *, address: str, user_agent: str = "") -> SignedIn:
    """Without a password. Raises SignInFailed, TooManyAttempts."""
    async with site.read() as read:
        row = await _row(read, assertion)
    if row is None:
        raise SignInFailed
    kind, subject = Kind(row.kind), row.subject
    await throttle.begin_attempt(site, kind, row.login, address)
    async with site.uow() as uow:
        account = await links.account_by_subject(uow, kind, subject)
        if account is not None and account.valid and await proves(uow, account, assertion, pending_id=""):
            return await sign_in.complete(uow, account, address=address, method="passkey", user_agent=user_agent)
        details = {"login": row.login, "reason": "passkey"}
        await audit.record(uow, None, "sign_in.failed", str(kind), subject, details, address=address)
    raise SignInFailed


async def proves(uow: UnitOfWork, account: Account, assertion: Mapping[str, Any], *, pending_id: str) -> bool:
    """Whether it answers a question of ours, with a key of this account; a question is answered once.

    `pending_id` names the sign-in that waits; empty where the key stands for a password, too.
    """
    row = await _row(uow, assertion)
    try:
        challenge = _challenge_of(assertion)
    except PasskeyRefused:
        return False
    asked = await exchanges.take(uow, PROOF, challenge)
    if row is None or asked is None or (row.kind, row.subject) != (str(account.kind), account.subject):
        return False
    if asked["pending"] != pending_id or asked["kind"] != str(account.kind):
        return False
    try:
        verified = verify_authentication_response(
            credential=dict(assertion),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=asked["rp_id"],
            expected_origin=asked["origin"],
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
            require_user_verification=not pending_id,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return False
    row.sign_count, row.last_used_at = verified.new_sign_count, uow.clock.now()
    await uow.session.flush()
    return True


def _challenge_of(credential: Mapping[str, Any]) -> str:
    """Which question this answers, by what the browser signed. Raises PasskeyRefused."""
    try:
        data = base64url_to_bytes(str(credential["response"]["clientDataJSON"])[:_MAX_JSON_BYTES])
        return str(orjson.loads(data)["challenge"])
    except (KeyError, TypeError, ValueError):
        raise PasskeyRefused from None


async def _row(uow: ReadUow, assertion: Mapping[str, Any]) -> Passkey | None:
    try:
        raw = base64url_to_bytes(str(assertion["rawId"])[:2000])
    except (KeyError, TypeError, ValueError):
        return None
    statement = select(Passkey).where(Passkey.credential_hash == hashlib.sha256(raw).hexdigest())
    return (await uow.session.scalars(statement.execution_options(populate_existing=True))).first()


async def _of(uow: ReadUow, account: Account) -> list[Passkey]:
    rows = await uow.session.scalars(
        select(Passkey).where(Passkey.kind == account.kind, Passkey.subject == account.subject)
    )
    return list(rows)


async def _own(uow: ReadUow, principal: Principal, passkey_id: int) -> Passkey:
    row = await uow.session.get(Passkey, passkey_id, populate_existing=True)
    if row is None or (row.kind, row.subject) != (str(principal.kind), sessions.subject_of(principal)):
        raise PasskeyNotFound
    return row


async def _end_others(uow: UnitOfWork, principal: Principal, account: Account) -> None:
    await sessions.end_all(uow, account.kind, account.subject, except_id=principal.session_id)
    await refresh.revoke_all(uow, account.kind, account.subject, except_family=principal.family)


async def _changed(uow: UnitOfWork, principal: Principal, account: Account, change: str, row: Passkey) -> None:
    await uow.emit(SecondFactorChanged(kind=account.kind, subject=account.subject, login=account.login, change=change))
    details = {"name": row.name, "passkey": row.id}
    await audit.record(uow, principal, f"second_factor.{change}", str(account.kind), account.subject, details)
    principals.forget_after_commit(uow)


def _descriptor(row: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(row.credential_id))


def _party(party: RelyingParty) -> dict[str, str]:
    return {"rp_id": party.id, "origin": party.origin}


def _read(row: Passkey) -> PasskeyRead:
    return PasskeyRead(
        id=row.id,
        name=row.name,
        created=row.created_at,
        last_used=row.last_used_at,
        backed_up=bool(row.is_backed_up),
    )
