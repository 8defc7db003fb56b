"""The day itself: every petition lives its own life, begun one after the other, until nobody has anything to do today."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from deploy.demo.office import Office
from deploy.demo.progress import Progress, is_complete, is_issued, is_open
from deploy.demo.story import IN_BROWSER, Petition
from deploy.demo.telling import Teller, grouped
from deploy.demo.town import Town
from deploy.demo.units import InBrowser, retold
from deploy.words import Complaint, say

HEARD_WITHIN, ANSWERED_WITHIN, SERVED_WITHIN = 60, 120, 60
APART = 0.75


@dataclass
class Day:
    """`pace` 1 is for watching; 0.1 for a test. `example` is a matter worth explaining, once the day is over."""

    town: Town
    tell: Teller
    pace: float = 1.0
    example: str = ""
    _numbers: dict[tuple[str, str], asyncio.Future[str]] = field(default_factory=dict)
    _was_played: bool = False
    _evening: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, petitions: Sequence[Petition]) -> None:
        """Let it happen; the first error ends it."""
        self._numbers = {(p.county, p.key): asyncio.get_running_loop().create_future() for p in petitions}
        progress = Progress(self.town.databases["routing"])
        try:
            async with retold(self.town, self.tell), asyncio.TaskGroup() as tasks:
                looking = tasks.create_task(progress.run())
                lives = [
                    tasks.create_task(self._live(petition, n * APART * self.pace, progress))
                    for n, petition in enumerate(petitions)
                ]
                await asyncio.wait(self._numbers.values())
                self._evening.set()
                await asyncio.wait(lives)
                looking.cancel()
        except ExceptionGroup as several:
            raise several.exceptions[0] from None

    async def _live(self, petition: Petition, starts_after: float, progress: Progress) -> None:
        await asyncio.sleep(starts_after)
        office = Office(self.town, self.tell, petition.county)
        earlier = await self._numbers[petition.county, petition.repeat_of] if petition.repeat_of else None
        item = await office.register(petition, earlier)
        self._numbers[petition.county, petition.key].set_result(item["item_no"])
        if item["repeated"] and not self._was_played:
            self._was_played = True
            self.tell.plain("demo_again", style="bold", day=self.town.day, turn=self.town.turn)
        if petition.repeat_of or petition.until == "screening":
            return
        matter_id, number = item["matter_id"], item["item_no"]
        state = await progress.until(matter_id, is_open, HEARD_WITHIN)
        if state is None:
            raise Complaint("demo_not_heard", number=grouped(number), seconds=HEARD_WITHIN)
        if petition.late:
            await self._evening.wait()
        await asyncio.sleep(1.5 * self.pace)
        await office.route(petition, matter_id, state)
        if not petition.is_dispatched:
            return
        unit = petition.lead.unit if petition.lead else state["suggestion"]["unit"].partition("-")[2]
        if unit in IN_BROWSER:
            people = InBrowser(self.town, self.tell, f"{petition.county}-{unit}", self.pace)
            await people.handle(petition, matter_id, state["claims"], number)
        await self._see_it_home(petition, office, matter_id, number, unit, progress)

    async def _see_it_home(
        self, petition: Petition, office: Office, matter_id: str, number: str, unit: str, progress: Progress
    ) -> None:
        """Until the answer has reached the person, by mail or at the window, if there is one today."""
        is_suggestion = petition.matter_class == "SUGGESTION"
        answered_today = petition.answers if unit in IN_BROWSER else not is_suggestion
        if not answered_today or not await progress.until(matter_id, is_issued, ANSWERED_WITHIN):
            return
        if not petition.mail:
            if petition.channel != "VISIT":
                return
            await office.hand_over(petition, matter_id, number)
        if await progress.until(matter_id, is_complete, SERVED_WITHIN):
            how = say("demo_by_mail" if petition.mail else "demo_by_hand")
            self.tell.told(
                office.name, say("demo_notifications"), f"{grouped(number)} {say('demo_complete')}", how
            )
            with contextlib.suppress(IndexError):
                self.example = matter_id if petition.slip or not self.example else self.example
