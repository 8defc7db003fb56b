"""The load is what people do: a form on which nothing of its stage is missing, from somebody new each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from deploy.bench.life import Addresses, Life, Town
from services.intake.checking import checked, missing
from services.intake.domain.numbers import LOCAL
from services.intake.persons import told
from services.intake.registration import RegistrationForm
from tests.intake.town import COUNTY, DIRECTORY, NOW

if TYPE_CHECKING:
    from deploy.bench.ear import Ear
    from deploy.bench.wire import Wire

NOBODY = cast("Wire", None), cast("Ear", None)


def town(run: str) -> Town:
    return Town(run, *NOBODY, Addresses({COUNTY: ""}, "", ""), {})


@pytest.mark.parametrize("n", [0, 1, 99_999])
def test_at_the_register_stage_nothing_is_left_to_ask(n: int) -> None:
    form = RegistrationForm.model_validate(Life(town("a run"), n)._visit())
    checked(form, "national_2022", COUNTY, DIRECTORY, NOW)
    given: dict[str, Any] = form.model_dump()
    given["petitioner"] |= told(form.petitioner, NOW.astimezone(LOCAL).date())
    assert missing(given, form.channel, "national_2022")["REGISTER"] == []


def test_everybody_is_somebody_new_in_one_run_and_in_the_next() -> None:
    numbers = [
        Life(town(run), n)._visit()["petitioner"]["id_no"] for run in ("one", "two") for n in range(500)
    ]
    assert len(set(numbers)) == len(numbers)
