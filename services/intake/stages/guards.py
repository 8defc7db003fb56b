"""When a stage is refused, with the sentences of spec/model/transitions.yaml; nothing here ever closes an item."""

from __future__ import annotations

from collections.abc import Iterator

from chassis.decisions import Refused
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import MatterClass, PetitionerType
from services.intake.domain.item import Item
from services.intake.stages.forms import InterviewForm, ScreenForm
from services.intake.tables import tables

NO_REPS = Refused("NO_REPS", "请推选代表(不超过5人)后再行接谈,信访事项已登记保留。")
ERASED = Refused("PERSON_ERASED", "该信访人的个人信息已按要求销毁，不能更正。其他事项请另行登记。")
ALREADY_WITH_UNITS = Refused(
    "ALREADY_DISPATCHED", "该事项已转交承办单位，不能再改为检举控告。请把检举控告的内容单独登记一件。"
)
NOT_AMONG_OTHERS = Refused("ACCUSATION_APART", "检举控告限制查阅，不能与其他来信来访并件。请单独登记一件。")


def representatives_chosen(now: ItemRegistered, form: InterviewForm | None = None) -> Refused | None:
    """A group talks through representatives; without any its matter is kept, and only the talk waits (correction 3)."""
    single = now.headcount <= 1 or now.petitioner.type != PetitionerType.CITIZEN
    chosen = now.representatives or (form and form.representatives)
    return None if single or chosen else NO_REPS


def may_become(item: Item, class_: MatterClass, *, dispatched: bool) -> Refused | None:
    """An accusation is restricted from the first day on: what others have seen or joined is never made one [R22 30]."""
    if class_ != MatterClass.ACCUSATION or item.now.matter_class == MatterClass.ACCUSATION:
        return None
    if item.now.is_repeat:
        return NOT_AMONG_OTHERS
    return ALREADY_WITH_UNITS if dispatched else None


def wrong_interview(now: ItemRegistered, form: InterviewForm, profile: str) -> Iterator[tuple[str, str]]:
    """Fields of an interview that do not fit the item."""
    count = len(now.representatives) + len(form.representatives)
    most = tables().profile(profile).most_representatives(now.headcount)
    if count > most:
        yield "representatives", f"代表不得超过{most}人。"
    there = {
        "petitioner",
        *(f"representatives.{n}" for n in range(count)),
        *(f"agents.{n}" for n in range(len(now.agents))),
    }
    if set(form.read_back.signed_by) - there:
        yield "read_back.signed_by", "签名的人不在本件登记的人里。请先补登代表或代理人。"


def wrong_screening(now: ItemRegistered, form: ScreenForm, directory: Directory) -> Iterator[tuple[str, str]]:
    """Fields of a screening that do not fit each other, the tables or the item (guard class_and_path_set)."""
    its = tables()
    zh, class_ = its.purposes[form.purpose]
    if class_ and class_ != form.matter_class:
        yield "purpose", f"信访目的“{zh}”与所选事项性质不一致。请改其中一项。"
    if form.category not in its.categories:
        yield "category", "分类表里没有这个一级分类。请从表中选择。"
    if form.category_l2 and not (
        form.category_l2 in its.subcategories and form.category_l2.startswith(form.category)
    ):
        yield "category_l2", "二级分类不属于所选的一级分类。请从表中选择。"
    if form.accused_unit and not directory.has_unit(form.accused_unit):
        yield "accused_unit", "名录里没有这个单位。"
    yield from _wrong_claims(now, form)


def _wrong_claims(now: ItemRegistered, form: ScreenForm) -> Iterator[tuple[str, str]]:
    its, standing = tables(), {claim.claim_id for claim in now.claims}
    given = [claim.claim_id for claim in form.claims if claim.claim_id]
    if set(given) != standing or len(given) != len(standing):
        yield "claims", "请先完成分类并为每项诉求选择办理途径。"
    for n, claim in enumerate(form.claims):
        row = its.paths[claim.path]
        if form.matter_class not in row.classes:
            yield f"claims.{n}.path", f"“{row.zh}”不适用于所选事项性质。请改途径或性质。"
        if not claim.claim_id and not claim.text:
            yield f"claims.{n}.text", "请写明这一项请求。"
