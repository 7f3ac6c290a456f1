"""What a witness is: records in one window of one objective, on one side of the limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from slaspec.measure.results import WindowSpan
from slaspec.records.simulate.source_rows import Row

Side = Literal["inside", "outside"]
BOTH: tuple[Side, Side] = ("inside", "outside")
Cells = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Witness:
    """
    One record: its id and its rows as the source writes them, and the last of its instants.

    `told` says what a reader of the contract wants to know of it, as cells of a table.
    """

    id: str
    rows: tuple[Row, ...]
    last: int
    told: Callable[[], Cells]


Crowd = Sequence[tuple[Witness, int]]


class Words(NamedTuple):
    """What the records of one side are, in words; `far` are those far from the limit."""

    near: str
    far: str


@dataclass(frozen=True, eq=False)
class Case:
    """
    One window of one objective: `inside` is met and `outside` missed, as the contract reads.

    The two sides differ in one record, shown by `within` and `late`. `about` says what is tried,
    `limit` is the objective as written, `head` the head of the table. `far` makes records of a
    side that are far from the limit, tried where the sharp ones fail. A case without `outside`
    only shows that the objective can be met. `counted` is what the engine is to count on either
    side, records or seconds; None where that is what the two sides differ in.
    """

    objective: str
    window: WindowSpan
    about: str
    limit: str
    head: Cells
    counted: int | None
    words: Mapping[Side, Words]
    inside: Crowd
    within: Witness
    far: Callable[[Side], Crowd]
    outside: Crowd = ()
    late: Witness | None = None

    def crowd(self, side: Side) -> Crowd:
        """The records of one side."""
        return self.inside if side == "inside" else self.outside


class Cannot(NamedTuple):
    """
    An objective without a case on one side or on both: why, in a sentence, and what to do.

    Without a side it is not known: it could not be tried.
    """

    objective: str
    sides: tuple[Side, ...]
    sentence: str
    help: str


class Said(NamedTuple):
    """What the engine said of one case: its verdict, what it counted, in words too, and why."""

    verdict: str
    counted: int
    words: str


class Failure(NamedTuple):
    """
    A case whose verdict is not what the contract says.

    `at_all`: records far from the limit have the verdict of this side, so that it only turns
    elsewhere.
    """

    case: Case
    side: Side
    said: Said
    at_all: bool
