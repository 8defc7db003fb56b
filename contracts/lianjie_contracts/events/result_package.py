"""A result on its way to the superior's petition system, in its own fields and codes (rows EX2 and EX5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event


class ResultPackage(Event):
    """上报结果 [corrections 21]: answered by `package_receipt`. Nobody is named in it."""

    type: ClassVar[str] = "result_package"
    topic: ClassVar[str] = "exchange.out.v1"

    county: County
    matter_id: str
    package: int = Field(ge=1, description="which package of the matter; a later one replaces the earlier")
    number: str = Field(
        default="", description="the superior's, under which it transferred the matter; none: it did not"
    )
    fields: Mapping[str, str]
