"""Dynamic fields in forms and on pages, according to the screens that show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from fastapi import Request
from pydantic import JsonValue
from starlette.datastructures import FormData

from gotrs_api.dynamic_fields import links, tree
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.types.webservice_dropdown import WebserviceConfig
from gotrs_api.generic_interface.service import field_values
from gotrs_api.tickets.schemas import TicketSummary
from gotrs_api.uow import ReadUow
from gotrs_web import listed_values
from gotrs_web.forms import local_moment
from gotrs_web.view import View, catalogue_of

PREFIX = "df-"
TICKET, ARTICLE = (ObjectType.TICKET,), (ObjectType.ARTICLE,)
Kind = Literal["text", "textarea", "checkbox", "select", "date", "datetime"]
_KINDS: Mapping[str, Kind] = {
    "TextArea": "textarea",
    "Checkbox": "checkbox",
    "Dropdown": "select",
    "Multiselect": "select",
    "Date": "date",
    "DateTime": "datetime",
}


@dataclass(frozen=True)
class FormField:
    """`name` is the form's, `key` the field's own. `value` is what the input shows; `chosen` that of a list.

    `lookup_url` answers what a web service offers for letters that are typed. `began` is what the form showed of an object
    that is changed, `stored` what it stood for: what nobody touches goes back as it is stored, though an input cannot
    show all of it (the hour that comes twice in autumn) or the field would not take it any more.
    """

    name: str
    key: str
    label: str
    kind: Kind
    object_type: str
    required: bool
    options: tuple[tuple[str, str], ...] = ()
    multiple: bool = False
    is_list: bool = False
    rows: int = 4
    value: str = ""
    chosen: tuple[str, ...] = ()
    lookup_url: str = ""
    hint: str = ""
    began: tuple[str, ...] | None = None
    stored: JsonValue = None

    def read(self, form: FormData) -> FormField:
        """The same with what was sent."""
        sent = tuple(str(item).replace("\r\n", "\n") for item in form.getlist(self.name))
        return replace(self, value=sent[0] if sent else "", chosen=sent)

    def json(self, request: Request) -> JsonValue:
        """What the API would take."""
        if self._is_untouched:
            return self.stored
        if self.multiple:
            return list(self.chosen)
        if self.kind == "checkbox":
            return bool(self.value)
        text = self.value if self.kind == "textarea" else self.value.strip()
        if self.is_list:
            return list(listed_values.split(text))
        if self.kind == "datetime" and text:
            moment = local_moment(request, text)
            return moment.isoformat() if moment is not None else text
        return text

    @property
    def _is_untouched(self) -> bool:
        if self.began is None:
            return False
        if self.multiple:  # a browser sends them in the order of the options
            return sorted(self.chosen) == sorted(self.began)
        return self.chosen == self.began


@dataclass(frozen=True)
class ShownField:
    """A value on a page; `moment` instead of `text` for what the reader's time zone decides."""

    label: str
    text: str
    moment: datetime | None = None
    url: str | None = None


async def form_fields(
    request: Request,
    read: ReadUow,
    screen: str,
    *,
    object_types: Collection[ObjectType] | None = None,
    values: Mapping[str, JsonValue] | None = None,
) -> list[FormField]:
    """What a screen asks for, with the present values of a ticket, or with defaults where there are none yet: an article
    that is being written has none.
    """
    context = dynamic_fields.context_of(read)
    found = []
    for field, required in await dynamic_fields.screen_fields(read, screen, object_types):
        if field.is_writable:
            is_new = values is None or field.object_type in ARTICLE
            value = field.default(context) if is_new or values is None else values.get(field.name)
            form_field = _with_value(request, _form_field(request, field, required), value)
            if not is_new:
                form_field = _with_stored(form_field, value)
            if form_field.lookup_url and form_field.chosen:
                keys = [str(key) for key in value] if isinstance(value, list) else [str(value)]
                labels = await field_values.known_labels(read.site, field, keys)
                form_field = replace(form_field, hint=", ".join(labels.values()))
            found.append(form_field)
    return found


def sent_values(
    request: Request,
    fields: Sequence[FormField],
    object_types: Collection[ObjectType] | None = None,
    *,
    known: Collection[str] = (),
) -> dict[str, JsonValue]:
    """By field name, what forms say about fields of these kinds. Empty ones are left out, unless the person could see
    the value of the field and has emptied it (`known`)."""
    values = {
        field.key: field.json(request) for field in fields if object_types is None or field.object_type in object_types
    }
    return {name: value for name, value in values.items() if value not in ("", [], None) or name in known}


def labels_of(fields: Sequence[FormField]) -> dict[str, str]:
    return {field.name: field.label for field in fields}


def pointers_of(fields: Sequence[FormField]) -> dict[str, str]:
    return {field.key: field.name for field in fields}


async def shown_fields(
    request: Request, read: ReadUow, screen: str, values: Mapping[str, JsonValue]
) -> list[ShownField]:
    """Those of a screen's fields that have a value here. No statement: `values` came with the object."""
    context = dynamic_fields.context_of(read)
    _ = catalogue_of(request).gettext
    fields = await dynamic_fields.all_fields(read)
    texts = {
        name: field.readable(value, context)
        for name, value in values.items()
        if (field := fields.by_name.get(name)) is not None
    }
    found = []
    for field, _required in await dynamic_fields.screen_fields(read, screen):
        value = values.get(field.name)
        if value is None:
            continue
        text = texts[field.name]
        if isinstance(field.config, WebserviceConfig):
            text = await _labels(read, field, value)
        moment = datetime.fromisoformat(str(value)) if field.type_name == "DateTime" else None
        if field.type_name == "Checkbox" or getattr(field.config, "translatable", False):
            text = _(text)
        found.append(ShownField(_(field.label), text, moment, links.filled(getattr(field.config, "link", ""), texts)))
    return found


async def _labels(read: ReadUow, field: Field, value: JsonValue) -> str:
    """As the web service calls the values; those that it does not know, or does not tell at once, as they are."""
    keys = [str(key) for key in value] if isinstance(value, list) else [str(value)]
    labels = await field_values.labels_to_show(read.site, field, keys)
    return ", ".join(labels[key] for key in keys)


async def field_texts(read: ReadUow, names: Collection[str], ticket: TicketSummary) -> dict[str, str]:
    """Of these fields of a ticket, in words; no statement beyond the fields' own, which are kept."""
    context = dynamic_fields.context_of(read)
    fields = (await dynamic_fields.all_fields(read)).by_name
    return {
        name: fields[name].readable(value, context)
        for name, value in ticket.dynamic_fields.items()
        if name in names and name in fields and value is not None
    }


def _form_field(request: Request, field: Field, required: bool) -> FormField:
    config: Any = field.config
    _ = catalogue_of(request).gettext
    possible: Mapping[str, str] = getattr(config, "possible_values", None) or getattr(config, "cached_values", {})
    options = tree.options(possible, as_tree=getattr(config, "tree_view", False))
    if getattr(config, "translatable", False):
        options = [(key, _(label)) for key, label in options]
    kind = "select" if options else _KINDS.get(field.type_name, "text")
    multiple = kind == "select" and field.kind.is_list
    lookup_url = ""
    if kind == "text" and isinstance(config, WebserviceConfig) and config.invoker_search:
        area = "customer" if request.url.path.startswith("/customer") else "agent"
        lookup_url = str(request.url_for(f"{area}_field_values", field_id=field.id).path)
        lookup_url += "?several=1" if field.kind.is_list else ""
    if kind == "select" and not multiple:
        options = [("", ""), *options]
    return FormField(
        name=PREFIX + field.name,
        key=field.name,
        label=_(field.label),
        kind=kind,
        object_type=field.object_type,
        required=required,
        options=tuple(options),
        multiple=multiple,
        is_list=field.kind.is_list,
        rows=min(getattr(config, "rows", 4), 20),
        lookup_url=lookup_url,
    )


def _with_value(request: Request, field: FormField, value: JsonValue) -> FormField:
    if value is None or value is False:
        return field
    if isinstance(value, list):
        items = tuple(str(item) for item in value)
        text = listed_values.joined(items)
        return replace(field, chosen=items if field.multiple else (text,), value=text)
    if field.kind == "checkbox":
        return replace(field, value="1", chosen=("1",))
    if field.kind == "datetime":
        local = datetime.fromisoformat(str(value)).astimezone(View(request).zone)
        text = local.strftime("%Y-%m-%dT%H:%M:%S" if local.second else "%Y-%m-%dT%H:%M")
        return replace(field, value=text, chosen=(text,))
    return replace(field, value=str(value), chosen=(str(value),))


def _with_stored(field: FormField, value: JsonValue) -> FormField:
    """What has left a field's list stays among the options of this object, under its key, as OTRS shows it."""
    began = tuple(item.replace("\r\n", "\n") for item in field.chosen)
    field = replace(field, began=began, stored=value)
    if field.kind != "select":
        return field
    offered = {key for key, _label in field.options}
    return replace(field, options=(*field.options, *((key, key) for key in field.chosen if key not in offered)))
