"""What may be asked while a form is still being typed: everything is optional, nothing is wrong yet."""

from __future__ import annotations

from pydantic import Field

from chassis.web import Form
from lianjie_contracts.vocabulary import IdType, MatterClass

LONGEST = 5000  # signs of a text
MOST_CLAIMS = 20


class Someone(Form):
    """One person of the item, as far as they are known."""

    name: str = Field(default="", max_length=100)
    id_no: str = Field(default="", max_length=40)
    id_type: IdType = IdType.RESIDENT
    uscc: str = Field(default="", max_length=40)
    phone: str = Field(default="", max_length=40)


class RepeatQuestion(Form):
    """The item at the counter. With an agent, `petitioner` is the principal. `accused` by name, `accused_unit` by code."""

    petitioner: Someone = Someone()
    representatives: tuple[Someone, ...] = Field(default=(), max_length=20)
    title: str = Field(default="", max_length=200)
    main_content: str = Field(default="", max_length=LONGEST)
    claims: tuple[str, ...] = Field(default=(), max_length=MOST_CLAIMS)
    place_code: str = Field(default="", max_length=9)
    category: str = Field(default="", max_length=8)
    matter_class: MatterClass = MatterClass.APPEAL
    accused: str | None = Field(default=None, max_length=100)
    accused_unit: str | None = Field(default=None, max_length=40)

    @property
    def people(self) -> tuple[Someone, ...]:
        return (self.petitioner, *self.representatives)

    @property
    def is_accusation(self) -> bool:
        return self.matter_class == MatterClass.ACCUSATION
