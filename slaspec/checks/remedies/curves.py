"""The remedies of an agreement as exact functions of what is measured, for the rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from slaspec.checks.once import once
from slaspec.checks.remedies.ladders import Ladder, measured_ladder
from slaspec.checks.remedies.rates import is_share, paid_amounts, share_of_base
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Remedy, Rung

if TYPE_CHECKING:
    from slaspec.remedies.analysis.analyse import Analysis

LARGE = Fraction(1, 2)  # of its base, at once
NOTIONAL = Decimal("1000000.00")


class Priced(NamedTuple):
    """
    A remedy with its curve. Without `contracted` some charge comes from invoices, and stands at a
    notional amount: parts of a base are right, amounts of money are not.
    """

    found: Analysis
    contracted: bool

    def amount(self, amount: Fraction, base: Fraction | None = None) -> str:
        """`8,400.00 EUR`; at a notional charge `70% of the base`."""
        from slaspec.remedies.money import decimals, round_money, shown

        currency = self.found.currency
        if not self.contracted and base:
            return f"{shown(amount / base * 100)}% of the base"
        rounded = round_money(amount, currency, "half_up")
        return f"{rounded:,.{decimals(currency)}f} {currency}"

    def value(self, value: Fraction) -> str:
        """A measured value with its unit: `99.5%`, `4h 30min`."""
        from slaspec.remedies.bands.band import Axis

        return Axis(self.found.axis.unit).figure(value)


@once
def curves(agreement: Agreement) -> Iterator[Priced]:
    """
    Remedies of objectives with their curves, in the order of the text.

    A small flat rate, or a ladder of small rungs without a cap, has nothing that a rule asks for.
    """
    from slaspec.remedies.analysis.analyse import Analysis, analyses

    rows = _notional(agreement)
    for found in analyses(agreement, rows, _may_surprise):
        if isinstance(found, Analysis):
            yield Priced(found, contracted=not rows)


def cut_rungs(agreement: Agreement) -> Iterator[tuple[Priced, Fraction, Rung]]:
    """Rungs that a cap cuts to what the rung before them pays, with that amount."""
    for each in curves(agreement):
        ladder = measured_ladder(each.found.remedy) if each.contracted else None
        if ladder is None or each.found.remedy.points is not None:
            continue
        paid = [each.found.probe(value) for value in _inside(each, ladder)]
        for (milder, worse), step in zip(pairwise(paid), ladder.steps[1:], strict=False):
            if worse.net == milder.net and abs(worse.gross) > abs(milder.gross):
                yield each, abs(milder.net), step.rung


def _inside(each: Priced, ladder: Ladder) -> list[Fraction]:
    """A value of every rung, as far as the rungs go one way."""
    axis = each.found.axis
    ends = [step.at.line.limit for step in ladder.steps]
    far = axis.low if ladder.steps and ladder.steps[0].at.line.below else axis.high
    ends.append(far if far is not None else ends[-1] * 2 + 1)
    return [(near + far) / 2 for near, far in pairwise(ends)]


def _may_surprise(remedy: Remedy) -> bool:
    """Whether an amount may jump far, fall, or be cut: then its curve is worth computing."""
    rate, shares = remedy.rate, [paid.amount for paid in paid_amounts(remedy)]
    simple = rate.flat is not None or rate.ladder is not None
    large = any(is_share(each) and share_of_base(each) >= LARGE for each in shares)
    cut = remedy.minimum_payable is not None or (rate.ladder is not None and bool(remedy.caps))
    return not simple or large or cut


def _notional(agreement: Agreement) -> dict[tuple[str, str], Decimal]:
    """Rows of a charges file for services whose charge comes from invoices."""
    from slaspec.remedies.analysis.windows import first_whole_window

    services = [
        line.service
        for line in agreement.services or ()
        if line.charge is not None and line.charge.amount is None
    ]
    metrics = {metric.id: metric for metric in agreement.metrics or ()}
    windows = (
        first_whole_window(agreement, target, metrics.get(target.metric))
        for target in (agreement.targets or () if services else ())
    )
    names = dict.fromkeys(window.name for window in windows if window is not None)
    return {(name, service): NOTIONAL for name in names for service in services}
