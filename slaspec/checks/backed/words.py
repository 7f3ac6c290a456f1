"""A proof as a reader sees it: the promise in a line, the counterexample as rows."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.backing import Proof, Step
from slaspec.backing.library import Library
from slaspec.backing.promise import Promise
from slaspec.language.model import Calendar
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import Objective, WorkingDays
from slaspec.language.quantities import Zone
from slaspec.service_time.civil import format_local, local_date

Rows = tuple[tuple[str, ...], ...]
BINDING = "<- binding"
MOST_STEPS = 12


def promised(objective: Objective, hours: str | None) -> str:
    """`90 % within 5h, 24x7`, `99.9% available`: what an objective says, as written."""
    if objective.within is not None:
        within = objective.within
        limit = _days(within) if isinstance(within, WorkingDays) else str(within)
        level = objective.share or objective.percentile
        said = f"{level} within {limit}" if level is not None else f"within {limit}"
    elif objective.availability is not None:
        said = f"{objective.availability} available"
    elif objective.at_least is not None:
        said = f"at least {objective.at_least}"
    else:
        said = f"at most {objective.at_most}"
    return f"{said}, {hours}" if hours is not None else said


def _days(within: WorkingDays) -> str:
    return f"{within.working_days} working day{'' if within.working_days == 1 else 's'}"


def counterexample(proof: Proof, promise: Promise, known: Library) -> Rows:
    """The timeline of a promise that is not backed: an instant, what ends there, who held it."""
    zone = promise.agreement.timezone
    if zone is None or not proof.timeline:
        return ()
    rows = _Rows(proof, promise, known, zone)
    return tuple(rows.outages() if proof.window is not None else rows.record())


class _Rows:
    def __init__(self, proof: Proof, promise: Promise, known: Library, zone: Zone) -> None:
        self.proof, self.promise, self.known, self.zone = proof, promise, known, zone
        self.offset = ""

    def record(self) -> Iterator[tuple[str, ...]]:
        """The slowest record, from hand-over to hand-over."""
        metric = self.promise.metric
        start = metric.start if isinstance(metric, DurationMetric) and metric.start else "start"
        first = self.proof.worst_start
        yield _words(start), self._instant(self.proof.timeline[0].from_ if first is None else first)
        for step in self.proof.timeline:
            if step.from_ == step.until and step.leaf != self.proof.binding:
                continue  # its clock runs from the start, and the next one's end covers it
            yield (self._ends(step), self._instant(step.until), *self._held_by(step))

    def outages(self) -> Iterator[tuple[str, ...]]:
        """The outages of the worst window; of very many the first ones, and how many follow."""
        assert self.proof.window is not None
        begin, end = self.proof.window
        yield "window", f"{local_date(begin, self.zone)} to {local_date(end - 1, self.zone)}"
        steps = self.proof.timeline
        for step in steps[:MOST_STEPS]:
            span = f"{self._instant(step.from_)} to {self._instant(step.until)}"
            yield ("down", span, *self._held_by(step))
        if len(steps) > MOST_STEPS:
            yield "", f"and {len(steps) - MOST_STEPS} more outages"

    def _instant(self, instant: int) -> str:
        """The local time; its offset where it is not that of the row before."""
        said, _, offset = format_local(instant, self.zone).rpartition(" ")
        changed, self.offset = offset != self.offset, offset
        return f"{said} {offset}" if changed else said

    def _ends(self, step: Step) -> str:
        if step.state:
            return f"{_words(step.state)} until"
        held = self._promise(step.leaf)
        stop = held.metric.stop if held and isinstance(held.metric, DurationMetric) else None
        return f"{_words(stop[0])} by" if stop else "handed over by"

    def _held_by(self, step: Step) -> Iterator[str]:
        held = self._promise(step.leaf)
        if held is None:
            yield step.leaf
        else:
            said = promised(held.objective, held.hours)
            yield f"{step.leaf} ({said}{self._closed(held, step)})"
        if step.leaf == self.proof.binding and not step.state:
            yield BINDING

    def _closed(self, held: Promise, step: Step) -> str:
        """The holidays that the leaf's calendar has on the way."""
        calendar = self.known.book.get(held.hours, Calendar)
        if calendar is None or self.proof.window is not None:
            return ""
        first, last = (local_date(at, calendar.timezone) for at in (step.from_, step.until))
        named = [
            day.name or day.date.text
            for day in calendar.closed or ()
            if first <= day.date.value <= last
        ]
        return f"; closed: {', '.join(dict.fromkeys(named))}" if named else ""

    def _promise(self, leaf: str) -> Promise | None:
        agreement, _, target = leaf.partition("#")
        target, _, priority = target.partition("/")
        return self.known.promise(agreement, target, priority or "all") if target else None


def _words(term: str) -> str:
    return term.replace("_", " ")
