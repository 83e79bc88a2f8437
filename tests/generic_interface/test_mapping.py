"""Mappings: names and values of the top level, and templates that see nothing but the data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gotrs_api.generic_interface.errors import MappingFailed
from gotrs_api.generic_interface.mapping import apply_mapping, xslt
from gotrs_api.generic_interface.webservice import Mapped

KEEP, IGNORE = {"MapType": "Keep"}, {"MapType": "Ignore"}
XSL = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"'


async def simply(data: Any, **config: Any) -> Any:
    whole = {"KeyMapDefault": KEEP, "ValueMapDefault": KEEP, **config}
    return await apply_mapping(Mapped("Simple", whole), data)


async def by_template(template: str, data: Any, **config: Any) -> Any:
    whole = f"<xsl:stylesheet {XSL}>{template}</xsl:stylesheet>"
    return await apply_mapping(Mapped("XSLT", {"Template": whole, **config}), data, {"ProviderRequestInput": {"a": 1}})


async def test_keys_by_text_by_pattern_and_by_default() -> None:
    data = {"old": "1", "pre_x": "2", "rest": "3"}
    exact = {"KeyMapExact": {"old": "new"}, "KeyMapRegEx": {"pre_.*": "matched"}}
    assert await simply(data, **exact) == {"new": "1", "matched": "2", "rest": "3"}
    assert await simply(data, **exact, KeyMapDefault=IGNORE) == {"new": "1", "matched": "2"}
    assert await simply(data, **exact, KeyMapDefault={"MapType": "MapTo", "MapTo": "other"}) == {
        "new": "1", "matched": "2", "other": "3",
    }  # fmt: skip


async def test_a_target_that_is_taken_drops_the_entry() -> None:
    rules = {"KeyMapRegEx": {"[ab]": "same"}}
    assert await simply({"a": "1", "b": "2"}, **rules) == {"same": "1"}


async def test_patterns_are_anchored() -> None:
    assert await simply({"xold": "1"}, KeyMapRegEx={"old": "new"}) == {"xold": "1"}


async def test_values_and_what_is_no_scalar() -> None:
    values = {"state": {"ValueMapExact": {"1": "new"}, "ValueMapRegEx": {"clos.*": "closed"}}}
    assert await simply({"state": 1}, ValueMap=values) == {"state": "new"}
    assert await simply({"state": "closing"}, ValueMap=values) == {"state": "closed"}
    assert await simply({"state": "x"}, ValueMap=values, ValueMapDefault=IGNORE) == {}
    assert await simply({"state": ["x"]}, ValueMap=values, ValueMapDefault=IGNORE) == {"state": ["x"]}


@pytest.mark.parametrize("config", [{"KeyMapDefault": {}}, {"ValueMapDefault": {"MapType": "MapTo"}},
                                    {"KeyMapRegEx": {"(": "x"}}])  # fmt: skip
async def test_mappings_that_make_no_sense(config: Any) -> None:
    with pytest.raises(MappingFailed):
        await simply({"a": "1"}, **config)


async def test_a_template_makes_other_data() -> None:
    template = (
        '<xsl:template match="/RootElement"><Out><Ticket><Title><xsl:value-of select="Subject"/></Title>'
        '<xsl:for-each select="Tag"><Tag><xsl:value-of select="."/></Tag></xsl:for-each></Ticket></Out></xsl:template>'
    )
    data = {"Subject": "ä & b", "Tag": ["x", "y"]}
    assert await by_template(template, data) == {"Ticket": {"Title": "ä & b", "Tag": ["x", "y"]}}


async def test_templates_see_earlier_stages_and_renamed_keys() -> None:
    template = (
        '<xsl:template match="/RootElement"><Out><A><xsl:value-of select="DataInclude/ProviderRequestInput/a"/></A>'
        '<B_x><xsl:value-of select="New"/></B_x></Out></xsl:template>'
    )
    found = await by_template(
        template,
        {"Old": "1"},
        DataInclude=["ProviderRequestInput"],
        PreRegExFilter=[{"Search": "^Old$", "Replace": "New"}],
        PostRegExFilter=[{"Search": "_x$", "Replace": ""}],
    )
    assert found == {"A": "1", "B": "1"}


async def test_keys_are_renamed_as_perl_does_it() -> None:
    copy = '<xsl:template match="node()"><xsl:copy><xsl:apply-templates/></xsl:copy></xsl:template>'
    rules = [{"Search": "(foo|bar)bar", "Replace": "${1}_$1$2"}]
    data = {"foobar": "1", "xbarbarfoobar": {"barbar": ["2"]}}
    assert await by_template(copy, data, PreRegExFilter=rules) == {
        "foo_foo": "1", "xbar_barfoobar": {"bar_bar": "2"},
    }  # fmt: skip


async def test_functions_of_otrs_for_dates() -> None:
    template = (
        '<xsl:import href="/opt/otrs/Kernel/GenericInterface/Mapping/{file}"/>'
        '<xsl:template match="RootElement"><Out xmlns:f="{space}"><Iso><xsl:value-of select="f:date-xsd-to-iso(Xsd)"/>'
        '</Iso><Xsd><xsl:value-of select="f:date-iso-to-xsd(string(Iso))"/></Xsd></Out></xsl:template>'
    )
    data = {"Iso": "2010-12-31 23:58:59", "Xsd": "2011-11-30T22:57:58Z"}
    for file, space in (("OTRSFunctions.xsl", "http://otrs.org"), ("ZnunyFunctions.xsl", "http://znuny.org")):
        found = await by_template(template.format(file=file, space=space), data)
        assert found == {"Iso": "2011-11-30 22:57:58", "Xsd": "2010-12-31T23:58:59Z"}


async def test_a_template_may_be_broken_into_lines() -> None:
    template = (
        '<xsl:template match="RootElement">\r\n<Out><A>\r\n  one two\r\n </A>\n'
        '<B> <xsl:value-of select="a"/> </B></Out></xsl:template>'
    )
    assert await by_template(template, {"a": "b"}) == {"A": "one two", "B": "b"}


async def test_without_data_or_template_nothing_is_done() -> None:
    assert await by_template("<xsl:template match='/'><a>b</a></xsl:template>", {}) == {}
    assert await apply_mapping(Mapped("XSLT", {"Template": ""}), {"a": "b"}) == {"a": "b"}


async def test_work_without_an_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xslt, "_LIMIT_S", 0)
    twice = '<xsl:call-template name="a"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>' * 2
    template = (
        '<xsl:template match="/"><o><xsl:call-template name="a"><xsl:with-param name="n" select="99"/>'
        '</xsl:call-template></o></xsl:template><xsl:template name="a"><xsl:param name="n"/>'
        f'<xsl:if test="$n &gt; 0">{twice}</xsl:if></xsl:template>'
    )
    whole = f"<xsl:stylesheet {XSL}>{template}</xsl:stylesheet>"
    with pytest.raises(MappingFailed, match="too long"):
        xslt._transformed(whole, {"a": "b"})


@pytest.mark.parametrize(
    "template",
    [
        '<xsl:template match="/"><x><xsl:copy-of select="document(\'{file}\')"/></x></xsl:template>',
        '<xsl:import href="{file}"/><xsl:template match="/"><x/></xsl:template>',
        '<xsl:include href="{file}"/><xsl:template match="/"><x/></xsl:template>',
        (
            '<xsl:template match="/"><exsl:document xmlns:exsl="http://exslt.org/common" href="{file}.new"><x/>'
            "</exsl:document></xsl:template>"
        ),
        (
            '<xsl:template match="/"><xsl:call-template name="a"/></xsl:template>'
            '<xsl:template name="a"><xsl:call-template name="a"/></xsl:template>'
        ),
        '<other:import xmlns:other="http://www.w3.org/1999/XSL/Transform" href="file://{file}"/>',
        '<xsl:import href="{file}/../OTRSFunctions.xsl?{file}"/><xsl:template match="/"><x/></xsl:template>',
        "<xsl:template",
    ],
    ids=["document", "import", "include", "write", "endless", "prefix", "disguised", "broken"],
)
async def test_templates_stay_inside(template: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.xml"
    file.write_text("<secret>hush</secret>")
    try:
        found = await by_template(template.format(file=file), {"a": "b"})
    except MappingFailed:
        found = None
    assert "hush" not in str(found)
    assert not (tmp_path / "secret.xml.new").exists()


async def test_templates_have_no_entities() -> None:
    template = f'<!DOCTYPE x [<!ENTITY e "boo">]><xsl:stylesheet {XSL}><xsl:template match="/"/></xsl:stylesheet>'
    with pytest.raises(MappingFailed, match="DOCTYPE"):
        await apply_mapping(Mapped("XSLT", {"Template": template}), {"a": "b"})
