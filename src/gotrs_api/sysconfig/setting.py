"""A typed setting: OTRS's name, its default and how a stored value is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar
from zoneinfo import available_timezones

import yaml
from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from gotrs_api.kernel.expressions import compiled
from gotrs_api.kernel.stylesheets import checked_stylesheet
from gotrs_api.sysconfig.places import place_of

T_co = TypeVar("T_co", covariant=True)


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name} is not a time zone of the IANA database")
    return name


_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


def _readable_pattern(text: str) -> str:
    compiled(text)  # BadExpression is a ValueError
    return text


def _possible_policy(policy: dict[str, Any]) -> dict[str, Any]:
    """Of passwords: numbers where numbers belong, a pattern that can be read, nothing that no password can have."""
    for key, most in _POLICY_NUMBERS.items():
        text = str(policy.get(key) or 0)
        if not text.isascii() or not text.isdigit() or int(text) > most:
            raise ValueError(f"{key} is a number from 0 to {most}")
    _readable_pattern(str(policy.get("PasswordRegExp") or ""))
    return policy


_POLICY_NUMBERS: dict[str, int] = {
    "PasswordMinSize": 64,
    "PasswordMaxLoginFailed": 10_000,
    **dict.fromkeys(("PasswordMin2Lower2UpperCharacters", "PasswordMin2Characters", "PasswordNeedDigit"), 1),
}
POLICY_KEYS = ("PasswordRegExp", *_POLICY_NUMBERS)
ZoneName: TypeAlias = Annotated[str, AfterValidator(_known_zone)]
# Like #1a2b3c, or nothing.
Colour: TypeAlias = Annotated[str, Field(pattern=r"^(#[0-9A-Fa-f]{6})?$"), AfterValidator(str.lower)]

Pattern: TypeAlias = Annotated[str, AfterValidator(_readable_pattern)]
PasswordPolicy: TypeAlias = Annotated[dict[str, Any], AfterValidator(_possible_policy)]


def _folder(path: str) -> str:
    if path and (not path.startswith("/") or len(path) > 1000 or any(len(part) > 250 for part in path.split("/"))):
        raise ValueError("an absolute path is expected")
    return path


Folder: TypeAlias = Annotated[str, AfterValidator(_folder)]
# As in links and Message-IDs; some write a port behind it.
HostName: TypeAlias = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?(:[0-9]{1,5})?$", max_length=253)
]
Digits: TypeAlias = Annotated[str, Field(pattern=r"^[0-9]{1,10}$")]


def number(least: int = 0, most: int = 2**31 - 1) -> Any:
    """The type of whole numbers between these."""
    return Annotated[int, Field(ge=least, le=most)]


# Hours of the day, by weekday.
WorkingHours: TypeAlias = dict[
    Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], list[Annotated[int, Field(ge=0, le=23)]]
]
Count: TypeAlias = Annotated[int, Field(ge=0, le=2**31 - 1)]
Stylesheet: TypeAlias = Annotated[str, AfterValidator(checked_stylesheet)]


class Group(Enum):
    """Where a setting is found in the administration."""

    CORE = "Core"
    EMAIL = "Core::Email"
    TICKET = "Core::Ticket"
    TIME = "Core::Time"
    POSTMASTER = "Core::Email::PostMaster"
    AGENT = "Frontend::Agent"
    CUSTOMER = "Frontend::Customer"
    SECURITY = "Core::Auth"
    SEARCH = "Core::Search"
    GOTRS = "GOTRS"


@dataclass(frozen=True, eq=False)
class Setting(Generic[T_co]):
    """One system setting. `sysconfig_modified` overrides `default`; values are YAML, as OTRS writes them.

    OTRS writes yes and no as "1" and "0", and numbers as text; both are read into the type that `type_` gives.
    `kept`: nothing here reads it; it stays for an OTRS that works on the same database.
    `multiline`: other texts have one line. `entity`: the value names a queue and so on, as OTRS's entities do; of a list
    each does. `keys`: of a hash, or of each in a list of hashes, those that mean something. `optional`: OTRS can switch it off, which is what it is when it is empty.
    `personal`: agents may have a value of their own, unless an administrator says no.
    `description` is a message of the catalogues; `filled`: what its placeholders stand for, where a family of settings
    shares one.
    """

    name: str
    type_: Any
    default: T_co
    description: str
    group: Group = Group.TICKET
    options: tuple[str, ...] = field(default=())
    kept: bool = False
    multiline: bool = False
    entity: Literal["", "queue", "state", "priority", "type", "group", "language"] = ""
    keys: tuple[str, ...] = ()
    optional: bool = False
    personal: bool = False
    filled: Mapping[str, str | int] = field(default_factory=dict)

    def described(self, gettext: Callable[..., str] = str.format) -> str:
        """What it does, in the language of `gettext`; without one in English."""
        return gettext(self.description, **self.filled)

    @cached_property
    def _adapter(self) -> TypeAdapter[T_co]:
        adapter: TypeAdapter[T_co] = TypeAdapter(self.type_)
        return adapter

    @property
    def place(self) -> str:
        """In the tree of settings, levels divided by `::`."""
        return place_of(self.name, self.group.value)

    @cached_property
    def off(self) -> T_co:
        """What counts when OTRS has switched it off: nothing; the default where there must be something."""
        nothings: tuple[Any, ...] = (False, "", 0, {}, [])
        for empty in nothings:
            try:
                if type(empty) is type(self.default):
                    return self.parse(empty)
            except ValueError:
                break
        return self.default

    def parse(self, value: Any) -> T_co:
        """A plain value (from YAML or JSON) as this setting's type. Raises ValueError when it does not fit."""
        if self.type_ is bool and value in ("", None):
            value = False
        if isinstance(self.default, str) and isinstance(value, int | float):
            value = str(value)
        if isinstance(value, str) and isinstance(self.default, str) and not self.multiline:
            value = _CONTROLS.sub(" ", value.rstrip("\r\n"))
        try:
            parsed: T_co = self._adapter.validate_python(value)
        except ValidationError as error:
            raise ValueError(f"{self.name}: {error.errors()[0]['msg'].removeprefix('Value error, ')}") from error
        if self.options and parsed not in self.options:
            raise ValueError(f"{self.name}: one of {', '.join(self.options)} is expected")
        return parsed

    @cached_property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of its values."""
        return self._adapter.json_schema()

    def load(self, text: str) -> T_co:
        """From `sysconfig_modified.effective_value`."""
        try:
            return self.parse(yaml.safe_load(text))
        except yaml.YAMLError as error:
            raise ValueError(f"{self.name}: not YAML") from error

    def dump(self, value: Any) -> str:
        """As OTRS writes it: YAML with a document start, yes and no as 1 and 0."""
        stored = _otrs_value(self._adapter.dump_python(value, warnings=False))
        return yaml.safe_dump(stored, explicit_start=True, allow_unicode=True, sort_keys=False)


def _otrs_value(value: Any) -> Any:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _otrs_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_otrs_value(item) for item in value]
    return value
