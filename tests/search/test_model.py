"""Random texts and questions find on every database what a slow, obvious model finds."""

from __future__ import annotations

import random

from gotrs_api.db.fulltext import All, AnyOf, Expression, Phrase
from gotrs_api.search.folding import tokens_of
from gotrs_api.search.query import Search, parse
from tests.search.conftest import SearchDesk

# Short words, MariaDB's stop words, operators of the databases, marks of ours, long words, numbers, scripts and signs.
WORDS = (
    "a", "i", "it", "the", "about", "how", "und", "to", "be", "or", "not", "near", "x" * 63, "x" * 64, "x" * 65 + "y",
    "y" * 90, "Straße", "strasse", "MÜLLER", "muller", "naïve", "œuvre", "Ωmega", "почта", "ёлка", "東京", "京都駅", "東",
    "駅で", "コーヒー", "バス", "ハス", "한국어", "ภาษา", "مُحَمَّد", "שלום", "हिन्दी", "😀", "𠮷野家", "jane.doe@acme.example",
    "jane", "doe", "report_final.xlsx", "AB-1234/7", "AB", "1234", "0", "00", "3.14", "c++", "C#", "don't", "e-mail",
    "e", "mail", "qjx", "qjxa", "xqborderqx", "zz20bb7", "½", "ﬁle", "file", "a*b", "%", "_",
)  # fmt: skip
SIGNS = (
    "AND", "OR", "NOT", "&&", "||", "+", "-", "!", "(", ")", '"', "*", "\\", "~", "@", "<", ">", "^", ":", "'", ",", "{",
)  # fmt: skip
DOCUMENTS, QUESTIONS = 30, 120
# What MariaDB's index cannot look up: an exclusion from one of several choices, a beginning after another word.
HARD = ("strasse -a* OR muller", "near -ab OR file -the", "C#st*", '"the a"*', "jane.d*", '(e-m* OR muller) -"to be"')


def _text(chance: random.Random, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def _question(chance: random.Random) -> str:
    """Words of which some begin others, and signs where they belong and where they do not."""
    parts = []
    for _ in range(chance.randint(1, 5)):
        word = chance.choice(WORDS)
        kind = chance.random()
        if kind < 0.1:
            parts.append(chance.choice(SIGNS))
        elif kind < 0.2:
            parts.append(chance.choice(("-", "!", "NOT ")) + word)
        elif kind < 0.3:
            parts.append(f"{word[: chance.randint(1, len(word))]}*")
        elif kind < 0.45:
            parts.append(f'"{_text(chance, 3)}"')
        elif kind < 0.55:
            parts.append(f"({word} {chance.choice(SIGNS)} {chance.choice(WORDS)})")
        elif kind < 0.65:
            parts.append(f"{word} OR {chance.choice(WORDS)}")
        else:
            parts.append(word)
    return chance.choice(("", " ")).join(parts) if chance.random() < 0.1 else " ".join(parts)


async def test_every_database_finds_what_the_model_finds(desk: SearchDesk) -> None:
    chance = random.Random(4711)
    texts: dict[str, list[list[str]]] = {}
    for number in range(DOCUMENTS):
        title, body, note = f"Ticket{number}", _text(chance, 12), _text(chance, 4)
        ticket = await desk.ticket(title, body)
        article = await desk.note(ticket, note)
        head = (ticket.number, title, article.from_, article.to)
        texts[title] = [_document(*head, "Call", body), _document(*head, "Note", note)]
    await desk.drain()

    wrong = {}
    for question in (*HARD, *(_question(chance) for _ in range(QUESTIONS))):
        wanted = parse(question)
        expected = {title for title, documents in texts.items() if _is_found(wanted, documents)}
        found = await desk.listed(question)
        if found != expected:
            wrong[question] = (wanted, found - expected, expected - found)
    assert not wrong


def _document(*fields: str) -> list[str]:
    return [token for field in fields for token in ("", *tokens_of(field))]


def _is_found(search: Search, documents: list[list[str]]) -> bool:
    """Words stand in one message; what is excluded stands in none."""
    if search.wanted is None and search.unwanted is None:
        return False
    if search.unwanted is not None and any(_holds(document, search.unwanted) for document in documents):
        return False
    return search.wanted is None or any(_holds(document, search.wanted) for document in documents)


def _holds(document: list[str], wanted: Expression) -> bool:
    match wanted:
        case All(parts, without):
            return all(_holds(document, part) for part in parts) and not any(_holds(document, one) for one in without)
        case AnyOf(parts):
            return any(_holds(document, part) for part in parts)
        case Phrase(tokens, prefix):
            size = len(tokens)
            return any(
                document[at : at + size - 1] == list(tokens[:-1])
                and (
                    document[at + size - 1] == tokens[-1] or (prefix and document[at + size - 1].startswith(tokens[-1]))
                )
                for at in range(len(document) - size + 1)
            )
