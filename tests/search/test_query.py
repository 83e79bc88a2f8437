"""Reading what people type, making tokens of text, marking what was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_api.db.fulltext import All, AnyOf, Phrase, mariadb, postgresql, sqlite
from gotrs_api.search.folding import fold_part, tokens_of, words_of
from gotrs_api.search.query import Search, parse
from gotrs_api.search.snippets import snippet
from gotrs_api.tickets.service.search import indexing


def p(*tokens: str, prefix: bool = False) -> Phrase:
    return Phrase(tokens, prefix)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("printer fire", Search(All((p("printer"), p("fire"))))),
        ("printer AND fire", Search(All((p("printer"), p("fire"))))),
        ("printer and fire", Search(All((p("printer"), p("and"), p("fire"))))),
        ("printer+fire", Search(All((p("printer"), p("fire"))))),
        ("a OR b c", Search(AnyOf((p("a"), All((p("b"), p("c"))))))),
        ("(a||b)&&c", Search(All((AnyOf((p("a"), p("b"))), p("c"))))),
        ('"on fire" print*', Search(All((p("on", "fire"), p("print", prefix=True))))),
        ("printer -toner", Search(p("printer"), p("toner"))),
        ("printer !toner NOT ink", Search(p("printer"), AnyOf((p("toner"), p("ink"))))),
        ("-toner", Search(None, p("toner"))),
        ("NOT NOT toner", Search(p("toner"))),
        ("!(a b)", Search(None, All((p("a"), p("b"))))),
        ("(a -b) OR c", Search(AnyOf((All((p("a"),), (p("b"),)), p("c"))))),
        ("a OR -b", Search(p("a"))),
        ("well-known e-mail", Search(All((p("well", "known"), p("e", "mail"))))),
        ("jane@acme.example", Search(p("jane", "acme", "example"))),
        (r"\*star \"quoted", Search(All((p("star"), p("quoted"))))),
        ("pri*er", Search(p("pri", prefix=True))),
        ("*inter", Search(p("inter"))),
        ("東京都 件", Search(All((p("東京", "京都"), p("件", prefix=True))))),
        ("OR", Search(p("or"))),
        ("((a) b", Search(All((p("a"), p("b"))))),
        ("%", Search()),
        ("", Search()),
    ],
)
def test_what_is_typed(text: str, expected: Search) -> None:
    assert parse(text) == expected


def test_while_typing_the_last_word_is_a_beginning() -> None:
    assert parse("toner pri", typing=True) == Search(All((p("toner"), p("pri", prefix=True))))


@given(st.text(alphabet=st.sampled_from(list('ab "()+-!*\\&|é東')) | st.characters(), max_size=60))
def test_anything_can_be_typed(text: str) -> None:
    search = parse(text)
    for expression in (search.wanted, search.unwanted):
        if expression is not None:
            for adapter in (sqlite, postgresql, mariadb):
                assert adapter.query(expression)


@given(st.text(max_size=80))
def test_tokens_are_letters_and_digits_and_fold_to_themselves(text: str) -> None:
    for token in tokens_of(text):
        assert token.isalnum() or any(char in "\u3099\u309a" for char in token)
        assert fold_part(token) == (token,)


@given(st.text(max_size=80))
def test_words_in_their_places_hold_the_tokens_of_the_text(text: str) -> None:
    assert [token for word in words_of(text) for token in word.tokens] == tokens_of(text)


def test_marks_stand_at_the_words_also_far_into_a_long_text() -> None:
    text = "word " * 200 + "the Größe of 東京都 matters " + "word " * 200
    found = snippet(text, parse("grosse 京都").phrases)

    assert [found.text[start:end] for start, end in found.marks] == ["Größe", "京都"]
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) < 260
    assert "<mark>Größe</mark> of 東<mark>京都</mark> matters" in found.html


def test_a_phrase_is_marked_only_where_it_stands_together() -> None:
    found = snippet("fire on the roof, on fire", parse('"on fire"').phrases)

    assert found.html == "fire on the roof, <mark>on</mark> <mark>fire</mark>"


def test_a_snippet_begins_shortly_before_what_was_found() -> None:
    text = "Good morning, since the move to the second floor nothing goes right, and the printer smokes."
    found = snippet(text, parse("printer").phrases)
    assert found.text == "… floor nothing goes right, and the printer smokes."
    ((start, end),) = found.marks
    assert found.text[start:end] == "printer"


def test_documents_end_where_a_tsvector_would() -> None:
    longest = "é" * 1000
    held = indexing._bounded([longest] * 1000)
    assert len(held) == indexing.MOST_TOKEN_BYTES // len(longest.encode())
    assert indexing._bounded(["word"] * 20_000) == ["word"] * indexing.MOST_TOKENS
