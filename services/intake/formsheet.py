"""The registration form of one channel under one profile, as the window and the citizen's page ask for it."""

from __future__ import annotations

from typing import Any

from lianjie_contracts.vocabulary import Channel
from services.intake.domain.rules import FieldRule, Profile
from services.intake.tables import Tables, tables


def formsheet(channel: Channel, profile: str) -> dict[str, Any]:
    """Rows in the order of the form; `need` as in tables/fields.toml, `when` is what a C (or any other) depends on."""
    its = tables()
    rules = its.profile(profile)
    return {
        "channel": channel.value,
        "profile": rules.id,
        "fields": [_row(rule, channel) for rule in rules.fields],
        "words": _words(its),
        "limits": _limits(rules),
        "anonymous": {
            "channel": channel in its.anonymous.channels,
            "classes": sorted(word.value for word in its.anonymous.classes),
            "because": its.anonymous.because,
        },
    }


def _row(rule: FieldRule, channel: Channel) -> dict[str, Any]:
    return {
        "id": rule.id, "label": rule.zh, "stage": rule.stage.value, "need": rule.needs[channel].value,
        "when": rule.when, "instead": rule.instead or None, "correctable": not rule.fixed,
    }  # fmt: skip


def _words(its: Tables) -> dict[str, Any]:
    return {
        "ethnicity": its.ethnic_groups,
        "category": its.categories,
        "category_l2": its.subcategories,
        "purpose": {
            word.value: {"label": zh, "class": class_.value if class_ else None}
            for word, (zh, class_) in its.purposes.items()
        },
        "path": {
            word.value: {"label": row.zh, "classes": sorted(c.value for c in row.classes), "basis": row.basis}
            for word, row in its.paths.items()
        },
    }


def _limits(rules: Profile) -> dict[str, Any]:
    return {
        "representatives": [{"heads": each.heads, "most": each.most} for each in rules.representatives],
        "agents": rules.agents,
        "joint_letter_from": rules.joint_letter_from,
        "group_from": rules.group_from,
    }
