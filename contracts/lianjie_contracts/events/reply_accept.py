"""A unit accepts a matter and may name its investigators (command on the unit's reply topic)."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import Reply, Value
from lianjie_contracts.vocabulary import Path


class ClaimPath(Value):
    """The path of one claim with its basis [R22 31]."""

    claim_id: str
    path: Path
    basis: str = ""


class ReplyAccept(Reply):
    """受理; with `handlers` also 确定承办人."""

    type: ClassVar[str] = "reply_accept"
    asks: ClassVar[str] = "accept"
    paths: tuple[ClaimPath, ...] = ()
    handlers: tuple[str, ...] = ()
    contact: str = ""
