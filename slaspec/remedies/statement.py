"""The result of settling: lines with their trail, and the total they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from slaspec.language.model.node import NOWHERE, Place
from slaspec.measure.results import Measured, WindowSpan

Nature = Literal["price_reduction", "liquidated_damages", "penalty", "bonus"]


@dataclass(frozen=True)
class TrailStep:
    """
    What one stage did to a line: a sentence, what came in, what went out, which term acted.

    `amount_in` and `amount_out` are exact text with a unit (`98.2%`, `10%`, `4000.00 EUR`,
    `10000/3 EUR`), empty where the stage decides and does not compute.
    """

    stage: str
    sentence: str
    amount_in: str = ""
    amount_out: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True)
class Line:
    """
    What one remedy comes to for one objective in one window.

    `amount` is in whole minor units of `currency`: above zero it is owed to the customer, below
    zero it is a bonus of the provider. `record` is the one that missed, where each is paid for
    itself. `at` is the place of the remedy.
    """

    target: str
    objective: str
    window: WindowSpan
    remedy: str
    nature: Nature
    amount: Decimal
    currency: str
    trail: tuple[TrailStep, ...]
    at: Place = NOWHERE
    record: str = ""


@dataclass(frozen=True)
class Quiet:
    """A remedy that was evaluated and did not fire, and why."""

    target: str
    objective: str
    window: WindowSpan
    remedy: str
    reason: str
    at: Place = NOWHERE


@dataclass(frozen=True)
class Statement:
    """
    The settlement of an agreement over some windows.

    Lines stand by window, then in the order of the agreement's text. `total` is the sum of the
    lines: above zero it is owed to the customer, and bonuses reduce it. `verdicts` are what was
    measured, `quiet` the remedies that did not fire. Raises
    `ValueError` when the total is not the sum of the lines.
    """

    agreement: str
    version: str
    currency: str
    windows: tuple[WindowSpan, ...]
    verdicts: tuple[Measured, ...]
    lines: tuple[Line, ...]
    total: Decimal
    quiet: tuple[Quiet, ...] = ()

    def __post_init__(self) -> None:
        if exact_sum(self.lines) != Fraction(self.total):
            raise ValueError(f"the lines of {self.agreement} do not add up to {self.total}")

    @property
    def credits(self) -> tuple[Line, ...]:
        """The lines that are owed to the customer."""
        return tuple(line for line in self.lines if line.nature != "bonus")

    @property
    def bonuses(self) -> tuple[Line, ...]:
        """The lines that the provider has earned; their amounts are not above zero."""
        return tuple(line for line in self.lines if line.nature == "bonus")


def exact_sum(lines: tuple[Line, ...]) -> Fraction:
    """The sum of the lines' amounts, whatever the decimal context."""
    return sum((Fraction(line.amount) for line in lines), Fraction(0))
