"""Codes on their way: a one-time code to the registered telephone or mailbox, a lost query code, a code at the window."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from functools import partial

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command
from lianjie_contracts.base import Actor, Petitioner
from lianjie_contracts.events.one_time_code_asked import OneTimeCodeAsked
from lianjie_contracts.vocabulary import CodePurpose
from services.intake.citizen.acts import Asker
from services.intake.citizen.handing_out import hand_out, reissue
from services.intake.citizen.one_time import OneTimeCode, asked, digest_of, drawn, in_hand
from services.intake.citizen.reading import Reader
from services.intake.citizen.requests import Requests, opened
from services.intake.citizen.store import REQUESTS
from services.intake.domain.holders import Holder, code_of, people_of
from services.intake.domain.item import Item
from services.intake.store import PERSON_KEYS


@dataclass(frozen=True)
class Codes:
    reader: Reader

    def digest(self, asker: Asker, purpose: CodePurpose, code: str) -> str:
        return digest_of(self.reader.secret, asker.holder.key, purpose, code)

    async def send(self, asker: Asker, item: Item, purpose: CodePurpose, command: Command) -> Answer:
        """A new one-time code; told to notifications alone, if there is an address. The answer does not say whether."""
        code = drawn(self.reader.secret, command.id)
        event = await self._event(asker, people_of(item.now)[asker.holder.n], purpose, code)

        def decide(held: Requests | None) -> Decision[Requests]:
            requests, last = self._of(held, asker)
            new = asked(last, self.digest(asker, purpose, code), purpose, asker.at, self.reader.figures)
            if isinstance(new, Refused):
                return new
            return Changed(requests.with_code(asker.holder, new), (event,) if event else ())

        return await self._run(asker, command, decide)

    async def at_window(
        self, asker: Asker, purpose: CodePurpose, by: Actor, identity: str, command: Command
    ) -> tuple[Answer, str]:
        """A one-time code for the hand of who stands here with a document, on record."""
        code = drawn(self.reader.secret, command.id)

        def decide(held: Requests | None) -> Decision[Requests]:
            requests, last = self._of(held, asker)
            new = in_hand(last, self.digest(asker, purpose, code), purpose, asker.at, self.reader.figures)
            return hand_out(requests.with_code(asker.holder, new), asker, by, identity)

        return await self._run(asker, command, decide), code

    async def reissue(self, asker: Asker, by: Actor, identity: str, command: Command) -> tuple[Answer, str]:
        """A new query code; the old one dies. A repeat of the command is given the same new one."""
        answer = await self._run(asker, command, partial(reissue, asker=asker, by=by, identity=identity))
        return answer, self.valid(asker.holder, int(answer.body.get("issue", 0)))

    def valid(self, holder: Holder, issue: int) -> str:
        return code_of(self.reader.secret, holder, {holder.key: issue})

    async def with_phone(self, item_id: str, item: Item, phone: str) -> Asker | None:
        """Whose registered telephone this is. Every person of the item is looked at, found or not."""
        given, found = re.sub(r"\D", "", phone).encode(), None
        people = people_of(item.now)
        keys = await self.reader.door.parts.store.get(PERSON_KEYS, [p.petitioner_id for p in people])
        for n, person in enumerate(people):
            key = keys.get(person.petitioner_id)
            wrapped = key.state.wrapped if key and key.state else None
            safe = self.reader.door.registrar.safe
            known = (safe.open(person.phone, wrapped, "phone") or "") if person.phone else ""
            same = hmac.compare_digest(re.sub(r"\D", "", known).encode(), given)
            found = Holder(item_id, n) if same and given and found is None else found
        return self.reader.asker(found, item) if found else None

    @staticmethod
    def _of(held: Requests | None, asker: Asker) -> tuple[Requests, OneTimeCode | None]:
        """The requests of the matter, and the asker's last code among them."""
        requests = held or opened(asker.matter_id)
        return requests, requests.codes.get(asker.holder.key)

    async def _run(self, asker: Asker, command: Command, decide) -> Answer:  # type: ignore[no-untyped-def]  # noqa: ANN001
        return await self.reader.door.parts.commands.run(REQUESTS, asker.matter_id, command, decide)

    async def _event(
        self, asker: Asker, person: Petitioner, purpose: CodePurpose, code: str
    ) -> OneTimeCodeAsked | None:
        """None for somebody without any address, or whose key is destroyed: then there is the window."""
        parts, safe = self.reader.door.parts, self.reader.door.registrar.safe
        key = (await parts.store.get(PERSON_KEYS, [asker.person])).get(asker.person)
        wrapped = key.state.wrapped if key and key.state else None
        if wrapped is None or not (person.phone or person.email):
            return None
        until = in_hand(None, "", purpose, asker.at, self.reader.figures)
        return OneTimeCodeAsked(
            occurred_at=asker.at, by=asker.by, county=asker.county, matter_id=asker.matter_id, item_no=asker.item_no,
            person=asker.person, purpose=purpose, phone=person.phone, email=person.email, expires_at=until.until,
            code=safe.seal(asker.person, wrapped, "one_time_code", code),
        )  # fmt: skip
