"""What an unfinished period has cost so far, may still cost, and is expected to come to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.measure.windows import period as dates
from slaspec.remedies.analysis.exposure import MaximumExposure, maximum_exposure
from slaspec.remedies.distribution import Distribution
from slaspec.remedies.ledger.issued import history_of
from slaspec.use_cases.charges import read_charges
from slaspec.use_cases.evidence import Replay, read_records, require_used
from slaspec.use_cases.exposure import MONTHS, SEED
from slaspec.use_cases.in_force import plans_in
from slaspec.use_cases.known import known_on_day
from slaspec.use_cases.run import versions
from slaspec.use_cases.simulated import AFTER, profile_of, streams_of
from slaspec.use_cases.sound import sound_texts

if TYPE_CHECKING:
    from slaspec.language.amendments import Text
    from slaspec.measure.plan import Plan
    from slaspec.measure.results import Measurements
    from slaspec.measure.unfinished import Unfinished
    from slaspec.records.tickets import ReadReport
    from slaspec.remedies.charges import Rows
    from slaspec.remedies.ledger.with_ledger import Known
    from slaspec.remedies.statement import Statement

    Settling = Callable[[Measurements], Statement]


@dataclass(frozen=True)
class Forecast:
    """How the rest of a period is simulated: by which profile, how often, from which seed."""

    profile: str
    months: int = MONTHS
    seed: int = SEED


@dataclass(frozen=True)
class Accrual:
    """
    The estimate of an unfinished period as of a date; nothing of it is measured for good.

    `so_far` is the statement if nothing more were missed, `at_worst` the one if every record that
    is open missed. `whole` are the credits of the whole period over simulated rests, None without
    a forecast; `maximum` is what the text lets a window come to.
    """

    agreement: Agreement
    period: str
    as_of: date
    so_far: Statement
    at_worst: Statement
    maximum: MaximumExposure
    whole: Distribution | None = None
    forecast: Forecast | None = None
    reports: tuple[ReadReport, ...] = ()
    remarks: tuple[str, ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)

    @property
    def earned(self) -> Decimal:
        """The credits so far."""
        return credited(self.so_far)

    @property
    def could_add(self) -> Decimal:
        """What the open records could add up to, beyond that."""
        return max(Decimal(0), credited(self.at_worst) - self.earned)

    @property
    def expected_rest(self) -> Fraction | None:
        """What the rest is expected to add: below zero where it makes up for misses."""
        return None if self.whole is None else self.whole.expected - Fraction(self.earned)


def credited(statement: Statement) -> Decimal:
    """What a statement credits, without bonuses."""
    return sum((line.amount for line in statement.credits), Decimal(0))


def accrual(
    book: Book,
    agreement: str,
    period: str,
    replay: Replay,
    *,
    as_of: date,
    forecast: Forecast | None = None,
    charges: str | Path | None = None,
    history: str | Path | None = None,
) -> Accrual:
    """
    The estimate of a period that was not over at `as_of`, 00:00 of that day.

    It is judged by the text under which the last window began; windows before the period are known
    by the issued statements in the folder `history`. Raises as `preview` does, and `UsageError` for
    a period that was over, or had not begun.
    """
    from slaspec.measure.unfinished import Unfinished
    from slaspec.service_time.civil import midnight

    texts = sound_texts(book, agreement, period, as_of)
    plans = plans_in(book, agreement, period)
    _require_unfinished(period, as_of)
    require_used([each.plan for each in plans], replay.files)
    number = _last_judging(texts, plans[-1].plan)
    whole, plan = texts[number].agreement, plans[number].plan
    windows = dict.fromkeys(w.name for target in plan.targets for w in target.windows)
    known = read_charges(Path(charges), book, whole, windows) if charges is not None else None
    records, reports = read_records(book, replay)
    unfinished = Unfinished(plan, records, midnight(as_of, plan.zone))
    settled = _settling(whole, known_on_day(book, whole, as_of, history), windows, known)
    spread: Distribution | None = None
    silent: tuple[str, ...] = ()
    if forecast is not None:
        spread, silent = _spread(book, plan, unfinished, period, as_of, forecast, settled)
    return Accrual(
        agreement=whole,
        period=period,
        as_of=as_of,
        so_far=settled(unfinished.so_far()),
        at_worst=settled(unfinished.at_worst()),
        maximum=maximum_exposure(whole, known),
        whole=spread,
        forecast=forecast,
        reports=tuple(reports),
        remarks=(*_versions(texts, whole, period), *silent),
        run={**versions(), "as_of": as_of.isoformat()},
    )


def _require_unfinished(period: str, as_of: date) -> None:
    first, last = dates(period)
    if as_of > last:
        raise UsageError(f"{period} was over as of {as_of} 00:00: settle it without --accrue")
    if as_of <= first:
        raise UsageError(f"{period} had not begun as of {as_of} 00:00: nothing is earned yet")


def _last_judging(texts: Sequence[Text], plan: Plan) -> int:
    """Which text judges the last window: the last one that was in force when it began."""
    begins = max(window.first for target in plan.targets for window in target.windows)
    later = sum(text.begins.isoformat() > begins for text in texts[1:])
    return len(texts) - 1 - later


def _settling(
    whole: Agreement, ledger: Known, windows: Collection[str], charges: Rows | None
) -> Settling:
    """How measurements of some windows are settled, with what came before them."""
    from slaspec.remedies.pipeline import settle

    return partial(
        settle,
        whole,
        charges=charges,
        history=history_of(ledger.issued, without=windows),
        entries=ledger.entries,
        deadlines=ledger.deadlines,
    )


def _versions(texts: Sequence[Text], whole: Agreement, period: str) -> Iterator[str]:
    if any(text.begins > dates(period)[0] for text in texts[1:]):
        yield f"all of it is estimated under version {whole.version}"


def _spread(
    book: Book,
    plan: Plan,
    unfinished: Unfinished,
    period: str,
    as_of: date,
    forecast: Forecast,
    settled: Settling,
) -> tuple[Distribution, tuple[str, ...]]:
    """The credits of the whole period over simulated rests, and what the profile lacks."""
    from slaspec.service_time.civil import midnight

    last = dates(period)[1]
    profile = profile_of(book, forecast.profile)
    streams = streams_of(
        book, [plan], profile, (as_of, last), seed=forecast.seed, count=forecast.months, rest=True
    )
    parts = {source: stream.parts() for source, stream in streams.runs.items()}
    until = midnight(last + AFTER, plan.zone)
    found = [
        credited(settled(measurements))
        for measurements in unfinished.rests(parts, forecast.months, until)
    ]
    return Distribution.of(found), streams.silent
