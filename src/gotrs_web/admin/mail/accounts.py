"""Mailboxes: how fetching goes as a whole, and for each of them; trying one, fetching it now, and removing it."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.accounts import service as accounts
from gotrs_api.mail.accounts.schemas import MailAccountTrial
from gotrs_api.mail.inbound import service as inbound
from gotrs_api.mail.inbound.fetch.failures import Problem
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.modules.mail_accounts import MAIL_ACCOUNTS, STATES
from gotrs_web.admin.pages import entry_page, module_list
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = "/admin/mail-accounts"
router = APIRouter(prefix=PAGE)
# What failed, by the step: where to look first.
PROBLEMS: Mapping[str, str] = {
    Problem.DNS: N_("The server's name is not known."),
    Problem.REFUSED: N_("The server refuses connections at this port."),
    Problem.UNREACHABLE: N_("The server cannot be reached."),
    Problem.TIMEOUT: N_("The server does not answer in time."),
    Problem.TLS: N_("No secure connection: certificate or encryption."),
    Problem.LOGIN: N_("User name or password are refused."),
    Problem.TOKEN: N_("The OAuth 2 access does not work."),
    Problem.FOLDER: N_("The folder cannot be opened."),
    Problem.PROTOCOL: N_("The server speaks otherwise than expected."),
    Problem.CLOSED: N_("The server closed the connection."),
    Problem.DELETE: N_("Mails cannot be deleted on the server."),
    Problem.STORAGE: N_("Mails cannot be stored here."),
    Problem.THROTTLED: N_("The server wishes to be asked less often."),
    Problem.UNREADABLE: N_("A mail cannot be read from the server."),
}


@router.get("", name="admin_mail_accounts")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    context = {
        "listed": await module_list(request, read, principal, MAIL_ACCOUNTS),
        "health": await inbound.inbound_health(read, principal),
        "facts": "admin/mail/_accounts_facts.html",
    }
    return render(request, "admin/list.html", context)


@router.get("/{account_id}/fetching", name="admin_mail_account_fetching")
async def show_fetching(request: Request, principal: Administrator, read: Read, account_id: int) -> Response:
    return await _fetching_page(request, read, principal, account_id)


@router.post("/{account_id}/trial", name="admin_mail_account_trial")
async def try_account(request: Request, principal: Administrator, account_id: int) -> Response:
    """Opens the mailbox; the answer says what failed. Nothing is fetched."""
    site: Site = request.state.site
    trial = await accounts.try_mail_account(site, principal, account_id)
    async with site.read() as read:
        return await _fetching_page(request, read, principal, account_id, trial)


@router.post("/{account_id}/fetch", name="admin_mail_account_fetch")
async def fetch_now(request: Request, principal: Administrator, uow: Uow, account_id: int) -> Response:
    await accounts.fetch_mail_account(uow, principal, account_id)
    toast = catalogue_of(request).gettext("The mailbox is fetched now.")
    return redirect(request, f"{PAGE}/{account_id}/fetching", toast=toast)


@router.post("/{account_id}/removal", name="admin_mail_account_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, account_id: int) -> Response:
    await accounts.delete_mail_account(uow, principal, account_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The mail account is removed."))


async def _fetching_page(
    request: Request, read: ReadUow, principal: Principal, account_id: int, trial: MailAccountTrial | None = None
) -> Response:
    account = await accounts.read_mail_account(read, principal, account_id)
    context = {
        "state": STATES[account.progress.state],
        "problem": PROBLEMS.get(account.progress.problem or ""),
        "trial": trial,
        "trial_problem": PROBLEMS.get(trial.problem or "") if trial else None,
    }
    return await entry_page(
        request, read, principal, MAIL_ACCOUNTS, account, "admin/mail/account_fetching.html", context, tab="fetching"
    )
