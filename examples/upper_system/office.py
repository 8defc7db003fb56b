"""What the superior does: pure, over its one table of transfers; the wire is elsewhere (bus.py)."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from lianjie_contracts.base import Sealed
from lianjie_contracts.events.package_receipt import PackageReceipt
from lianjie_contracts.events.result_package import ResultPackage
from lianjie_contracts.events.transfer_answered import TransferAnswered
from lianjie_contracts.events.upper_transfer import UpperTransfer
from lianjie_contracts.vocabulary import Channel, ReplyOutcome

REQUIRED = ("XFBH", "BDBH", "BLZT")
PERSONAL = ("name", "phone", "address", "id_no")


@dataclass(frozen=True, slots=True)
class Line:
    """One matter handed down: what became of it at the county, and the number its result has here."""

    transfer: UpperTransfer
    item_no: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    result: Mapping[str, str] = field(default_factory=dict)
    receipts: Mapping[int, PackageReceipt] = field(default_factory=dict)


@dataclass
class Superior:
    """`exchange_key`: 32 bytes that both sides know."""

    exchange_key: bytes
    lines: dict[str, Line] = field(default_factory=dict)

    def hand_down(self, number: str, county: str, due_on: date, now: datetime, **said: Any) -> UpperTransfer:  # noqa: ANN401 - fields of UpperTransfer
        """A transfer; the personal fields among `said` leave here sealed."""
        personal = {name: str(said.pop(name)) for name in PERSONAL if name in said}
        common: dict[str, Any] = {
            "channel": Channel.LETTER,
            "received_at": now - timedelta(days=3),
            "place_code": county,
            "at": now,
        }
        transfer = UpperTransfer(
            number=number, county=county, due_on=due_on, **(common | said), **self._sealed(number, personal)
        )
        self.lines[number] = Line(transfer)
        return transfer

    def hear(self, event: TransferAnswered | ResultPackage, now: datetime) -> PackageReceipt | None:
        """Keep what a county says; a result is answered, and the same one twice gets the same answer."""
        if isinstance(event, TransferAnswered):
            if held := self.lines.get(event.number):
                done = event.outcome is ReplyOutcome.DONE
                self.lines[event.number] = replace(
                    held, item_no=event.item_no, refused={} if done else event.fields
                )
            return None
        held = self.lines.get(event.number)
        if held is None:
            return _receipt(event, now, because="没有这个编号的转交件。")
        if event.package in held.receipts:
            return held.receipts[event.package]
        missing = [name for name in REQUIRED if not event.fields.get(name)]
        entered = f"HF-{event.number}-{event.package}"
        receipt = _receipt(
            event, now, because=f"缺少必填项：{'、'.join(missing)}" if missing else "", number=entered
        )
        kept = dict(held.receipts) | {event.package: receipt}
        self.lines[event.number] = replace(
            held, receipts=kept, result=held.result if missing else event.fields
        )
        return receipt

    def _sealed(self, number: str, personal: Mapping[str, str]) -> dict[str, Any]:
        """Each field under a fresh data key of this transfer, with its name bound in."""
        if not personal:
            return {}
        key = os.urandom(32)
        wrapped = base64.b64encode(aes_key_wrap(self.exchange_key, key)).decode()
        return {"wrapped": wrapped} | {
            name: _seal(key, number, name, text) for name, text in personal.items()
        }


def _seal(key: bytes, number: str, name: str, text: str) -> Sealed:
    nonce = os.urandom(12)
    cipher = AESGCM(key).encrypt(nonce, text.encode(), f"{number}|{name}".encode())
    return Sealed(key=number, nonce=base64.b64encode(nonce).decode(), text=base64.b64encode(cipher).decode())


def _receipt(event: ResultPackage, now: datetime, because: str = "", number: str = "") -> PackageReceipt:
    return PackageReceipt(
        county=event.county, matter_id=event.matter_id, package=event.package, accepted=not because,
        number="" if because else number, because=because, at=now,
    )  # fmt: skip
