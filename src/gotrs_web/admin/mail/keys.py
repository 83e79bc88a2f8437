"""S/MIME certificates and PGP keys: the list, adding one, looking at one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.mail.security import service as keys
from gotrs_api.mail.security.schemas import MailKeyAdd
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import WORDS, Column, Found, ListPane, Query
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of, text_values
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

KEY = "mail/keys"
PAGE = f"/admin/{KEY}"
router = APIRouter(prefix=PAGE)
_KINDS = {"smime": "S/MIME", "pgp": "PGP"}
COLUMNS = (
    Column(N_("Name"), "name", "link"),
    Column(N_("Kind"), lambda key: _KINDS[key.kind], "muted"),
    Column(N_("Addresses"), lambda key: ", ".join(key.emails)),
    Column(N_("Can sign and decrypt"), lambda key: N_("yes") if key.has_private else N_("no"), "word"),
    Column(N_("Expires"), "expires", "moment"),
)


@router.get("", name="admin_mail_keys")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/new", name="admin_new_mail_key")
async def show_empty_form(request: Request, principal: Administrator, read: Read) -> Response:
    return await _new_page(request, read, principal, FormErrors())


@router.post("/new")
async def add(request: Request, principal: Administrator) -> Response:
    site: Site = request.state.site
    values = text_values(await request.form(), ("text", "passphrase"))
    try:
        command = build(MailKeyAdd, values)
        async with site.uow(acting_id=principal.user_id) as uow:
            key = await keys.add_key(uow, principal, command)
    except (InvalidInput, Conflict) as refusal:
        async with site.read() as read:
            return await _new_page(request, read, principal, errors_of(request, refusal, _labels(request)))
    return redirect(request, f"{PAGE}/{key.id}", toast=catalogue_of(request).gettext("Saved."))


@router.get("/{key_id:int}", name="admin_mail_key")
async def show_key(request: Request, principal: Administrator, read: Read, key_id: int) -> Response:
    key = await keys.read_key(read, principal, key_id)
    context = {
        "listed": await _list(request, read, principal, str(key_id)),
        "heading": key.name,
        "tabs": [],
        "key": key,
        "kind": _KINDS[key.kind],
    }
    return render(request, "admin/mail/key.html", context)


@router.post("/{key_id:int}/removal", name="admin_mail_key_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, key_id: int) -> Response:
    await keys.delete_key(uow, principal, key_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The key is removed."))


async def _new_page(request: Request, read: ReadUow, principal: Principal, errors: FormErrors) -> Response:
    """What was typed is not sent back: it may be a private key."""
    context = {
        "listed": await _list(request, read, principal),
        "heading": catalogue_of(request).gettext("Add a certificate or key"),
        "tabs": [],
        "labels": _labels(request),
        "errors": errors,
    }
    return render(request, "admin/mail/new_key.html", context, status=422 if errors else 200)


def _labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {"text": _("Certificate or key"), "passphrase": _("Passphrase")}


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    add = N_("Add a certificate or key")
    return await list_pane(request, read, principal, KEY, COLUMNS, (WORDS,), _rows, current=current, add=add)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await keys.list_keys(read, principal)
    wanted = query["q"].casefold()
    fitting = [key for key in rows if wanted in f"{key.name} {' '.join(key.emails)} {key.fingerprint}".casefold()]
    return Found(fitting, len(fitting), 1)
