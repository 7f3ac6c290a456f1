"""What came before: verdicts and lines of earlier windows, as issued statements tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from slaspec.measure.results import Measured, Verdict, WindowSpan
from slaspec.remedies.statement import Kind, Line, Nature, Statement


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """
    The verdict on one objective in an earlier window.

    `value` is exact and as it was measured: a share is 0 to 1 (unit `%`), None where there was no
    value.
    """

    target: str
    objective: str
    window: WindowSpan
    verdict: Verdict
    value: Fraction | None = None
    unit: str = "%"

    @classmethod
    def of(cls, measured: Measured) -> PastVerdict:
        """What later windows need to know of a verdict."""
        one = measured
        return cls(one.target, one.objective, one.window, one.verdict, one.value, one.unit)


@dataclass(frozen=True, slots=True)
class PastLine:
    """
    What a remedy came to in an earlier window.

    `amount` is what was due, signed like that of a `Line`; `lapsed` is what lapsed and uses the
    caps all the same, because the contract says so. `carried` is what a cap with `excess: carried`
    moved on out of that window.
    """

    target: str
    objective: str
    window: WindowSpan
    remedy: str
    record: str
    nature: Nature
    amount: Decimal
    carried: Fraction = Fraction(0)
    kind: Kind = "remedy"
    lapsed: Decimal = Decimal(0)

    @classmethod
    def of(cls, line: Line) -> PastLine:
        """What later windows need to know of a line."""
        return cls(
            line.target,
            line.objective,
            line.window,
            line.remedy,
            line.record,
            line.nature,
            line.amount,
            line.carried_out,
            line.kind,
            line.lapsed if line.lapsed_uses_cap else Decimal(0),
        )


@dataclass(frozen=True)
class History:
    """
    The verdicts and lines of windows before the ones to be settled, in any order.

    `begun` are the objectives that an amendment brought, `(target, objective)` to the first day on
    which their text judges: windows before it have no verdict on them, and need none.
    """

    verdicts: tuple[PastVerdict, ...] = ()
    lines: tuple[PastLine, ...] = ()
    begun: Mapping[tuple[str, str], date] = field(default_factory=dict)

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> History:
        """What some statements tell; whoever has two of one window keeps the one that holds."""
        listed = tuple(statements)
        return cls(
            tuple(PastVerdict.of(one) for each in listed for one in each.verdicts),
            tuple(PastLine.of(one) for each in listed for one in each.lines),
        )


NO_HISTORY = History()
