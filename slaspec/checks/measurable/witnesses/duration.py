"""Cases of `duration` targets: a share (or percentile) of records within a limit."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, cast

from slaspec.checks.measurable.witnesses.cases import (
    BOTH,
    Cannot,
    Case,
    Cells,
    Crowd,
    Side,
    Witness,
    Words,
)
from slaspec.checks.measurable.witnesses.clocks import LimitClock, clock_of
from slaspec.checks.measurable.witnesses.counts import (
    MOST_RECORDS,
    allowed_misses,
    few_count,
    sharpest_count,
    smallest_count,
)
from slaspec.checks.measurable.witnesses.frame import Frame
from slaspec.checks.measurable.witnesses.outages import OutageTeller
from slaspec.checks.measurable.witnesses.readers import OutageReader, Reader, ticket_reader
from slaspec.checks.measurable.witnesses.starts import openings, situations
from slaspec.checks.measurable.witnesses.tickets import Teller
from slaspec.errors import ServiceTimeError
from slaspec.language.model import DataSource
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import WorkingDays
from slaspec.measure.plan import ALL, ObjectivePlan
from slaspec.measure.results import WindowSpan
from slaspec.records.simulate.source_times import UnwritableError
from slaspec.service_time.civil import format_local
from slaspec.service_time.timeline import Span

HEAD = ("record", "start", "paused", "stop", "on the clock", "limit")

Pauses = tuple[tuple[str, Span], ...]


class Shape(NamedTuple):
    """
    What is tried: how many records, by which event they stop, in which state they pause.

    What is optional is only tried where a window is still free for it.
    """

    about: str
    size: int
    event: str
    pause: str | None
    starts: Iterable[int]
    optional: bool = False


def cases(frame: Frame) -> Iterator[Case | Cannot]:
    """The cases of a target, objective by objective."""
    metric = frame.target.metric
    assert isinstance(metric, DurationMetric)
    try:
        teller = _teller(frame, metric)
    except UnwritableError as error:
        for objective in frame.target.objectives:
            yield Cannot(objective.name, BOTH, str(error), "add its label to the DataSource")
        return
    for objective in frame.target.objectives:
        yield from _cases_of(frame, teller, objective)


def _teller(frame: Frame, metric: DurationMetric) -> Teller | OutageTeller:
    """Whoever tells records as the source holds them: tickets, or outages."""
    target = frame.target
    if target.source.records != "outage":
        return Teller(target, metric, target.source)
    return OutageTeller(target, metric, cast("frozenset[str]", target.prepared))


def reader(source: DataSource, witnesses: Iterable[Witness]) -> Reader:
    """Reads tickets once; outages with a number of its own for each copy."""
    if source.records == "outage":
        return OutageReader(source, witnesses)
    return ticket_reader(source, witnesses)


def _cases_of(
    frame: Frame, teller: Teller | OutageTeller, objective: ObjectivePlan
) -> Iterator[Case | Cannot]:
    cannot = partial(Cannot, objective.name)
    if not teller.stops:
        says = " or ".join(teller.metric.stop or ())
        label = "add a label or a column for it to the DataSource"
        yield cannot(BOTH, f"nothing in source '{teller.source.id}' says {says}", label)
        return
    try:
        clock = clock_of(
            objective, frame.target.answers, frame.term, frame.zone, frame.target.relief
        )
    except ServiceTimeError as error:
        yield cannot(BOTH, str(error), "mend the calendar, or pin it for longer")
        return
    placing = _Placing(frame, teller, objective, clock)
    shapes = list(placing.shapes())
    if not shapes:
        sentence = f"it is judged only on more than {MOST_RECORDS:,} records"
        yield cannot((), sentence, "lower minimum_sample or few_events")
        return
    # Shapes that need one place in time come last and choose first.
    placed = [placing.placed(shape) for shape in reversed(shapes)]
    found = [case for case in reversed(placed) if case is not None]
    yield from found
    if not found:
        yield from placing.without_a_case()


@dataclass
class _Placing:
    """One objective while its cases are placed: how often each window is taken already."""

    frame: Frame
    teller: Teller | OutageTeller
    objective: ObjectivePlan
    clock: LimitClock
    taken: dict[str, int] = field(default_factory=dict)
    unwritable: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        share = self.objective.share or self.objective.percentile
        assert share is not None
        self.share = share.value
        self.answers = self.frame.target.answers
        self.unrounded = self.clock
        if self.objective.percentile is not None:  # what is rounded then is a time
            self.answers = dataclasses.replace(self.answers, round_measured=None)
            frame = self.frame
            self.unrounded = clock_of(
                self.objective, self.answers, frame.term, frame.zone, frame.target.relief
            )
        self.written = f"{share} within {_limit(self.objective)}"

    def shapes(self) -> Iterator[Shape]:
        """The share itself, the count for few records, each stop, each pause, each situation."""
        answers = self.answers
        starts = partial(openings, self.frame, self.clock.timeline)
        stop, *further = self.teller.stops
        counts = {
            self.written: sharpest_count(self.share, answers),
            "few records": few_count(answers),
        }
        for about, count in counts.items():
            if count is not None:
                yield Shape(about, count, stop, None, starts())
        small = smallest_count(answers)
        if small is None:
            return
        for event in further:
            yield Shape(f"stopped by {event}", small, event, None, starts())
        for state in self.teller.pauses:
            yield Shape(f"paused while {state}", small, stop, state, starts())
        zones = (self.teller.source.timezone or self.frame.zone, self.frame.zone)
        objectives = self.frame.target.objectives
        turns = min(2, len(objectives))
        turn = objectives.index(self.objective) % turns
        for situation in situations(self.frame, self.clock, zones, turn, turns):
            yield Shape(situation.about, small, stop, None, situation.starts, optional=True)

    def _clock(self, shape: Shape) -> LimitClock:
        """The clock by which so many records are judged: few are counted, not rounded."""
        few = self.answers.few_events
        return self.unrounded if few is not None and shape.size <= few.up_to else self.clock

    def placed(self, shape: Shape) -> Case | None:
        """The case at the first start whose window is free, in as few rounds as possible."""
        fits: list[tuple[int, WindowSpan]] = []
        for start in shape.starts:
            window = self._window(start, shape)
            if window is not None and window.name not in self.taken:
                return self._written(start, window, shape)
            fits += [] if window is None else [(start, window)]
        if shape.optional or not fits:
            return None
        return self._written(*min(fits, key=lambda fit: self.taken[fit[1].name]), shape)

    def _written(self, start: int, window: WindowSpan, shape: Shape) -> Case | None:
        """The case, None where the source cannot write its records."""
        try:
            return self._case(start, window, shape)
        except UnwritableError as error:
            self.unwritable = error.sentence
            return None

    def without_a_case(self) -> Iterator[Case | Cannot]:
        """Why no record can be late; one that is stopped at once may still be in time."""
        cannot = partial(Cannot, self.objective.name)
        if self.unwritable:
            label = "add the label or the column to the DataSource"
            yield cannot(BOTH, f"no record can show it: {self.unwritable}", label)
            return
        sentence = (
            f"a limit of {_limit(self.objective)} never ends in a window of the term that is"
            " judged, on hours that are known"
        )
        help = "shorten the limit, or let the hours be known and run for longer"
        if self.frame.target.answers.assign_to == "deadline":
            yield cannot(BOTH, sentence, help)
            return
        yield cannot(("outside",), sentence, help)
        window = self.frame.windows[0]
        yield self._at_once(window)

    def _window(self, start: int, shape: Shape) -> WindowSpan | None:
        """The window in which both records count, None where they count in two or in none."""
        begin, end = self.frame.term
        clock = self._clock(shape)
        try:
            if not begin <= start < end or (pauses := self._pauses(start, shape)) is None:
                return None
            spans = [span for _, span in pauses]
            match self.frame.target.answers.assign_to:
                case "start":
                    clock.misses(start, spans)  # known hours?
                    return self.frame.window_of(start)
                case "deadline":
                    clock.misses(start, spans)
                    return self.frame.window_of(clock.deadline(start, spans))
            return self.frame.window_of(clock.keeps(start, spans), clock.misses(start, spans))
        except ServiceTimeError:
            return None

    def _pauses(self, start: int, shape: Shape) -> Pauses | None:
        if shape.pause is None:
            return ()
        span = self._clock(shape).pause(start)
        return None if span is None else ((shape.pause, span),)

    def _case(self, start: int, window: WindowSpan, shape: Shape) -> Case:
        pauses = self._pauses(start, shape) or ()
        spans = [span for _, span in pauses]
        clock = self._clock(shape)
        within = self._witness(start, clock.keeps(start, spans), shape.event, pauses)
        late = self._witness(start, clock.misses(start, spans), shape.event, pauses)
        misses = allowed_misses(shape.size, self.share, self.answers)
        met = shape.size - misses
        records = f"{shape.size} record{'' if shape.size == 1 else 's'}"
        self.taken[window.name] = self.taken.get(window.name, 0) + 1
        return Case(
            objective=self.objective.name,
            window=window,
            about=shape.about,
            limit=self.written,
            head=HEAD,
            counted=shape.size,
            words={
                "inside": Words(
                    f"{met} of {records} just keep the limit", f"with {records} stopped at once"
                ),
                "outside": Words(
                    f"{misses + 1} of {records} are just late", f"with {records} far too late"
                ),
            },
            inside=_crowd((within, met), (late, misses)),
            outside=_crowd((within, met - 1), (late, misses + 1)),
            within=within,
            late=late,
            far=partial(self._far, start, window, late.last, shape),
        )

    def _far(self, start: int, window: WindowSpan, late: int, shape: Shape, side: Side) -> Crowd:
        """Records that are stopped as they start, or as late as their window has seconds."""
        stop = start if side == "inside" else max(late, window.end - 1)
        return ((self._witness(start, stop, shape.event), shape.size),)

    def _at_once(self, window: WindowSpan) -> Case:
        """A record that is stopped as it starts."""
        count = smallest_count(self.answers) or 1
        record = self._witness(window.start, window.start, self.teller.stops[0])
        crowd = ((record, count),)
        return Case(
            objective=self.objective.name,
            window=window,
            about="stopped at once",
            limit=self.written,
            head=HEAD,
            counted=count,
            words={"inside": Words("records are stopped at once", "with records stopped at once")},
            inside=crowd,
            within=record,
            far=lambda _: crowd,
        )

    def _witness(self, start: int, stop: int, event: str, pauses: Pauses = ()) -> Witness:
        id = f"{self.objective.name}-{next(self.numbers)}"
        named = self.objective.name != ALL
        priority = self.objective.name if named else self.teller.any_priority
        rows = self.teller.rows(id, priority, start, stop, event=event, pauses=pauses)
        told = partial(self._told, start, stop, pauses)
        return Witness(id, rows, stop, told)

    def _told(self, start: int, stop: int, pauses: Pauses) -> Cells:
        zone = self.frame.zone
        spans = [span for _, span in pauses]
        paused = [f"{state} from {format_local(span[0], zone)}" for state, span in pauses]
        paused += [f"to {format_local(span[1], zone)}" for span in spans]
        return (
            format_local(start, zone),
            " ".join(paused) or "no",
            format_local(stop, zone),
            self.clock.elapsed(start, stop, spans),
            _limit(self.objective),
        )


def _crowd(*many: tuple[Witness, int]) -> Crowd:
    return tuple((witness, count) for witness, count in many if count)


def _limit(objective: ObjectivePlan) -> str:
    within = objective.within
    if isinstance(within, WorkingDays):
        return f"{within.working_days} working day{'s' if within.working_days != 1 else ''}"
    return str(within)
