"""What the rules M101 to M105 share: the trial of each target, and how its failures are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.checks.rule import finding_at
from slaspec.checks.targets import measured
from slaspec.findings import Finding, Span
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place
from slaspec.language.model.target import Target

if TYPE_CHECKING:
    from slaspec.checks.measurable.witnesses.cases import Cannot, Failure, Side
    from slaspec.checks.measurable.witnesses.trial import Trial

MET, MISSED = "just-met", "just-missed"
_SHOULD = {"inside": "met", "outside": "missed"}


def trials(agreement: Agreement, book: Book) -> Iterator[Trial]:
    """The trial of each target; made once for a book, and run as far as it is asked."""
    from slaspec.checks.measurable.witnesses.trial import Trial

    kept: dict[object, Trial] = vars(book).setdefault("trials_of_checks", {})
    for target, _ in measured(agreement):
        key = (agreement.id, target.at.path)
        if key not in kept:
            kept[key] = Trial(book, agreement, target)
        yield kept[key]


def never(agreement: Agreement, book: Book, side: Side) -> Iterator[Finding]:
    """Objectives that have no verdict of a side at all."""
    for trial in trials(agreement, book):
        for cannot in trial.cannot:
            if side in cannot.sides:
                yield _impossible(trial.target, cannot, side)
        for failure in _first_of_each(trial.failures(side)):
            if not failure.at_all:
                yield _not_even_far(trial.target, failure)


def elsewhere(agreement: Agreement, book: Book, side: Side) -> Iterator[Finding]:
    """Objectives that have the verdict of a side, but not up to their limit."""
    for trial in trials(agreement, book):
        for failure in _first_of_each(trial.failures(side)):
            if failure.at_all:
                yield _turned(trial.target, failure)


def not_tried(trial: Trial) -> Iterator[Finding]:
    """Why a target, or an objective of it, was not tried."""
    said = f"target '{trial.target.id}' was not tried with records: "
    if trial.not_run is not None and not trial.not_run.told:
        sentence, at, _ = trial.not_run
        related = (("it stops there", _span(at)),) if at else ()
        help = "mend what is named; then the target is tried"
        place = trial.target.at.of("id")
        yield finding_at(place, said + sentence, help, target=trial.target.id, related=related)
    for cannot in trial.cannot:
        if not cannot.sides:
            place = _place(trial.target, cannot.objective)
            yield finding_at(place, said + cannot.sentence, cannot.help, target=trial.target.id)


def _span(at: str) -> Span:
    file, line, column = at.rsplit(":", 2)
    return Span(file, int(line), int(column))


def _first_of_each(failures: tuple[Failure, ...]) -> list[Failure]:
    """The first failure of each objective."""
    first: dict[str, Failure] = {}
    for failure in failures:
        first.setdefault(failure.case.objective, failure)
    return list(first.values())


def _impossible(target: Target, cannot: Cannot, side: Side) -> Finding:
    name = _name(target, cannot.objective)
    return finding_at(
        _place(target, cannot.objective),
        f"'{name}' cannot be {_SHOULD[side]}: {cannot.sentence}",
        cannot.help,
        target=target.id,
    )


def _not_even_far(target: Target, failure: Failure) -> Finding:
    case, side = failure.case, failure.side
    return finding_at(
        _place(target, case.objective),
        f"'{_name(target, case.objective)}' ({case.limit}) cannot be {_SHOULD[side]}: not even"
        f" {case.words[side].far} the verdict is '{_SHOULD[side]}'; {failure.said.words}",
        "look at how the records are read and which rules leave them out or forgive them",
        target=target.id,
        table=_table(failure),
    )


def _turned(target: Target, failure: Failure) -> Finding:
    case, side = failure.case, failure.side
    wrongly = {"inside": "is missed although", "outside": "is met although"}[side]
    if failure.said.verdict == "not_measured":
        wrongly = "is not measured where"
    elif failure.said.verdict == _SHOULD[side]:
        wrongly = f"counts {failure.said.counted} instead of {case.counted} where"
    tried = "" if case.about == case.limit else f" ({case.about})"
    return finding_at(
        _place(target, case.objective),
        f"'{_name(target, case.objective)}' ({case.limit}) does not turn at its limit: it"
        f" {wrongly} {case.words[side].near}{tried}; {failure.said.words}",
        "look at what moves the limit: round_measured, few_events, quantum, minimum_outage, the"
        " columns of the source",
        target=target.id,
        table=_table(failure),
    )


def _table(failure: Failure) -> tuple[tuple[str, ...], ...]:
    """The record that just keeps the limit and the one that just does not."""
    case, side = failure.case, failure.side
    shown = f"should be {_SHOULD[side]}, is {failure.said.verdict.replace('_', ' ')}"
    if failure.said.verdict == _SHOULD[side]:
        shown = f"{_SHOULD[side]}, but counts otherwise"
    rows: list[tuple[str, ...]] = [(*case.head, f"window {case.window.name}")]
    rows.append(("just within", *case.within.told(), shown if side == "inside" else "met"))
    if case.late is not None:
        rows.append(("just late", *case.late.told(), shown if side == "outside" else "missed"))
    return tuple(rows)


def _name(target: Target, objective: str) -> str:
    return f"{target.id}/{objective}" if target.objectives else target.id


def _place(target: Target, objective: str) -> Place:
    own = (target.objectives or {}).get(objective)
    return own.at if own is not None else target.at.of("objective")
