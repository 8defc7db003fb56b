"""Nobody is left at a door: wherever a matter stands, its petitioner is told what is open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianjie_contracts.vocabulary import MatterState as S, Path
from services.routing.domain.beside import ReviewState as R, Window
from services.routing.domain.matter import Matter
from services.routing.domain.remaining import GUIDED, remains
from tests.routing.builders import AT, a_claim, a_matter

C10 = Window("C10", AT, AT + timedelta(days=30))


@pytest.mark.parametrize(
    ("matter", "says"),
    [
        (a_matter(S.HANDLING), "答复以前可以随时补充情况"),
        (a_matter(S.OPINION_READY, issued_at=AT), "收到后30日内可以申请复查"),
        (a_matter(S.COMPLETED), "收到后30日内可以申请复查"),
        (a_matter(S.COMPLETED, windows=(C10,)), "以前可以申请复查"),
        (a_matter(S.COMPLETED, windows=(Window("C10", AT - timedelta(days=40), AT - timedelta(days=9)),)), "确有正当理由"),
        (a_matter(S.COMPLETED, claims=(a_claim(path=Path.LITIGATION),)), GUIDED),
        (a_matter(S.COMPLETED, review=R.EXAMINING), "复查正在进行"),
        (a_matter(S.COMPLETED, review=R.UPHELD), "可以申请复核"),
        (a_matter(S.COMPLETED, review=R.UPHELD, recheck=R.APPLIED), "复核正在进行"),
        (a_matter(S.WITHDRAWN), "可以重新提出"),
        (a_matter(S.CLOSED_AT_INTAKE), GUIDED),
    ],
)  # fmt: skip
def test_what_is_open_is_said_in_words(matter: Matter, says: str) -> None:
    assert says in remains(matter, AT)


@pytest.mark.parametrize("state", list(S))
def test_every_state_has_its_words(state: S) -> None:
    assert remains(a_matter(state), AT).endswith("。")
