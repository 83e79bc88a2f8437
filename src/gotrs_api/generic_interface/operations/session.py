"""Session::SessionCreate, SessionGet and SessionRemove.

Source: OTRS 6 and Znuny 6.5, Kernel/GenericInterface/Operation/Session/*.pm.
"""

from __future__ import annotations

from gotrs_api.customers import service as customers
from gotrs_api.generic_interface.operations.authentication import (
    AUTH_FAILING,
    authenticated,
    sign_in_with_password,
)
from gotrs_api.generic_interface.operations.call import Answer, Call
from gotrs_api.generic_interface.operations.values import as_text, is_given
from gotrs_api.identity.errors import SessionsExhausted, SignInClosed
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import sessions, web_service_sessions
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.uow import ReadUow

_INVALID = "SessionID is Invalid!"


async def session_create(call: Call) -> Answer:
    """A session for the login and password."""
    if not call.data:
        raise call.missing("The request is empty!")
    if not is_given(call.data.get("Password")):
        raise call.missing("Password parameter is missing!")
    signed_in = await sign_in_with_password(call)
    if signed_in is None:
        await call.count(None)
        raise call.failed("AuthFail", AUTH_FAILING)
    acting_id = int(signed_in.subject) if signed_in.kind is Kind.AGENT else SYSTEM_USER_ID
    try:
        async with call.site.uow(acting_id=acting_id) as uow:
            token = await sessions.create(uow, signed_in, call.address, call.user_agent, for_web_service=True)
    except (SessionsExhausted, SignInClosed):
        raise call.failed("AuthFail", AUTH_FAILING) from None
    return {"SessionID": token}


async def session_get(call: Call) -> Answer:
    """What the session holds, by key."""
    token = as_text(call.data.get("SessionID"))
    if not token:
        raise call.missing("SessionID parameter is missing!")
    found = await sessions.find_web_service(call.site, token, address=call.address)
    await call.count(found.principal if found else None)
    if found is None:
        raise call.failed("SessionInvalid", _INVALID)
    async with call.site.read() as uow:
        data = await web_service_sessions.describe(uow, found.principal, token)
        if not data:
            raise call.failed("SessionInvalid", _INVALID)
        if found.principal.is_agent:
            data = {**await web_service_sessions.agent_attributes(uow, found.principal), **data}
        else:
            data = {**await _customer_attributes(uow, found.principal.login), **data}
    return {"SessionData": [{"Key": key, "Value": data[key]} for key in sorted(data)]}


async def session_remove(call: Call) -> Answer:
    """End the session that `SessionID` names; whoever asks signs in with a login and a password."""
    token = as_text(call.data.get("SessionID"))
    if not token:
        raise call.missing("SessionID parameter is missing!")
    if not is_given(call.data.get("UserLogin")) and not is_given(call.data.get("CustomerUserLogin")):
        if not is_given(call.data.get("AccessToken")):
            raise call.missing("UserLogin or CustomerUserLogin is required!")
    elif not is_given(call.data.get("Password")):
        raise call.missing("Password parameter is missing!")
    others = {key: value for key, value in call.data.items() if key != "SessionID"}
    principal = await authenticated(call.with_data(others), scope="profile:write", message="Authorization failing!")
    async with call.site.uow(acting_id=principal.user_id) as uow:
        if not await web_service_sessions.end_by_token(uow, principal, token):
            message = "Authorization failed!"
            if principal.is_agent:
                message += " User needs to be in group admin."
            raise call.failed("AuthFail", message)
    return {"Success": 1}


async def _customer_attributes(uow: ReadUow, login: str) -> dict[str, str | None]:
    user = await customers.find_by_login(uow, login)
    if user is None:
        return {}
    stored = await customers.preferences(uow, login)
    return {
        **{key: value for key, value in stored.items() if not web_service_sessions.is_secret(key)},
        "UserCustomerID": user.customer_id,
        "UserEmail": user.email,
        "UserFirstname": user.first_name,
        "UserFullname": user.name,
        "UserLastname": user.last_name,
        "UserTitle": user.title or None,
        "ValidID": str(user.valid.id),
    }
