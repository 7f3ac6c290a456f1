"""
Texts of an export to texts that may be committed.

A text stays where the DataSource or a contract says what it means, and where it is a time or a
number; an empty cell stays empty. Everything else is somebody's: it gets a name of its own, the
same for the same text, numbered in the order of first appearance.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from slaspec.records.reading.encoders import FAULTS_END, Labels, Names, UnansweredError
from slaspec.records.reading.outage_columns import Several

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from slaspec.records.reading.encoders import Encoder
    from slaspec.records.reading.mapping import Column

_WINDOW = re.compile(r"[0-9]{4}(?:-[0-9QW]{2,3})?(?:\.\.[0-9]{4}(?:-[0-9QW]{2,3})?)?", re.ASCII)


class Pseudonyms:
    """
    The cells of one column, by the keys that it is mapped to.

    `missing` are the texts that stand for no value, `said` those that the contracts name.
    """

    def __init__(
        self, columns: Sequence[Column], missing: Collection[str], said: Collection[str]
    ) -> None:
        self._columns, self._missing, self._said = columns, frozenset(missing), frozenset(said)
        self._key = "id" if any(c.key == "id" for c in columns) else columns[0].key
        self._made: dict[str, str] = {}
        numbered = (f"{self._key.replace('_', '-')}-{number}" for number in count(1))
        self._names = (name for name in numbered if name not in self._said | self._missing)

    def of(self, text: str) -> str:
        """What stands in the sample for a text."""
        several = next((c.encoder for c in self._columns if isinstance(c.encoder, Several)), None)
        if several is None:
            return self._one(text, [column.encoder for column in self._columns])
        values = [value.strip() for value in text.split(several.separator)]
        return several.separator.join(self._one(value, [several.one]) for value in values)

    def _one(self, text: str, encoders: Sequence[Encoder]) -> str:
        if text == "" or text in self._missing:
            return text
        if self._key != "id" and any(self._is_known(text, encoder) for encoder in encoders):
            return text
        if not any(isinstance(encoder, Names | Labels) for encoder in encoders):
            return ""  # no time and no number: a cell that nobody reads
        if text not in self._made:
            self._made[text] = next(self._names)
        return self._made[text]

    def _is_known(self, text: str, encoder: Encoder) -> bool:
        if isinstance(encoder, Names):
            return text in self._said or (self._key == "window" and bool(_WINDOW.fullmatch(text)))
        try:
            return encoder[text] >= FAULTS_END
        except UnansweredError:
            return False


def pseudonyms_of(
    columns: Sequence[Column], missing: Collection[str], said: Collection[str]
) -> Mapping[str, Pseudonyms]:
    """The pseudonyms of every mapped column, by its name in the file, in the order of our keys."""
    by_name: dict[str, list[Column]] = {}
    for column in columns:
        by_name.setdefault(column.name, []).append(column)
    return {name: Pseudonyms(mapped, missing, said) for name, mapped in by_name.items()}
