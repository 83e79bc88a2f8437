"""docs/admin/settings.md: each setting has an effect and a test, or says that it is only kept for OTRS."""

from __future__ import annotations

from scripts import settings_table


def test_no_cell_is_empty_and_the_page_is_up_to_date() -> None:
    table = settings_table.rows()
    assert settings_table.problems(table) == []
    assert settings_table.PAGE.read_text(encoding="utf-8") == settings_table.page(table)
