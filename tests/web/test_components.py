"""Components render with what their first line names, escape what they are given, and tie labels, hints and errors together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from lxml import html
from markupsafe import Markup

from gotrs_web.template_environment import environment
from gotrs_web.view import CURRENT, View
from tests.support.web_requests import request

NOW = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)


def draw(component: str, call: str, *, query: str = "", **values: object) -> html.HtmlElement:
    """The markup of one macro call, `values` being what the call may name."""
    macro = call.partition("(")[0]
    source = f'{{% from "components/{component}.html" import {macro} %}}<div>{{{{ {call} }}}}</div>'
    token = CURRENT.set(View(request(query=query, now=NOW, csrf_token="secret-token")))
    try:
        return html.fragment_fromstring(environment().from_string(source).render(values))
    finally:
        CURRENT.reset(token)


def test_a_field_ties_label_hint_and_error_to_its_control() -> None:
    drawn = draw("field", 'field("queue[name]", "Name", "a", hint="Short", error="Taken")')
    (control,) = drawn.xpath("//input")
    assert drawn.xpath("//label/@for") == [control.get("id")]
    described = control.get("aria-describedby").split()
    assert [drawn.get_element_by_id(name).text_content() for name in described] == ["Short", "Taken"]
    assert control.get("aria-invalid") == "true"


@pytest.mark.parametrize(
    "kind",
    [
        "text",
        "password",
        "email",
        "number",
        "search",
        "tel",
        "url",
        "date",
        "time",
        "datetime",
        "file",
        "textarea",
        "select",
    ],
)
def test_every_kind_of_field_has_a_labelled_control_of_its_name(kind: str) -> None:
    drawn = draw("field", f'field("x", "Label", kind="{kind}", options=[("1", "One")])')
    (control,) = drawn.xpath("//*[@name='x']")
    assert drawn.xpath("//label/@for") == [control.get("id")]


def test_a_password_is_never_sent_back() -> None:
    assert draw("field", 'field("p", "Password", "secret", kind="password")').xpath("//input/@value") == [""]


def test_a_select_marks_what_was_chosen_in_and_out_of_groups() -> None:
    drawn = draw(
        "field",
        'field("s", "State", ["2", "4"], kind="select", multiple=true, options=options)',
        options=[("1", "One"), ("2", "Two"), ("More", [("3", "Three"), ("4", "Four")])],
    )
    assert drawn.xpath("//option[@selected]/@value") == ["2", "4"]
    assert drawn.xpath("//optgroup/@label") == ["More"]


def test_numbers_work_as_options() -> None:
    drawn = draw("field", 'field("q", "Queue", 2, kind="select", options=[(1, "Raw"), (2, "Junk")])')
    assert drawn.xpath("//option[@selected]/text()") == ["Junk"]


@pytest.mark.parametrize("kind", ["radio", "checkbox"])
def test_choices_are_a_group_with_a_legend(kind: str) -> None:
    drawn = draw(
        "field", f'field("c", "Colour", "r", kind="{kind}", options=[("r", "Red"), ("b", "Blue")], error="Choose")'
    )
    assert drawn.xpath("//fieldset/legend")[0].text_content().strip() == "Colour"
    assert drawn.xpath("//input[@checked]/@value") == ["r"]
    assert drawn.xpath("//fieldset/@aria-describedby") == ["f-c-error"]


def test_text_keeps_its_first_line_break() -> None:
    assert draw("field", 'field("t", "Text", "\\n\\na", kind="textarea")').xpath("//textarea")[0].text.endswith("\n\na")


def test_values_and_attributes_are_escaped() -> None:
    drawn = draw("field", 'field("x", label, value, attrs={"data-x": value})', label="<b>", value='"><script>')
    assert drawn.xpath("//script | //b") == []
    assert drawn.xpath("//input/@data-x") == ['"><script>']


def test_the_summary_of_errors_leads_to_the_fields() -> None:
    drawn = draw("field", 'form_errors([("name", "Name", "Taken"), ("", "", "Too many")])')
    assert drawn.xpath("//*[@role='alert']//a/@href") == ["#f-name"]
    assert "2 things" in drawn.text_content()


def test_a_button_with_an_icon_alone_has_a_name() -> None:
    (button,) = draw("button", 'button("Close", icon="x", icon_only=true)').xpath("//button")
    assert (button.get("aria-label"), button.text_content().strip()) == ("Close", "")


def test_an_action_is_a_form_that_works_without_script() -> None:
    drawn = draw("button", 'post_button("Watch", "/watch", fields={"on": "1"})')
    assert drawn.xpath("//form/@method") == ["post"]
    assert drawn.xpath("//input[@name='csrf_token']/@value") == ["secret-token"]
    assert drawn.xpath("//input[@name='on']/@value") == ["1"]


@pytest.mark.parametrize(
    ("page", "shown"), [(1, ["2", "3", "11"]), (6, ["1", "4", "5", "7", "8", "11"]), (11, ["1", "9", "10"])]
)
def test_a_pager_offers_the_ends_and_the_neighbours(page: int, shown: list[str]) -> None:
    drawn = draw("pager", f"pager({page}, 212, 20)", query="q=a&page=9")
    assert [link.text for link in drawn.xpath("//a[not(@rel)]")] == shown
    assert all("q=a" in link for link in drawn.xpath("//a/@href"))
    assert drawn.xpath("//*[@aria-current='page']/text()") == [str(page)]


def test_a_pager_of_nothing_says_so() -> None:
    assert "Nothing found" in draw("pager", "pager(1, 0, 20)").text_content()


@pytest.mark.parametrize(
    ("due", "warned", "level", "text"),
    [
        (timedelta(minutes=72), True, "soon", "1 h 12 min"),
        (timedelta(hours=6), False, "ok", "6 h 00 min"),
        (timedelta(minutes=-18), True, "late", "Late 18 min"),
    ],
)
def test_an_escalation_says_in_words_what_its_colour_says(due: timedelta, warned: bool, level: str, text: str) -> None:
    (clock,) = draw("clock", "escalation(due, warned=warned)", due=NOW + due, warned=warned).xpath(
        "//span[@data-level]"
    )
    assert (clock.get("data-level"), clock.text_content().strip()) == (level, text)


def test_no_agreement_has_no_clock() -> None:
    assert draw("clock", "escalation(none)").text_content().strip() == "No SLA"


def test_a_moment_is_machine_readable() -> None:
    (drawn,) = draw("time", "time(at)", at=NOW).xpath("//time")
    assert drawn.get("datetime") == "2026-11-23T10:02:00+00:00"
    assert drawn.text == "Today 10:02"


def test_a_tree_folds_and_marks_where_one_is() -> None:
    nodes = [
        {
            "label": "Network",
            "url": "/n",
            "count": 3,
            "below": {"nodes": [{"label": "VPN", "url": "/v", "current": True}], "left": 0, "more": ""},
        }
    ]
    drawn = draw("tree", "tree(nodes)", nodes=nodes)
    assert drawn.xpath("//details//a[@aria-current='page']/@href") == ["/v"]


def test_sorting_turns_round_and_starts_at_the_first_page() -> None:
    drawn = draw("table", 'sort_head("Age", "age", "age")', query="sort=age&page=3&q=x")
    assert drawn.xpath("//a/@href") == ["/agent/tickets?q=x&sort=-age"]


def test_a_property_that_is_not_set_says_so() -> None:
    assert draw("panel", 'prop("Service", none)').text_content().strip().endswith("not set")


def test_a_property_may_be_markup() -> None:
    assert draw("panel", 'prop("State", value)', value=Markup("<em>open</em>")).xpath("//em/text()") == ["open"]


def test_a_translated_sentence_escapes_words_and_keeps_markup() -> None:
    drawn = draw("notice", 'notice(_("Remove {name}", name=word))', word="<i>")
    assert drawn.xpath("//i") == []
    assert draw("notice", 'notice(_("Remove {name}", name=word))', word=Markup("<i>x</i>")).xpath("//i/text()") == ["x"]
