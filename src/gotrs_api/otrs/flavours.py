"""Which of the OTRS family a database belongs to, told by its tables. Source: reference, `otrs-compat.md`, Variants."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

# What other members of the family call a table of the baseline.
RENAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "permission_groups": ("groups", "groups_table"),
    "article_data_otrs_chat": ("article_data_otobo_chat",),
}
# Without these there is no ticket system: a dump was restored in part, or it is another application.
ESSENTIAL: Final = (
    "article",
    "article_data_mime",
    "queue",
    "ticket",
    "ticket_history",
    "ticket_priority",
    "ticket_state",
    "users",
    "valid",
)
_OTOBO: Final = {"article_data_otobo_chat", "groups_table", "article_version", "form_cache", "translation_item"}
_OTOBO_11: Final = {"article_version_history", "article_data_mime_version", "time_accounting_version"}
_ZNUNY_7: Final = {"activity", "article_color", "pm_process_preferences", "sendmail_config", "translation"}
_ZNUNY: Final = {"mention", "oauth2_token_config", "smime_keys", "acl_ticket_attribute_relations"}
_OTOBO_OWN: Final = {
    *_OTOBO, *_OTOBO_11, "article_flag_version", "article_data_mime_att_version", "data_storage",
    "dynamic_field_script_event", "frontend_mask_definition", "stats_report", "imexport_format", "imexport_mapping",
    "imexport_mapping_format", "imexport_mapping_object", "imexport_object", "imexport_search", "imexport_template",
}  # fmt: skip


@dataclass(frozen=True)
class Flavour:
    """`name` for people. `problem` says why nothing can be taken from here; empty when something can."""

    name: str
    problem: str = ""


def recognise(tables: Collection[str], columns: Mapping[str, Collection[str]]) -> Flavour:
    """By tables and columns alone: OTRS keeps no version in its database."""
    there = set(tables)
    if "gotrs_job" in there and "ticket" in there:
        return Flavour("GOTRS, or a database it has adopted")
    if "article" in there and "a_body" in columns.get("article", ()):
        return Flavour("OTRS 5 or older", "OTRS 5 and older keep articles in another form: update it to OTRS 6 first.")
    missing = [table for table in ESSENTIAL if table not in there]
    if len(missing) == len(ESSENTIAL):
        return Flavour("no OTRS", "There is not one table of OTRS in it.")
    name = _family(there, columns)
    if missing:
        return Flavour(name, f"Tables are missing ({', '.join(missing)}): was the dump restored to its end?")
    return Flavour(name)


def source_name(table: str, tables: Collection[str]) -> str | None:
    """What a table of the baseline is called here; None when it is not there."""
    if table in tables:
        return table
    return next((name for name in RENAMED.get(table, ()) if name in tables), None)


def known_elsewhere(table: str) -> bool:
    """A table of another member of the family, in contrast to one that an add-on made."""
    return table in _OTOBO_OWN or table in _ZNUNY_7 or any(table in names for names in RENAMED.values())


def _family(there: set[str], columns: Mapping[str, Collection[str]]) -> str:
    if there & _OTOBO:
        return "OTOBO 11" if there & _OTOBO_11 else "OTOBO 10"
    if not there & _ZNUNY:
        return "OTRS 6"
    if there >= _ZNUNY and "authentication_type" in columns.get("mail_account", ()):
        return "Znuny 7" if "activity" in there else "Znuny 6.5"
    return "Znuny 6"
