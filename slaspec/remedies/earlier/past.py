"""The past of a window while it is settled: the history, and the windows settled before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import takewhile
from typing import Literal

from slaspec.errors import UsageError
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.node import Place
from slaspec.measure.results import Measured, Measurements
from slaspec.remedies.earlier.history import History, PastLine, PastVerdict
from slaspec.remedies.earlier.spans import Span, windows_before
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.periods import Period
from slaspec.remedies.statement import Line

Side = Literal["credit", "bonus", "earned_back", "lapsed credit", "lapsed bonus"]
COUNTED = ("met", "missed")
ALL = ""  # in place of a remedy: all remedies together
_SHOWN = 4
_Objective = tuple[str, str]


class Past:
    """
    What the windows before the one that is settled hold; each is added behind the last.

    Every question about a window of the term that nobody knows raises `LocatedError`.
    """

    def __init__(self, agreement: Agreement, history: History) -> None:
        self._agreement = agreement
        self._begun = history.begun
        self._verdicts: dict[_Objective, dict[str, PastVerdict]] = defaultdict(dict)
        self._windows: set[tuple[str, str]] = set()
        self._lines: dict[tuple[str, str, str, str], list[PastLine]] = defaultdict(list)
        self._paid: dict[tuple[str, Side], dict[str, Fraction]] = defaultdict(dict)
        self._before: dict[tuple[str, date, date], list[Period]] = {}
        self._add(history.verdicts, history.lines)

    def add(self, measured: Iterable[Measured], lines: Iterable[Line]) -> None:
        """A window that has been settled."""
        self._add(map(PastVerdict.of, measured), map(PastLine.of, lines))

    def require_new(self, measurements: Measurements) -> None:
        """Raises `UsageError` where a window to be settled stands in the history already."""
        for one in measurements.measured:
            if one.window.last in self._verdicts[one.target, one.objective]:
                raise UsageError(
                    f"{one.target} ({one.objective}) in {one.window.name} is to be settled, and"
                    " stands in the history too; leave one of the two out"
                )

    def verdicts(
        self, evaluation: Evaluation, span: Span, term: str, at: Place
    ) -> list[PastVerdict]:
        """The verdicts of a span before the evaluation's window, where there were any, in order."""
        needed = [w for w in span.before(evaluation.period) if self._judges(evaluation, w)]
        self._require(evaluation, needed, term, at)
        known = self._of(evaluation)
        found = (known.get(window.last.isoformat()) for window in needed)
        return [one for one in found if one is not None and one.verdict in COUNTED]

    def failures_in_a_row(self, evaluation: Evaluation, since: date, term: str, at: Place) -> int:
        """
        How many windows right before one were missed, back to the last that was met.

        No window is looked at that ends before `since`.
        """
        known, failures, unknown = self._of(evaluation), 0, list[Period]()
        for window in self._backwards(evaluation.period, since):
            if not self._judges(evaluation, window):
                continue
            verdict = known.get(window.last.isoformat())
            if verdict is None:
                unknown.insert(0, window)
                continue
            if unknown or verdict.verdict == "met":
                break
            failures += verdict.verdict == "missed"
        self._require(evaluation, unknown, term, at)
        return failures

    def _backwards(self, period: Period, since: date) -> Iterator[Period]:
        """The windows of the term before one, the latest first; thousands ask for the same."""
        name = (period.name, period.first, period.last)
        if name not in self._before:
            self._before[name] = list(windows_before(period, self._agreement.effective))
        return takewhile(lambda window: window.last >= since, self._before[name])

    def require_lines(
        self, evaluations: Iterable[Evaluation], span: Span, term: str, at: Place
    ) -> None:
        """
        Raise where a window of a span may have paid something that nobody tells of.

        What a window paid is known where anything of it was settled: the rest paid nothing.
        """
        seen: set[_Objective] = set()
        for evaluation in evaluations:
            if (name := _name(evaluation)) not in seen:
                seen.add(name)
                before = span.before(evaluation.period)
                untold = [w for w in before if (w.name, w.last.isoformat()) not in self._windows]
                self._require(evaluation, untold, term, at)

    def paid(self, remedy: str, span: Span, upto: Period, side: Side) -> Fraction:
        """
        What a remedy (`ALL`: all of them) came to in a span, up to a window; never below zero.

        Credits that were earned back later stay paid; what lapsed and uses the caps is another
        side.
        """
        first, last = span.first.isoformat(), self._within(upto.last.isoformat())
        paid = self._paid[remedy, side]
        return sum((paid[day] for day in paid if first <= day <= last), Fraction(0))

    def lines(self, evaluation: Evaluation, window: Period) -> list[PastLine]:
        """The lines of an evaluation's remedy on its objective in an earlier window."""
        return self._lines[evaluation.remedy.id, *_name(evaluation), window.last.isoformat()]

    def _add(self, verdicts: Iterable[PastVerdict], lines: Iterable[PastLine]) -> None:
        for one in verdicts:
            self._windows.add((one.window.name, one.window.last))
            self._verdicts[one.target, one.objective][one.window.last] = one
        for line in lines:
            name = (line.remedy, line.target, line.objective, line.window.last)
            self._lines[name].append(line)
            self._count(line, _side(line), abs(Fraction(line.amount)))
            if line.lapsed:
                lapsed: Side = "lapsed bonus" if line.nature == "bonus" else "lapsed credit"
                self._count(line, lapsed, abs(Fraction(line.lapsed)))

    def _count(self, line: PastLine, side: Side, amount: Fraction) -> None:
        day = self._within(line.window.last)
        for remedy in (line.remedy, ALL):
            sums = self._paid[remedy, side]
            sums[day] = sums.get(day, Fraction(0)) + amount

    def _within(self, day: str) -> str:
        """A date, or the last of the term where that comes first."""
        ends = self._agreement.effective.ends
        return min(day, ends.text) if ends is not None else day

    def _of(self, evaluation: Evaluation) -> dict[str, PastVerdict]:
        return self._verdicts[_name(evaluation)]

    def _judges(self, evaluation: Evaluation, window: Period) -> bool:
        """Whether the objective existed in a window, and was judged in it."""
        if window.partial and evaluation.partial_answer()[0] == "not_judged":
            return False
        starts = self._agreement.effective.judged_from
        begun = self._begun.get(_name(evaluation))
        judged = starts is None or starts.value <= window.inside_last
        return judged and (begun is None or begun <= window.inside_first)

    def _require(
        self, evaluation: Evaluation, needed: Iterable[Period], term: str, at: Place
    ) -> None:
        known = self._of(evaluation)
        missing = [
            window.name
            for window in needed
            if window.last.isoformat() not in known and self._judges(evaluation, window)
        ]
        if missing:
            raise evaluation.fault(
                f"'{term}' needs what {evaluation.objective} came to in {_listed(missing)}, which"
                " is neither in this period nor in the history",
                at,
                "give the issued statements (--history DIR), or settle a period that begins with"
                f" {missing[0]}",
            )


def _name(evaluation: Evaluation) -> _Objective:
    return evaluation.measured.target, evaluation.measured.objective


def _side(line: PastLine) -> Side:
    if line.kind == "earned_back":
        return "earned_back"
    return "bonus" if line.nature == "bonus" else "credit"


def _listed(names: list[str]) -> str:
    if len(names) <= _SHOWN:
        return ", ".join(names)
    return f"{names[0]} to {names[-1]} ({len(names)} windows)"
