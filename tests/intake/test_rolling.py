"""After a restore an item is what its own events make of it: stages, corrections and refused attempts included."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.work import Heard
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.registry import read
from services.intake.domain.item import Item
from services.intake.rolling import RolledItems
from services.intake.store import ITEMS
from tests.intake.stages.test_interview import TALK
from tests.intake.town import Intake

pytestmark = pytest.mark.asyncio


async def test_the_events_of_an_item_tell_its_whole_state() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    await intake.act(item_id, "interview", TALK)
    claims = [{"claim_id": each.claim_id, "path": "PETITION"} for each in intake.item(item_id).now.claims]
    screen = {"matter_class": "APPEAL", "purpose": "APPEAL", "category": "03", "claims": claims}
    await intake.act(item_id, "screen", screen)
    changes = [{"field": "petitioner.id_no", "to": "120103198806018241"}, {"field": "headcount", "to": 3}]
    await intake.act(item_id, "corrections", {"kind": "WRONG", "found_by": "router", "changes": changes})
    rolled, held = RolledItems(intake.door.registrar), None
    own = [unsent for unsent in await intake.store.announced(ITEMS, item_id) if unsent.owned]
    for unsent in own:
        envelope = Envelope.read({name: value.decode() for name, value in unsent.headers})
        held = await rolled.item(held, Heard(read(envelope.type, envelope.version, unsent.body), envelope))
    assert isinstance(held, Item)
    expected = intake.item(item_id)
    assert replace(held, person=expected.person) == expected
    keys = await intake.door.registrar.persons.keys([held.now.petitioner])
    assert rolled._with_person(held, keys) == expected
