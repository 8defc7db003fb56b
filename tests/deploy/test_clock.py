"""`clock due` tells a date day by day with nothing running, and says what it lacks where it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from deploy.cli.clock import app
from deploy.local.home import PROJECT
from deploy.words import Misasked, say
from services.deadlines.domain.foretelling import LACKING
from tests.deadlines.oracle import between, walked

ROWS = tomllib.loads((PROJECT / "services/deadlines/clocks.toml").read_text(encoding="utf-8"))["clock"]


def due(*words: str) -> Any:
    done = CliRunner().invoke(app, ["due", *words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def complaint(*words: str) -> str:
    with pytest.raises(Misasked) as refused:
        CliRunner().invoke(app, ["due", *words], catch_exceptions=False)
    return str(refused.value)


@pytest.mark.parametrize(
    ("words", "nominal", "end"),
    [
        ("--clock C02 --from 2026-02-05", "2026-02-20", "2026-02-24"),
        ("--clock C05 --from 2026-02-12", "2026-02-26", "2026-02-26"),
        ("--clock C07 --from 2026-08-03", "2026-10-02", "2026-10-08"),
        ("--clock C07 --from 2026-08-03 --extend 30", "2026-11-01", "2026-11-02"),
        ("--clock C08 --from 2026-10-02", "2026-11-01", "2026-11-02"),
        ("--clock C10 --from 2026-04-03", "2026-05-03", "2026-05-06"),
        ("--clock C07 --from 2026-08-03 --profile zhejiang_2016 --extend 60", "2026-11-01", "2026-11-02"),
        ("--clock C09 --from 2026-08-03 --profile henan_2012", "2026-09-02", "2026-09-02"),
        ("--clock C45 --from 2026-10-01", "2026-10-02", "2026-10-02"),
    ],
)
def test_the_values_of_the_specification(words: str, nominal: str, end: str) -> None:
    told = due(*words.split())
    assert (told["nominal"], told["due"], told["provisional"]) == (nominal, end, False)


@pytest.mark.parametrize("id_", [row["id"] for row in ROWS if row["id"] not in LACKING | {"C45"}])
def test_every_clock_that_can_be_told_from_a_day_is_told_as_a_walk_tells_it(id_: str) -> None:
    row = next(row for row in ROWS if row["id"] == id_)
    days = {"C09": 60, "C37": 30, "C47": 30}.get(id_) or row["length"]
    told = due("--clock", id_, "--from", "2025-09-12")
    nominal, end = walked(date(2025, 9, 12), days, only_workdays=row["counting"] == "working")
    assert (told["nominal"], told["due"]) == (f"{nominal}", f"{end}")
    assert (told["clock"], told["profile"], told["start"]) == (id_, "national_2022", "2025-09-12")


@pytest.mark.parametrize("id_", sorted(LACKING))
def test_a_clock_that_hangs_on_more_than_a_day_says_on_what(id_: str) -> None:
    assert say(f"clock_lacks_{id_}") in complaint("--clock", id_, "--from", "2026-08-03")


def test_every_day_from_the_start_to_the_end_is_told() -> None:
    told = due("--clock", "C07", "--from", "2026-08-03", "--pause", "2026-08-10..2026-08-14")
    steps = told["steps"]
    assert {step["on"] for step in steps} == {
        f"{day}" for day in between(date(2026, 8, 3), date.fromisoformat(told["due"]))
    }
    assert [step["mark"] for step in steps if step["on"][5:7] == "08"][6:13] == ["COUNTED", *["PAUSED"] * 5, "COUNTED"]  # fmt: skip
    assert [step["number"] for step in steps if step["number"]] == list(range(1, 61))
    assert steps[-1]["mark"] == "DUE"


def test_several_pauses_count_together() -> None:
    pauses = ("--pause", "2026-08-10..2026-08-11", "--pause", "2026-09-01..2026-09-01")
    left_out = between(date(2026, 8, 10), date(2026, 8, 11)) | {date(2026, 9, 1)}
    nominal, _ = walked(date(2026, 8, 3), 60, only_workdays=False, left_out=left_out)
    assert due("--clock", "C07", "--from", "2026-08-03", *pauses)["nominal"] == f"{nominal}"


def test_beyond_the_last_notice_a_date_is_provisional_and_says_so_to_a_reader() -> None:
    assert due("--clock", "C07", "--from", "2026-11-23")["provisional"] is True
    page = CliRunner().invoke(app, ["due", "--clock", "C07", "--from", "2026-11-23"]).output
    assert "2027-01-22 周五到期" in page
    assert "2027-01-20 周三  第 58 日、暂定" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--clock C51 --from 2026-08-03", "没有期限 C51"),
        ("--clock C07 --from 2026-02-30", "“2026-02-30”不是可用的日期"),
        ("--clock C07 --from 20260803", "“20260803”不是可用的日期"),
        ("--clock C07 --from 0001-01-01", "“0001-01-01”不是可用的日期"),
        ("--clock C07 --from 2026-08-03 --profile 浙江", "没有地方规则 浙江"),
        ("--clock C07 --from 2026-08-03 --extend 31", "C07 最多延 30，不能延 31"),
        ("--clock C07 --from 2026-08-03 --extend -1", "C07 最多延 30"),
        ("--clock C02 --from 2026-08-03 --extend 1", "C02 按规定不能延期"),
        ("--clock C08 --from 2026-10-02 --extend 30", "C08 按规定不能延期"),
        ("--clock C12 --from 2026-08-03 --extend 30", "C12 按规定不能延期"),
        ("--clock C07 --from 2026-08-03 --pause 2026-09-01", "“2026-09-01”不是起止日"),
        ("--clock C07 --from 2026-08-03 --pause 2026-09-05..2026-09-01", "止日早于起日"),
    ],
)
def test_what_cannot_be_asked_says_how_to_ask(words: str, said: str) -> None:
    assert said in complaint(*words.split())


def test_a_local_rule_may_allow_what_the_nation_does_not() -> None:
    assert due("--clock", "C12", "--from", "2026-08-03", "--extend", "30", "--profile", "beijing_2006")


def test_the_command_ends_with_2_and_loads_no_service() -> None:
    code = (
        "import sys; from deploy.cli.__main__ import main; sys.argv = ['lianjie', 'clock', 'due', '--clock', 'C18', "
        "'--from', '2026-08-03']; code = main(); heavy = {'chassis', 'fastapi', 'pymongo', 'rich'} & set(sys.modules); "
        "print(code, heavy)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "2 set()"
    assert "得知情况的钟点" in done.stderr
