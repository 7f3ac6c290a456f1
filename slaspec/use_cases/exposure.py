"""What the remedies of agreements may come to: simulated months through the whole pipeline."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.measure.simulated import AFTER, streams_of
from slaspec.measure.windows import period as dates
from slaspec.remedies.analysis.exposure import MaximumExposure, maximum_exposure
from slaspec.remedies.distribution import Distribution
from slaspec.remedies.paid import TOTAL, Paid, paid_by_month
from slaspec.use_cases.charges import read_charges
from slaspec.use_cases.in_force import plans_in
from slaspec.use_cases.run import versions
from slaspec.use_cases.simulated import profile_of
from slaspec.use_cases.sound import sound_texts

if TYPE_CHECKING:
    from slaspec.measure.plan import Plan
    from slaspec.measure.results import Measurements
    from slaspec.remedies.charges import Rows

MONTHS = 1000
SEED = 1


@dataclass(frozen=True)
class ExposureRow:
    """
    The distribution of what one target, or (with an empty `target`) the whole agreement, pays.

    `side` is `credit` or `bonus`, `per` is `month` or `period`.
    """

    target: str
    side: str
    per: str
    distribution: Distribution


@dataclass(frozen=True)
class Exposure:
    """
    What an agreement may cost, by months that did not happen.

    `months` were made in `runs` of the period, each settled window by window; `maximum` is what
    the text lets the remedies come to at most.
    """

    agreement: Agreement
    period: str
    profile: str
    seed: int
    months: int
    runs: int
    rows: tuple[ExposureRow, ...]
    maximum: MaximumExposure
    remarks: tuple[str, ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)


def exposures(
    book: Book,
    agreements: Sequence[str],
    period: str,
    profile: str,
    *,
    as_of: date,
    months: int = MONTHS,
    seed: int = SEED,
    charges: str | Path | None = None,
) -> tuple[Exposure, ...]:
    """
    The distribution of credits over simulated months, agreement by agreement.

    The period is made again and again from the streams of a profile, until there are so many
    months; a period of several months is settled in order, so that what looks back sees the months
    before. All agreements see the same records. The same seed gives the same figures.

    Raises as `preview` does, and `UsageError` for an unknown profile, one that brings no records
    for these agreements, and a number of months that cannot be made.
    """
    found = [_Simulated.of(book, id, period, as_of, charges) for id in agreements]
    first, last = dates(period)
    inside = max(1, (last.year - first.year) * 12 + last.month - first.month + 1)
    if months < 1:
        raise UsageError(f"{months} months cannot be simulated; ask for one at least")
    runs = -(-months // inside)
    plans = [each.plan for each in found]
    told = profile_of(book, profile)
    streams = streams_of(book, plans, told, (first, last), seed=seed, count=runs)
    for measured in _measured(plans, streams.runs, last, runs):
        for each, measurements in zip(found, measured, strict=True):
            each.settle(measurements)
    return tuple(
        Exposure(
            agreement=each.agreement,
            period=period,
            profile=told.id,
            seed=seed,
            months=runs * inside,
            runs=runs,
            rows=tuple(each.rows(inside, streams.runs)),
            maximum=maximum_exposure(each.agreement, each.charges),
            remarks=(*each.remarks, *(s for s in streams.silent if each.is_about(s))),
            run={**versions(), "as_of": as_of.isoformat()},
        )
        for each in found
    )


def _measured(
    plans: Sequence[Plan], streams: Mapping[str, Any], last: date, runs: int
) -> Iterator[list[Measurements]]:
    from slaspec.measure.runs import measure_runs
    from slaspec.service_time.civil import midnight

    parts = {source: stream.parts() for source, stream in streams.items()}
    return measure_runs(plans, parts, midnight(last + AFTER, plans[0].zone), runs)


class _Simulated:
    """One agreement under the text in force at the end of the period, and what its runs paid."""

    def __init__(self, plan: Plan, charges: Rows | None) -> None:
        self.plan, self.agreement, self.charges = plan, plan.agreement, charges
        self.remarks: tuple[str, ...] = ()
        self._paid: list[Paid] = []

    @classmethod
    def of(
        cls, book: Book, id: str, period: str, as_of: date, charges: str | Path | None
    ) -> _Simulated:
        """The agreement, as sound as a statement needs it."""
        texts = sound_texts(book, id, period, as_of)
        whole, plans = texts[-1].agreement, plans_in(book, id, period)
        made = plans[-1].plan
        windows = dict.fromkeys(w.name for target in made.targets for w in target.windows)
        known = read_charges(Path(charges), book, whole, windows) if charges is not None else None
        found = cls(made, known)
        if any(text.begins > dates(period)[0] for text in texts[1:]):
            found.remarks = (f"all of it is simulated under version {whole.version}",)
        return found

    def is_about(self, sentence: str) -> bool:
        """Whether a sentence names one of its targets."""
        return f"{self.agreement.id}#" in sentence

    def settle(self, measurements: Measurements) -> None:
        """Settle one run."""
        from slaspec.remedies.pipeline import settle

        statement = settle(self.agreement, measurements, charges=self.charges)
        self._paid.append(paid_by_month(statement))

    def rows(self, inside: int, sources: Collection[str]) -> Iterator[ExposureRow]:
        """
        The distributions: total first, then target by target, credits before bonuses.

        A target on no simulated source has none.
        """
        simulated = [each for each in self.plan.targets if each.source.id in sources]
        targets = [each.target.id for each in simulated if each.target.remedies]
        sides = ["credit", *(["bonus"] if self._has_bonus() else [])]
        for target in (TOTAL, *(targets if len(targets) > 1 else ())):
            for side in sides:
                yield self._row(target, side, "month", self._by_month(target, side, inside))
                if inside > 1:
                    yield self._row(target, side, "period", self._by_run(target, side))

    def _has_bonus(self) -> bool:
        return any(side == "bonus" for paid in self._paid for _, side, _ in paid)

    def _row(self, target: str, side: str, per: str, amounts: list[Decimal]) -> ExposureRow:
        return ExposureRow(target, side, per, Distribution.of(amounts))

    def _by_month(self, target: str, side: str, inside: int) -> list[Decimal]:
        found: list[Decimal] = []
        for paid in self._paid:
            months = [amount for (t, s, _), amount in paid.items() if (t, s) == (target, side)]
            found += [*months, *[Decimal(0)] * (inside - len(months))]
        return found

    def _by_run(self, target: str, side: str) -> list[Decimal]:
        return [
            sum((a for (t, s, _), a in paid.items() if (t, s) == (target, side)), Decimal(0))
            for paid in self._paid
        ]
