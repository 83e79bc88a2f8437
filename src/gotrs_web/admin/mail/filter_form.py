"""A filter of incoming mail as a form: rows of conditions and of headers to set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData

from gotrs_api.kernel.errors import GotrsError
from gotrs_api.mail.inbound.schemas import FilterRule
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.view import catalogue_of

SPARE_ROWS = 2
_ROWS = ("conditions", "settings")


@dataclass(frozen=True)
class Row:
    key: str = ""
    value: str = ""
    negated: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.key and not self.value


@dataclass(frozen=True)
class RuleForm:
    """What was typed. Rows that are blank do not count; numbers of rows in errors leave them out, too."""

    name: str
    stop: bool
    valid: bool
    conditions: Sequence[Row]
    settings: Sequence[Row]

    @classmethod
    def of_rule(cls, rule: FilterRule) -> RuleForm:
        return cls(
            rule.name,
            rule.stop,
            rule.valid,
            [Row(one.key, one.value, one.negated) for one in rule.conditions],
            [Row(one.key, one.value) for one in rule.settings],
        )

    @classmethod
    def posted(cls, form: FormData) -> RuleForm:
        negations = [value == "1" for value in _texts(form, "condition-not")]
        conditions = zip(_texts(form, "condition-key"), _texts(form, "condition-value"), negations, strict=False)
        settings = zip(_texts(form, "set-key"), _texts(form, "set-value"), strict=False)
        return cls(
            str(form.get("name", "")).strip(),
            "stop" in form,
            form.get("valid", "true") == "true",
            [
                row
                for row in (Row(key.strip(), value, negated) for key, value, negated in conditions)
                if not row.is_blank
            ],
            [row for row in (Row(key.strip(), value) for key, value in settings) if not row.is_blank],
        )

    def command(self) -> FilterRule:
        """Raises InvalidInput."""
        values: dict[str, Any] = {"name": self.name, "stop": self.stop, "valid": self.valid}
        values["conditions"] = [{"key": row.key, "value": row.value, "negated": row.negated} for row in self.conditions]
        values["settings"] = [{"key": row.key, "value": row.value} for row in self.settings]
        return build(FilterRule, values)

    def shown_rows(self, kind: str) -> list[Row]:
        """With some to fill in."""
        rows: Sequence[Row] = getattr(self, kind)
        return [*rows, *[Row()] * SPARE_ROWS]


EMPTY = RuleForm("", False, True, (), ())


def rule_errors(request: Request, refusal: GotrsError) -> FormErrors:
    """Under the names `conditions-0`, `settings-2`, … what is wrong in a row."""
    _ = catalogue_of(request).gettext
    labels = {"name": _("Name"), "conditions": _("Conditions"), "settings": _("Headers to set")}
    if not refusal.errors:
        return errors_of(request, refusal, labels)
    rows = {f"{one}-{number}": labels[one] for one in _ROWS for number in range(100)}
    errors = FormErrors(labels | rows)
    for found in refusal.errors:
        parts = found.pointer.strip("/").split("/")
        is_row = len(parts) > 1 and parts[0] in _ROWS
        errors.add(f"{parts[0]}-{parts[1]}" if is_row else parts[0], _(found.detail))
    return errors


def _texts(form: FormData, name: str) -> list[str]:
    return [value if isinstance(value, str) else "" for value in form.getlist(name)]
