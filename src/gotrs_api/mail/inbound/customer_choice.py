"""Whose ticket a new mail makes (OTRS 6: Kernel/System/PostMaster/NewTicket.pm)."""

from dataclasses import dataclass

from gotrs_api.customers import service as customers
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

_MAX_LOGIN, _MAX_CUSTOMER_ID = 250, 150


@dataclass(frozen=True)
class CustomerChoice:
    login: str
    customer_id: str
    by: str


async def choose_customer(uow: ReadUow, mail: IncomingMail) -> CustomerChoice:
    """From the headers, else the customer user with the sender's address, else the address itself."""
    login, customer_id, by = mail.x("CustomerUser"), mail.x("CustomerNo"), "X-OTRS-CustomerUser"
    if login and not customer_id:
        known = await customers.find_by_login(uow, login)
        customer_id = known.customer_id if known else ""
    if not login and mail.sender:
        known = await customers.find_by_email(uow, mail.sender)
        if known is not None:
            login, customer_id, by = known.login, customer_id or known.customer_id, "sender's address"
    if not customer_id and await sysconfig.get(uow, settings.POSTMASTER_AUTO_ASSIGN_CUSTOMER_ID):
        customer_id = mail.sender
    if not login:
        login, by = mail.sender, "unknown sender"
    return CustomerChoice(login[:_MAX_LOGIN], customer_id[:_MAX_CUSTOMER_ID], by)
