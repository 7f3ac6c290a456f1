"""Rule V612."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slaspec.language.model import PriorityMatrix
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import Order, ranked, together
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

Cell = tuple[str, str]


@change_rule(
    id="V612",
    name="priority-table",
    owns=("PriorityMatrix.table",),
    material=True,
    as_one=True,
)
def priority_table(change: Difference) -> Said | None:
    """
    An impact and an urgency lead to another priority.

    What it compares:
        The table cell by cell (ITIL: impact and urgency). A higher priority is the stricter
        promise, in the order in which the matrix lists them; where some cells rise and others fall,
        nobody can tell.

    Why:
        The priority decides which objective a record must keep.

    Before:

        kind: PriorityMatrix
        table: {high: {high: P1, low: P2}, low: {high: P2, low: P2}}

    After:

        kind: PriorityMatrix
        table: {high: {high: P1, low: P1}, low: {high: P2, low: P2}}

    Direction:
        tightened
    """
    before, after = (dict(_cells(each)) for each in (change.base, change.head))
    moved = [cell for cell in {**before, **after} if before.get(cell) != after.get(cell)]
    told = [_told(cell, before.get(cell, ""), after.get(cell, "")) for cell in moved]
    more = f" and {len(told) - 2} more" if len(told) > 2 else ""
    lists = _lists(change)
    orders = [_order(lists, before.get(cell), after.get(cell)) for cell in moved]
    return Said(
        directed(together(orders), "loosened"),
        f"another priority: {'; '.join(told[:2])}{more}",
        ", ".join(_worded(cell, before) for cell in moved),
        ", ".join(_worded(cell, after) for cell in moved),
    )


def _cells(table: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[Cell, str]]:
    for impact, row in table.items():
        for urgency, priority in row.items():
            yield (impact, urgency), priority


def _told(cell: Cell, before: str, after: str) -> str:
    impact, urgency = cell
    lead = f"impact {impact} with urgency {urgency} is {after or 'nothing'}"
    return f"{lead} instead of {before or 'nothing'}".replace("_", " ")


def _worded(cell: Cell, table: Mapping[Cell, str]) -> str:
    return f"{cell[0]} with {cell[1]}: {table.get(cell, 'none')}"


def _lists(change: Difference) -> list[list[str]]:
    """The priorities of both sides, each from the highest to the lowest."""
    matrices = change.base_of(PriorityMatrix), change.head_of(PriorityMatrix)
    return [[each.id for each in matrix.priorities] for matrix in matrices if matrix]


def _order(lists: list[list[str]], before: str | None, after: str | None) -> Order:
    """Whether a priority is further down, by each list that has both."""
    found = [ranked(each, before, after) for each in lists if before in each and after in each]
    return together(found) if found else None
