"""Pages drawn from the code say what the code says."""

from __future__ import annotations

import re

from deploy.pages import lifecycle


def test_the_page_of_moves_is_what_the_tables_say() -> None:
    written = lifecycle.PAGE.read_text(encoding="utf-8")
    assert written == lifecycle.page(), "draw it anew: python -m deploy.pages.lifecycle"


def test_every_row_has_its_line_and_every_move_its_arrow() -> None:
    drawn = lifecycle.page()
    for chart in lifecycle.charts():
        for row in chart.rows:
            assert f"| {row.number} | {chart.acts[row.act]} `{row.act}` |" in drawn
            if row.target and row.sources != {row.target}:
                arrows = [line for line in drawn.splitlines() if f"--> {row.target} : " in line]
                assert any(row.number in re.split("[、 ]", line.partition(" : ")[2]) for line in arrows)
