"""Simulated credits as text: how likely, how much, and the most that the text allows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.remedies.money import round_money
from slaspec.report.escape import for_terminal
from slaspec.report.figures import money
from slaspec.report.tables import table
from slaspec.rounding import rounded

if TYPE_CHECKING:
    from slaspec.remedies.analysis.exposure import MaximumExposure
    from slaspec.remedies.distribution import Distribution
    from slaspec.use_cases.exposure import Exposure, ExposureRow

HEADINGS = ("Any", "Expected", "Most likely", "P50", "P90", "Worst")


def exposure_text(exposure: Exposure) -> str:
    """What an agreement may cost, by months that did not happen."""
    parts = ["\n".join(_head(exposure)), _table(exposure)]
    parts.append("\n".join(maximum_lines(exposure.maximum)))
    if exposure.remarks:
        parts.append("\n".join(for_terminal(f"Note: {each}") for each in exposure.remarks))
    return "\n\n".join(parts) + "\n"


def _head(exposure: Exposure) -> Iterator[str]:
    agreement, run = exposure.agreement, exposure.run
    yield for_terminal(f"{agreement.title} ({agreement.id} {agreement.version}), {exposure.period}")
    yield for_terminal(
        f"{exposure.months:,} simulated months of profile {exposure.profile}, seed"
        f" {exposure.seed}: estimated, nothing of it was measured"
    )
    yield for_terminal(f"slaspec {run['slaspec']}, tzdata {run['tzdata']}")


def _table(exposure: Exposure) -> str:
    rows = [(_name(row, exposure.period), *figures_of(row.distribution, _currency(exposure)))
            for row in exposure.rows]  # fmt: skip
    return table(("Credits", *HEADINGS), rows, right=range(1, len(HEADINGS) + 1))


def _name(row: ExposureRow, period: str) -> str:
    what = row.target or "in all"
    side = ", bonus" if row.side == "bonus" else ""
    return f"{what}{side}, a month" if row.per == "month" else f"{what}{side}, {period}"


def figures_of(found: Distribution, currency: str) -> tuple[str, ...]:
    """The cells of a distribution; the expected amount is rounded to the currency."""
    return (
        share_text(found.any),
        amount(found.expected, currency),
        *(
            amount(Fraction(each), currency)
            for each in (found.most_likely, found.p50, found.p90, found.worst)
        ),
    )


def share_text(share: Fraction) -> str:
    """A probability with one decimal; never 0.0% or 100.0% where it is neither."""
    if 0 < share < Fraction(1, 1000):
        return "<0.1%"
    if Fraction(999, 1000) < share < 1:
        return ">99.9%"
    return f"{rounded(share * 100, 1, 'half_even'):f}%"


def amount(figure: Fraction, currency: str) -> str:
    """An exact amount for people, rounded half up to the currency's decimals."""
    return money(round_money(figure, currency, "half_up"), currency)


def maximum_lines(maximum: MaximumExposure) -> Iterator[str]:
    """The most that can be credited, or why there is no most."""
    window, year = maximum.window, maximum.contract_year
    if window is None or year is None:
        yield for_terminal(f"At most: not told ({'; '.join(maximum.why)})")
        return
    yield for_terminal(f"At most in one window: {amount(Fraction(window), maximum.currency)}")
    worst = amount(Fraction(year), maximum.currency)
    yield for_terminal(f"At most in the first contract year: {worst}")


def _currency(exposure: Exposure) -> str:
    return exposure.agreement.currency or ""
