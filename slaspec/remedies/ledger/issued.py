"""Statements as they were issued: what later windows must know of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from slaspec.measure.results import WindowSpan
from slaspec.remedies.earlier.history import History, PastLine, PastVerdict

Named = tuple[str, str, str]
Key = tuple[str, str, Named, str, str, str]


@dataclass(frozen=True)
class Issued:
    """
    One issued statement: its file, the SHA-256 of its bytes, as of when, and what it says.

    `adjusts` are the windows of which it only corrects what an earlier statement credited;
    `amounts` is what it credits by line.
    """

    file: str
    sha256: str
    as_of: str
    windows: tuple[WindowSpan, ...]
    adjusts: tuple[str, ...]
    verdicts: tuple[PastVerdict, ...]
    lines: tuple[PastLine, ...]
    amounts: tuple[Decimal, ...]

    @property
    def credited(self) -> tuple[str, ...]:
        """The windows of which it is the statement."""
        return tuple(each.name for each in self.windows if each.name not in self.adjusts)


def key_of(line: PastLine) -> Key:
    """What makes two lines of statements the same one."""
    window = (line.window.name, line.window.first, line.window.last)
    return line.target, line.objective, window, line.remedy, line.record, line.kind


def history_of(issued: Sequence[Issued], without: Iterable[str] = ()) -> History:
    """
    What issued statements tell of windows other than some, corrections included.

    Of a window that was corrected the last verdicts hold; amounts of one line add up.
    """
    left_out = frozenset(without)
    verdicts: dict[tuple[str, str, WindowSpan], PastVerdict] = {}
    lines: dict[Key, PastLine] = {}
    for each in issued:
        for verdict in each.verdicts:
            if verdict.window.name not in left_out:
                verdicts[verdict.target, verdict.objective, verdict.window] = verdict
        for line in each.lines:
            if line.window.name not in left_out:
                before = lines.get(key_of(line))
                lines[key_of(line)] = line if before is None else _added(before, line)
    return History(tuple(verdicts.values()), tuple(lines.values()))


def credited_in(issued: Sequence[Issued]) -> dict[Key, Decimal]:
    """What each line came to in all of the statements together."""
    found: dict[Key, Decimal] = {}
    for each in issued:
        for line, amount in zip(each.lines, each.amounts, strict=True):
            found[key_of(line)] = found.get(key_of(line), Decimal(0)) + amount
    return found


def _added(before: PastLine, line: PastLine) -> PastLine:
    return replace(before, amount=before.amount + line.amount, carried=line.carried)
