"""routing over HTTP: what a rule profile changes of its conditions, beside the national rule; read only."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException

from chassis.described import answers
from chassis.service import Parts
from lianjie_contracts.profiles import NATIONAL, profiles
from services.routing.api import Official
from services.routing.domain.profiles import profile
from services.routing.settings import RoutingSettings


def rules_api(_: Parts[RoutingSettings]) -> APIRouter:
    """The routes of rules."""
    router = APIRouter()

    @router.get("/rules/{profile_id}", responses=answers(404))
    async def rules(profile_id: str, _: Official) -> list[dict[str, Any]]:
        """Every rule: {rule, national, here}."""
        if profile_id not in profiles():
            raise HTTPException(404, "没有这套规则。")
        here = asdict(profile(profile_id))
        return [
            {"rule": rule, "national": value, "here": here[rule]}
            for rule, value in asdict(profile(NATIONAL)).items()
        ]

    return router
