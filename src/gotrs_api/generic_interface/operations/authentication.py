"""Who calls: a session, a login with its password, or a personal access token.

Source: OTRS 6, Kernel/GenericInterface/Operation/Common.pm, Auth. `AccessToken` is ours.
"""

from __future__ import annotations

from gotrs_api.generic_interface.operations.call import Call
from gotrs_api.generic_interface.operations.values import as_text, is_given
from gotrs_api.identity import principals
from gotrs_api.identity.errors import SignInClosed, SignInFailed, TooManyAttempts
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import maintenance, sessions
from gotrs_api.identity.service.sign_in import sign_in
from gotrs_api.identity.signed_in import SignedIn

AUTH_FAILING = "Authorization failing!"
NOT_AUTHENTICATED = "User could not be authenticated!"


def require_credentials(call: Call) -> None:
    """Raises OperationFailed in TicketCreate's and TicketUpdate's words."""
    data = call.data
    if is_given(data.get("AccessToken")) or is_given(data.get("SessionID")):
        return
    if not is_given(data.get("UserLogin")) and not is_given(data.get("CustomerUserLogin")):
        raise call.missing("UserLogin, CustomerUserLogin or SessionID is required!")
    if not is_given(data.get("Password")):
        raise call.missing("Password or SessionID is required!")


async def authenticated(call: Call, *, scope: str | None, message: str = AUTH_FAILING) -> Principal:
    """Raises OperationFailed with AuthFail. A token also needs `scope`; where a session is named, it alone counts."""
    principal = await _principal(call)
    await call.count(principal)
    if principal is None or (scope is not None and not principal.has_scope(scope)):
        raise call.failed("AuthFail", message)
    return principal


async def _principal(call: Call) -> Principal | None:
    """A password counts as little as it would for a session: not while it must be changed, nor during a maintenance
    (OTRS 6: Kernel/System/{Auth,CustomerAuth}.pm, Auth; sessions and tokens go on)."""
    data = call.data
    if is_given(data.get("SessionID")):
        found = await sessions.find_web_service(call.site, as_text(data["SessionID"]), address=call.address)
        return found.principal if found else None
    if is_given(data.get("AccessToken")):
        return await call.token(as_text(data["AccessToken"]))
    signed_in = await sign_in_with_password(call)
    if signed_in is None or signed_in.password_change is not None:
        return None
    async with call.site.read() as uow:
        try:
            await maintenance.require_open(uow, signed_in)
        except SignInClosed:
            return None
        if signed_in.kind is Kind.AGENT:
            person = await principals.by_agent(uow, int(signed_in.subject))
        else:
            person = await principals.by_customer(uow, signed_in.subject)
    return person.principal if person else None


async def sign_in_with_password(call: Call) -> SignedIn | None:
    """None for a wrong password, and for a right one of an account that has, or must have, a second factor."""
    data = call.data
    for key, kind in (("UserLogin", Kind.AGENT), ("CustomerUserLogin", Kind.CUSTOMER)):
        if not is_given(data.get(key)):
            continue
        try:
            done = await sign_in(
                call.site,
                kind=kind,
                login=as_text(data[key]),
                password=str(data.get("Password") or ""),
                address=call.address,
                user_agent=call.user_agent,
            )
        except (SignInFailed, TooManyAttempts):
            return None
        return done if isinstance(done, SignedIn) else None
    return None
