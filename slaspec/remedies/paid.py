"""What a statement pays, by target, side and month."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from slaspec.remedies.statement import Line, Statement

PaySide = Literal["credit", "bonus"]
Paid = Mapping[tuple[str, PaySide, str], Decimal]
TOTAL = ""  # in place of a target: the whole agreement


def paid_by_month(statement: Statement) -> dict[tuple[str, PaySide, str], Decimal]:
    """
    What is paid by target (and in all), side, and the month in which the window ends (`2026-04`).

    Amounts are in the currency of the statement; those of a bonus are above zero as well.
    """
    found: dict[tuple[str, PaySide, str], Decimal] = {}
    for line in statement.lines:
        side, month = side_of(line), line.window.last[:7]
        for target in (TOTAL, line.target):
            key = (target, side, month)
            amount = -line.amount if side == "bonus" else line.amount
            found[key] = found.get(key, Decimal(0)) + amount
    return found


def side_of(line: Line) -> PaySide:
    """Whether a line is a bonus of the provider, or a credit to the customer."""
    return "bonus" if line.nature == "bonus" else "credit"
