"""Absences of agents, set for them by an administrator."""

from __future__ import annotations

from sqlalchemy import or_, select

from gotrs_api.identity import audit, out_of_office, principals
from gotrs_api.identity.agents import set_preference
from gotrs_api.identity.errors import UserNotFound
from gotrs_api.identity.models import User, UserPreference
from gotrs_api.identity.out_of_office import Absence
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow, UnitOfWork


async def find_agent(uow: ReadUow, *, login: str = "", email: str = "", search: str = "") -> int:
    """The one agent of a login or address; `search` takes either. Raises UserNotFound, also where several fit."""
    by_email = select(UserPreference.user_id).where(UserPreference.preferences_key == "UserEmail")
    if login:
        where = User.login == login
    elif email:
        where = User.id.in_(by_email.where(UserPreference.preferences_value == email))
    elif search:
        where = or_(User.login == search, User.id.in_(by_email.where(UserPreference.preferences_value == search)))
    else:
        raise UserNotFound
    found = (await uow.session.scalars(select(User.id).where(where).limit(2))).all()
    if len(found) != 1:
        raise UserNotFound
    return found[0]


async def set_absence(uow: UnitOfWork, principal: Principal, user_id: int, absence: Absence | None) -> None:
    """None: the agent is here. Raises Forbidden."""
    principal.require_admin()
    for key, value in out_of_office.to_preferences(absence).items():
        await set_preference(uow, user_id, key, value)
    details = {"start": str(absence.start), "end": str(absence.end)} if absence else {}
    await audit.record(uow, principal, "user.out_of_office_set", "user", user_id, details)
    principals.forget_after_commit(uow)
