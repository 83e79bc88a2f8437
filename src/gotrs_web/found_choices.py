"""Choices found by words, where there are too many to send all of them (`components/choice_search.html`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from fastapi import Depends, Query, Request, Response

from gotrs_web.render import render

MOST_OFFERED: Final = 100
Options: TypeAlias = Sequence[tuple[str, str]]


def some(options: Options, chosen: Collection[str], words: str = "") -> Options:
    """All, where one can look through them. Else what is chosen, and some of the others that hold each of the words."""
    if len(options) <= MOST_OFFERED:
        return options
    wanted = words.casefold().split()
    first = [one for one in options if one[0] in chosen]
    others = [one for one in options if one[0] not in chosen and all(word in one[1].casefold() for word in wanted)]
    return [*first, *others[:MOST_OFFERED]]


def has_more(options: Options) -> bool:
    """Whether `some` leaves out any: then a form has a search beside them."""
    return len(options) > MOST_OFFERED


@dataclass(frozen=True)
class Search:
    """What the search beside the choices of a field asks for; `boxes` and `empty` as the component takes them."""

    field: str
    chosen: list[str]
    words: str
    boxes: bool
    empty: str


def _asked(
    request: Request,
    field: Annotated[str, Query(pattern="^[A-Za-z_]{1,60}$")],
    words: Annotated[str, Query(max_length=200)] = "",
    boxes: str = "",
    empty: str = "",
) -> Search:
    return Search(field, request.query_params.getlist(field), words, bool(boxes), empty)


Searched = Annotated[Search, Depends(_asked)]


def answer(request: Request, search: Search, options: Options) -> Response:
    """The choices anew: what is chosen stays, whatever the words."""
    context = {
        "options": some(options, search.chosen, search.words),
        "chosen": search.chosen,
        "name": search.field,
        "boxes": search.boxes,
        "empty": search.empty,
    }
    return render(request, "components/_found_choices.html", context)
