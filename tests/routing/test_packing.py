"""A result in the superior's fields and codes: nobody is named, and what has no code is told instead of guessed."""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.vocabulary import Channel, ClaimResult, MatterState as S
from services.routing.domain.above import ExchangeState as X
from services.routing.packing import Mapped, mapping, package
from services.routing.reconciling import HEADINGS, line, written
from tests.routing.builders import AT, a_claim, a_matter
from tests.routing.roads.exchanging import exchanged

DONE = replace(
    exchanged(X.IMPORTED),
    claims=(a_claim(result=ClaimResult.SUPPORT), a_claim(2, result=ClaimResult.EXPLAIN)),
    accepted_at=AT,
)


def test_a_whole_result_is_mapped() -> None:
    told = package(DONE)
    assert told.unmapped == ()
    assert told.fields == {
        "XFBH": "GX20260728001", "BDBH": "45019920260928V00001", "XFXS": "01", "NRFL": "03", "BLZT": "20", "ZRDW": "县住建局",
        "SLRQ": "2026-09-28", "CLJG": "1,4",
    }  # fmt: skip


def test_what_must_be_there_and_is_not_is_named() -> None:
    assert package(a_matter(S.COMPLETED)).unmapped == ("XFBH",)
    assert package(replace(DONE, state=S.HANDLING)).unmapped == ("BLZT",)


def test_a_word_without_a_code_is_not_guessed() -> None:
    table = (Mapped("XFXS", "channel", codes={Channel.LETTER: "02"}),)
    assert package(DONE, table).unmapped == ("XFXS",)


def test_the_table_knows_every_state_that_has_a_result() -> None:
    from services.routing.domain.roads.exchanging import WITH_RESULT

    (state,) = (each for each in mapping() if each.source == "state")
    assert set(state.codes) == set(WITH_RESULT)


def test_the_list_is_the_same_in_all_three_formats_and_no_cell_is_a_formula() -> None:
    import csv
    import io
    import json

    from openpyxl import load_workbook

    rows = [line(DONE), ("=1+1", *[""] * 7)]
    told = json.loads(written(HEADINGS, rows, "json").body)
    assert told[0]["上级编号"] == "GX20260728001"
    as_csv = list(csv.reader(io.StringIO(bytes(written(HEADINGS, rows, "csv").body).decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(bytes(written(HEADINGS, rows, "xlsx").body)))
    as_xlsx = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert as_csv == as_xlsx
    assert as_csv[1] == list(told[0].values())
    assert as_csv[2][0] == "'=1+1"
