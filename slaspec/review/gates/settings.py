"""What a project set for its gates: `[tool.slaspec.gates]`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Choice = Literal["deny", "warn", "off"]
CHOICES: tuple[Choice, ...] = ("deny", "warn", "off")
PERCENT = "%"


@dataclass(frozen=True)
class Limit:
    """How much is too much: an amount of a currency, or a percentage (unit `%`) of before."""

    text: str
    figure: Decimal
    unit: str

    def of(self, before: Fraction) -> Fraction:
        """The limit as an amount, where so much was expected before."""
        figure = Fraction(self.figure)
        return before * figure / 100 if self.unit == PERCENT else figure


@dataclass(frozen=True)
class Limits:
    """From which limit on a difference is warned of, and from which on it is denied."""

    warn: Limit | None = None
    deny: Limit | None = None


@dataclass(frozen=True)
class GateSettings:
    """
    What becomes of a change that does not pass a gate.

    Gates of expected credits are off until they have limits.
    """

    expected_credit_increase: Limits = field(default_factory=Limits)
    expected_credit_decrease: Limits = field(default_factory=Limits)
    backing_broken: Choice = "deny"
    missing_approval: Choice = "deny"
    version_not_raised: Choice = "warn"
    review_overdue: Choice = "warn"

    def asks(self, gate: str) -> bool:
        """Whether a gate, by the name of its field, is asked at all."""
        return getattr(self, gate) not in ("off", Limits())

    @property
    def needs_months(self) -> bool:
        """Whether a gate asks for expected credits: they take simulated or replayed months."""
        return self.asks("expected_credit_increase") or self.asks("expected_credit_decrease")
