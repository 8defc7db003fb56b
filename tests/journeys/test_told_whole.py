"""Roads that end early, for what `conftest` asks of every journey: the events alone give the matter back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chassis.decisions import Decision
from lianjie_contracts.base import Petitioner, Sealed
from lianjie_contracts.vocabulary import MatterClass, Path, TransferMode
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import Matter
from services.routing.domain.roads.dispatching import Dispatch
from services.routing.domain.roads.screening import Guidance, ToDiscipline
from services.routing.sending import shares
from services.routing.store import MATTERS
from tests.journeys.town import COUNTY, DIRECTORY, ROUTER, ZJJ, Town

pytestmark = pytest.mark.asyncio


async def _act(town: Town, matter_id: str, act: Act, brings: Any) -> None:
    wish = Intent(act, ROUTER, town.clock.now(), frozenset({"router"}), None, brings)

    def decision(held: Matter | None) -> Decision[Matter]:
        return decide(held, [wish])

    answer = await town.command("routing", MATTERS, matter_id, decision)
    assert answer.refusal is None, answer.because


async def test_guided_to_another_path() -> None:
    town = Town()
    matter_id = await town.register("请求支付工资", "请求赔偿")
    brings = Guidance(
        Path.ARBITRATION, "LEGAL_PATH", "属于劳动仲裁", "《劳动争议调解仲裁法》第二条", "县仲裁院"
    )
    await _act(town, matter_id, Act.GUIDE_TO_PATH, brings)
    assert {claim.path for claim in town.matter(matter_id).claims} == {Path.ARBITRATION}


async def test_handed_to_discipline() -> None:
    town = Town()
    matter_id = await town.register("查处截留补贴", matter_class=MatterClass.ACCUSATION, accused_unit=ZJJ)
    brings = ToDiscipline(f"{COUNTY}-jwjw", "按干部管理权限", "deputy@450199")
    await _act(town, matter_id, Act.HAND_TO_DISCIPLINE, brings)


async def test_dispatched_under_another_category_and_joined_by_a_group() -> None:
    town = Town()
    sealed = Sealed(key=f"{COUNTY}:k", nonce="QUJD", text="V0hP")
    petitioner = Petitioner(petitioner_id=f"{COUNTY}:k", name=sealed)
    matter_id = await town.register(
        "修好屋面渗漏", petitioner=petitioner, main_content="两年没有修好", secrecy_requested=True
    )
    await town.register("补偿损失", repeat_of=matter_id, headcount=7)
    to = shares(town.matter(matter_id), ZJJ, (), TransferMode.FORWARD, DIRECTORY)
    brings = Dispatch(TransferMode.FORWARD, to, True, category="09")
    await _act(town, matter_id, Act.FORWARD, brings)
    matter = town.matter(matter_id)
    assert (matter.headcount, matter.category, matter.secret, len(matter.claims)) == (7, "09", True, 2)
    await town.register("还没有修", repeat_of=matter_id, headcount=9)
    assert replace(matter, headcount=9).claims == town.matter(matter_id).claims
