"""Taking a person's names and addresses out of texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

NOBODY = "[anonymous]"
ERASED = "[erased]"
_SHORTEST = 3  # a shorter name would be found in half of all words


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whose traces are looked for. `pseudonym` stands for login and customer id afterwards."""

    customer_user_id: int
    login: str
    email: str
    customer_id: str
    first_name: str
    last_name: str
    numbers: tuple[str, ...] = ()

    @property
    def pseudonym(self) -> str:
        return f"anonymous-{self.customer_user_id}"

    @property
    def address(self) -> str:
        """Reserved by RFC 2606: no mail ever arrives."""
        return f"{self.pseudonym}@anonymous.invalid"

    def without(self, text: str) -> str:
        """The text without login, address, telephone numbers and names, whatever their case."""
        return self._pattern.sub(self._instead, text)

    def is_named_in(self, text: str) -> bool:
        """Whether `without` would take something out."""
        return self._pattern.search(text) is not None

    def _instead(self, found: re.Match[str]) -> str:
        return self.address if found[0].casefold() == self.email.casefold() else NOBODY

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        first, last = self.first_name.strip(), self.last_name.strip()
        names = [f"{first} {last}", f"{last}, {first}", f"{last} {first}", first, last, self.login, *self.numbers]
        wanted = sorted({self.email, *(name.strip() for name in names)}, key=len, reverse=True)
        usable = [re.escape(each) for each in wanted if len(each) >= _SHORTEST]
        return re.compile(rf"(?<!\w)(?:{'|'.join(usable)})(?!\w)", re.IGNORECASE)
