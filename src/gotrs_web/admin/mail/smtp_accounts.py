"""One outgoing mail account: whether its server takes mail, trying it, and removing it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.principal import Principal
from gotrs_api.mail.smtp_accounts import service as accounts
from gotrs_api.mail.smtp_accounts.errors import SmtpAccountInUse, SmtpAccountIsDefault
from gotrs_api.mail.smtp_accounts.schemas import SmtpAccountTrial
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.mail.accounts import PROBLEMS
from gotrs_web.admin.modules.smtp_accounts import SEND_STATES, SMTP_ACCOUNTS
from gotrs_web.admin.pages import entry_page
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

PAGE = "/admin/smtp-accounts"
router = APIRouter(prefix=PAGE)


@router.get("/{account_id}/sending", name="admin_smtp_account_sending")
async def show_sending(request: Request, principal: Administrator, read: Read, account_id: int) -> Response:
    return await _sending_page(request, read, principal, account_id)


@router.post("/{account_id}/trial", name="admin_smtp_account_trial")
async def try_account(request: Request, principal: Administrator, account_id: int) -> Response:
    """Signs in at the server; the answer says what failed. Nothing is sent."""
    site: Site = request.state.site
    trial = await accounts.try_smtp_account(site, principal, account_id)
    async with site.read() as read:
        return await _sending_page(request, read, principal, account_id, trial)


@router.post("/{account_id}/removal", name="admin_smtp_account_removal")
async def remove(request: Request, principal: Administrator, account_id: int) -> Response:
    """One that is in use stays, and the page says what uses it."""
    site: Site = request.state.site
    _ = catalogue_of(request).gettext
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await accounts.delete_smtp_account(uow, principal, account_id)
    except (SmtpAccountInUse, SmtpAccountIsDefault) as refusal:
        async with site.read() as read:
            told = _(refusal.message, **refusal.params)
            return await _sending_page(request, read, principal, account_id, refusal=told)
    return redirect(request, PAGE, toast=_("The outgoing mail account is removed."))


async def _sending_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    account_id: int,
    trial: SmtpAccountTrial | None = None,
    refusal: str = "",
) -> Response:
    account = await accounts.read_smtp_account(read, principal, account_id)
    context = {
        "state": SEND_STATES[account.state],
        "problem": PROBLEMS[account.trouble.problem] if account.trouble else None,
        "trial": trial,
        "trial_problem": PROBLEMS.get(trial.problem or "") if trial else None,
        "refusal": refusal,
    }
    template = "admin/mail/smtp_account_sending.html"
    status = 409 if refusal else 200
    return await entry_page(
        request, read, principal, SMTP_ACCOUNTS, account, template, context, tab="sending", status=status
    )
