"""Names and their codes, as the columns of the canonical tables hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from slaspec.records.tickets import NO_CODE

if TYPE_CHECKING:
    from slaspec.records.tickets import Int32


def names(said: Iterable[str | None]) -> tuple[str, ...]:
    """The names that occur, each once, sorted."""
    return tuple(sorted({name for name in said if name is not None}))


def codes(known: Sequence[Any], said: Sequence[Any]) -> Int32:
    """The position of each among the known ones, `NO_CODE` for none."""
    code = {name: i for i, name in enumerate(known)}
    return np.array([code.get(name, NO_CODE) for name in said], dtype=np.int32)


def fields_of(
    records: Sequence[Mapping[str, str] | None], columns: Iterable[str]
) -> dict[str, list[str]]:
    """
    Further fields as columns, those of the source and any that a record has.

    What a record does not say is an empty cell.
    """
    known = sorted({*columns, *(name for fields in records for name in fields or {})})
    return {name: [(fields or {}).get(name, "") for fields in records] for name in known}
