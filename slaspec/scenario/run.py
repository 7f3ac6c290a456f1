"""
Run a scenario: its records are measured as a preview measures them, and compared.

    given records -> canonical tables -> plan -> measure -> expected against actual
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.language.model import Agreement, DataSource, Scenario
from slaspec.scenario.compare import Compared, compared

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.measure.plan import Plan, TargetPlan
    from slaspec.measure.results import Measurements
    from slaspec.records.tables import Records


@dataclass(frozen=True)
class ScenarioResult:
    """
    What came of a scenario.

    `compared` has one entry for each expected verdict, in the order written, then one for each
    verdict that was measured and is not expected. `measured` are the measurements by agreement.
    """

    scenario: Scenario
    compared: tuple[Compared, ...]
    measured: Mapping[str, Measurements]

    @property
    def failures(self) -> tuple[Compared, ...]:
        """What is not as expected."""
        return tuple(each for each in self.compared if each.differences)

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.failures


def run_scenario(book: Book, scenario: Scenario) -> ScenarioResult:
    """
    Measure the given records of a scenario as of its date, and compare the verdicts.

    A target is judged where the records of its data source are given: each window by the text that
    it began under, each record by that of its start. Raises `LocatedError` for a question that an
    agreement leaves open, and where an amendment does not apply or splits a window; `UsageError`
    for an agreement or a source that is not there and for a period that has not ended at `as_of`.
    """
    records = _tables(book, scenario)
    measured = {
        id: measurements
        for id in scenario.judged
        if (measurements := _measured(book, scenario, id, records)) is not None
    }
    return ScenarioResult(scenario, tuple(compared(scenario, measured)), measured)


def _tables(book: Book, scenario: Scenario) -> dict[str, Records]:
    from slaspec.scenario.given import table_of

    tables: dict[str, Records] = {}
    for given in scenario.sources:
        source = book.get(given.source, DataSource)
        if source is None:
            raise UsageError(f"there is no data source '{given.source}'")
        tables[source.id] = table_of(given, source)
    return tables


def _measured(
    book: Book, scenario: Scenario, id: str, records: Mapping[str, Records]
) -> Measurements | None:
    """The measurements of the targets of an agreement whose records are given; None for none."""
    from slaspec.measure.texts import measure_texts, text_plans
    from slaspec.measure.windows import period
    from slaspec.service_time.civil import midnight

    dates = period(scenario.period)
    texts = text_plans(book, id, *dates, only=lambda text: _on_sources(text, records))
    if not texts:
        return None
    parts = {source: [table] for source, table in records.items()}
    found = measure_texts(texts, parts, midnight(scenario.as_of.value, texts[-1].plan.zone))
    if len(texts) == 1:  # what begins under a text that judges no window yet is not counted
        _require_none_lost(texts[0].plan, found, records)
    return found


def _on_sources(agreement: Agreement, records: Mapping[str, Records]) -> Agreement:
    """The agreement with the targets that are measured on some sources."""
    on = {metric.id for metric in agreement.metrics or () if metric.source in records}
    targets = tuple(target for target in agreement.targets or () if target.metric in on)
    return dataclasses.replace(agreement, targets=targets)


def _require_none_lost(made: Plan, found: Measurements, records: Mapping[str, Records]) -> None:
    """Every ticket is counted, open or left out by a reason: for each target exactly once."""
    for target in made.targets:
        if target.metric.kind != "duration":
            continue
        placed = sum(_placed(target, found))
        clocks = len(records[target.source.id])
        again = target.answers.reopened.clock == "new_cycle"  # then a reopened record counts anew
        assert placed == clocks or (again and placed > clocks), "a record was lost"


def _placed(target: TargetPlan, found: Measurements) -> Iterator[int]:
    for each in found.measured:
        if each.target == target.target.id:
            yield each.counted + each.open + sum(each.excluded.values())
    for reason, count in found.unassigned.items():
        if reason.startswith(f"{target.target.id}: "):
            yield count
