"""
Texts of a column to int64 codes, each distinct text worked out once.

A million cells hold a few thousand distinct texts, so an encoder is a dictionary that fills
itself; the rows are then numbers. A text that cannot be read has a code too, which leads back to
the fault, so that a fault is judged later, when it is known which cells count.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Self

from slaspec.records.reasons import Reason, quoted
from slaspec.records.tickets import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIRST_FAULT = ABSENT + 1
FAULTS_END = ABSENT + (1 << 40)  # far above any number of texts, far below any time

SECONDS_OF = {"s": 1, "min": 60, "h": 3600}


class CellFault(NamedTuple):
    """Why the text of a cell cannot be used; the sentence stands behind the column's name."""

    reason: Reason
    sentence: str
    help: str


class Unusable(str):
    """The text of a cell that a format could not fill: its ticket is left out for this reason."""

    __slots__ = ("fault",)

    def __new__(cls, reason: Reason, sentence: str, help: str) -> Self:
        """A cell that shows its sentence."""
        cell = super().__new__(cls, sentence)
        cell.fault = CellFault(reason, sentence, help)
        return cell

    fault: CellFault


class UnansweredError(Exception):
    """The text cannot be read before the DataSource says more; no ticket's fault."""

    def __init__(self, sentence: str, help: str) -> None:
        super().__init__(sentence, help)
        self.sentence, self.help = sentence, help


class Encoder(dict[str, int], ABC):
    """
    A memo of texts and their codes: `ABSENT` for the empty text and those of `missing`.

    Codes from `FIRST_FAULT` to `FAULTS_END` are faults. Raises `UnansweredError` for a text that
    no contract has said how to read.
    """

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(missing, ABSENT))
        self[""] = ABSENT
        self._faults: list[CellFault] = []

    def __missing__(self, text: str) -> int:
        code = text.fault if isinstance(text, Unusable) else self.encode(text)
        if isinstance(code, CellFault):
            self._faults.append(code)
            code = ABSENT + len(self._faults)
        self[text] = code
        return code

    @abstractmethod
    def encode(self, text: str) -> int | CellFault:
        """The code of a text that is met for the first time."""

    def fault(self, code: int) -> CellFault:
        """The fault that a code from `FIRST_FAULT` on stands for."""
        return self._faults[code - FIRST_FAULT]


class Names(Encoder):
    """Each text is a name of its own, numbered as met: ids, groups, unmapped labels."""

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(missing)
        self.names: list[str] = []

    def encode(self, text: str) -> int:
        """The next number."""
        self.names.append(text)
        return len(self.names) - 1


class Labels(Encoder):
    """Labels of the source through a map to our words; a label without a map is a fault."""

    def __init__(
        self, missing: Iterable[str], words: Sequence[str], codes: Mapping[str, int], map_name: str
    ) -> None:
        super().__init__(missing)
        self.update(codes)
        self.words = tuple(words)
        self._map_name = map_name

    def encode(self, text: str) -> CellFault:
        """Every label that has a map is known from the start."""
        return CellFault(
            "unknown label",
            f"the label {quoted(text)} stands for nothing",
            f"add the label to {self._map_name} in the DataSource",
        )


class Ordinals(Encoder):
    """Whole numbers that order the events of a ticket."""

    _whole = re.compile(r"-?[0-9]{1,18}", re.ASCII)

    def encode(self, text: str) -> int | CellFault:
        """The number itself."""
        if self._whole.fullmatch(text):
            return int(text)
        return CellFault(
            "unreadable sequence",
            f"{quoted(text)} is no whole number",
            "map columns.order to a column that numbers the updates",
        )


class Verdicts(Encoder):
    """The tool's own verdict: 1 met, 0 missed; any other label says nothing."""

    def __init__(self, missing: Iterable[str], met: Iterable[str], missed: Iterable[str]) -> None:
        super().__init__(missing)
        self.update(dict.fromkeys(missed, 0) | dict.fromkeys(met, 1))

    def encode(self, _: str) -> int:
        """No label that the contract names."""
        return ABSENT


class Elapsed(Encoder):
    """The tool's own elapsed time in seconds, floored; a text that is no time says nothing."""

    _number = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?", re.ASCII)

    def __init__(self, missing: Iterable[str], unit: str) -> None:
        super().__init__(missing)
        self._unit = SECONDS_OF[unit]

    def encode(self, text: str) -> int:
        """Exact: a decimal text times the seconds of its unit."""
        return int(Decimal(text) * self._unit) if self._number.fullmatch(text) else ABSENT
