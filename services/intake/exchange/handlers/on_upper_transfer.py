"""A transfer of the superior's is registered like anything handed in, under its number and date there, and answered."""

from __future__ import annotations

import hashlib

from pydantic import ValidationError

from chassis.documents import Command
from chassis.ids import derived
from chassis.personal import Safe, secret
from chassis.work import Heard, Work
from lianjie_contracts.base import Actor
from lianjie_contracts.events.transfer_answered import TransferAnswered
from lianjie_contracts.events.upper_transfer import UpperTransfer
from lianjie_contracts.vocabulary import ReplyOutcome, Source
from services.intake.capability import FrontDoor
from services.intake.errors import FieldError
from services.intake.exchange.store import TRANSFERS, Transfer
from services.intake.registration import RegistrationForm

SUPERIOR = Actor(id="superior", role="superior", name="上级信访信息系统")
PERSONAL = ("name", "phone", "address", "id_no")
NO_KEY, UNREADABLE = "本县没有配置交换密钥，请先约定密钥。", "个人信息用约定的密钥打不开，请核对密钥后重发。"


async def on_upper_transfer(heard: Heard[UpperTransfer], work: Work, *, door: FrontDoor) -> None:
    """Its command follows from its number, so that a stop between registering and answering registers nothing twice."""
    transfer = heard.event
    if transfer.county != door.county:
        return
    id_, digest = f"{transfer.county}:{transfer.number}", hashlib.sha256(transfer.body()).hexdigest()
    held = await work.load(TRANSFERS, id_)
    if held is not None and (held.item_no or held.digest == digest):
        return
    try:
        form = form_of(transfer, door)
        command = Command(derived("upper", transfer.county, transfer.number))
        answer = await door.registrar.register(command, form, SUPERIOR, work.now)
    except FieldError as wrong:
        kept, told = Transfer(transfer.number, digest), _refused(transfer, work, wrong)
    else:
        number, matter_id = str(answer.body["item_no"]), str(answer.body["matter_id"])
        kept = Transfer(transfer.number, digest, number, matter_id)
        told = TransferAnswered(
            occurred_at=work.now, county=transfer.county, number=transfer.number, outcome=ReplyOutcome.DONE,
            item_no=number, matter_id=matter_id,
        )  # fmt: skip
    await work.save(TRANSFERS, id_, kept, told)


def form_of(transfer: UpperTransfer, door: FrontDoor) -> RegistrationForm:
    """What is registered; raises FieldError for what does not fit our form, or cannot be opened."""
    person = opened(transfer, door.parts.settings.exchange_key)
    petitioner = person | ({} if person.get("id_no") else {"id_unavailable_reason": "上级转交未附证件号"})
    same = (
        "channel",
        "place_code",
        "title",
        "main_content",
        "claims",
        "headcount",
        "matter_class",
        "urgency",
    )
    try:
        return RegistrationForm.model_validate({
            **{name: getattr(transfer, name) for name in same}, "source": Source.UPPER_TRANSFER,
            "exchange_no": transfer.number, "exchange_due_on": transfer.due_on,
            "petitioner": petitioner if person else {"is_anonymous": True},
        })  # fmt: skip
    except ValidationError as wrong:
        fields = {str(error["loc"][0]): str(error["type"]) for error in wrong.errors()}
        raise FieldError(fields) from None


def opened(transfer: UpperTransfer, exchange_key: str) -> dict[str, str]:
    """The personal fields in clear, for the registrar alone; raises FieldError where the key does not fit."""
    sealed = {name: value for name in PERSONAL if (value := getattr(transfer, name)) is not None}
    if not sealed:
        return {}
    if not exchange_key:
        raise FieldError(wrapped=NO_KEY)
    safe = Safe(secret("LIANJIE_EXCHANGE_KEY", exchange_key))
    try:
        return {name: safe.open(value, transfer.wrapped, name) or "" for name, value in sealed.items()}
    except Exception as wrong:
        raise FieldError(wrapped=UNREADABLE) from wrong


def _refused(transfer: UpperTransfer, work: Work, wrong: FieldError) -> TransferAnswered:
    return TransferAnswered(
        occurred_at=work.now, county=transfer.county, number=transfer.number, outcome=ReplyOutcome.REFUSED,
        refusal_code="FIELDS_INVALID", fields=dict(wrong.fields),
    )  # fmt: skip
