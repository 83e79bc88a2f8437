"""Subjects: pairs observed with Znuny 6.5.1, and the settings that change them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gotrs_api.tickets.subject import SubjectFormat, SubjectKind, SubjectSettings, build_subject, clean_subject

TN = "2024102410000015"
DEFAULTS = SubjectSettings()

# Subject, kind, then what stands left, in the middle, and what the cleaned subject is.
BUILT = [
    ("Printer broken", SubjectKind.NEW, "", "Printer broken"),
    ("Printer broken", SubjectKind.REPLY, "Re: ", "Printer broken"),
    ("Printer broken", SubjectKind.FORWARD, "Fwd: ", "Printer broken"),
    (f"Re: [Ticket#{TN}] Printer broken", SubjectKind.REPLY, "Re: ", "Printer broken"),
    (f"RE: Re[2]: Fwd: [Ticket#{TN}] Printer broken", SubjectKind.REPLY, "Re: ", "Printer broken"),
    (f"AW: Ticket#{TN} Printer", SubjectKind.REPLY, "Re: ", "AW: Printer"),
    (f"[Ticket#: {TN}] x", SubjectKind.REPLY, "Re: ", "x"),
    (
        "[Ticket#2024102410000099] other number",
        SubjectKind.REPLY,
        "Re: ",
        "[Ticket#2024102410000099] other number",
    ),
    ("y" * 123, SubjectKind.REPLY, "Re: ", "y" * 100 + " [...]"),
]

CLEANED = [
    (f"Re: [Ticket#{TN}] A", "A"),
    ("Fwd: Re: B", "Re: B"),
    ("Re: Re: C", "C"),
    ("  D  ", "D  "),
    ("re[3]: E", "E"),
    (f"[Ticket#{TN}]F", "F"),
    ("z" * 105, "z" * 100 + " [...]"),
]


@pytest.mark.parametrize(("subject", "kind", "prefix", "cleaned"), BUILT)
def test_builds_like_otrs(subject: str, kind: SubjectKind, prefix: str, cleaned: str) -> None:
    built = {format_: build_subject(subject, TN, replace(DEFAULTS, format=format_), kind) for format_ in SubjectFormat}
    assert built == {
        SubjectFormat.LEFT: f"{prefix}[Ticket#{TN}] {cleaned}",
        SubjectFormat.RIGHT: f"{prefix}{cleaned} [Ticket#{TN}]",
        SubjectFormat.NONE: f"{prefix}{cleaned}",
    }


@pytest.mark.parametrize(("subject", "cleaned"), CLEANED)
def test_cleans_like_otrs(subject: str, cleaned: str) -> None:
    assert clean_subject(subject, TN, DEFAULTS) == cleaned


def test_blanks_behind_go_when_there_are_none_in_front() -> None:
    assert clean_subject("D  ", TN, DEFAULTS) == "D"


def test_a_subject_of_the_allowed_length_is_not_cut() -> None:
    assert clean_subject("z" * 100, TN, DEFAULTS) == "z" * 100


def test_size_zero_never_cuts() -> None:
    assert clean_subject("z" * 500, TN, replace(DEFAULTS, size=0)) == "z" * 500


def test_an_empty_prefix_setting_gives_no_prefix_and_no_colon() -> None:
    settings = replace(DEFAULTS, reply_prefix="", forward_prefix="")
    assert build_subject("x", TN, settings) == f"[Ticket#{TN}] x"
    assert build_subject("x", TN, settings, SubjectKind.FORWARD) == f"[Ticket#{TN}] x"
    assert clean_subject("Re: x", TN, settings) == "Re: x"


def test_configured_prefixes_are_the_ones_cleaned() -> None:
    settings = replace(DEFAULTS, reply_prefix="AW", forward_prefix="WG")
    assert clean_subject("aw: AW[2]: WG: x", TN, settings) == "x"
    assert build_subject("Re: x", TN, settings) == f"AW: [Ticket#{TN}] Re: x"


def test_all_numbers_go_when_told() -> None:
    settings = replace(DEFAULTS, clean_all_numbers=True)
    assert clean_subject("[Ticket#2024102410000099] a Ticket#: 123 b", TN, settings) == "a b"


def test_hook_and_divider_are_literal_text() -> None:
    settings = replace(DEFAULTS, hook="Call(*", hook_divider=".")
    assert build_subject(f"[Call(*.{TN}] x", TN, settings) == f"Re: [Call(*.{TN}] x"
    assert clean_subject(f"[Call(*x{TN}] x", TN, settings) == f"[Call(*x{TN}] x"


@given(subject=st.text(max_size=60), format_=st.sampled_from(SubjectFormat))
def test_answering_an_answer_does_not_pile_up_hooks(subject: str, format_: SubjectFormat) -> None:
    settings = replace(DEFAULTS, format=format_)
    once = build_subject(subject, TN, settings)
    assert build_subject(once, TN, settings).count(TN) == once.count(TN)
