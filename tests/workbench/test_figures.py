"""The figures: a rate stands where it is on its axis."""

from __future__ import annotations

import pytest

from services.workbench.language import language
from services.workbench.views.figures import figures
from tests.workbench.town import COUNTY, DIRECTORY


@pytest.mark.parametrize(
    ("met", "axis", "place"),
    [(90, ("80%", "90%"), "50.0%"), (50, ("0%", "50%"), "50.0%"), (0, ("0%", "50%"), "0.0%")],
)
def test_a_rate_stands_where_it_is_on_an_axis_that_reaches_it(
    met: int, axis: tuple[str, str], place: str
) -> None:
    row = {"county": COUNTY, "unit": None, "numerator": met, "denominator": 100}
    told = {"rates": [{"id": "R05", "target": 95.0, "rows": [row]}]}
    shown = figures(told, "2026-09", ["2026-09"], "", DIRECTORY, language("zh"))
    (rate,) = shown.rates
    assert (rate.axis[:2], rate.rows[0].at) == (axis, place)
    assert rate.note.startswith("只算本月到期的")
