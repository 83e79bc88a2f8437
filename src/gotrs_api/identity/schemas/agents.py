"""Agents, groups and roles."""

from datetime import datetime

from pydantic import Field, SecretStr

from gotrs_api.identity.principal import QueueRight
from gotrs_api.identity.schemas.base import Input, Output
from gotrs_api.identity.schemas.own_account import OutOfOffice
from gotrs_api.kernel.ids import RowId

Login = Field(min_length=1, max_length=200, pattern=r"^\S+$", examples=["jane"])
Name = Field(min_length=1, max_length=200)
PersonName = Field(min_length=1, max_length=100)
EMAIL_OR_NOTHING = r"^([^@\s]+@[^@\s]+)?$"
Comment = Field("", max_length=250)


class AgentRead(Output):
    id: int
    login: str
    title: str
    first_name: str
    last_name: str
    name: str
    email: str
    mobile: str
    language: str
    time_zone: str
    valid: bool
    validity: int = Field(description="1 valid, 2 invalid, 3 invalid-temporarily.")
    out_of_office: OutOfOffice | None
    created: datetime
    changed: datetime


class AgentCreate(Input):
    login: str = Login
    first_name: str = PersonName
    last_name: str = PersonName
    email: str = Field("", max_length=250, pattern=EMAIL_OR_NOTHING, description="The login counts where it is empty.")
    title: str = Field("", max_length=50)
    mobile: str = Field("", max_length=100)
    language: str = Field("", max_length=20)
    time_zone: str = Field("", max_length=100)
    password: SecretStr | None = Field(None, max_length=1024, description="Without one nobody can sign in yet.")
    valid: bool = True


class AgentUpdate(Input):
    """What is not sent stays."""

    login: str | None = Field(None, min_length=1, max_length=200, pattern=r"^\S+$")
    first_name: str | None = Field(None, min_length=1, max_length=100)
    last_name: str | None = Field(None, min_length=1, max_length=100)
    email: str | None = Field(None, max_length=250, pattern=EMAIL_OR_NOTHING)
    title: str | None = Field(None, max_length=50)
    mobile: str | None = Field(None, max_length=100)
    language: str | None = Field(None, max_length=20)
    time_zone: str | None = Field(None, max_length=100)
    valid: bool | None = None


class PasswordReset(Input):
    password: SecretStr | None = Field(None, max_length=1024, description="Made and shown once when absent.")
    must_change: bool | None = Field(
        None, description="The next sign-in ends at a new password; when absent: where this one is made."
    )
    by_mail: bool = Field(False, description="Mail a link instead; the present password works on.")


class PasswordWasReset(Output):
    password: str | None = Field(description="The one that was made; null when it was given.")


class GroupRead(Output):
    id: int
    name: str
    comment: str
    valid: bool
    created: datetime
    changed: datetime


class GroupCreate(Input):
    name: str = Name
    comment: str = Comment
    valid: bool = True


class GroupUpdate(Input):
    """What is not sent stays."""

    name: str | None = Field(None, min_length=1, max_length=200)
    comment: str | None = Field(None, max_length=250)
    valid: bool | None = None


class GroupRights(Input):
    """Rights on one group; `rw` stands for all."""

    group_id: RowId
    rights: list[QueueRight] = Field(max_length=20)


class GroupRightsRead(Output):
    group_id: int
    group: str
    rights: list[str]


class RightsSet(Input):
    """Everything that is not listed is taken away."""

    groups: list[GroupRights] = Field(max_length=2000)


class RoleMembership(Output):
    role_id: int
    role: str


class RolesSet(Input):
    role_ids: list[RowId] = Field(max_length=1000)


class MembersSet(Input):
    user_ids: list[RowId] = Field(max_length=10_000)


class Member(Output):
    id: int
    login: str
    name: str
