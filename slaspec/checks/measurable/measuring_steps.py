"""The steps in which a target is measured, against what it allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from slaspec.checks.measurable.samples import sample_of
from slaspec.checks.targets import measured, objectives, source_of
from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import RollingWindow, Window
from slaspec.language.model.metric import AvailabilityMetric, DurationMetric, Quantum
from slaspec.language.model.node import Place
from slaspec.language.model.target import Target, WorkingDays
from slaspec.language.quantities import DAY_SECONDS, Duration

_LONGEST_DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
_DAYS_OF_UNIT = {"days": 1, "weeks": 7, "months": 31, "years": 366}
MINUTE = 60


class Coarse(NamedTuple):
    """A step that is coarser than what a target allows: where, in a sentence, and what to do."""

    target: Target
    at: Place
    sentence: str
    help: str


LOGS_OF_CHANGES = ("upptime",)  # a probe that finds a change is written; silence says: as before


def coarse_up_time(agreement: Agreement, book: Book) -> Iterator[Coarse]:
    """Steps of availability metrics above the down time that an objective allows."""
    for target, metric in measured(agreement):
        window = answer("window", target, metric, agreement.interpretation)
        if not isinstance(metric, AvailabilityMetric) or window is None:
            continue
        days = _days(window)
        for name, objective in objectives(target):
            share = objective.availability
            if share is None or share.value >= 1 or days is None:
                continue
            allowed = int((1 - share.value) * days * DAY_SECONDS)
            for at, step, what in _steps(metric, book):
                if step.seconds > allowed:
                    yield Coarse(
                        target,
                        at,
                        f"'{name}': {share} of a window of {days} days allows {allowed} s of down"
                        f" time at most, and {what} {step}",
                        "write a shorter step, a longer window, or an availability that can be"
                        " measured in these steps",
                    )


def _days(window: Window) -> int | None:
    """The most days that a window has."""
    if isinstance(window, str):
        return _LONGEST_DAYS[window]
    if isinstance(window, RollingWindow):
        unit = _DAYS_OF_UNIT.get(window.rolling.unit)
        return None if unit is None else unit * window.rolling.count
    return _LONGEST_DAYS["year"]


def _steps(metric: AvailabilityMetric, book: Book) -> Iterator[tuple[Place, Duration, str]]:
    if isinstance(metric.quantum, Quantum):
        yield metric.quantum.at.of("of"), metric.quantum.of, "it is counted in slots of"
    if metric.minimum_outage is not None:
        at = metric.at.of("minimum_outage")
        yield at, metric.minimum_outage, "no outage counts that is shorter than"
    source = source_of(book, metric)
    if source is None or source.format in LOGS_OF_CHANGES:
        return
    if source.records == "probe" and source.silence_after is not None:
        at = metric.at.of("source")
        yield at, source.silence_after, f"a probe of '{source.id}' may be silent for"


def coarse_limits(agreement: Agreement, book: Book) -> Iterator[Coarse]:
    """Limits in seconds on a source whose times are whole minutes, as its sample shows."""
    for target, metric in measured(agreement):
        source = source_of(book, metric)
        if source is None or not isinstance(metric, DurationMetric):
            continue
        sample = sample_of(source, book)
        if sample is None or sample.precision != MINUTE:
            continue
        for name, objective in objectives(target):
            within = objective.within
            if within is None or isinstance(within, WorkingDays) or not within.seconds % MINUTE:
                continue
            yield Coarse(
                target,
                objective.at.of("within"),
                f"'{name}': a limit of {within} turns on seconds, and all times in the sample of"
                f" '{source.id}' are whole minutes",
                "write the limit in whole minutes, or export the times with seconds",
            )
