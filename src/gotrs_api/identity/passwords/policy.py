"""What a new password must look like, as `PreferencesGroups###Password` and its customer twin say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gotrs_api.identity.passwords.limits import PasswordRefused, encoded
from gotrs_api.kernel.expressions import BadExpression, Expression, OutOfTime, compiled


class PolicyViolation(StrEnum):
    """A rule that a password breaks; the edge has the translated text."""

    EMPTY = "empty"
    TOO_LONG_OR_INVALID = "too_long_or_invalid"
    PATTERN = "pattern"
    TOO_SHORT = "too_short"
    NEEDS_TWO_LOWER_AND_TWO_UPPER = "needs_two_lower_and_two_upper"
    NEEDS_TWO_LETTERS = "needs_two_letters"
    NEEDS_DIGIT = "needs_digit"


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """The rules; everything is off by default, as in OTRS. `max_failed_logins` 0: never lock out."""

    pattern: Expression | None = None
    min_length: int = 0
    needs_two_lower_and_two_upper: bool = False
    needs_two_letters: bool = False
    needs_digit: bool = False
    max_failed_logins: int = 0

    @classmethod
    def from_setting(cls, value: Mapping[str, object]) -> "PasswordPolicy":
        """Read the sub-keys of the setting. Raises ValueError for a number or pattern that is none."""
        pattern = str(value.get("PasswordRegExp") or "")
        try:
            expression = compiled(pattern) if pattern else None
        except BadExpression as error:
            raise ValueError(f"PasswordRegExp: {error}") from None
        return cls(
            pattern=expression,
            min_length=_number(value, "PasswordMinSize"),
            needs_two_lower_and_two_upper=bool(_number(value, "PasswordMin2Lower2UpperCharacters")),
            needs_two_letters=bool(_number(value, "PasswordMin2Characters")),
            needs_digit=bool(_number(value, "PasswordNeedDigit")),
            max_failed_logins=_number(value, "PasswordMaxLoginFailed"),
        )


def policy_violations(password: str, policy: PasswordPolicy) -> tuple[PolicyViolation, ...]:
    """Every rule that `password` breaks, in a fixed order; empty when it may be set. Letters of all scripts count."""
    if not password:
        return (PolicyViolation.EMPTY,)
    try:
        encoded(password)
    except PasswordRefused:
        return (PolicyViolation.TOO_LONG_OR_INVALID,)
    lower, upper = sum(map(str.islower, password)), sum(map(str.isupper, password))
    broken = {
        PolicyViolation.PATTERN: policy.pattern is not None and not _fits(policy.pattern, password),
        PolicyViolation.TOO_SHORT: len(password) < policy.min_length,
        PolicyViolation.NEEDS_TWO_LOWER_AND_TWO_UPPER: policy.needs_two_lower_and_two_upper and min(lower, upper) < 2,
        PolicyViolation.NEEDS_TWO_LETTERS: policy.needs_two_letters and sum(map(str.isalpha, password)) < 2,
        PolicyViolation.NEEDS_DIGIT: policy.needs_digit and not any(map(str.isdigit, password)),
    }
    return tuple(violation for violation, is_broken in broken.items() if is_broken)


def _fits(pattern: Expression, password: str) -> bool:
    try:
        return pattern.search(password) is not None
    except OutOfTime:
        return False


def _number(value: Mapping[str, object], key: str) -> int:
    return int(str(value.get(key) or 0))
