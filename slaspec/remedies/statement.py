"""The result of settling: lines with their trail, and the total they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from slaspec.language.model.node import NOWHERE, Place
from slaspec.measure.results import Measured, WindowSpan

if TYPE_CHECKING:
    from slaspec.remedies.ledger.rights import Right
    from slaspec.remedies.ledger.statement_states import WindowState

Nature = Literal["price_reduction", "liquidated_damages", "penalty", "bonus"]
Kind = Literal["remedy", "earned_back"]
ClaimState = Literal["not_needed", "claimed", "claimable", "lapsed"]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Line:
    """
    What one remedy comes to for one objective in one window.

    `amount` is in whole minor units of `currency`: above zero it is owed to the customer, below
    zero it is a bonus of the provider. `record` is the one that missed, or the outage or incident,
    where each is paid for itself. `at` is the place of the remedy.

    A line of the kind `earned_back` takes a part of earlier credits back: it has their nature, and
    its amount is below zero.

    The figures beside the trail are exact, in `currency` and never below zero: `gross` is what the
    remedy came to before carry and caps, `carried_in` what an earlier window moved into this one,
    `cap_cut` what caps took for good, `carried_out` what they moved into the next window,
    `minimum_cut` what was too small to be paid. What then differs from `amount` is rounding.

    `claim` says whether the amount must be claimed: one that is `claimable` stands as if it were,
    until `claim_by`; of one that has `lapsed` nothing is left but `lapsed`, what it would have come
    to. `adjusts` names the statement that the line corrects: its amount is only the difference.
    `open_choice` are the candidates with their amounts while the customer has not chosen among
    them: until then the highest stands provisionally.
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
    gross: Fraction = Fraction(0)
    carried_in: Fraction = Fraction(0)
    cap_cut: Fraction = Fraction(0)
    carried_out: Fraction = Fraction(0)
    minimum_cut: Fraction = Fraction(0)
    claim_by: date | None = None
    state: Literal["measured", "lapsed"] = "measured"
    kind: Kind = "remedy"
    claim: ClaimState = "not_needed"
    lapsed: Decimal = Decimal(0)
    lapsed_uses_cap: bool = False
    adjusts: str = ""
    open_choice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiet:
    """A remedy that was evaluated and did not fire, and why."""

    target: str
    objective: str
    window: WindowSpan
    remedy: str
    reason: str
    at: Place = NOWHERE


@dataclass(frozen=True)
class Netting:
    """
    What is left to pay where credits and bonuses of one period reduce one another.

    `name` is that of the window, or of the contract year. `credits` are net of what was earned
    back, `bonuses` are above zero, `payable` is the difference: above zero for the customer, below
    zero for the provider. `complete`: the last window of the period is in it.
    """

    name: str
    first: date
    last: date
    credits: Decimal
    bonuses: Decimal
    payable: Decimal
    complete: bool


@dataclass(frozen=True)
class Statement:
    """
    The settlement of an agreement over some windows.

    Lines stand by window, then in the order of the agreement's text. `total` is the sum of the
    lines: above zero it is owed to the customer, and bonuses reduce it. `verdicts` are what was
    measured, `quiet` the remedies that did not fire, `nettings` where credits and bonuses reduce
    one another at payment. `rights` arose from the misses, `states` are
    those of its windows by the ledger, `adjusts` the windows that were issued before. Raises
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
    nettings: tuple[Netting, ...] = ()
    rights: tuple[Right, ...] = ()
    states: tuple[WindowState, ...] = ()
    adjusts: tuple[str, ...] = ()

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
