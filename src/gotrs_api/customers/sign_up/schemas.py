"""Signing up, and what administrators see of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import ConfigDict, Field

from gotrs_api.catalog.schemas import In, Out
from gotrs_api.customers.schemas import Email, PersonName


class Status(StrEnum):
    SENT = "sent"  # the address is not proven yet
    WAITING = "waiting"  # for an administrator
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Register(In):
    email: Email
    first_name: PersonName
    last_name: PersonName
    language: str = Field("", max_length=20, description="Of the mail.")
    captcha: str = Field("", max_length=5000, description="See `GET /public/captcha?purpose=sign_up`.")


class RegisterConfirm(In):
    model_config = ConfigDict(str_strip_whitespace=False)

    token: str = Field(max_length=200)
    password: str = Field(max_length=1024)


class Registered(Out):
    """`waiting`: signing in works once an administrator has accepted."""

    status: Status
    login: str


class SignUpRead(Out):
    id: int
    status: Status
    email: str
    first_name: str
    last_name: str
    login: str
    created: datetime
    confirmed: datetime | None
    decided: datetime | None
