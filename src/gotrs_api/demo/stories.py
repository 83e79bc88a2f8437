"""The demo's conversations: written down by language in `stories/*.yaml`, told again with other places and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Literal

import yaml

from gotrs_api.demo.people import PLACES

Speaker = Literal["customer", "agent", "note"]


@dataclass(frozen=True)
class Story:
    """One conversation. `by` is how it begins: mail, phone or portal; `talk` alternates as people do."""

    title: str
    queue: str
    type: str
    talk: tuple[tuple[Speaker, str], ...]
    service: str | None = None
    priority: str = "3 normal"
    by: Literal["mail", "phone", "portal"] = "mail"
    html: bool = False
    attachment: str | None = None


@cache
def stories(language: str) -> tuple[Story, ...]:
    """All conversations of a language, with places for what varies still open."""
    entries: list[dict[str, Any]] = yaml.safe_load(
        (files(__package__) / "stories" / f"{language}.yaml").read_text("utf-8")
    )
    return tuple(_story(entry) for entry in entries)


def tell(story: Story, language: str, chance: Random) -> Story:
    """The story with a place, a till and numbers of its own."""
    values = {
        "place": chance.choice(PLACES[language]),
        "till": chance.randint(1, 6),
        "order": f"HH-{chance.randint(20_000, 98_999)}",
        "number": chance.randint(400_000, 899_999),
        "device": f"NB-{chance.randint(1000, 4999)}",
    }
    talk = tuple((speaker, text.format_map(values)) for speaker, text in story.talk)
    return Story(**{**vars(story), "title": story.title.format_map(values), "talk": talk})


def _story(entry: dict[str, Any]) -> Story:
    talk = tuple((speaker, text) for line in entry.pop("talk") for speaker, text in line.items())
    return Story(**entry, talk=talk)
