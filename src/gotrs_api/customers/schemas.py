"""Customer users and companies as they come and go."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, JsonValue, SecretStr, StringConstraints

from gotrs_api.catalog.schemas import Comment, In, Name, Out
from gotrs_api.catalog.validity import Validity
from gotrs_api.dynamic_fields.schemas import FieldValues
from gotrs_api.kernel.ids import RowId

_LINE = r"^[^\x00-\x1f]*$"


def _line(longest: int, shortest: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest, pattern=_LINE)


Login = Annotated[str, _line(200, 1)]
Email = Annotated[str, _line(150, 1)]
CustomerId = Annotated[str, _line(150, 1)]
PersonName = Annotated[str, _line(100, 1)]
Line50 = Annotated[str, _line(50)]
Line150 = Annotated[str, _line(150)]
Line200 = Annotated[str, _line(200)]


PreferredQueue = Annotated[
    int,
    BeforeValidator(lambda value: 0 if value == "" else value),
    Field(ge=0, le=2**31 - 1, description="Where agents begin its new tickets; 0 for none."),
]


class CustomerUserMerge(In):
    into: RowId = Field(description="Id of the customer user who goes on.")


class CompanyMerge(In):
    into: CustomerId = Field(description="Customer id of the company that goes on.")


class CustomerUserRead(Out):
    """A customer's account. `name` is the full name as this desk writes names."""

    id: int
    login: str
    email: str
    customer_id: str
    title: str
    first_name: str
    last_name: str
    name: str
    phone: str
    fax: str
    mobile: str
    street: str
    zip: str
    city: str
    country: str
    comment: str
    dynamic_fields: dict[str, JsonValue]
    valid: Validity
    created: datetime
    changed: datetime

    @property
    def is_valid(self) -> bool:
        return self.valid is Validity.VALID


class CustomerUserCreate(In):
    """Without a login the address is the login, without a customer id the login is."""

    login: Login | None = None
    email: Email
    customer_id: CustomerId | None = None
    first_name: PersonName
    last_name: PersonName
    password: SecretStr | None = Field(None, min_length=1, max_length=1000)
    title: Line50 = ""
    phone: Line150 = ""
    fax: Line150 = ""
    mobile: Line150 = ""
    street: Line150 = ""
    zip: Line200 = ""
    city: Line200 = ""
    country: Line200 = ""
    comment: Comment = ""
    dynamic_fields: FieldValues = Field(default_factory=dict)
    valid: Validity = Validity.VALID


class CustomerUserUpdate(In):
    """What is left out stays."""

    login: Login | None = None
    email: Email | None = None
    customer_id: CustomerId | None = None
    first_name: PersonName | None = None
    last_name: PersonName | None = None
    title: Line50 | None = None
    phone: Line150 | None = None
    fax: Line150 | None = None
    mobile: Line150 | None = None
    street: Line150 | None = None
    zip: Line200 | None = None
    city: Line200 | None = None
    country: Line200 | None = None
    comment: Comment | None = None
    dynamic_fields: FieldValues = Field(default_factory=dict)
    valid: Validity | None = None


class PasswordSet(In):
    password: SecretStr = Field(min_length=1, max_length=1000)


class CustomerIds(Out):
    """All customer ids whose tickets a customer user may see; `primary` is the one of the account."""

    primary: str
    others: tuple[str, ...]


class CustomerIdsSet(In):
    others: tuple[CustomerId, ...] = Field(max_length=1000)


class ServicesSet(In):
    service_ids: tuple[RowId, ...] = Field(max_length=10_000)


class CompanyRead(Out):
    """A company. Its customer id is what tickets and customer users carry."""

    customer_id: str
    name: str
    street: str
    zip: str
    city: str
    country: str
    url: str
    comment: str
    queue_id: int | None = Field(description="Where agents begin its new tickets, unless they choose otherwise.")
    dynamic_fields: dict[str, JsonValue]
    valid: Validity
    created: datetime
    changed: datetime


class CustomerOfTicket(Out):
    """Who a ticket is for, as far as they are known here and the caller may see them."""

    user: CustomerUserRead | None
    company: CompanyRead | None


class CompanyCreate(In):
    customer_id: CustomerId
    name: Annotated[str, _line(200, 1)]
    street: Line200 = ""
    zip: Line200 = ""
    city: Line200 = ""
    country: Line200 = ""
    url: Line200 = ""
    comment: Comment = ""
    queue: Name | None = Field(None, description="Its whole name, instead of `queue_id`.")
    queue_id: PreferredQueue = 0
    dynamic_fields: FieldValues = Field(default_factory=dict)
    valid: Validity = Validity.VALID


class CompanyUpdate(In):
    """What is left out stays. A new customer id takes customer users and tickets along."""

    customer_id: CustomerId | None = None
    name: Annotated[str, _line(200, 1)] | None = None
    street: Line200 | None = None
    zip: Line200 | None = None
    city: Line200 | None = None
    country: Line200 | None = None
    url: Line200 | None = None
    comment: Comment | None = None
    queue: Name | None = Field(None, description="Its whole name, instead of `queue_id`.")
    queue_id: PreferredQueue | None = None
    dynamic_fields: FieldValues = Field(default_factory=dict)
    valid: Validity | None = None
