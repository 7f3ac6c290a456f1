"""The windows whose charges a base stands on: the window itself, the one before, or a span."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from slaspec.errors import LocatedError
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.node import Place
from slaspec.language.quantities import Lookback
from slaspec.measure.results import Miss
from slaspec.remedies.charges import Basis
from slaspec.remedies.earlier.spans import Span, previous, span_of
from slaspec.remedies.money import money_shown
from slaspec.remedies.partial import Said, charged_share
from slaspec.remedies.periods import Kind, Period, period_around

Refused = Callable[[str, Place, str], LocatedError]
_EVENTS = ("outage", "record", "incident", "window")


@dataclass(frozen=True)
class Around:
    """
    A window, the span around it whose charges are meant, and how a cut window is charged.

    `per` is the period of a cap, or `contract_year`; `partial` and `prorate` are the answers to
    these questions; `refused` makes the refusal of a term. `record` is the one that is paid for.
    """

    period: Period
    agreement: Agreement
    partial: Said
    prorate: Said
    refused: Refused
    per: Lookback | str = "window"
    record: Miss | None = None

    def over(self, per: Lookback | str) -> Around:
        """The same window with another span around it."""
        return replace(self, per=per)

    def before(self) -> Around | None:
        """The window before, by itself; None where that lies before the term."""
        window = previous(self.period, self.agreement.effective)
        return None if window is None else replace(self, period=window, per="window")

    def check(self, at: Place) -> None:
        """Raise where windows do not fill the span, or the charge of a cut one is not told."""
        for _ in self.shares(at):
            pass

    def shares(self, at: Place) -> Iterator[tuple[Period, Fraction]]:
        """The windows that are charged, each with the share of it that is. Raises as `check`."""
        for window in self._windows(at):
            refused = lambda term, place: self.refused(term, place, "")  # noqa: E731
            yield window, charged_share(window, self.partial, self.prorate, refused)

    def charge(
        self, at: Place, currency: str, one: Callable[[Period, Fraction], Basis], whose: str
    ) -> Basis:
        """The sum of what `one` says of each window; `whose` names it in the words for a sum."""
        parts = [one(window, share) for window, share in self.shares(at)]
        if len(parts) == 1:
            return parts[0]
        total = sum((part.amount for part in parts), Fraction(0))
        words = f"{whose} over {self._span(at).name} ({len(parts)} windows"
        return Basis(total, f"{words}, {money_shown(total, currency)})")

    def _windows(self, at: Place) -> tuple[Period, ...]:
        if self.per in _EVENTS:
            return (self.period,)
        span = self._span(at)
        if self.period.kind == "week" and self.per in ("month", "quarter"):
            kind: Kind = "month" if self.per == "month" else "quarter"
            return (period_around(kind, span.first, self.agreement.effective),)
        return span.windows

    def _span(self, at: Place) -> Span:
        found = span_of(self.per, self.period, self.agreement)
        if isinstance(found, str):
            raise self.refused(f"base.over: {self.per}", at, found)
        return found
