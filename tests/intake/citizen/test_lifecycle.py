"""Machines `evaluation` and `progress_query` are the specification's, row for row and guard for guard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.intake.citizen import lifecycle
from services.intake.citizen.lifecycle import EVALUATION, PROGRESS_QUERY, Wish

SPECIFICATION = yaml.safe_load(
    (Path(__file__).parents[1] / "specification" / "citizen.yaml").read_text(encoding="utf-8")
)
ROWS = {row["row"]: row for row in SPECIFICATION["transitions"]}
BUILT: list[Any] = [*EVALUATION.rows, *PROGRESS_QUERY.rows]


@pytest.mark.parametrize("row", BUILT, ids=lambda row: row.number)
def test_a_row_is_the_specification_s_row(row: Any) -> None:
    spec = ROWS[row.number]
    assert (row.act, row.target, row.basis) == (spec["act"], spec["to"], spec["basis"])
    assert {source or "NONE" for source in row.sources} == set(spec["from"])
    assert row.roles == frozenset(spec["actor_roles"])
    assert [guard.__name__ for guard in row.guards] == spec["guards"]


def test_no_row_is_missing() -> None:
    assert {row.number for row in BUILT} == set(ROWS)


@pytest.mark.parametrize(
    ("name", "wish"),
    [
        ("evaluation_scope", Wish("rate", frozenset(), in_scope=False)),
        ("second_factor", Wish("rate", frozenset())),
        ("window_c24_open", Wish("rate", frozenset(), is_over=True)),
        ("window_c24_lapsed", Wish("fix_rating", frozenset())),
        ("rater_is_petitioner", Wish("rate", frozenset(), is_staff=True)),
        ("number_and_code", Wish("ask_progress", frozenset())),
    ],
)
def test_a_refusal_has_the_code_and_the_words_of_the_specification(name: str, wish: Wish) -> None:
    refused, told = getattr(lifecycle, name)(None, wish), SPECIFICATION["guards"][name]
    assert refused.code == told["refusal_code"]
    assert refused.because.startswith(told["refusal_zh"].rstrip("。"))
