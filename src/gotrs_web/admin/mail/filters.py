"""Filters of incoming mail: the list in the order in which they run, and an editor that tries them on a stored mail."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput, NotFound
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.mail.inbound import service as inbound
from gotrs_api.mail.inbound.errors import FilterInvalid
from gotrs_api.mail.inbound.filters import service as filters
from gotrs_api.mail.inbound.filters.header_names import MATCHABLE, SETTABLE
from gotrs_api.mail.inbound.schemas import FilterTrial, FilterTrialResult
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.changes import last_changes
from gotrs_web.admin.fields import VALID_OR_NOT, Field
from gotrs_web.admin.listing import BY_VALID_OR_NOT, WORDS, Column, Found, ListPane, Query, cut, validity_of
from gotrs_web.admin.mail.filter_form import EMPTY, RuleForm, rule_errors
from gotrs_web.admin.pages import list_pane, transfer_url
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

KEY = "postmaster-filters"
PAGE = f"/admin/{KEY}"
router = APIRouter(prefix=PAGE)
COLUMNS = (
    Column(N_("Name"), "name", "link"),
    Column(N_("Conditions"), lambda rule: "; ".join(_condition(one) for one in rule.conditions), "muted"),
    Column(N_("Sets"), lambda rule: "; ".join(f"{one.key}: {one.value}" for one in rule.settings), "muted"),
    Column(N_("Valid"), validity_of, "validity"),
)
# What the history of a filter is told in.
PARTS = (
    Field("conditions", N_("Conditions")),
    Field("settings", N_("Sets")),
    VALID_OR_NOT,
    Field("stop", N_("No further filters after this one"), "check"),
)
FILTERS = (WORDS, BY_VALID_OR_NOT)
OFFERED_MAILS = 30


@router.get("", name="admin_postmaster_filters")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/new", name="admin_new_postmaster_filter")
async def show_empty_form(request: Request, principal: Administrator, read: Read) -> Response:
    return await _page(request, read, principal, EMPTY, None)


@router.post("/new")
async def create(request: Request, principal: Administrator) -> Response:
    return await _posted(request, principal, None)


# Names may hold anything, so they have a word before them.
@router.get("/rule/{name:path}", name="admin_postmaster_filter")
async def show_form(request: Request, principal: Administrator, read: Read, name: str) -> Response:
    rule = await filters.read_filter(read, principal, name)
    return await _page(request, read, principal, RuleForm.of_rule(rule), name)


@router.post("/rule/{name:path}")
async def save(request: Request, principal: Administrator, name: str) -> Response:
    return await _posted(request, principal, name)


@router.post("/removal", name="admin_postmaster_filter_removal")
async def remove(request: Request, principal: Administrator, uow: Uow) -> Response:
    await filters.delete_filter(uow, principal, str((await request.form()).get("name", "")))
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The filter is removed."))


async def _posted(request: Request, principal: Principal, name: str | None) -> Response:
    """Saved, or tried, or shown with more rows, by the button that was pressed."""
    site: Site = request.state.site
    sent = await request.form()
    form, mail = RuleForm.posted(sent), str(sent.get("mail", ""))
    try:
        rule = form.command()
        if "try" in sent:
            async with site.read() as read:
                tried = await filters.try_filter(read, principal, build(FilterTrial, {"rule": rule, **_place(mail)}))
                return await _page(request, read, principal, form, name, mail=mail, tried=tried)
        async with site.uow(acting_id=principal.user_id) as uow:
            if name is None and await _exists(uow, principal, rule.name):
                raise FilterInvalid(errors=(filters.NAME_TAKEN,))
            await filters.save_filter(uow, principal, name if name is not None else rule.name, rule)
    except (InvalidInput, NotFound) as refusal:
        async with site.read() as read:
            return await _page(request, read, principal, form, name, mail=mail, errors=rule_errors(request, refusal))
    target = f"{PAGE}/rule/{quote(rule.name, safe='')}" if "stay" in sent else PAGE
    return redirect(request, target, toast=catalogue_of(request).gettext("Saved."))


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    form: RuleForm,
    name: str | None,
    *,
    mail: str = "",
    tried: FilterTrialResult | None = None,
    errors: FormErrors | None = None,
) -> Response:
    """`name`: what the rule is called in the database; None for a new one."""
    _ = catalogue_of(request).gettext
    context = {
        "listed": await _list(request, read, principal, name or ""),
        "heading": name if name is not None else _("Add filter"),
        "tabs": [],
        "action": f"{PAGE}/new" if name is None else f"{PAGE}/rule/{quote(name, safe='')}",
        "form": form,
        "stored_name": name,
        "matchable": MATCHABLE,
        "settable": SETTABLE,
        "mails": await _mails(read, principal),
        "mail": mail,
        "tried": tried,
        "errors": errors or FormErrors(),
        "changes": [] if name is None else await last_changes(request, read, principal, filters.KIND, name, PARTS),
    }
    return render(request, "admin/mail/filter.html", context, status=422 if errors else 200)


async def _mails(read: ReadUow, principal: Principal) -> list[tuple[str, str]]:
    """The latest ones that are still there: in the spool, or with their article."""
    page = await inbound.list_spool(read, principal, PageRequest(OFFERED_MAILS))
    found = []
    for row in page.rows:
        label = f"#{row.id} {row.message_id or ''}".strip()
        if row.has_raw:
            found.append((f"spool-{row.id}", label))
        elif row.ticket_id and row.article_id:
            found.append((f"article-{row.ticket_id}-{row.article_id}", label))
    return found


def _place(mail: str) -> dict[str, object]:
    """Raises InvalidInput when no mail is chosen."""
    kind, *numbers = mail.split("-")
    if kind == "spool" and len(numbers) == 1:
        return {"spool_id": numbers[0]}
    if kind == "article" and len(numbers) == 2:
        return {"ticket_id": numbers[0], "article_id": numbers[1]}
    return {}


async def _exists(read: ReadUow, principal: Principal, name: str) -> bool:
    return any(rule.name == name for rule in await filters.list_filters(read, principal))


def _condition(one: object) -> str:
    sign = "≠" if getattr(one, "negated", False) else "="
    return f"{getattr(one, 'key', '')} {sign} {getattr(one, 'value', '')}"


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request, read, principal, KEY, COLUMNS, FILTERS, _rows,
        current=f"rule/{current}" if current else "", add=N_("Add filter"), identify=lambda rule: f"rule/{rule.name}",
        transfer_url=transfer_url(KEY),
    )  # fmt: skip


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await filters.list_filters(read, principal), query)
