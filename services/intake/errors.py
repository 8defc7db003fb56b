"""What is wrong with a form beyond its single fields."""

from __future__ import annotations

from collections.abc import Mapping

INVALID = "FIELDS_INVALID"  # the code of every answer that names fields


class FieldError(Exception):
    """Fields are wrong in a way that only the whole form, the tables or the directory can tell: {field: sentence}."""

    def __init__(self, said: Mapping[str, str] | None = None, **fields: str) -> None:
        self.fields: dict[str, str] = {**(said or {}), **fields}
        super().__init__(", ".join(self.fields))
