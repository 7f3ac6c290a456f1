"""
Run the witnesses of one target: one run of the engine for all that is just met, one for the rest.

Cases of one window and objective fall into different rounds; each round is a run of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from slaspec.checks.measurable.witnesses import (
    availability,
    duration,
    ratio,
    score,
    throughput,
    value,
)
from slaspec.checks.measurable.witnesses.cases import (
    BOTH,
    Cannot,
    Case,
    Failure,
    Said,
    Side,
    Witness,
)
from slaspec.checks.measurable.witnesses.frame import Frame, frame
from slaspec.checks.measurable.witnesses.readers import (
    Reader,
    RowReader,
    ticket_reader,
)
from slaspec.checks.targets import TICKETS
from slaspec.errors import LocatedError, SlaspecError, Unsupported
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource
from slaspec.language.model.target import Target
from slaspec.language.quantities import Share
from slaspec.measure.measure import measure
from slaspec.measure.results import Measured
from slaspec.records.sources import formats

VERDICT = {"inside": "met", "outside": "missed"}


class Kind(NamedTuple):
    """How the targets of one kind of metric are tried."""

    records: tuple[str, ...]
    cases: Callable[[Frame], Iterator[Case | Cannot]]
    reader: Callable[[DataSource, Iterable[Witness]], Reader]


KINDS = {
    "duration": Kind((*TICKETS, "outage"), duration.cases, duration.reader),
    "availability": Kind(("outage", "probe"), availability.cases, RowReader),
    "ratio": Kind((*TICKETS, "request_log", "check"), ratio.cases, ratio.reader),
    "score": Kind((*TICKETS, "request_log", "check"), score.cases, ratio.reader),
    "throughput": Kind(TICKETS, throughput.cases, ticket_reader),
    "value": Kind(("value",), value.cases, RowReader),
}


class NotRun(NamedTuple):
    """
    Why the witnesses of a target could not be run, and the place that stopped it (or "").

    `told`: it is a fault of the contract, which another rule reports at its place.
    """

    sentence: str
    at: str
    told: bool = False


class Trial:
    """
    The witnesses of one target of a whole agreement.

    Nothing is run before it is asked for; each side is run once.
    """

    def __init__(self, book: Book, agreement: Agreement, target: Target) -> None:
        self._book, self._agreement = book, agreement
        self.target = target
        self._found: dict[Side, tuple[Failure, ...]] = {}

    @property
    def not_run(self) -> NotRun | None:
        """Why nothing could be run, None where it could."""
        prepared = self._prepared
        return prepared if isinstance(prepared, NotRun) else None

    @property
    def cannot(self) -> tuple[Cannot, ...]:
        """The objectives without a case on one side or on both."""
        return () if isinstance(self._prepared, NotRun) else self._prepared.cannot

    def failures(self, side: Side) -> tuple[Failure, ...]:
        """The cases of one side whose verdict is not what the contract says, worst first."""
        if side not in self._found:
            prepared = self._prepared
            found = [] if isinstance(prepared, NotRun) else list(prepared.failures(side))
            self._found[side] = tuple(sorted(found, key=lambda failure: failure.at_all))
        return self._found[side]

    @cached_property
    def _prepared(self) -> _Prepared | NotRun:
        try:
            return _prepared(frame(self._book, self._agreement, self.target))
        except LocatedError as error:
            return NotRun(error.message, error.at, told=not isinstance(error, Unsupported))
        except SlaspecError as error:
            return NotRun(str(error), "")


def _prepared(made: Frame) -> _Prepared | NotRun:
    kind, source = made.target.metric.kind, made.target.source
    records = source.records or "incident"
    if kind not in KINDS or records not in KINDS[kind].records:
        return NotRun(f"no {records} records are made yet for a metric of kind {kind}", "")
    if source.format not in formats():
        at = str(source.at.of("format").span)
        return NotRun(f"format '{source.format}' cannot be read yet by this version", at)
    if _is_smoothed_with_itself(made):
        return NotRun(
            "rolling windows that are smoothed with the one before share their records", ""
        )
    if any(not 0 < level.value <= 1 for level in _levels(made)):
        return NotRun("a share of none or of more than all can be promised to nobody", "")
    if not made.windows:
        sentence = f"the term holds no {made.target.window} that is judged"
        help = "let the term hold a whole window, or answer partial_window"
        nowhere = [Cannot(o.name, BOTH, sentence, help) for o in made.target.objectives]
        return _Prepared(made, (), tuple(nowhere))
    found = list(KINDS[kind].cases(made))
    cases = tuple(each for each in found if isinstance(each, Case))
    prepared = _Prepared(made, cases, tuple(e for e in found if isinstance(e, Cannot)))
    prepared.read()
    return prepared


def _levels(made: Frame) -> Iterator[Share]:
    for objective in made.target.objectives:
        for level in (objective.share, objective.percentile, objective.availability):
            if level is not None:
                yield level


def _is_smoothed_with_itself(made: Frame) -> bool:
    """Whether a window and the one before it, with which it is smoothed, overlap."""
    spans = made.target.spans
    return made.target.answers.smooth_with is not None and any(
        earlier.end > spans.judged[name].start for name, earlier in spans.before.items()
    )


@dataclasses.dataclass(frozen=True)
class _Prepared:
    """The cases of a target, ready to be run."""

    frame: Frame
    cases: tuple[Case, ...]
    cannot: tuple[Cannot, ...]

    def failures(self, side: Side) -> Iterator[Failure]:
        """The cases of a side that the engine judges otherwise."""
        for one_round in _rounds([case for case in self.cases if case.crowd(side)]):
            for case, said in self._run(self._reader, one_round, side):
                if not _is_right(case, said, side):
                    yield Failure(case, side, said, at_all=self._at_all(case, side))

    def _at_all(self, case: Case, side: Side) -> bool:
        """Whether records far from the limit have the verdict of a side."""
        crowd = case.far(side)
        far = dataclasses.replace(case, inside=crowd, outside=crowd)
        reader = self._read([witness for witness, _ in crowd])
        return all(said.verdict == VERDICT[side] for _, said in self._run(reader, [far], side))

    def read(self) -> None:
        """Read the records; `LocatedError` where their source cannot be read as it is written."""
        if self.cases:
            _ = self._reader

    @cached_property
    def _reader(self) -> Reader:
        crowds = (case.crowd(side) for case in self.cases for side in BOTH)
        return self._read({each.id: each for crowd in crowds for each, _ in crowd}.values())

    def _read(self, witnesses: Iterable[Witness]) -> Reader:
        target = self.frame.target
        return KINDS[target.metric.kind].reader(target.source, witnesses)

    def _run(
        self, reader: Reader, cases: Sequence[Case], side: Side
    ) -> Iterator[tuple[Case, Said]]:
        """What the engine says of one side of some cases, of which no two share a cell."""
        target = self.frame.target
        names = {case.window.name for case in cases}
        windows = tuple(window for window in target.windows if window.name in names)
        plan = dataclasses.replace(
            self.frame.plan, targets=(dataclasses.replace(target, windows=windows),)
        )
        crowd = [each for case in cases for each in case.crowd(side)]
        ends = [witness.last for witness, _ in crowd] + [case.window.end for case in cases]
        as_of = max(*ends, *(window.end for window in windows)) + 1
        try:
            records = reader.crowd(crowd)
            measured = measure(plan, {target.source.id: [records]}, as_of)
        except LocatedError as error:
            yield from ((case, Said("not_measured", 0, error.message)) for case in cases)
            return
        left_out = {**reader.left_out, **measured.unassigned}
        found = {(each.objective, each.window.name): each for each in measured.measured}
        for case in cases:
            yield case, _said(found[case.objective, case.window.name], left_out)


def _is_right(case: Case, said: Said, side: Side) -> bool:
    return said.verdict == VERDICT[side] and case.counted in (None, said.counted)


def _said(measured: Measured, left_out: dict[str, int]) -> Said:
    if measured.value is not None and not measured.met and measured.unit != "%":
        words = f"the engine measured {measured.value} {measured.unit}".rstrip()
    elif measured.down is not None:
        words = f"the engine counted {measured.down} s down of {measured.counted} s"
    elif measured.counted:
        words = f"the engine counted {measured.met} of {measured.counted} as met"
    else:
        words = "the engine counted none of them"
    reasons = {**left_out, **measured.excluded}
    gone = ", ".join(f"{count} x {reason}" for reason, count in reasons.items())
    because = f" ({measured.reason})" if measured.reason else ""
    words += because + (f"; left out: {gone}" if gone else "")
    return Said(measured.verdict, measured.counted, words)


def _rounds(cases: Sequence[Case]) -> list[list[Case]]:
    """Cases that share no cell (objective and window) with another of their round."""
    rounds: list[list[Case]] = []
    taken: list[set[tuple[str, str]]] = []
    for case in cases:
        cell = (case.objective, case.window.name)
        place = next((i for i, cells in enumerate(taken) if cell not in cells), len(rounds))
        if place == len(rounds):
            rounds.append([])
            taken.append(set())
        rounds[place].append(case)
        taken[place].add(cell)
    return rounds
