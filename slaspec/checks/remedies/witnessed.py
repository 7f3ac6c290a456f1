"""What the rules C101 to C103 share: the trial of each target's remedies, told as findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from slaspec.checks.rule import finding_at
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Scenario
from slaspec.language.model.target import Target

if TYPE_CHECKING:
    from slaspec.checks.remedies.witnesses.trial import Failure, RemedyTrial

RUNGS = "rungs"
ALL = "all"


def trials(agreement: Agreement, book: Book) -> Iterator[RemedyTrial]:
    """The trial of each target that binds remedies; made once for a book, run when asked."""
    from slaspec.checks.remedies.witnesses.trial import RemedyTrial

    kept: dict[object, RemedyTrial] = vars(book).setdefault("remedy_trials_of_checks", {})
    for target in agreement.targets or ():
        key = (agreement.id, target.at.path)
        if target.remedies:
            if key not in kept:
                kept[key] = RemedyTrial(book, agreement, target)
            yield kept[key]


def told(agreement: Agreement, book: Book, faults: Collection[str], help: str) -> Iterator[Finding]:
    """The failures of some kinds, one for each edge: the first objective stands for the others."""
    for trial in trials(agreement, book):
        seen = set()
        for failure in trial.failures:
            edge = (failure.remedy.id, failure.edge.at.path, failure.edge.what)
            if failure.fault in faults and edge not in seen:
                seen.add(edge)
                yield _failure(trial.target, failure, help)


def not_tried(trial: RemedyTrial, agreement: Agreement, book: Book) -> Iterator[Finding]:
    """Why a remedy of a target was not tried, where no Scenario shows what it pays either."""
    for each in trial.not_tried:
        if not each.told and not _is_shown(each.remedy.id, trial.target, agreement, book):
            yield finding_at(
                each.remedy.at.of("id"),
                f"remedy '{each.remedy.id}' of target '{trial.target.id}' was not tried:"
                f" {each.sentence}",
                "show it by a Scenario, with its records and what they come to",
                target=trial.target.id,
            )


def _is_shown(remedy: str, target: Target, agreement: Agreement, book: Book) -> bool:
    return any(
        (line.agreement or scenario.agreement, line.target, line.remedy)
        == (agreement.id, target.id, remedy)
        for scenario in book.of(Scenario)
        for line in scenario.lines
    )


def _failure(target: Target, failure: Failure, help: str) -> Finding:
    name = target.id if failure.objective == ALL else f"{target.id}/{failure.objective}"
    said = {
        "unreached": "never acts",
        "silent": "does not act where it says",
        "early": "acts before it says so",
        "no_more": "pays nothing more than what is paid before it",
    }[failure.fault]
    return finding_at(
        failure.edge.at,
        f"remedy '{failure.remedy.id}' for {name}: {failure.edge.what} {said}: {failure.reason}",
        help,
        target=target.id,
        table=failure.table,
    )
