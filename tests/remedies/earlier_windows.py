"""Months of one agreement, one after the other, for the tests of what looks back."""

from __future__ import annotations

from slaspec.remedies.earlier.history import NO_HISTORY
from slaspec.remedies.pipeline import settle
from tests.remedies.build import measured, measurements, month


def months(*values, first=1, year=2026, of="resolution", objective="all", least=90):
    """
    A measured share in per cent for each month from the first on; None for one not measured.

    A share below `least` missed.
    """
    found = []
    for position, value in enumerate(values):
        years, number = divmod(first - 1 + position, 12)
        span = month(f"{year + years}-{number + 1:02}")
        verdict = "not_measured" if value is None else "missed" if float(value) < least else "met"
        one = measured(value, verdict, of=of, objective=objective, window=span)
        found.append(one)
    return found


def settled_over(whole, found, history=NO_HISTORY, charges=None):
    """The statement of an agreement on some months, with what came before."""
    return settle(whole, measurements(*found), history=history, charges=charges)


def paid(statement, *, kind="remedy"):
    """Window and amount of each line that is not nothing."""
    return {
        line.window.name: str(line.amount)
        for line in statement.lines
        if line.amount and line.kind == kind
    }


def trail(statement, stage, number=0):
    """The sentences of a stage in the trail of a line."""
    return [step.sentence for step in statement.lines[number].trail if step.stage == stage]
