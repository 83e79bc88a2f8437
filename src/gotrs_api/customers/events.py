"""What happened to customers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from gotrs_api.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerUserCreated(Event):
    otrs_event = "CustomerUserAdd"
    webhook = "customer.created"

    customer_user_id: int
    login: str


@dataclass(frozen=True, kw_only=True)
class CustomerUserUpdated(Event):
    """Tickets follow: those of `old_login` belong to `login` now, and to `customer_id` where it changed."""

    otrs_event = "CustomerUserUpdate"
    webhook = "customer.updated"

    customer_user_id: int
    login: str
    old_login: str
    customer_id: str
    old_customer_id: str


@dataclass(frozen=True, kw_only=True)
class CustomerUserMerged(Event):
    """The account is invalid now; its tickets belong to `into_login`. OTRS has no event of it."""

    webhook = "customer.updated"

    customer_user_id: int
    login: str
    customer_id: str
    into_customer_user_id: int
    into_login: str
    into_customer_id: str


@dataclass(frozen=True, kw_only=True)
class CustomerCompanyMerged(Event):
    """The company is invalid now; its customer users and tickets belong to `into_customer_id`."""

    customer_id: str
    into_customer_id: str


@dataclass(frozen=True, kw_only=True)
class CustomerCompanyCreated(Event):
    otrs_event = "CustomerCompanyAdd"

    customer_id: str


@dataclass(frozen=True, kw_only=True)
class CustomerCompanyUpdated(Event):
    """Tickets of `old_customer_id` belong to `customer_id` now."""

    otrs_event = "CustomerCompanyUpdate"

    customer_id: str
    old_customer_id: str


@dataclass(frozen=True, kw_only=True)
class SignUpLinkMade(Event):
    """Somebody wants an account; the link is for the mail alone."""

    email: str
    language: str
    token: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, kw_only=True)
class SignUpOfKnown(Event):
    """Somebody wants an account for an address that has one."""

    login: str


@dataclass(frozen=True, kw_only=True)
class SignUpAccepted(Event):
    login: str
