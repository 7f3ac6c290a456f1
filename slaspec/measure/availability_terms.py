"""What a metric of kind `availability` says, with its references resolved and nothing left open."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.language.model import DataSource
from slaspec.language.model.metric import AvailabilityMetric, FixedSeconds, Quantum
from slaspec.measure.availability import Counting
from slaspec.measure.excused_time import StandingExclusion, is_standing, limit_of
from slaspec.measure.faults import located
from slaspec.measure.needs import NO_NEEDS, Needs
from slaspec.measure.repairs import parts_of
from slaspec.records.outages import DOWN, UP
from slaspec.service_time.offsets import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slaspec.language.book import Book
    from slaspec.language.model.node import Place
    from slaspec.language.model.target import Target
    from slaspec.language.quantities import Duration
    from slaspec.measure.relief import Relief


@dataclass(frozen=True)
class AvailabilityTerms:
    """
    `parts` are the service and its components, or the component, whose outages count: a service is
    down when one of its components is.

    `silence_after` is how long a probe speaks, in seconds; None for a source of outages. `needs` is
    what remedies ask of single outages.
    """

    metric: AvailabilityMetric
    source: DataSource
    parts: frozenset[str]
    counting: Counting
    silence_after: int | None
    needs: Needs = NO_NEEDS

    def weight(self, kind_of: str) -> Fraction:
        """How much of the time of a class is down; a class that nobody weighs is an error."""
        if not self.weighs(kind_of):
            raise located(
                f"source '{self.source.id}' has outages of class '{kind_of}', and metric"
                f" '{self.metric.id}' does not say how much of their time is down",
                self.metric.at.of("down"),
                f"add {kind_of}: 100% to down of the metric, or 0%",
            )
        down = self.metric.down or {}
        return down[kind_of].value if kind_of in down else Fraction(kind_of == DOWN)

    def weighs(self, kind_of: str) -> bool:
        """Whether it is said how much of the time of a class is down."""
        said = self.metric.down
        is_up = kind_of == UP and self.silence_after is not None
        return is_up or (kind_of == DOWN if said is None else kind_of in said)


def terms_of(
    book: Book,
    target: Target,
    metric: AvailabilityMetric,
    source: DataSource,
    relief: Relief,
    needs: Needs = NO_NEEDS,
) -> AvailabilityTerms:
    """The terms of a metric; `LocatedError` for what is not said or does not go together."""
    parts = parts_of(book, metric.of or target.service)
    _require_known_parts(metric, source, parts)
    _require_classes(metric, source)
    _require_users(metric, source)
    return AvailabilityTerms(
        metric=metric,
        source=source,
        parts=parts,
        counting=_counting(metric, relief),
        silence_after=_silence(source) if source.records == "probe" else None,
        needs=needs,
    )


def _require_known_parts(
    metric: AvailabilityMetric, source: DataSource, parts: frozenset[str]
) -> None:
    """Refuse a source whose labels name no part of what is measured: it would always be up."""
    known = _known_parts(source)
    if known is not None and not parts & known:
        what = f"'{metric.of}'" if metric.of else f"the service of metric '{metric.id}'"
        raise located(
            f"source '{source.id}' has no outages of {what}",
            metric.at.of("of" if metric.of else "source"),
            f"it has those of: {', '.join(sorted(known)) or 'nothing that is named'}",
        )


def _known_parts(source: DataSource) -> frozenset[str] | None:
    """The parts that a source can name; None where any name may stand in a column."""
    known = {source.service} if source.service is not None else set()
    for column, labels in (("component", source.components), ("service", source.services)):
        if column in (source.columns or {}):
            if labels is None:
                return None
            known |= labels.keys()
    return frozenset(known) if source.columns else None


def _require_classes(metric: AvailabilityMetric, source: DataSource) -> None:
    if metric.down is None and "class" in (source.columns or {}):
        raise located(
            f"source '{source.id}' has classes of outage, and metric '{metric.id}' does not say"
            " which of them is down",
            metric.at.of("down"),
            "add down: {down: 100%}, with every class of the source",
        )
    for kind_of, share in (metric.down or {}).items():
        if share.value > 1:
            raise located(
                f"metric '{metric.id}': the time of class '{kind_of}' cannot be down by {share}",
                metric.at.of("down", kind_of),
                "write at most 100%",
            )


def _require_users(metric: AvailabilityMetric, source: DataSource) -> None:
    told = source.records == "outage" and "affected" in (source.columns or {})
    if metric.weigh_by is not None and not told:
        raise located(
            f"metric '{metric.id}' weighs by affected users, and source '{source.id}' does not say"
            " how many they were",
            metric.at.of("weigh_by"),
            f"map columns.affected of outages in '{source.id}', or drop weigh_by",
        )


def _silence(source: DataSource) -> int:
    if source.silence_after is None:
        raise located(
            f"source '{source.id}' does not say how long a probe speaks",
            source.at.of("silence_after"),
            "add silence_after: 10min, or how long it may take to the next probe",
        )
    return _positive_seconds(source.silence_after, source.at.of("silence_after"))


def _counting(metric: AvailabilityMetric, relief: Relief) -> Counting:
    for question, why, help in (
        ("unmonitored", "how does time count that nobody watched?", "down, up or excluded"),
        ("quantum", "in which steps is down time counted?", "exact, or slots of one length"),
    ):
        if getattr(metric, question) is None:
            raise located(
                f"metric '{metric.id}' does not say '{question}': {why}",
                metric.at,
                f"add {question} to the metric: {help}",
            )
    assert metric.unmonitored is not None
    counted = metric.counted
    return Counting(
        unmonitored=metric.unmonitored,
        minimum_outage=_optional_seconds(metric.minimum_outage, metric.at.of("minimum_outage")),
        quantum=_quantum(metric),
        fixed=_positive_seconds(counted.fixed, counted.at.of("fixed"))
        if isinstance(counted, FixedSeconds)
        else None,
        exclusions=tuple(_standing(relief)),
    )


def _optional_seconds(length: Duration | None, place: Place) -> int:
    """Whole seconds; 0 where nothing is said, so that every outage counts."""
    if length is None:
        return 0
    if length.milliseconds % 1000:
        raise located(f"{length} is no whole number of seconds", place, "write whole seconds")
    return length.seconds


def _positive_seconds(length: Duration, place: Place) -> int:
    seconds = _optional_seconds(length, place)
    if not seconds:
        raise located(f"a length of {length} leaves no time", place, "write at least 1s")
    return seconds


def _quantum(metric: AvailabilityMetric) -> Quantum | None:
    """The slots of a metric; on the clock they must divide the day, else they have no begin."""
    quantum = metric.quantum
    if not isinstance(quantum, Quantum):
        return None
    seconds = _positive_seconds(quantum.of, quantum.at.of("of"))
    if quantum.aligned == "clock" and DAY % seconds:
        raise located(
            f"slots of {quantum.of} do not fill a day: nobody knows when they begin on the clock",
            quantum.at.of("of"),
            "write a length that divides 24h, or aligned: outage",
        )
    return quantum


def _standing(relief: Relief) -> Iterator[StandingExclusion]:
    """The exclusions that excuse by themselves, with no entry of the Ledger."""
    for exclusion, effect, hours in relief.exclusions:
        if is_standing(exclusion):
            at_most, per = limit_of(exclusion)
            yield StandingExclusion(
                id=exclusion.id,
                hours=hours,
                at_most=at_most,
                per=per,
                shrinks=effect == "denominator",
            )
