"""Accounts by what people type: whatever a database's collation takes for the same, é is not e in an address."""

from __future__ import annotations

import pytest

from gotrs_api.customers import service as customers
from gotrs_api.identity.directory import directory
from gotrs_api.identity.principal import Kind
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories

HERS = "jane@corp.example"


@pytest.mark.parametrize("kind", [Kind.AGENT, Kind.CUSTOMER])
@pytest.mark.parametrize(
    ("typed", "is_hers"), [("JANE@Corp.example", True), ("jané@corp.example", False), ("jane@córp.example", False)]
)
async def test_a_mailbox_is_known_by_its_exact_letters(
    site: Site, uow: UnitOfWork, factories: Factories, kind: Kind, typed: str, is_hers: bool
) -> None:
    """A provider that vouches for jané@ must not bring jane@'s account (adoption by address), nor a mail from there."""
    if kind is Kind.AGENT:
        await factories.agent("jane", preferences={"UserEmail": HERS})
    else:
        await factories.customer_user("jane", email=HERS)
    found = await directory(site, kind).find_by_email(uow, typed)
    assert (found is not None and found.login == "jane") is is_hers
    if kind is Kind.CUSTOMER:
        assert (await customers.find_by_email(uow, typed) is not None) is is_hers
