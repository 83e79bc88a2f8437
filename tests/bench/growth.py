"""What a desk a hundred times as large costs: the same reads of two databases, each by a server of its own, in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from tests.bench.measuring import Asked, Figures, in_turn

AIM = 1.5  # times the p95


@dataclass(frozen=True)
class Growth:
    """By what was read: the figures at `small` and at `large` tickets. The aim is for a whole scenario, not for one kind of words."""

    small: int
    large: int
    figures: dict[str, tuple[Figures, Figures]]

    @classmethod
    def measured(
        cls,
        sizes: tuple[int, int],
        small: Mapping[str, Asked],
        large: Mapping[str, Asked],
        *,
        seconds: float,
        rounds: int,
    ) -> Self:
        """Both ask for the same, by name."""
        figures = {}
        for name, asked in small.items():
            at_small, at_large = in_turn((asked, large[name]), seconds=seconds, rounds=rounds)
            figures[name] = at_small, at_large
        return cls(*sizes, figures)

    def ratio(self, name: str) -> float:
        """Of both p95."""
        small, large = (each.percentile_ms(0.95) for each in self.figures[name])
        return large / small if small else 0.0

    @staticmethod
    def aim(name: str) -> float | None:
        return None if name.startswith("search ") else AIM

    def as_json(self) -> dict[str, Any]:
        return {
            "tickets": [self.small, self.large],
            "scenarios": {
                name: {
                    "small": small.as_json(),
                    "large": large.as_json(),
                    "p95_ratio": self.ratio(name),
                    "aim": self.aim(name),
                }
                for name, (small, large) in self.figures.items()
            },
        }
