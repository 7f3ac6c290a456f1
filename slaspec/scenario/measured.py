"""What a scenario gives, measured: the verdicts of one agreement."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from slaspec.language.model import Agreement, Scenario
from slaspec.language.model.ledger import Entry, GrantedEntry, MaintenanceEntry
from slaspec.measure.faults import located

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model.scenario import MeasuredRow
    from slaspec.language.model.target import Target
    from slaspec.measure.plan import Plan, TargetPlan
    from slaspec.measure.results import Measurements
    from slaspec.measure.texts import TextPlan
    from slaspec.scenario.tables import Parts


def measured_of(
    book: Book, scenario: Scenario, id: str, records: Mapping[str, Parts]
) -> Measurements | None:
    """
    The measurements of the targets of an agreement whose records or figures are given, or None.

    A target with figures is judged by them alone. Raises as `measure_texts` and `measure_reported`
    do, and `LocatedError` for relief by an unknown exclusion.
    """
    rows = [row for row in scenario.figures if (row.agreement or scenario.agreement) == id]
    reported = frozenset(row.target for row in rows)
    found = [
        _of_records(book, scenario, id, records, reported),
        _of_figures(book, scenario, id, rows),
    ]
    measured = [each for each in found if each is not None]
    return _together(measured) if measured else None


def _together(found: Sequence[Measurements]) -> Measurements:
    if len(found) == 1:
        return found[0]
    return dataclasses.replace(
        found[0],
        windows=tuple(sorted({window for each in found for window in each.windows})),
        measured=tuple(measured for each in found for measured in each.measured),
    )


def _of_records(
    book: Book,
    scenario: Scenario,
    id: str,
    records: Mapping[str, Parts],
    reported: frozenset[str],
) -> Measurements | None:
    from slaspec.measure.texts import measure_texts

    def on_records(text: Agreement) -> Agreement:
        on = {metric.id for metric in text.metrics or () if metric.source in records}
        return _only(text, lambda each: each.metric in on and each.id not in reported)

    texts = _plans(book, scenario, id, on_records)
    if not texts:
        return None
    found = measure_texts(texts, records, _as_of(scenario, texts))
    if len(texts) == 1:  # what begins under a text that judges no window yet is not counted
        _require_none_lost(texts[0].plan, found, records)
    return found


def _of_figures(
    book: Book, scenario: Scenario, id: str, rows: Sequence[MeasuredRow]
) -> Measurements | None:
    from slaspec.measure.reported.reported import measure_reported
    from slaspec.measure.reported.rows import rows_of

    if not rows:
        return None
    named = {row.target for row in rows}
    texts = _plans(book, scenario, id, lambda text: _only(text, lambda each: each.id in named))
    if not texts:
        at = rows[0].at.of("target")
        raise located(f"'{id}' has no target '{rows[0].target}'", at, "see slaspec check")
    return measure_reported(texts, rows_of(rows), _as_of(scenario, texts), complete=False)


def _plans(
    book: Book, scenario: Scenario, id: str, only: Callable[[Agreement], Agreement]
) -> tuple[TextPlan, ...]:
    from slaspec.measure.texts import text_plans
    from slaspec.measure.windows import period

    entries = _entries(book, scenario) if id == scenario.agreement else ()
    return text_plans(book, id, *period(scenario.period), only=only, entries=entries)


def _as_of(scenario: Scenario, texts: Sequence[TextPlan]) -> int:
    from slaspec.service_time.civil import midnight

    return midnight(scenario.as_of.value, texts[-1].plan.zone)


def _only(agreement: Agreement, wanted: Callable[[Target], bool]) -> Agreement:
    """The agreement with some of its targets."""
    return dataclasses.replace(agreement, targets=tuple(filter(wanted, agreement.targets or ())))


def _entries(book: Book, scenario: Scenario) -> tuple[Entry, ...]:
    """The given entries; `LocatedError` for relief by an exclusion that there is none of."""
    from slaspec.measure.relief import exclusion_of

    given = scenario.given.ledger or ()
    known = [each.id for each in book.agreement(scenario.agreement).exclusions or ()]
    for entry in given:
        if not isinstance(entry, MaintenanceEntry | GrantedEntry):
            continue
        if exclusion_of(entry) not in known:
            raise located(
                f"'{scenario.agreement}' has no exclusion '{exclusion_of(entry)}'",
                entry.at,
                f"there are: {', '.join(known) or 'none'}",
            )
    return given


def _require_none_lost(made: Plan, found: Measurements, records: Mapping[str, Parts]) -> None:
    """Every ticket is counted, open or left out by a reason: for each target exactly once."""
    for target in made.targets:
        if target.metric.kind != "duration":
            continue
        placed = sum(_placed(target, found))
        clocks = sum(len(part) for part in records[target.source.id])
        again = target.answers.reopened.clock == "new_cycle"  # then a reopened record counts anew
        assert placed == clocks or (again and placed > clocks), "a record was lost"


def _placed(target: TargetPlan, found: Measurements) -> Iterator[int]:
    for each in found.measured:
        if each.target == target.target.id:
            yield each.counted + each.open + sum(each.excluded.values())
    for reason, count in found.unassigned.items():
        if reason.startswith(f"{target.target.id}: "):
            yield count
