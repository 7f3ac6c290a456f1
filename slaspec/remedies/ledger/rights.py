"""Rights and duties that arise from repeated or grave misses: to terminate, to plan improvement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from slaspec.errors import LocatedError
from slaspec.language.model.node import NOWHERE, Place
from slaspec.language.quantities import Span
from slaspec.measure.windows import back, evaluated
from slaspec.remedies.earlier.spans import contract_year

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.governance import Termination
    from slaspec.language.quantities import Amount, Lookback
    from slaspec.measure.results import WindowSpan
    from slaspec.remedies.earlier.history import PastVerdict
    from slaspec.remedies.ledger.deadlines import Deadlines

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Right:
    """
    What arose with the last of some missed windows of a target.

    `kind` is the right to terminate of the party `by`, with `notice`, or the provider's duty to
    plan improvement. `until` is the last day to use it or to show the plan, None where no period
    is agreed or where it cannot be counted (`unknown` says why). `over` tells whether it has
    passed. `at` is the clause.
    """

    kind: Literal["termination", "improvement"]
    target: str
    by: Literal["customer", "provider"]
    windows: tuple[str, ...]
    arose: date
    sentence: str
    notice: Span | None = None
    until: date | None = None
    over: bool = False
    unknown: str = ""
    at: Place = NOWHERE


class _Judged(NamedTuple):
    """
    One window of a target over all of its objectives.

    `judged` is whether it was met or missed; what was not measured or is excused is neither.
    """

    window: WindowSpan
    judged: bool
    missed: bool
    values: tuple[tuple[Fraction, str], ...]


class _Trigger(NamedTuple):
    """So many misses, of a value below a figure, in a period, one after the other."""

    times: int
    within: Lookback | None
    below: Amount | None
    consecutive: bool


def rights(
    agreement: Agreement, verdicts: Sequence[PastVerdict], deadlines: Deadlines
) -> tuple[Right, ...]:
    """
    The latest right of each clause and target that the verdicts give, in the order of the text.

    A window of a target is missed where any of its objectives is; what was not measured or is
    excused is passed over. A right arises anew with each further miss. One that has passed by
    before the last window of the verdicts is left out.
    """
    found = [*_terminations(agreement, verdicts), *_improvements(agreement, verdicts)]
    last = max((verdict.window.last for verdict in verdicts), default="")
    timed = [_timed(right, within, deadlines) for right, within in found]
    return tuple(right for right in timed if not right.over or right.arose.isoformat() >= last)


def uncounted(agreement: Agreement, verdicts: Sequence[PastVerdict]) -> Iterator[str]:
    """
    Targets whose misses a clause counts over windows that no verdict is known of.

    Earlier misses may complete a right: it cannot be told that there is none.
    """
    lacking: dict[tuple[str, date, date], list[str]] = {}
    for target, within, section in _counting(agreement):
        windows = _windows(verdicts, target)
        if windows and windows[-1].missed:
            known = date.fromisoformat(windows[0].window.first)
            needed = _first_needed(windows[-1].window, within, agreement)
            if known > needed:
                lacking.setdefault((target, needed, known), []).append(section)
    for (target, needed, known), sections in lacking.items():
        yield (
            f"misses of {target} from {needed} to before {known} are not known here, and count for"
            f" {' and '.join(dict.fromkeys(sections))}: give the issued statements with --history"
        )


def _counting(agreement: Agreement) -> Iterator[tuple[str, Lookback | None, str]]:
    """Target, period and section of each clause that counts more than one miss."""
    for clause in agreement.termination or ():
        if (clause.when.times or 1) > 1:
            yield clause.when.missed, clause.when.in_, "termination"
    after = agreement.improvement.after if agreement.improvement else None
    if after is not None and after.missed > 1:
        for target in agreement.targets or ():
            yield target.id, after.in_, "improvement"


def _first_needed(window: WindowSpan, within: Lookback | None, agreement: Agreement) -> date:
    effective = agreement.effective
    begins = (effective.judged_from or effective.from_).value
    return max(begins, _first_day(window, within, agreement))


def _terminations(
    agreement: Agreement, verdicts: Sequence[PastVerdict]
) -> Iterator[tuple[Right, Span | None]]:
    for clause in agreement.termination or ():
        when = clause.when
        trigger = _Trigger(when.times or 1, when.in_, when.below, bool(when.consecutive))
        misses = _latest(_windows(verdicts, when.missed), trigger, agreement)
        if misses:
            yield _termination(clause, misses), clause.exercise_within


def _termination(clause: Termination, misses: Sequence[_Judged]) -> Right:
    names = tuple(miss.window.name for miss in misses)
    sentence = (
        f"the {clause.by} may terminate: {clause.when.missed} was missed in {', '.join(names)}"
    )
    arose = date.fromisoformat(misses[-1].window.last)
    target, at = clause.when.missed, clause.at
    return Right("termination", target, clause.by, names, arose, sentence, clause.notice, at=at)


def _improvements(
    agreement: Agreement, verdicts: Sequence[PastVerdict]
) -> Iterator[tuple[Right, Span | None]]:
    terms = agreement.improvement
    for target in (agreement.targets or ()) if terms is not None else ():
        assert terms is not None
        trigger = _Trigger(terms.after.missed, terms.after.in_, None, consecutive=False)
        misses = _latest(_windows(verdicts, target.id), trigger, agreement)
        if misses:
            names = tuple(miss.window.name for miss in misses)
            said = f"a plan for improvement is owed: {target.id} was missed in {', '.join(names)}"
            arose = date.fromisoformat(misses[-1].window.last)
            right = Right("improvement", target.id, "provider", names, arose, said, at=terms.at)
            yield right, terms.plan_within


def _windows(verdicts: Sequence[PastVerdict], target: str) -> list[_Judged]:
    """The windows of a target in order, each once, over all of its objectives."""
    by_window: dict[WindowSpan, list[PastVerdict]] = {}
    for verdict in verdicts:
        if verdict.target == target:
            by_window.setdefault(verdict.window, []).append(verdict)
    ordered = sorted(by_window.items(), key=lambda item: (item[0].end, item[0].start))
    return [_judged(window, found) for window, found in ordered]


def _judged(window: WindowSpan, verdicts: Sequence[PastVerdict]) -> _Judged:
    judged = any(each.verdict in ("met", "missed") for each in verdicts)
    missed = [each for each in verdicts if each.verdict == "missed"]
    values = tuple((each.value, each.unit) for each in missed if each.value is not None)
    return _Judged(window, judged, bool(missed), values)


def _latest(
    windows: Sequence[_Judged], trigger: _Trigger, agreement: Agreement
) -> tuple[_Judged, ...]:
    """The misses behind the last window with which a trigger fires; empty where none does."""
    for position in range(len(windows) - 1, -1, -1):
        if _counts(windows[position], trigger):
            misses = _behind(windows[: position + 1], trigger, agreement)
            if len(misses) >= trigger.times:
                return tuple(misses)
    return ()


def _behind(windows: Sequence[_Judged], trigger: _Trigger, agreement: Agreement) -> list[_Judged]:
    """The misses that count with the last of some windows, in order."""
    within = trigger.within
    most = within.count if within is not None and within.unit == "windows" else len(windows)
    first = _first_day(windows[-1].window, within, agreement)
    misses: list[_Judged] = []
    for each in reversed(windows[-most:]):
        if date.fromisoformat(each.window.last) < first:
            break
        if _counts(each, trigger):
            misses.insert(0, each)
        elif trigger.consecutive and each.judged:
            break
    return misses


def _first_day(window: WindowSpan, within: Lookback | None, agreement: Agreement) -> date:
    """The first day on which a window may end that counts together with this one."""
    last = date.fromisoformat(window.last)
    if within is None or within.unit == "windows":
        return date.min
    if within.unit == "contract_year":
        return evaluated(contract_year(agreement), last)[0]
    months = f"{within.count * 3} months"
    length = Span(months if within.unit == "quarters" else f"{within.count} {within.unit}")
    return back(last + _ONE_DAY, length)


def _counts(judged: _Judged, trigger: _Trigger) -> bool:
    """Whether a window is a miss of the kind that a trigger counts."""
    below = trigger.below
    if below is None:
        return judged.missed
    return any(_figure(value, unit) < Fraction(below.value) for value, unit in judged.values)


def _figure(value: Fraction, unit: str) -> Fraction:
    """A value as contracts write it: a share in percent."""
    return value * 100 if unit == "%" else value


def _timed(right: Right, within: Span | None, deadlines: Deadlines) -> Right:
    """The right with the last day on which it may be used."""
    if within is None:
        return right
    key = "exercise_within" if right.kind == "termination" else "plan_within"
    try:
        until = deadlines.last_day(right.arose, within, right.at.of(key))
    except LocatedError as error:
        return replace(right, unknown=error.message)
    return replace(right, until=until, over=deadlines.is_over(until))
